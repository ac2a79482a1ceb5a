"""Whom a person tells of besides themself: "he", whose dad, all of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from holdspace.reflection.told import as_told
from holdspace.types import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdspace.codebook import Codebook
    from holdspace.types import Reading, Sentence

_SENTENCE_AFTER_SENTENCE = 3
_MINE = re.compile(r"\b(?:i|my|me|we|us|our)\b")
_HIS_OR_HERS = re.compile(r"\b(?:he|she)\b|^(?:his|hers?)\b")
_SOMEONES = re.compile(r"\b(?:he|him|his|she|hers?)\b")
_THEY = re.compile(r"\b(?:they|them|their)\b")
_SOMEBODY = re.compile(
    r"\b(?:he|she|him|his|her|hers)\b|\b(?:of|to|at|for|about) (?:them|these|those)\b|"
    r"^there (?:was|is)(?:n['’]t)? one\b",
    re.IGNORECASE,
)
# "A Costco cake", "in the Grundschule": what stands behind these is no person's name.
_OF_A_THING = re.compile(r"\b(?:an?|the|in|at|near|to the|from) $", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# "The pastor asked how I'm bearing up, and I didn't know what he meant."
_SOME_ONE = re.compile(r"(?:the|an?|my|your|our|one of (?:the|my|your|our)) [a-z]+ ", re.IGNORECASE)
_WHO_I_AM = re.compile(r"\b(?:I['’]?m|I am|I was) (?:just |only |still )?(?:an?|the|in my) [^.,;:!?\n]*", re.IGNORECASE)
_OPENS = re.compile(r"(?P<who>he|she)\b(?!['’])", re.IGNORECASE)
_FAMILY = r"(?:mum|mom|mam|dad|mother|father|gran|nan|grandma|grandad|granny)"
_KIN = re.compile(rf"{_FAMILY}\b", re.IGNORECASE)
_THEIR_KIN = re.compile(rf"\b(?P<whose>his|her|their) {_FAMILY}\b", re.IGNORECASE)
_MY_KIN = re.compile(rf"\b(?:my|our) {_FAMILY}\b", re.IGNORECASE)
_BARE_KIN = re.compile(rf"(?<!his )(?<!her )(?<!their )(?<!the )(?<!a )\b{_FAMILY}\b", re.IGNORECASE)
_MANY = re.compile(r"(?:kids|children|men|people|family|(?<!s)s)$")


def hangs(words: str, told: str, book: Codebook) -> bool:
    """Return whether words speak of somebody ("he", "all of them") whom only ``told``, what stood before, has named."""
    found = _SOMEBODY.search(words)
    if found is None or _SOME_ONE.match(words) or _persons(book).search(words[: found.start()]):
        return False
    return names_somebody(told, book)


def names_somebody(told: str, book: Codebook) -> bool:
    """Return whether words name somebody else than the one who writes them ("I'm a student nurse")."""
    return _persons(book).search(_WHO_I_AM.sub(" ", told)) is not None


def named(sentence: str, told: str, book: Codebook) -> str:
    """Return a sentence that opens with "he" or "she" with the one person that was told of before in their place."""
    opens = _OPENS.match(sentence)
    if not opens:
        return sentence
    subjects = book.grammar.subjects
    others = subjects.women if opens["who"].lower() == "he" else subjects.men
    told = _IN_BRACKETS.sub(" ", told)
    whom = [found[0] for found in _persons(book).finditer(told) if not _OF_A_THING.search(told[: found.start()])]
    fitting = [one for one in whom if not {word.lower() for word in one.split()} & set(others)]
    if len({one.lower() for one in fitting}) != 1 or _MANY.search(fitting[0].lower()):
        return sentence
    # "Line manager 1:1. She thought ...": one who is called by what they are, and not yet by an article.
    bare = fitting[0].islower() and " " not in fitting[0] and not _KIN.match(fitting[0])
    name = f"the {fitting[0]}" if bare else fitting[0]
    return f"{name[:1].upper()}{name[1:]}{sentence[opens.end() :]}"


def with_kin(sentence: str, entry: str) -> str:
    """Return a sentence that opens with "Dad" or "Mum" as "his dad", where the entry tells of a client's family."""
    kin, theirs = _KIN.match(sentence), _THEIR_KIN.search(entry)
    if kin is None or theirs is None or _MY_KIN.search(entry) or _BARE_KIN.search(entry, 0, theirs.start()):
        return sentence
    return f"{theirs['whose'].capitalize()} {kin[0].lower()}{sentence[kin.end() :]}"


def is_kin(sentence: str) -> bool:
    """Return whether a sentence opens with "Mum" or "Dad", with nothing to say whose."""
    return _KIN.match(sentence) is not None


def tells_of_another(reading: Reading) -> bool:
    """Return whether an entry tells of somebody who is not its writer, sentence after sentence."""
    lines = [as_told(sentence.text) for sentence in reading.sentences]
    theirs = sum(bool(_HIS_OR_HERS.search(line)) and not names_writer(line) for line in lines)
    return theirs >= _SENTENCE_AFTER_SENTENCE and 2 * theirs > len(lines)


def is_of_another_alone(sentence: Sentence, line: str) -> bool:
    """Return whether a sentence, with its words as :func:`as_told` gives them, tells of one other and not the writer.

    "They" alone may be those whom the writer holds something against, and that is the writer's own.
    """
    another = sentence.standing is Standing.ANOTHERS and not _THEY.search(line)
    return (another or bool(_HIS_OR_HERS.search(line))) and not names_writer(line)


def tells_of_other(told: str, book: Codebook) -> bool:
    """Return whether the last sentence of ``told`` speaks of a client, a pupil or whoever else is no practitioner."""
    last = re.split(r"(?<=[.!?])\s+", told.strip())[-1].lower()
    return bool({word.strip(".,;:()") for word in last.split()} & set(book.language.others))


def object_in(line: str) -> str:
    """Return "him" or "her" where a line, as :func:`as_told` gives it, tells of one of them alone; else nothing."""
    found = {("him" if word in ("he", "him", "his") else "her") for word in _SOMEONES.findall(line)}
    return found.pop() if len(found) == 1 else ""


def names_writer(line: str) -> bool:
    """Return whether a line, as :func:`as_told` gives it, says "I" or "my", alone or among others."""
    return bool(_MINE.search(line))


@cache
def _words_for_persons(no_names: frozenset[str], *lists: Iterable[str]) -> re.Pattern[str]:
    nouns = {noun for listed in lists for noun in listed if noun.isalpha()}
    listed = "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))
    nobody = "|".join(map(re.escape, sorted(no_names)))
    return re.compile(
        rf"\b(?:(?i:(?:(?:my|our|the|this|that|an?|one of (?:my|the)) )(?:(?:little|old|small|young|new) )?)?"
        rf"(?i:{listed})\b(?!['’])|"
        rf"(?<![.!?] )(?<!\n)(?<!^)(?!(?:{nobody})\b)[A-Z][a-z]+\b)"
    )


def _persons(book: Codebook) -> re.Pattern[str]:
    subjects = book.grammar.subjects
    return _words_for_persons(subjects.no_names, subjects.men, subjects.women, book.language.others)
