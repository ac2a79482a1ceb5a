"""Turns a person's own clause to "you": pronouns, possessives and agreement by the parse, everything else as it was.

Where turning would spoil the words (speech within, a "you" already there, no verb to carry it), there is no
paraphrase, and the reply quotes instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdspace.language.parse import parser

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "meself": "yourself",
    "we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
# Forms that agree with "I" and not with "you"; missing apostrophes are put right on the way.
_AGREEMENT = {"am": "are", "was": "were", "'m": "'re", "’m": "’re", "m": "'re"}
# Apostrophes that were left out, by the second half of what the tokenizer parts.
_LEFT_OUT = {"nt": "n’t", "ve": "’ve", "ll": "’ll", "s": "’s"}
_ADDRESSED = frozenset({"you", "your", "yours", "yourself", "u", "ur", "ya", "y'all", "youse"})
_QUOTES = re.compile(r"[\"“”«»]|(?:^|\s)['‘]\w")
# Openers that carry the flow of telling, not what is told.
_OPENERS = frozenset(
    [
        "so",
        "and",
        "but",
        "also",
        "anyway",
        "anyways",
        "well",
        "yeah",
        "yes",
        "ok",
        "okay",
        "honestly",
        "like",
        "plus",
        "then",
        "because",
        "cos",
        "cuz",
        "though",
        "oh",
        "lol",
        "idk",
        "ugh",
        "now",
        "still",
        "just",
        "maybe",
        "basically",
        "actually",
    ]
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LONGEST = 26
_SHORTEST = 2


def turn(sentence: str) -> str | None:
    """Return ``sentence`` turned to "you", without closing mark and lower-case at its start, or None to quote it.

    >>> turn("I was so tired that I forgot my own birthday.")
    'you were so tired that you forgot your own birthday'
    """
    if _QUOTES.search(sentence) or sentence.rstrip().endswith("?"):
        return None
    nlp = parser()
    # Without the zone every new word of a person's would stay in the parser's vocabulary.
    with nlp.memory_zone():
        doc = nlp(re.sub(r"\s+", " ", sentence).strip())
        if any(token.lower_ in _ADDRESSED for token in doc) or _asks(doc):
            return None
        span = _kernel(doc)
        if span is None or not _SHORTEST <= len(span) <= _LONGEST:
            return None
        return _render(span)


def shorten(sentence: str, most: int = 22) -> str:
    """Return ``sentence`` fit to be quoted: one line, without openers, cut at a word with an ellipsis when long."""
    words = re.sub(r"\s+", " ", sentence).strip().strip("\"'“”‘’*_-–— ").split(" ")
    while len(words) > _SHORTEST + 1 and words[0].lower().strip(",.") in _OPENERS:
        words = words[1:]
    kept = " ".join(words[:most])
    return kept.rstrip(",;:") + " …" if len(words) > most else kept.rstrip(".,;:")


def _kernel(doc: Doc) -> Span | None:
    """The clause to turn: the whole sentence without its openers, or in a long one the writer's own main clause."""
    begin, end = 0, len(doc)
    while begin < end and (doc[begin].lower_ in _OPENERS or doc[begin].is_punct or doc[begin].is_space):
        begin += 1
    while end > begin and (doc[end - 1].is_punct or doc[end - 1].is_space or not doc[end - 1].text.strip(":)(;*~_")):
        end -= 1
    own = [token for token in doc[begin:end] if token.lower_ in ("i", "we") and token.dep_ in _SUBJECTS]
    if not own:
        return None
    if end - begin <= _LONGEST:
        # A sentence without its subject first ("Because I left ...") would lean on one that is not there.
        return doc[begin:end] if _stands_alone(doc[begin:end]) else None
    subject = own[0]
    left, right = subject.i, subject.head.right_edge.i + 1
    for token in doc[left + 1 : right]:
        if token.i - left >= _SHORTEST and token.dep_ in ("cc", "punct", "mark") and token.i - left > _LONGEST // 3:
            right = token.i
            break
    return doc[left:right] if left >= begin and _stands_alone(doc[left:right]) else None


def _asks(doc: Doc) -> bool:
    """Whether an auxiliary stands before its subject at the start: a question without its mark ("am I the problem")."""
    return len(doc) > 1 and doc[0].tag_.startswith(("VB", "MD")) and doc[1].lower_ in ("i", "we")


def _stands_alone(span: Span) -> bool:
    """Whether a verb with a subject carries the span."""
    roots = [token for token in span if token.head == token or token.head not in span]
    carried = any(root.tag_.startswith(("VB", "MD")) for root in roots)
    return carried and any(token.dep_ in _SUBJECTS for token in span)


def _render(span: Span) -> str:
    words = []
    for token in span:
        text = _turned(token)
        if token.i == span.start and token.tag_ not in ("NNP", "NNPS") and not token.text.isupper():
            text = text[:1].lower() + text[1:]
        words.append(text + token.whitespace_)
    turned = "".join(words).strip().rstrip(".,;:!…")
    return turned.replace("'", "’")


def _turned(token: Token) -> str:
    lower = token.lower_
    if lower in _TURNED and token.text != "US":
        return _TURNED[lower]
    if lower in ("ive", "im"):
        return {"ive": "you’ve", "im": "you’re"}[lower]
    if lower in _AGREEMENT and _agrees_with_first_person(token):
        return _AGREEMENT[lower]
    if lower in _LEFT_OUT and token.i and not token.nbor(-1).whitespace_:
        return _LEFT_OUT[lower]
    return token.text


def _agrees_with_first_person(verb: Token) -> bool:
    """Whether the subject of a verb is "I": its own, its head's when auxiliary, or that of the verb it is joined to."""
    if verb.i and verb.nbor(-1).lower_ == "i":
        return True
    if verb.lower_ in ("'m", "’m", "m", "am"):
        return True
    head = verb
    for _ in range(4):
        subjects = [child for child in head.children if child.dep_ in _SUBJECTS]
        if subjects:
            return subjects[0].lower_ == "i"
        if head.dep_ not in ("aux", "auxpass", "conj", "cop"):
            return False
        head = head.head
    return False
