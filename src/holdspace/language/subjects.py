"""Whose state it is: who stands as subject, who speaks in a quotation, and who is the helper.

In a first-person account the helper is the writer. In a note about somebody at work it is the practitioner, and
"she", or a verb without its subject ("Reports poor sleep"), means the one last spoken of.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from holdspace.language.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from holdspace.codebook.grammar import SubjectTerms
    from holdspace.language.cues import Stretch

PERSONS = frozenset({"first", "first_object", "practitioner", "third", "other", "generic"})
NOUNS = frozenset({"practitioner", "other", "generic"})
_NAMED = frozenset({"practitioner", "other"})
_QUOTE = frozenset('"“”«»') | {"''", "``"}
# "The wee girl in bed four": a noun this near the start of its clause is its subject.
_CLAUSE_HEAD = 4
# "She also says", "the nurse, R., said": so near after it stands a subject's verb.
_TO_ITS_VERB = 2
# "CM", "FSW": so short in capitals a word stands for somebody.
_INITIALS = 4
# Words that may stand between a noun and what governs it ("with all of these poor kids").
_BETWEEN = 4


def persons(line: Stretch, cues: Sequence[Cue], starts: Sequence[int], ownership: Ownership) -> list[Cue]:
    """Return who and what stands in a sentence as subject or possessor, in order; "it" and "you" where they do."""
    terms = ownership.terms
    found = [cue for cue in cues if cue.kind in PERSONS and cue.mark != "#"]
    if not ownership.third_person:
        # In a first-person account the nurse on the other shift is one more colleague; "Denies pain" tells of a
        # patient, "Said yes and felt nothing" of the writer.
        found = [c for c in found if c.mark != "^" or line.lower[c.start].endswith("s")]
        found = [Cue("other", c.start, c.end, c.mark) if c.kind == "practitioner" else c for c in found]
    # Where two kinds claim a word, the longer phrase names the person ("member of staff", "student nurse").
    found = [c for c in found if not any(other.covers(c) for other in found)]
    found = sorted([*found, *ownership.names(line, found)], key=lambda cue: cue.start)
    predicates = {cue.start for cue in cues if cue.kind == "predicate"}
    found = [stood for cue in found if (stood := _stood(cue, line, found, starts, predicates=predicates, terms=terms))]
    taken = {i for cue in found for i in range(cue.start, cue.end)}
    found += [cue for cue in cues if cue.kind == "second" and _is_you(line, cue, terms)]
    found += [cue for cue in _small_words(line, terms) if cue.start not in taken]
    return sorted(found, key=lambda cue: cue.start)


def _stood(
    cue: Cue,
    line: Stretch,
    found: Sequence[Cue],
    starts: Sequence[int],
    *,
    predicates: Collection[int],
    terms: SubjectTerms,
) -> Cue | None:
    """The cue as what it stands for: a subject, a possessor, what a note turns to; None for a mere object."""
    if cue.kind not in NOUNS:
        return cue
    if _possesses(line, cue, terms):
        return Cue(f"{cue.kind}_possessive", cue.start, cue.end)
    if cue.kind == "practitioner" or cue.mark == "name" or (cue.end < line.end and line.lower[cue.end] == "who"):
        return cue
    begin = max(start for start in starts if start <= cue.start)
    if any(line.lower[i] in terms.topic_verbs for i in range(max(begin, cue.start - 3), cue.start)):
        # A note turns to somebody: "brought client M", "presented a man of fifty".
        return Cue(cue.kind, cue.start, cue.end, "topic")
    if _is_object(line, cue.start, begin, terms):
        return None
    # "Therapist reports client (34) is troubled": what is reported begins anew.
    begin = max([begin, *(i + 1 for i in range(begin, cue.start) if line.lower[i] in terms.reporting)])
    headed = any(other.kind in PERSONS and begin <= other.start < cue.start for other in found)
    heads = cue.start - begin < _CLAUSE_HEAD and not headed
    return cue if heads or cue.end in predicates else None


def _possesses(line: Stretch, noun: Cue, terms: SubjectTerms) -> bool:
    """Whether "'s" after a noun owns what follows ("the client's nightmares") and is no "is"."""
    if noun.end + 1 >= line.end or line.lower[noun.end] not in terms.owning:
        return False
    return line.lower[noun.end + 1].isalpha() and line.lower[noun.end + 1] not in terms.after_is


def _is_object(line: Stretch, noun: int, begin: int, terms: SubjectTerms) -> bool:
    """Whether a preposition or a verb without subject governs a noun: "listening to clients"."""
    for i in range(noun - 1, max(begin, noun - _BETWEEN) - 1, -1):
        word = line.lower[i]
        if word in terms.before_objects or (i == begin and len(word) > 4 and word.endswith(("ing", "ed"))):
            return True
    return False


def _is_you(line: Stretch, cue: Cue, terms: SubjectTerms) -> bool:
    told = cue.start > line.start and line.lower[cue.start - 1] in terms.told
    return line.lower[cue.start] in terms.you and not told


def _small_words(line: Stretch, terms: SubjectTerms) -> Iterator[Cue]:
    """Pronouns that are subjects by where they stand: "it is", "leaves me", "made her"."""
    lower = line.lower
    impersonal, me, objects = terms.impersonal, terms.me, terms.objects
    for i in range(line.start, line.end):
        word, before = lower[i], lower[i - 1] if i > line.start else ""
        if word in impersonal:
            if before != "of" and (word == "it" or (i + 1 < line.end and lower[i + 1] in terms.verbs)):
                yield Cue("it", i, i + 1)
        elif word in me:
            if before and before not in terms.told:
                yield Cue("first_object", i, i + 1)
        elif word in objects and before in terms.causes:
            yield Cue("third", i, i + 1)


class Ownership:
    """Who the helper is, sentence by sentence: remembers of whom a note last spoke.

    Parameters
    ----------
    terms : SubjectTerms
        The closed word lists that tell who stands as subject.
    third_person : bool
        Whether the text speaks of a practitioner in the third person.
    """

    def __init__(self, terms: SubjectTerms, *, third_person: bool) -> None:
        self.terms = terms
        self.third_person = third_person
        self._last = self._head = "practitioner"
        self._clients: set[str] = set()
        # "She" is not "the husband".
        self._not_these: frozenset[str] = frozenset()

    def owns(self, cue: Cue, line: Stretch, subjects: Sequence[Cue]) -> bool:
        """Whether this subject is the helper."""
        if cue.kind.startswith("first") or cue.kind in ("it", "second"):
            return True
        if not self.third_person:
            return False
        if cue.kind.startswith("practitioner"):
            return self._head == "practitioner" if cue.mark == "^" else not self._is_told_of(cue, line, subjects)
        return cue.kind.startswith("third") and self._owns_pronoun(cue, line, subjects)

    def _owns_pronoun(self, cue: Cue, line: Stretch, subjects: Sequence[Cue]) -> bool:
        """Whether "she" is the practitioner: who opens a sentence by saying something is, as a rule."""
        if cue.start == line.start and reports(cue, line, self.terms):
            return True
        if line.start < cue.start <= line.start + 2 and line.lower[cue.start - 1] == "that":
            # "And that she no longer believes in it": the note goes on with what was said.
            return self._head == "practitioner"
        # "Her with gratitude" has an owner, and nobody as its subject.
        opening = next(iter(subjects), cue)
        if opening is not cue and opening.kind == "third" and _are_one(opening, cue, line, self.terms):
            return self.owns(opening, line, subjects)
        earlier = [c for c in subjects if c.end <= cue.start and c.kind in _NAMED and not is_plural(line, c)]
        if earlier:
            return self.owns(earlier[-1], line, subjects)
        return self._last == "practitioner" or line.lower[cue.start] in self._not_these

    def _is_told_of(self, cue: Cue, line: Stretch, subjects: Sequence[Cue]) -> bool:
        """Whether a practitioner is one of whom another tells: "RN says that the agency nurse feels she failed"."""
        noun = line.lower[cue.end - 1]
        teller = next(
            (c for c in subjects if c.end < cue.start and c.kind == "practitioner" and reports(c, line, self.terms)),
            None,
        )
        return teller is not None and cue.mark != "^" and noun != line.lower[teller.end - 1]

    def names(self, line: Stretch, cues: Sequence[Cue]) -> list[Cue]:
        """Names that stand as subjects: in a note the practitioner's ("K. says") unless "client K." came before."""
        taken = {i for cue in cues for i in range(cue.start, cue.end)}
        after_others = [c.end for c in cues if c.kind == "other" and c.end < line.end]
        self._clients |= {line.lower[i] for i in after_others if self._is_name(line.typed[i])}
        terms = self.terms
        found = []
        for i in range(line.start, line.end - 1):
            if (
                not line.typed[i][0].isupper()
                or i in taken
                or not self._is_name(line.typed[i])
                or line.typed[i + 1].istitle()
            ):
                continue
            if i > line.start and line.lower[i - 1] == "and":
                continue
            after = line.lower[i + 1]
            # At the start any word has a capital, and "Work feels pointless" is no person.
            if (
                after in terms.saying
                if i == line.start and self.third_person
                else after in terms.verbs and i > line.start
            ):
                theirs = not self.third_person or line.lower[i] in self._clients
                found.append(Cue("other" if theirs else "practitioner", i, i + 1, "name"))
        return found

    def _is_name(self, word: str) -> bool:
        """Whether a word looks like a name: "Leanne", "K", "G."; in a note "CM" as well."""
        initials = len(word.rstrip(".")) == 1 or (self.third_person and word.isupper() and len(word) <= _INITIALS)
        return word[:1].isupper() and (word[1:].islower() or initials) and word not in self.terms.no_names

    def leave(self, line: Stretch, subjects: Sequence[Cue]) -> None:
        """Remember whom the sentence spoke of last: "she" is neither "the clients" nor who stood a paragraph before."""
        named = [c for c in subjects if c.kind in _NAMED and c.mark != "^" and not is_plural(line, c)]
        if named:
            terms = self.terms
            self._last = named[-1].kind
            noun = line.lower[named[-1].end - 1]
            self._not_these = terms.she if noun in terms.men else terms.he if noun in terms.women else frozenset()
        heads = [c for c in named if c.mark != "topic"]
        if heads:
            self._head = heads[-1].kind
        if "\n" in line.typed[line.end - 1]:
            self._last = self._head = "practitioner"


def reports(cue: Cue, line: Stretch, terms: SubjectTerms) -> bool:
    """Whether a subject only tells what comes after it: "she says", "the therapist also reports"."""
    after = line.lower[cue.end : min(cue.end + _TO_ITS_VERB + 1, line.end)]
    told = any(word in terms.telling and to in terms.me for word, to in pairwise(after))
    return cue.mark == "^" or told or any(word in terms.reporting for word in after[:_TO_ITS_VERB])


def _are_one(one: Cue, other: Cue, line: Stretch, terms: SubjectTerms) -> bool:
    """Whether two pronouns may be one person: "she says she ..."."""
    both = {line.lower[one.start], line.lower[other.start]}
    return len(both) == 1 or both <= {*terms.she} or both <= {*terms.he}


def is_plural(line: Stretch, cue: Cue) -> bool:
    """Whether a noun stands for many: "the clients"."""
    noun = line.lower[cue.end - 1]
    return noun.endswith("s") and not noun.endswith("ss") and cue.mark == ""


def speakers(line: Stretch, subjects: Sequence[Cue], terms: SubjectTerms) -> list[tuple[int, int, Cue]]:
    """Return the quotations of a sentence, as token bounds, with the subject who speaks each."""
    marks = [i for i in range(line.start, line.end) if line.lower[i] in _QUOTE]
    if not marks:
        return []
    if len(marks) % 2:
        marks.append(line.end)
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    within = {i for begin, end in pairs for i in range(begin, end)}
    verbs = [i for i in range(line.start, line.end) if line.lower[i] in terms.saying and i not in within]
    outer = [cue for cue in subjects if cue.start not in within and cue.kind in PERSONS - {"first_object"}]
    said = []
    for begin, end in pairs:
        verb = min(verbs, key=lambda i: min(abs(i - begin), abs(i - end)), default=None)
        label = [cue for cue in outer if cue.end <= begin and line.lower[begin - 1] == ":"]
        if label:
            said.append((begin, end, label[0]))
        elif verb is not None and outer:
            said.append((begin, end, min(outer, key=lambda cue: abs(cue.start - verb))))
    return said
