"""Turns one clause to "you": pronouns, possessives and agreement by the parse, everything else as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from holdspace.language.paraphrase.clauses import OWN_PARTS, SUBJECTS, has_subject, is_own
from holdspace.language.paraphrase.left_out import left_out

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "meself": "yourself",
    "we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves", "ourself": "yourself",
}  # fmt: skip
_FIRST = frozenset(_TURNED)
# Forms that agree with "I" and not with "you".
_AGREEMENT = {"am": "are", "was": "were", "'m": "'re", "is": "are", "has": "have", "does": "do"}
_ADDRESSED = re.compile(
    r"(?<!\bthank )\b(you|your|yours|yourself|u|ur|ya|y'all|youse|let's|lets)\b|^(?:thanks|thank|please)\b|"
    r"(?:^|\bso )(?:please |just )?(?:forgive|excuse|pardon|bear with|hear) me\b",
    re.IGNORECASE,
)
# "They all lie to you in the end": a "you" that is anyone's may stay, where the writer does not stand beside it.
_ANYONES = re.compile(r"^(?:they|nobody|no one|people|everyone|everybody|the|it|there|when|all)\b", re.IGNORECASE)
_OF_ONESELF = re.compile(r"\b(?:i|me|my|mine|we|us|our)\b|\?", re.IGNORECASE)
_KIN = frozenset(
    ["mum", "mom", "dad", "mam", "mama", "papa", "nan", "gran", "grandma", "grandad", "granny", "mummy", "daddy"]
)
# Shorthand for who is cared for: "Client cries through every session".
_CARED_FOR = frozenset(["client", "patient", "pt", "resident", "pupil", "caller"])
# Beside one of these a "mum" is theirs rather than the writer's.
_WITH_KIN = _CARED_FOR | {"baby", "boy", "girl", "kid", "kids", "child", "children", "lad", "student", "toddler"}
# "I feel like I'm invisible": the feeling is kept by the frame, not by the clause.
_SUBJECT_AHEAD = (
    r"(?=(?:I|we|my|nobody|no one|everyone|everybody|nothing|everything|they|there|the|it|he|she|"
    r"somebody|someone|part)\b)"
)
_FELT = re.compile(
    r"^(?:I (?:just |really |still |always |often |sometimes )*(?:feel|felt) (?:like|as if|as though)|"
    r"it (?:just |really |all |often |sometimes )*(?:feels|felt) (?:like|as if|as though)|"
    r"it's (?:just )?(?:like|as if)) " + _SUBJECT_AHEAD,
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"^(?:I (?:just |really |kind of |sort of )*(?:guess|suppose|reckon|swear|mean)|could be|might be|may be) "
    r"(?:that )?" + _SUBJECT_AHEAD,
    re.IGNORECASE,
)
# English that was learned late is understood, and not held up to the person who wrote it.
_LEARNED_LATE = re.compile(
    r"\b(?:is|was|are|am) (?:died|feel|felt|have|had|think|know|go|went|happen|cry)\b", re.IGNORECASE
)
# A stretch of time, which may head a clause.
_SPANS = frozenset({
    "running", "row", "time", "times", "night", "nights", "day", "days", "week", "weeks", "month", "months", "year",
    "years", "shift", "shifts", "morning", "mornings",
})  # fmt: skip
_DAYS = frozenset({
    "today", "tonight", "yesterday", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "hour", "hours", "minute", "minutes", "people",
})  # fmt: skip
_FINITE = ("VBD", "VBP", "MD")
_LONGEST, _SHORTEST, _FRAGMENT = 20, 2, 18
# What betrays that the turning, or the sentence itself, went wrong: then it is quoted.
_BROKEN = re.compile(
    r"\b(i|me|my|mine|myself|we|us|our|ours|ourselves)\b|\byou (?:am|is|was|has|does|be|been|being|a|an|the|your|my|"
    r"you|you’re|of|to)\b|\byou’(?:s|m)\b|\byour (?:you|your|are|is|was|to)\b|’re (?:feel|go|have|want|know|think)\b|"
    r"\b(?:are|were) (?:feel|go|have|want|know|think|see|say|come|get|work|need|was|were)\b|"
    r"\b(?P<word>\w+) (?P=word)\b(?<!had had)(?<!that that)|"
    # "I am tonight", "I did, and he did": of what stands in the sentence before.
    r"^you (?:are|were|do|did|have|had|can|could|will|would)(?:n’t)?(?: (?:tonight|today|now|too|still|so|any ?more))?"
    r"(?:,|$| (?:and|but)\b)|^you (?:have|had)(?:n’t)? (?:for|since)\b|"
    # "... so that nobody hates you" by itself.
    r"^that (?:you|your|nobody|no one|everyone|everybody|people|they|he|she|my)\b|"
    # "There wasn't, I've been through it": what there wasn't stands in the sentence before.
    r"^(?:there|it|that|this|they|he|she) (?:is|was|were|are|did|do|does|has|had)(?:n’t)?,|"
    r"\b(?:and|but|or|because|if|the|a|an|than|so|my|your|very|really|"
    # "The old lady I take care of", "somebody to talk to": these have what they need before them.
    r"(?<!care )(?<!afraid )(?<!scared )(?<!proud )(?<!sick )(?<!tired )(?<!ashamed )(?<!rid )(?<!part )(?<!think )"
    r"(?<!dream )(?<!speak )(?<!fond )of|(?<!get )(?<!talk )(?<!speak )(?<!listen )(?<!it )to|"
    r"(?<!live )(?<!living )(?<!cope )(?<!deal )(?<!left )(?<!work )(?<!stuck )with)$|[{}\[\]()<>@#]",
    re.IGNORECASE,
)

# "I gave us both a KitKat": who would "you both" be?
_BOTH = re.compile(r"\byou \w+ you (?:both|all|two)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A person's clause turned to "you", lower-case at its start and without closing mark.

    ``manner`` says how it may be given back: ``own`` stands by itself ("you keep seeing his face"), ``told`` is about
    somebody or something else ("nobody asks"), ``felt`` is what it feels like to the person ("you’re invisible"),
    ``bare`` has no verb ("three deaths"), ``thought`` is what they thought, as they put it to themself, ``asked`` what
    they ask themself ("what you are for").
    """

    text: str
    manner: Literal["own", "told", "felt", "bare", "thought", "asked"]


def render(nlp: Language, words: str | Doc, *, first: bool, longest: int = _LONGEST) -> Clause | None:
    """Turn a clause, or return None where that would not make a sound one.

    Parameters
    ----------
    nlp : Language
        The parser.
    words : str or Doc
        A clause in the writer's words, tidied; parsed already or not.
    first : bool
        Whether it opens its sentence, so that a missing subject is "I".
    longest : int
        How many words it may have.
    """
    whole = words if isinstance(words, str) else words.text
    text = _HEDGED.sub("", whole)
    felt = _FELT.match(text)
    if felt and not _tells(nlp(text[felt.end() :])):
        felt = None
    text = text[felt.end() :] if felt else text
    if _ADDRESSED.search(text) and not (_ANYONES.search(text) and not _OF_ONESELF.search(text)):
        return None
    doc = words if not isinstance(words, str) and text == whole else nlp(text)
    if first and (subject := left_out(doc)):
        doc = nlp(f"{subject} {text[:1].lower()}{text[1:]}")
    if not _SHORTEST <= len(doc.text.split()) <= longest or not _stands(doc) or _asks(doc):
        return None
    # "He gave you the keys", "they asked you to stay": only a "you" that acts is broken before "the" and "to".
    if _BROKEN.search(_written(doc, acted_on="them")) or _foreign(doc):
        return None
    turned = _written(doc)
    if _BOTH.search(turned):
        return None
    if felt:
        return Clause(turned, "felt")
    return Clause(turned, "own" if _is_own(doc) else "told")


def fragment(doc: Doc) -> Clause | None:
    """Return a few words without a verb as they stand ("three deaths since Monday"), or None where there are others."""
    text = doc.text
    if not 0 < len(text.split()) <= _FRAGMENT or _ADDRESSED.search(text) or not text[-1:].isalnum():
        return None
    root = next(token for token in doc if token.head == token)
    # "Heart going like mad at four."
    going = root.tag_ == "VBG" and root.i == 1 and doc[0].lower_ in OWN_PARTS
    verbs = [t for t in doc if t.tag_.startswith(("VB", "MD", "WRB", "UH")) or (t.tag_ == "WP" and t.i == 0)]
    if not going and (root in verbs or root.lower_ in _FIRST or any(t.dep_ in SUBJECTS for t in root.children)):
        return None
    # "Forty slides from a man who has never been asked": verbs of its own only within what hangs on a noun.
    if not going and any(t.dep_ not in ("relcl", "acl", "pcomp", "amod", "aux", "auxpass") or t.i == 0 for t in verbs):
        return None
    turned = _written(doc)
    return None if _BROKEN.search(turned) else Clause(turned, "bare")


def _stands(doc: Doc) -> bool:
    """Whether a finite verb with a subject carries the whole."""
    roots = [token for token in doc if token.head == token]
    if len(roots) == 1 and not _finite(roots[0]):
        return _headed(roots[0])
    return all(map(_finite, roots)) and any(token.dep_ in SUBJECTS for token in doc[: roots[0].i])


def _tells(doc: Doc) -> bool:
    """Whether what something feels like is told in full: "nobody hears me", and not "the dumbest person, and ..."."""
    joint = next((token.i for token in doc if token.lower_ in ("and", "but", "so")), len(doc))
    return any(token.tag_ in (*_FINITE, "VBZ") for token in doc[:joint])


def _headed(root: Token) -> bool:
    """Whether a stretch of time heads a clause that stands: "third night running I've woken"."""
    if has_subject(root) or not any(token.lower_ in _SPANS for token in root.subtree if token.i <= root.i):
        return False
    after = [child for child in root.children if child.dep_ in ("ccomp", "conj", "relcl") and child.i > root.i]
    return len(after) == 1 and after[0].dep_ == "ccomp" and _finite(after[0]) and has_subject(after[0])


def _finite(verb: Token) -> bool:
    """Whether a verb has a tense: its own, or its auxiliary's."""
    return verb.tag_ in (*_FINITE, "VBZ") or any(
        child.tag_ in (*_FINITE, "VBZ") or child.lower_ in ("'ve", "'m", "'re", "'s", "'d", "'ll")
        for child in verb.children
        if child.dep_ in ("aux", "auxpass")
    )


def _is_own(doc: Doc) -> bool:
    """Whether the writer is who it is about: the subject of its main verb, or of "all I do", "what I remember"."""
    root = next(token for token in doc if token.head == token)
    subjects = [token for token in root.children if token.dep_ in SUBJECTS or token.dep_ == "csubj"]
    if any(is_own(subject) for subject in subjects or [token for token in doc if token.dep_ in SUBJECTS][:1]):
        return True
    return doc[0].lower_ in ("all", "what") and len(doc) > 1 and doc[1].lower_ in ("i", "we")


def _asks(doc: Doc) -> bool:
    """Whether it is a question without its mark ("am I the problem", "why do I bother")."""
    if doc[0].tag_ in ("WRB", "WP", "WDT") and any(t.tag_.startswith(("VB", "MD")) for t in doc[1:2]):
        return True
    if doc[0].tag_ in ("VBG", "VBN"):
        return False  # "Seeing him sleep again was ..."
    if doc[0].dep_ == "aux" and any(t.dep_ in SUBJECTS and t.head == doc[0].head for t in doc[1:4]):
        return True  # "did the man come about the tiles"
    return doc[0].tag_.startswith(("VB", "MD")) and len(doc) > 1 and doc[1].dep_ in SUBJECTS


def _foreign(doc: Doc) -> bool:
    """Whether agreement is off in the person's own clause ("I feels"): such words are quoted as they stand."""
    for token in doc:
        if token.dep_ not in SUBJECTS:
            continue
        off = (token.head.tag_ == "VBZ" or token.head.lower_ == "was") and token.lower_ in ("i", "we", "they")
        if off and (token.head.lower_ not in _AGREEMENT or token.lower_ == "they"):
            return True
        if token.tag_ == "NNS" and token.head.lower_ in ("is", "was", "has") and not _counted(token):
            return True  # "my feet is cold"
    return bool(_LEARNED_LATE.search(doc.text))


def _counted(subject: Token) -> bool:
    return any(child.like_num for child in subject.children)


def _written(doc: Doc, *, acted_on: str = "you") -> str:
    """A clause with its words turned; ``acted_on`` stands for "me" and "us"."""
    words = []
    for token in doc:
        if _again(token):
            continue
        text = _turned(token)
        if token.lower_ in ("me", "us") and text == "you":
            text = acted_on
        if token.i and text in ("you", "you’re") and token.nbor(-1).lower_ == "me" and token.lower_ == "i":
            # "told me I'm too soft": without "that", two words of one kind would stand together.
            text = f", {text}" if token.i > 1 and token.nbor(-2).tag_ == "IN" else f"that {text}"
        if token.i == 0 and token.lower_ in _CARED_FOR and len(doc) > 1 and token.nbor(1).tag_.startswith(("VB", "MD")):
            text = f"your {text.lower()}"
        if token.lower_ in _KIN and token.tag_ in ("NN", "NNP") and not _owned(token) and not _of_one_cared_for(doc):
            text = f"your {text.lower()}"
        if token.i == 0 and token.tag_ not in ("NNP", "NNPS") and not (token.text.isupper() and len(token.text) > 1):
            text = text[:1].lower() + text[1:]
        words.append(text + token.whitespace_)
    turned = re.sub(r"\s+([,;:])", r"\1", "".join(words)).strip(" .,;:!…–—-")
    return re.sub(r"\s*…\s*", ", ", turned).replace("'", "’")


def _again(token: Token) -> bool:
    """Whether "I" only says once more who the verb before was about: "I held the door and I left"."""
    if token.lower_ not in ("i", "we") or token.dep_ != "nsubj" or token.i < 2 or token.i + 1 == len(token.doc):
        return False
    if token.nbor(-1).lower_ not in ("and", "but") or token.nbor(1).text.startswith("'"):
        return False
    if token.doc[0].lower_ == "not":
        return False  # "Not that I'm proud of it, but I look ..."
    verb = token.head
    if verb.dep_ != "conj" or verb.head.head != verb.head or verb.i < token.i:
        return False
    same = any(child.dep_ == "nsubj" and child.lower_ == token.lower_ for child in verb.head.children)
    # "I read these threads and it's all grief, and I do sympathise": somebody or something else came between.
    between = any(other.dep_ in SUBJECTS for other in token.doc[verb.head.i + 1 : token.i])
    return same and not between and _tense(verb) == _tense(verb.head) != "unreal"


def _tense(verb: Token) -> str:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(helper.lower_ in ("could", "would", "should", "might", "'d") for helper in helpers):
        return "unreal"
    return "then" if "VBD" in {verb.tag_, *(helper.tag_ for helper in helpers)} else "now"


def _of_one_cared_for(doc: Doc) -> bool:
    return any(token.lower_ in _WITH_KIN for token in doc)


def _owned(token: Token) -> bool:
    return token.i > 0 and (
        token.nbor(-1).dep_ in ("poss", "det", "amod", "compound", "case")
        or token.nbor(-1).tag_ in ("PRP$", "DT", "JJ", "NNP")
        or token.nbor(-1).lower_ in ("step", "foster", "god", "birth")
    )


def _turned(token: Token) -> str:
    lower = token.lower_
    if lower == "me" and _is_my(token):
        return "your"
    if lower in _FIRST and token.text != "US" and not (lower == "mine" and _owned(token)):
        return _TURNED[lower]
    if lower in _AGREEMENT and _agrees_with_first_person(token):
        return _AGREEMENT[lower]
    return token.text


def _is_my(token: Token) -> bool:
    """Whether "me" stands for "my", as in much of England: "at the window with me coat on"."""
    if token.i == len(token.doc) - 1 or (token.i and token.nbor(-1).tag_ not in ("IN", "CC", ",")):
        return False
    after = token.nbor(1)
    return (
        after.tag_ in ("NN", "NNS") or (after.tag_ == "NNP" and after.text.islower())
    ) and after.lower_ not in _SPANS | _DAYS


def _agrees_with_first_person(verb: Token) -> bool:
    """Whether the subject of a verb is "I": its own, its head's when auxiliary, or that of the verb it is joined to."""
    if verb.lower_ == "am" and verb.i and verb.nbor(-1).like_num:
        return False  # two in the morning
    if verb.lower_ in ("'m", "am") or (verb.i and verb.nbor(-1).lower_ == "i"):
        return True
    head = verb
    for _ in range(4):
        subjects = [child for child in head.children if child.dep_ in SUBJECTS]
        if subjects:
            return any(subject.lower_ in ("i", "me") for subject in subjects)
        if head.dep_ not in ("aux", "auxpass", "conj", "cop"):
            return False
        head = head.head
    return False
