"""Finds the clauses of a sentence, messy ones too: where each begins, what joins it, whether it can stand alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_MARKS = frozenset({",", ";", ":", "-", "–", "—", "--", ".", "…", "(", ")", "/"})
_JOINTS = frozenset({
    "and", "but", "so", "or", "yet", "plus", "then", "because", "cause", "although", "though", "while", "when",
    "whereas", "however", "except", "until",
})  # fmt: skip
# A clause that these open leans on another: the first can be left out, the second would change what is said.
_DROPPABLE = frozenset({
    "when", "while", "because", "since", "as", "after", "before", "although", "though", "whenever", "once", "where",
    "whereas",
})  # fmt: skip
_BINDING = frozenset({
    "if", "unless", "until", "whatever", "wherever", "whoever", "till", "that", "whether", "how", "why", "what",
    "who", "which", "whom",
})  # fmt: skip
# A clause goes on into the next where that gives its ground; a whole of this many words is still brief.
_GROUNDS = frozenset({"because", "so", "when", "while", "if", "until", "after", "before", "since", "as", "that"})
_ROOM, _AMPLE, _SCANT = 14, 17, 5
OWN_PARTS = frozenset({
    "heart", "body", "head", "mind", "hands", "legs", "back", "stomach", "chest", "jaw", "shoulders", "brain", "eyes",
    "throat", "neck", "skin", "gut", "feet", "voice", "sleep", "patience", "temper", "energy", "confidence", "trust",
    "faith",
})  # fmt: skip
# "Sooner or later somebody will check": these join nothing but themselves.
_PAIRED = frozenset({
    ("sooner", "later"), ("more", "less"), ("now", "then"), ("again", "again"), ("over", "over"), ("on", "off"),
    ("on", "on"), ("up", "down"), ("back", "forth"), ("one", "two"),
})  # fmt: skip
# "I know what he did, and I ...": what these open is an object of the verb before them.
_TOLD = frozenset({"that", "whether", "how", "why", "what", "who", "which", "whom"})
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SHORT = 3
_SUBJECT_WITHIN = 4
_PURPOSE = frozenset({"could", "can", "would", "might"})
_POINTING = frozenset({"it", "that", "this", "them", "they", "those", "these", "there", "he", "she", "him", "her"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause as it stands in the sentence: its words, what joins it to the one before, and how it can be used.

    ``text`` leaves the joint out, ``whole`` keeps it; ``subject`` is the one that it shares with the clause before it
    ("and cried"); ``back`` says that its subject is what was said before ("that's a bridge for June"); ``marked`` says
    that a comma or the like stands before it. ``first`` says that the writer may have left "I" out.
    """

    number: int
    text: str
    whole: str
    joint: frozenset[str]
    marked: bool
    own: bool
    stands: bool
    binds: bool
    back: bool
    first: bool
    subject: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def pieces_of(doc: Doc, *, finely: bool = False) -> list[Piece]:
    """Return the clauses of a parsed sentence, in their order; ``finely``: those too that share another's subject."""
    starts = [
        0,
        *(
            i
            for i in range(2, len(doc))
            if (_opens_clause(doc, i) and not _is_part(doc, i)) or (finely and _opens_predicate(doc, i))
        ),
    ]
    pieces: list[Piece] = []
    for begin, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        inner = begin
        joint: set[str] = set()
        # What joins stands before the clause's own first word; a subordinating word opens the clause and stays.
        while inner < end and (doc[inner].text in _MARKS or _joins(doc[inner])):
            joint.add(doc[inner].lower_)
            inner += 1
        if inner == end:
            continue
        marked = begin > 0 and (doc[begin - 1].text in _MARKS or bool(joint & _MARKS))
        pieces.append(_piece(len(pieces), doc[begin:end], inner - begin, frozenset(joint), marked=marked))
    return pieces


def widened(piece: Piece, pieces: Sequence[Piece], *, narrow: bool = False) -> Sequence[Piece]:
    """Return the clause with its neighbours that it needs or has room for.

    The clause before comes along where this one only points ("I feel guilty about it"), the one after where it gives
    the ground ("... because I left"), and a condition is never cut off. ``narrow`` leaves out the rest.
    """
    begin = end = piece.number
    words = piece.words
    before = pieces[begin - 1] if begin else None
    told = before is not None and not before.stands and before.text.split(" ", 1)[0].lower() in _TOLD
    if (
        before is not None
        and not told
        and (
            (before.binds and not before.stands)
            or (points(piece.text) and before.stands and words + before.words + 1 <= _AMPLE)
            or (not narrow and (before.own or before.binds) and words + before.words + 1 <= _ROOM)
            # "... and I held the door": so short a clause ends a thought that began before it.
            or (words < _SCANT and before.own and words + before.words + 1 <= _AMPLE + 1)
        )
    ):
        begin -= 1
        words += before.words + 1
    while end + 1 < len(pieces):
        after = pieces[end + 1]
        grounds = bool(after.joint & _GROUNDS) or (after.text.split(" ", 1)[0].lower() in _GROUNDS)
        room = _AMPLE if grounds or after.binds else 0 if narrow else _ROOM
        if words + after.words + 1 > room:
            break
        words += after.words + 1
        end += 1
    return pieces[begin : end + 1]


def hangs(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a clause points at the one before it, which there is no room for."""
    before = pieces[piece.number - 1] if piece.number else None
    return before is not None and points(piece.text) and piece.words + before.words + 1 > _AMPLE


def joined(pieces: Sequence[Piece]) -> str:
    """Return neighbouring clauses as one text, the joint before the first left out."""
    text = f"{pieces[0].subject} {pieces[0].text}".lstrip()
    for piece in pieces[1:]:
        text += (", " if piece.marked else " ") + piece.whole
    return text


def _piece(number: int, whole: Span, skip: int, joint: frozenset[str], *, marked: bool) -> Piece:
    span = whole[skip:]
    first = whole.start == 0
    opener = span[0].lower_
    subjects = [token for token in span if token.dep_ in SUBJECTS]
    shared = None if first or subjects[:1] == [span[0]] else _shared(span)
    own = any(is_own(token) for token in ([shared] if shared else subjects)) or (first and not subjects)
    # "I put Dad in respite so I could have a week": what it was for is not what was had.
    purpose = "so" in joint and any(token.lower_ in _PURPOSE for token in span[:_SUBJECT_WITHIN])
    # "But that room has stopped coming back": there "that" points.
    binding = opener in _BINDING and span[0].tag_ != "DT"
    leans = (opener in _DROPPABLE and span[0].dep_ in ("mark", "advmod")) or binding or purpose or opener == "even"
    return Piece(
        number=number,
        text=span.text.strip(" ,;:-–—…"),
        whole=whole.text.strip(" ,;:-–—…"),
        joint=joint,
        marked=marked,
        own=own,
        stands=not leans,
        binds=binding or purpose,
        back=(opener in ("that", "this", "which") and span[0].dep_ in SUBJECTS)
        or (span[0].tag_ == "IN" and len(span) > 1 and span[1].lower_ in ("which", "whom")),
        first=first,
        subject=" ".join(token.text for token in shared.subtree) if shared else "",
    )


def _shared(span: Span) -> Token | None:
    """The subject, if it is brief, that a clause without one shares with the clause that it is joined to."""
    verb = next((token for token in span if token.tag_.startswith(("VB", "MD"))), None)
    if verb is None or verb.tag_ not in _TENSED or verb.i > span.start + 1:
        return None
    head = verb if verb.dep_ == "conj" else verb.head if verb.dep_ in ("aux", "auxpass", "neg") else None
    if head is None or head.dep_ != "conj" or has_subject(head):
        return None
    while head.dep_ == "conj" and not has_subject(head):
        head = head.head
    subject = next((child for child in head.children if child.dep_ in SUBJECTS), None)
    # "A sofa that came and has stayed": what "that" is stands before it.
    if subject is None or subject.tag_ in ("WDT", "WP") or len(list(subject.subtree)) > _SHORT:
        return None
    return subject


def has_subject(verb: Token) -> bool:
    """Return whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def is_own(subject: Token) -> bool:
    """Whether a subject is the writer, or a part of them ("my heart")."""
    return subject.lower_ in ("i", "we", "me") or (
        subject.lower_ in OWN_PARTS and any(child.lower_ == "my" for child in subject.children)
    )


def _joins(token: Token) -> bool:
    """Whether a word only joins; "so" before an adjective and "like" before a noun do not."""
    if token.lower_ not in _JOINTS or (token.i and token.nbor(-1).lower_ == "as"):
        return False
    if token.lower_ in ("when", "while", "until", "although", "though", "whereas"):
        return token.lower_ in ("although", "though", "whereas") and token.i > 0
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.lower_ != "so" or following is None or following.tag_ not in ("JJ", "RB", "VBN")


def _opens_clause(doc: Doc, i: int) -> bool:
    """Whether a clause with a subject of its own opens at this token, after a mark or with a joining word."""
    token, before = doc[i], doc[i - 1]
    marked = before.text in _MARKS
    if token.text in _MARKS or not (marked or _joins(token) or token.lower_ in ("when", "while", "because")):
        return False
    if token.i + 1 < len(doc) and (before.lower_, token.nbor(1).lower_) in _PAIRED:
        return False
    if _joins(before) or (before.text in _MARKS and i > 1 and _joins(doc[i - 2])):
        return False
    at = i + 1 if _joins(token) or token.lower_ in _DROPPABLE else i
    return any(_heads(doc[j]) for j in range(at, min(at + _SUBJECT_WITHIN, len(doc))) if _unbroken(doc, at, j))


def _opens_predicate(doc: Doc, i: int) -> bool:
    """Whether a verb opens behind "and" that shares the subject of the one before: "... and cried in the car"."""
    return doc[i].lower_ in ("and", "but") and i + 1 < len(doc) and _shared(doc[i + 1 :]) is not None


def _is_part(doc: Doc, i: int) -> bool:
    """Whether what stands before "and" has no verb, and is no clause: "The smell of the gel and I'm back there"."""
    opens = doc[0].tag_ in ("DT", "PRP$") and doc[i].lower_ == "and"
    return opens and not any(token.tag_ == "MD" or token.tag_.startswith("VB") for token in doc[:i])


def _unbroken(doc: Doc, begin: int, end: int) -> bool:
    return not any(doc[k].text in _MARKS or (k > begin and doc[k].lower_ in ("and", "or")) for k in range(begin, end))


def _heads(token: Token) -> bool:
    """Whether a token is the subject of a finite verb after it."""
    if token.dep_ not in SUBJECTS or token.head.i <= token.i or token.tag_ in ("WDT", "WP"):
        return False
    if token.lower_ in ("them", "him", "us"):
        return False
    verb = token.head
    finite = verb.tag_ in ("VBD", "VBP", "VBZ", "MD") or any(
        child.tag_ in ("VBD", "VBP", "VBZ", "MD") for child in verb.children if child.dep_ in ("aux", "auxpass", "cop")
    )
    return finite or (verb.tag_ == "VB" and token.lower_ in ("i", "we"))


def points(text: str) -> bool:
    """Whether a clause only points at what was said before it."""
    words = [word.strip(",.").lower().removesuffix("'s") for word in text.split()]
    inner = [word for word in words[1:-1] if word != "that"]  # there "that" may only join
    return any(word in _POINTING for word in (*words[:1], *inner, *words[-1:]))
