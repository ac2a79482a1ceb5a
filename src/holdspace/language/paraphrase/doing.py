"""Says a clause about "you" without its subject, as listeners do: "you sat in the car" → "sitting in the car"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdspace.language.paraphrase.clauses import SUBJECTS, has_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Token

# A view, a wish or a liking is nothing that one does: "believing that" would make it a remark on the person.
_NOT_DONE = frozenset({
    "think", "believe", "guess", "suppose", "mean", "seem", "love", "like", "hate", "wish", "hope", "want", "use", "be",
    "need", "get", "say", "agree", "doubt", "resent", "prefer", "deserve", "appear", "find", "understand", "keep",
    "bit",
})  # fmt: skip
# Of these only some forms are done: "having to", "being told", "not knowing".
_HAVE, _KNOW = "have", "know"
_ONCE = re.compile(r"(?:[^aeiou]|^|qu)[aeiou][bdgmnprt]$")
# Longer verbs that double their last letter as well, being stressed there.
_STRESSED = ("forget", "begin", "regret", "admit", "commit", "refer", "occur", "upset", "submit", "permit")
# A past like its present is rare: of other verbs the lemmatizer did not know the past ("bit").
_ALIKE = frozenset({
    "put", "cut", "hit", "hurt", "let", "shut", "set", "quit", "cost", "read", "cast", "burst", "spread", "split",
})  # fmt: skip
_MOST = 16


def doing(nlp: Language, clause: str) -> str | None:
    """Return a clause that "you" head as what is being done, or None where it is no doing or would not sound right.

    Parameters
    ----------
    nlp : Language
        The parser, its lemmatizer on call.
    clause : str
        Turned already: "you can't switch off and lie there till four".
    """
    doc = nlp(clause)
    if len(clause.split()) > _MOST or doc[0].lower_ != "you" or doc[0].dep_ not in SUBJECTS or len(list(doc.sents)) > 1:
        return None
    root = doc[0].head
    if root.head != root:
        return None
    for name in ("attribute_ruler", "lemmatizer"):
        doc = nlp.get_pipe(name)(doc)
    verbs = [root, *_joined(root)]
    written: dict[int, str] = {doc[0].i: ""}
    for verb in verbs:
        if (verb is not root and has_subject(verb)) or not _take_up(verb, written):
            return None
    words = "".join(written.get(token.i, token.text_with_ws) for token in doc)
    return re.sub(r"\s+", " ", words).strip()


def _joined(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "conj" and child.tag_.startswith("VB"):
            yield child
            yield from _joined(child)


def _take_up(verb: Token, written: dict[int, str]) -> bool:
    """Write one verb with its auxiliaries as what is being done; False where that can't be."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i]
    denial = next((child for child in verb.children if child.dep_ == "neg" and child.i < verb.i), None)
    kinds = {helper.lemma_.lower() for helper in helpers}
    for gone in helpers:
        written[gone.i] = ""
    if denial is not None:
        written[denial.i] = "never " if denial.lower_ == "never" else "not "
    if "can" in kinds or "could" in kinds:
        form = f"being able to {verb.lemma_}" if denial and kinds <= {"can", "could"} else ""
    elif any(helper.dep_ == "auxpass" for helper in helpers):
        # "You're touched" is how one is, "you were told" what was done.
        form = f"being {verb.text}" if [helper.lower_ for helper in helpers] == ["were"] else ""
    elif kinds == {"have"}:
        form = f"having {verb.text}" if verb.tag_ in ("VBN", "VBD") else ""
    elif kinds == {"be"}:
        form = verb.text if verb.tag_ == "VBG" and not _is_ahead(verb) else ""
    elif kinds <= {"do"}:
        form = with_ing(verb.lemma_.lower()) if _is_done(verb, denied=denial is not None) else ""
    else:
        form = ""
    written[verb.i] = form + verb.whitespace_
    return bool(form)


def _is_ahead(verb: Token) -> bool:
    """Whether it is still to come: "you are going to sit here"."""
    return verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children)


def _is_done(verb: Token, *, denied: bool) -> bool:
    lemma = verb.lemma_.lower()
    unknown = verb.tag_ == "VBD" and lemma == verb.lower_ and lemma not in _ALIKE
    if verb.tag_ not in ("VB", "VBP", "VBD", "VBZ") or lemma in _NOT_DONE or unknown:
        return False
    if lemma == _HAVE:
        return any(child.dep_ == "xcomp" and child.i > verb.i for child in verb.children)
    return lemma != _KNOW or denied


def with_ing(verb: str) -> str:
    """Return the form of an English verb in -ing.

    >>> [with_ing(verb) for verb in ("sit", "write", "lie", "see", "visit", "forget")]
    ['sitting', 'writing', 'lying', 'seeing', 'visiting', 'forgetting']
    """
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > len("be"):
        return f"{verb[:-1]}ing"
    brief = len(re.findall(r"[aeiou]+", verb)) == 1
    doubles = _ONCE.search(verb) and (brief or verb in _STRESSED)
    return f"{verb}{verb[-1]}ing" if doubles else f"{verb}ing"
