"""Chooses what to reflect: the sentence that carries an entry's weight, and how it sounds.

Each sentence is weighed by what it is evidence of, by cues of content (``facets`` of a theme, ``strands`` where there
is none) and by how it is told: what a person feels, turns to or sets against something counts, errands do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.language.paraphrase import spelt
from holdspace.reflection.persons import is_of_another_alone, names_writer
from holdspace.reflection.told import as_told, holds, sounding, words_of
from holdspace.types import TAKEN_UP, Certainty, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdspace.codebook import Codebook, Facet, Theme
    from holdspace.types import Reading, Sentence

# A clear theme goes before everything.
_CLEAR, _UNSURE = 1.0, 0.6
# Of what is less likely a line is right for one entry in four, so it is asked about (14 entries without labels).
_GUESSED = 0.45
_FACET, _STRAND, _NAMED = 0.4, 0.6, 0.15
# What weighs is met before what sustains, where both are clear.
_RESOURCE = -0.7
_OWN, _TELLING, _STRIKING, _TURN, _SAID = 0.2, 0.25, 0.5, 0.15, 0.4
_QUESTION, _SELF_ASKED, _IN_PASSING, _POINTING = -0.8, 0.4, -0.7, -0.35
_LAST = 0.1
# What listeners would take up goes before all that; of what they would leave, as much is taken away. By rules alone the
# heaviest is one of a reader's best in 78 of 100 entries by unmet writers, so in 87 (corpus/README.md, "Hearts").
_TAKEN, _LEFT = 2.0, 1.0
# Of sentences that are taken up in entries of no theme by such writers, a tone is heard at this probability for 64 in
# 100, and apt for three in four of these; a strand that is less than sure is less often so.
_TONE, _SURELY = 0.4, 0.5
_LONG, _SCANT, _BRIEF = 32, 2, 9
_LIKE = r"(?!(?:['’]s| is| was| feels| felt) (?:like|as)\b)(?! (?:is|was) (?:me|you|only|just|all)\b)"
_POINTS_BACK = re.compile(
    r"^(?:mine|ours) (?:do|does|did|is|are|was|were|has|have|had|will|would)(?:n['’]t)?\b|"
    r"^not (?:any ?more|now|since)\b|"
    rf"^before (?:i|we) (?:was|were|used|would)\b(?!.*,)|^so it(?: is|['’]s)\b|"
    rf"^(?:and |but |so |then )?(?:it{_LIKE}\b|(?:this|that){_LIKE}(?:['’]s\b| (?:is|was|has|had|does|did|will|would|"
    r"can|could|makes?|made|keeps|seems|happens|happened|hurts?)\b))|"
    r"^(?:they|those|these)\b(?= (?:don['’]t|didn['’]t|hadn['’]t|haven['’]t|aren['’]t|weren['’]t|do|did|had|"
    r"were|are)\b)",
    re.IGNORECASE,
)
# In so few words there is no room for what "it" stands for.
_POINTS = re.compile(
    r"(?<!yes, )(?<!all of )\b(?:it|that|this|them|(?:that|this) way|like (?:that|this))[.!]*$", re.IGNORECASE
)
# "... with people who said that": what was said stands before.
_SAYS_THAT = re.compile(r"\b(?:says?|said|thinks?|thought|told (?:me|us)|asked) (?:that|it|so)[.!]*$", re.IGNORECASE)
_WITH_THE_WRITER = re.compile(r"\b(?:i|we|myself)\b|(?<!told )(?<!tells )(?<!asked )\b(?:me|us)\b")
_STANDING = {
    Standing.HELD: 0.0,
    Standing.NEGATED: -0.05,
    Standing.ANOTHERS: -0.1,
    Standing.OVER: -0.3,
    Standing.IMAGINED: -0.4,
    Standing.ADVISED: -0.6,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence with its weight, the theme that it carries most, and the facet or strand that it sounds in.

    ``text`` is the sentence as the person wrote it: where a run-on was cut for the reading, it is whole again. ``sure``
    is False where the reading is not sure of the theme. ``image`` is what of it is quoted, where the rest is left out.
    ``apt`` says that listeners would take it up rather than not. ``theirs`` is the theme that somebody else carries
    in it.
    """

    sentence: Sentence
    weight: float
    text: str = ""
    theme: Theme | None = None
    facet: Facet | None = None
    sure: bool = True
    image: str = ""
    apt: bool = False
    theirs: Theme | None = None

    @property
    def good(self) -> bool:
        """Whether it tells of what sustains."""
        return (self.theme is not None and self.theme.load == "resource") or (
            self.facet is not None and self.facet.good
        )

    @property
    def points(self) -> bool:
        """Whether it has its sense from what stands before: "This is why", "They don't stay"."""
        brief = len(self.text.split()) < _BRIEF
        text = spelt(self.text)
        return bool(_POINTS_BACK.search(text) or _SAYS_THAT.search(text)) or (brief and bool(_POINTS.search(self.text)))


def rank(reading: Reading, book: Codebook) -> list[Chosen]:
    """Return an entry's sentences, the one that carries most first."""
    text = as_told(reading.text)
    # Words against oneself, or a resentment that is owned to, weigh as well, whatever is tagged beside them.
    weighs = any(
        found.certainty is Certainty.PRESENT and book.theme(found.theme).load != "resource" for found in reading.themes
    ) or any(holds(book.frames.held_back, as_told(sentence.text)) for sentence in reading.sentences)
    whole = _run_ons(reading)
    ranked = [_weighed(sentence, reading, book, text, weighs=weighs) for sentence in reading.sentences]
    ranked = [replace(chosen, text=whole[chosen.sentence.start]) for chosen in ranked]
    # Of two that tell as much, the later: what is come to last tends to be what it was about.
    step = _LAST / max(1, len(ranked) - 1)
    ranked = [
        replace(chosen, weight=chosen.weight + step * at)
        if chosen.facet and "question" not in chosen.sentence.cues
        else chosen
        for at, chosen in enumerate(ranked)
    ]
    # Whoever turns on a few words that point elsewhere has said the thing itself just before.
    ranked = [
        replace(chosen, weight=chosen.weight + _POINTING * (chosen.points and len(chosen.text.split()) < _BRIEF))
        for chosen in ranked
    ]
    return sorted(ranked, key=lambda chosen: -chosen.weight)


def _run_ons(reading: Reading) -> dict[int, str]:
    """Each sentence's start with its text: a run-on that was cut for the reading is whole again.

    What was taken out of the reading stays out: it ends a run.
    """
    text = reading.text
    runs: list[list[Sentence]] = []
    goes_on = False
    for sentence in reading.sentences:
        if goes_on and not text[runs[-1][-1].end : sentence.start].strip():
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
        after = text[sentence.end : sentence.end + 2]
        ends = re.search(r"[.!?…][\"'”’)\]*]*$", sentence.text.strip())
        goes_on = not ends and "\n" not in after and bool(after)
    return {sentence.start: text[run[0].start : run[-1].end] for run in runs for sentence in run}


def bearing(chosen: Chosen) -> tuple[str, ...]:
    """Return the words that a clause of a sentence is wanted for: those of its theme, and those that it sounds by."""
    theme = chosen.theme or chosen.theirs
    words = theme.words if theme else ()
    cue = words_of(chosen.facet.cues, as_told(chosen.sentence.text)) if chosen.facet else ""
    return (*words, cue.replace("’", "'")) if cue else words


def strands_of(text: str, book: Codebook) -> tuple[Facet, ...]:
    """Return the strands that may be heard in an entry, as :func:`as_told` gives it."""
    strands = book.frames.strands
    return tuple(strand for strand in strands if strand.good) if holds(book.frames.good_day, text) else strands


def may_sound(line: str, sentence: Sentence, strands: Iterable[Facet]) -> Iterable[Facet]:
    """Return the strands without those that speak of the writer, where a sentence tells of somebody else alone."""
    return (strand for strand in strands if strand.others) if is_of_another_alone(sentence, line) else strands


def _weighed(sentence: Sentence, reading: Reading, book: Codebook, text: str, *, weighs: bool) -> Chosen:
    line = as_told(sentence.text)
    weight = _STANDING[sentence.standing] + _telling(sentence, line, book)
    best = Chosen(sentence, 0.0)
    heard = reading.heard.get(sentence.start)
    taken = _taken_up(heard)
    harsh = holds(book.frames.held_back, line)
    for found in (found for found in reading.evidence if found.start == sentence.start):
        theme = book.theme(found.theme)
        if harsh and theme.load == "resource":
            continue  # "I resent her" is not what sustains
        facet = sounding(theme.facets, line, text, heard)
        sure = any(t.theme == theme.id and t.certainty is Certainty.PRESENT for t in reading.themes)
        value = _CLEAR + found.strength if sure else _UNSURE * found.strength
        # Some facet of a theme is nearly always heard: of one that is unsure, only words that speak for it weigh.
        value += _FACET * (facet is not None and (sure or holds(facet.cues, line))) + _NAMED * (
            theme.id in sentence.named
        )
        value += _RESOURCE * (weighs and theme.load == "resource")
        if value > best.weight:
            # What sustains is not read into an entry that the reading is not sure of, and little of what weighs.
            likely = found.strength >= _GUESSED or theme.id in sentence.named
            cued = facet is not None and holds(facet.cues, line)
            spoken = sure or cued or (likely and (facet is not None or theme.load != "resource"))
            best = Chosen(
                sentence,
                value,
                theme=theme if spoken else None,
                facet=facet if spoken else None,
                sure=sure or not spoken,
            )
    tones = _tones_of(reading, text, book) if best.theme is None else ()
    if (best.theme is None or (not best.sure and best.weight < _STRAND)) and (
        sound := _without_theme(sentence, text, heard, (strands_of(text, book), tones), apt=taken > 0)
    ):
        # What asks for nothing, as errands do, carries no entry.
        best = Chosen(sentence, max(best.weight, 0.0 if sound.quiet else _STRAND), facet=sound)
    theirs = _theirs(best, line, reading, book)
    if theirs is None and best.facet and heard and heard.get(best.facet.id, 0.0) < best.facet.least:
        best = replace(best, facet=None)
    return replace(best, weight=best.weight + weight + taken, apt=taken > 0, theirs=theirs)


def _theirs(chosen: Chosen, line: str, reading: Reading, book: Codebook) -> Theme | None:
    """The theme that somebody else carries in a sentence, where it tells of them and is clear."""
    touched = reading.touched.get(chosen.sentence.start)
    if touched is None or chosen.theme:
        return None
    of_them = chosen.facet.theirs if chosen.facet else is_of_another_alone(chosen.sentence, line)
    standing = chosen.sentence.standing
    # "I did that, and she was angry with me" may be either's.
    alone = standing is Standing.HELD and not _WITH_THE_WRITER.search(line)
    return book.theme(touched) if of_them and (alone or standing is Standing.ANOTHERS) else None


def _tones_of(reading: Reading, text: str, book: Codebook) -> Sequence[Facet]:
    """The tones that may be heard in an entry: no gladness and no ease beside what is grave or a theme that weighs."""
    weighs = any(book.theme(found.theme).load != "resource" for found in reading.themes)
    heavy = weighs or holds(book.grave, text)
    return [tone for tone in book.tones if not (tone.good or tone.quiet)] if heavy else book.tones


def _without_theme(
    sentence: Sentence,
    text: str,
    heard: Mapping[str, float] | None,
    strands_and_tones: tuple[Sequence[Facet], Sequence[Facet]],
    *,
    apt: bool,
) -> Facet | None:
    """The strand that a sentence surely sounds in, else its tone, else a strand that is likely.

    ``apt`` says that listeners would take the sentence up: it is not met as one that asks for nothing.
    """
    line, (all_strands, tones) = as_told(sentence.text), strands_and_tones
    strands = [
        strand
        for strand in may_sound(line, sentence, all_strands)
        # What was feared at the start, and is over, is not met as fear.
        if (strand.good or sentence.standing is not Standing.OVER)
        # Nor is what somebody goes through, whoever it is, met as a thing that asks for nothing.
        and not (strand.quiet and sentence.standing is Standing.ANOTHERS)
    ]
    telling = [strand for strand in strands if not strand.quiet]
    return (
        sounding(telling, line, text, heard, least=_SURELY)
        or sounding(tones, line, text, heard or {}, least=_TONE)
        or sounding(telling if apt else strands, line, text, heard)
    )


def _taken_up(heard: Mapping[str, float] | None) -> float:
    """How likely a listener would take a sentence up: nought where it is as likely as not, or nobody has heard it."""
    return 0.0 if heard is None else _TAKEN * sum(heard.get(label, 0.0) for label in TAKEN_UP) - _LEFT


def _telling(sentence: Sentence, line: str, book: Codebook) -> float:
    """How much of the person a sentence tells, whatever its theme."""
    words = len(line.split())
    weight = _OWN * ("own" in sentence.cues or names_writer(line)) + _TELLING * holds(book.frames.telling, line)
    # A feeling that is called by its name was said, whether or not the reading is sure of it.
    weight += (
        _SAID * bool(sentence.named)
        + _STRIKING * holds(book.frames.striking, line)
        + _TURN * bool(re.match(r"(?:but|and yet|yet)\b", line))
        + 0.02 * min(words, 15)
    )
    of_oneself = holds(book.frames.of_oneself, line)
    weight += _SELF_ASKED * of_oneself + _QUESTION * ("question" in sentence.cues and not of_oneself)
    weight += _IN_PASSING * holds(book.frames.in_passing, line)
    return weight - 0.2 * (words > _LONG) - 0.2 * (words < _SCANT)
