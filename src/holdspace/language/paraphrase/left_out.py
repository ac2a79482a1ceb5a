"""What a telegraphic note leaves out: "Turned down the choir", "so tired of this", "Been crying"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdspace.language.paraphrase.clauses import SUBJECTS, has_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A note without its "I" begins with one of these; a bare verb otherwise may be an order.
_KEPT = frozenset({
    "keep", "feel", "hate", "love", "want", "wish", "miss", "know", "think", "need", "hope", "wonder", "dread",
    "remember", "care", "see", "hear", "understand", "have", "believe", "trust", "sleep", "get", "like", "do", "go",
    "come", "spend", "sit", "wake", "cry", "lie", "snap", "dream", "stare", "flinch", "jump", "panic", "struggle",
})  # fmt: skip
# Before a word for oneself ("eat my lunch alone") any other verb has lost its "I" too, unless it asks for something.
_ASKS_FOR = frozenset({
    "take", "trust", "ask", "tell", "give", "let", "try", "use", "help", "call", "forgive", "excuse", "pray", "imagine",
    "read", "check", "send", "join", "remind", "stop", "note", "see", "look", "say", "picture", "add", "dm",
})  # fmt: skip
_OF_ONESELF = frozenset({"i", "my", "myself"})
_PAST = frozenset({
    "got", "went", "had", "did", "came", "sat", "saw", "felt", "spent", "kept", "ate", "cried", "slept",
    "drank", "woke", "lay", "drove", "stood", "froze", "shook", "hid",
})  # fmt: skip
# "A bit fed up", "really tired of this": the state of whoever writes.
_STATE = re.compile(
    r"(?:(?P<bit>(?:a )?(?:bit|little))|so|really|just|absolutely|completely|totally|utterly|pretty|too|still|"
    r"feeling|not|dead) ",
    re.IGNORECASE,
)
# "Bored to tears", "sick of it": so is whoever writes.
_FEELING = re.compile(
    r"(?:(?:bored|worried|scared|exhausted|knackered|shattered|drained|gutted|tired|sick|ashamed|terrified|proud|"
    r"fed up|worn out|burnt out|burned out|wiped out|overwhelmed|frightened|furious|devastated|heartbroken|frustrated|"
    r"disappointed|relieved|lonely|jealous|sad|angry|anxious|nervous)"
    r"(?: (?:to (?:tears|death|bits|the (?:bone|core))|of|at|about|by|with|for|that|I)\b)|"
    r"(?:happy|glad|delighted|chuffed|thrilled|grateful|thankful) (?:about|with|for|that|I|of)\b)",
    re.IGNORECASE,
)
# "Sent to do her clinic again", "pulled to peds": it was done to whoever writes.
_DONE_TO = re.compile(
    r"(?:(?:just|only) )?(?:sent to (?:do|cover|help|get|fetch|sit|work|see|ask|take)|(?:asked|told|made) to|told off|"
    r"(?:pulled|floated|redeployed) (?:to|off|onto)|(?:shouted|sworn|spat|yelled|screamed) (?:at|on)|passed over|"
    r"written up|called in to work)\b",
    re.IGNORECASE,
)
# "Really hard to watch", "still not fixed": said of the thing.
_OF_THE_THING = frozenset({
    "hard", "difficult", "easy", "tough", "good", "nice", "lovely", "great", "bad", "awful", "horrible", "painful",
    "strange", "weird", "odd", "funny", "unfair", "fair", "right", "wrong", "late", "true", "important", "possible",
    "impossible", "fixed", "sorted", "repaired", "replaced", "resolved", "answered", "discharged", "missing",
})  # fmt: skip
# "Can't feel my feet, head is not working": whatever comes after it, it has lost its "I"; "don't be late" is an order.
_DENIES = re.compile(
    r"(?:(?:just|really|still|honestly|also) )?"
    r"(?:can't|cannot|(?:could|did|would|have)n't|(?:can|could|did|would|have) not|"
    r"used to|do(?:n't| not) (?:even |really )?(?:think|know|feel|care|want|believe|see the|have|sleep|get))\b"
    r"(?! (?:it|that|be|a|the|there|anyone|anybody|someone|somebody|you|they|we|he|she)\b)",
    re.IGNORECASE,
)
# "Could be worse", "may be connected": nobody's.
_NOBODYS = re.compile(
    r"(?:can't|(?:may|might|could|would|should|must|will)(?:n't| not)?) (?:be|have been)\b", re.IGNORECASE
)
# "Took six years", "wore off by summer", "seems fine": said of what was told before; "said she's done" is a note's.
_OF_IT = re.compile(
    r"(?:took|takes)\b.{0,24}?\b(?:years?|months?|weeks?|days?|hours?|ages|a while|forever)\b|"
    r"(?:(?:never|hasn't|didn't|just|still|already|usually|probably) )?"
    r"(?:seems?|seemed|happen(?:s|ed)|depends|wore|wears|helps|helped|said|says|stated|denied|denies|reported)\b",
    re.IGNORECASE,
)
# "Didn't bother me after", "Hits me on the drive home": the thing that was told before does something to the writer.
_TO_THE_WRITER = re.compile(
    r"(?:(?:never|still|just|really|always|it'll|(?:did|does|do)(?:n't| not)|won't) )*"
    r"(?:bother(?:s|ed)?|scare[sd]?|hits?|broke|breaks|kill(?:s|ed)|ma[dk]es?|upsets?|shook|shakes|haunt(?:s|ed)|"
    r"worr(?:y|ies|ied)|annoy(?:s|ed)?|floor(?:s|ed)|stress(?:es|ed)|drain(?:s|ed)|wreck(?:s|ed)|gets|got to|hurts?|"
    r"throws|threw|reminds|reminded|crushe[sd]|winded|stopped|surprise[sd]|touche[sd]|moved) (?:me|us)\b",
    re.IGNORECASE,
)
# "Felt like a kick" leaves out what felt so, "Felt like a fraud" who did: nobody can tell.
_EITHER = re.compile(r"(?:felt|feels?) like an? ", re.IGNORECASE)


def left_out(doc: Doc) -> str | None:
    """Return what a telegraphic note left out: "I" before a finite verb, "I'm" before one in -ing, "it"; or None."""
    if _TO_THE_WRITER.match(doc.text):
        return "it"
    return "I was" if _DONE_TO.match(doc.text) else _writer_left_out(doc)


def _writer_left_out(doc: Doc) -> str | None:
    root = next((token for token in doc if token.head == token), None)
    if (
        root is None
        or _EITHER.match(doc.text)
        or _NOBODYS.match(doc.text)
        or _OF_IT.match(doc.text)
        or any(token.lower_ in ("me", "us") for token in root.children)
        # "Missed the lump, and keeps saying so": it is somebody else's all along.
        or any(token.dep_ == "conj" and token.tag_ == "VBZ" and not has_subject(token) for token in root.children)
    ):
        return None
    state = _STATE.match(doc.text)
    # "Just got told": that is done to somebody, and no state.
    if _FEELING.match(doc.text) or (state and _may_be_a_state(root) and "got" not in doc.text.lower().split()):
        return "I'm a" if state and state["bit"] and doc[0].lower_ in ("bit", "little") else "I'm"
    past = doc[0].lower_ in _PAST and not any(t.dep_ in SUBJECTS and t.head == root and t.i for t in doc)
    if past or _DENIES.match(doc.text):
        return "I"
    opener = next((token for token in doc if token.tag_ not in ("RB", "UH")), doc[0])
    if opener.i > 1 or opener.tag_ in ("WRB", "WP") or any(t.dep_ in SUBJECTS and t.head == root for t in doc):
        return None
    if opener.lower_ == "been":
        return "I've"
    # "Going numb sneaks up on people": it is the subject of what comes after it.
    is_subject = any(token.tag_ == "VBZ" and token.i > opener.i and not has_subject(token) for token in doc)
    going = opener.tag_ == "VBG" and opener == root and opener.lower_ != "being" and not is_subject
    return "I'm" if going else "I" if _is_finite_opener(doc, opener, root) else None


def _may_be_a_state(root: Token) -> bool:
    fits = root.i > 0 and root.tag_ in ("JJ", "VBN", "VBG") and root.lower_ not in _OF_THE_THING
    return fits and not has_subject(root)


def _is_finite_opener(doc: Doc, opener: Token, root: Token) -> bool:
    """Whether the verb that opens a note has lost its "I" ("turned down the choir"), and is no order."""
    if opener.tag_ in ("VB", "VBP"):
        near = doc[opener.i : opener.i + 4]
        bare = next((t for t in near if t.tag_ in ("VB", "VBP") and t.lower_ != "do"), opener)
        tells = bare.lower_ not in _ASKS_FOR and any(token.lower_ in _OF_ONESELF for token in doc)
        return bare.lower_ in _KEPT or tells
    taken = opener.lower_.endswith("ed") and any(child.dep_ in ("prt", "dobj") for child in opener.children)
    past = opener.tag_ == "VBD" or (opener.tag_ == "VBN" and taken)
    return opener.tag_ == "MD" or (past and opener in (root, *root.children))
