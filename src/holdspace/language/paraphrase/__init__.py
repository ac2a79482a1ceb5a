"""Gives a person's own words back: turned to "you", cut down to the clause that carries them, or quoted.

``tidy`` puts spelling and asides out of the way, ``clauses`` finds where one clause ends and the next begins,
``turning`` turns pronouns, possessives and agreement by the parse, ``quoting`` cuts a quotation. Where turning would
spoil the words (speech within, a "you" already there, no verb to carry it) there is no paraphrase: the reply quotes.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from holdspace.language.paraphrase.clauses import Piece, hangs, joined, pieces_of, widened
from holdspace.language.paraphrase.quoting import FELT, shorten
from holdspace.language.paraphrase.tidy import tidy
from holdspace.language.paraphrase.turning import Clause, render
from holdspace.language.parse import parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Clause", "contrast", "paraphrase", "part_of_you", "shorten", "tidy", "turn"]

_SPEECH = re.compile(r"[\"“”«»]|(?:^|\s)['‘]\w")
_BUT = frozenset({"but", "yet", "although", "though", "however"})
# How many clauses are tried before the words are quoted: each try is a parse.
_TRIES = 2


def paraphrase(sentence: str, bearing: Sequence[str] = ()) -> Clause | None:
    """Return the clause of ``sentence`` that carries most, turned to "you", or None to quote it.

    Parameters
    ----------
    sentence : str
        As the person wrote it.
    bearing : sequence of str
        Words that the clause is wanted for, such as those of a theme.

    >>> paraphrase("Anyway, I went home and honestly I was so tired that I forgot my own birthday.").text
    'you were so tired that you forgot your own birthday'
    """
    if _SPEECH.search(sentence) or sentence.rstrip(" )*_").endswith("?"):
        return None
    nlp = parser()
    # Without the zone every new word of a person's would stay in the parser's vocabulary.
    with nlp.memory_zone():
        pieces = pieces_of(nlp(tidy(sentence)))
        ranked = sorted(pieces, key=lambda piece: 1.5 * hangs(piece, pieces) - _worth(piece, bearing))
        # What was asked for, and only that: another clause would say less.
        narrow = bool(ranked) and _bears(ranked[0].text, bearing)
        for piece in ranked[: 1 if narrow else _TRIES]:
            if ranked[0].own and not piece.own:
                break
            chosen = widened(piece, pieces, narrow=narrow)
            clause = render(nlp, joined(chosen), first=chosen[0].first)
            if clause is not None:
                return clause
    return None


def turn(sentence: str, bearing: Sequence[str] = ()) -> str | None:
    """Return the text of :func:`paraphrase`, without closing mark and lower-case at its start, or None to quote it.

    >>> turn("I left my bag with her.")
    'you left your bag with her'
    """
    clause = paraphrase(sentence, bearing)
    return clause.text if clause else None


def contrast(sentence: str, attitudes: Sequence[str] = ()) -> tuple[Clause, Clause] | None:
    """Return the two sides of a sentence that holds one thing against another in the writer's own voice, or None.

    "But" and the like hold them so; so does "and" between two ``attitudes`` ("I want to go and I love this place").

    >>> [side.text for side in contrast("I love these kids but I come home with nothing left.")]
    ['you love these kids', 'you come home with nothing left']
    """
    turns = re.search(r"\b(but|yet|although|though|however)\b", sentence.lower())
    held = len(re.findall(rf"\bi (?:\w+ )?(?:{'|'.join(attitudes)})\b", sentence.lower())) > 1 if attitudes else False
    if _SPEECH.search(sentence) or not (turns or held):
        return None
    nlp = parser()
    with nlp.memory_zone():
        pieces = pieces_of(nlp(tidy(sentence)))
        for left, right in pairwise(pieces):
            if not (left.own and right.own and (right.joint & _BUT or held)):
                continue
            one, other = (render(nlp, side.text, first=side.first) for side in (left, right))
            if one is None or other is None or not one.manner == other.manner == "own":
                continue
            if right.joint & _BUT or all(part_of_you(side.text, attitudes) for side in (one, other)):
                return one, other
    return None


_PART = re.compile(r"^you (?P<adverb>(?:still|just|really|also|even|always) )?(?P<verb>don’t|[a-z]+)\b(?P<rest>.*)$")


def part_of_you(clause: str, verbs: Iterable[str]) -> str | None:
    """Return a clause with "you" as what "part of you" does, when its verb is one of ``verbs``, else None.

    >>> part_of_you("you want to run from it", ["want"])
    'wants to run from it'
    """
    found = _PART.match(clause)
    if found is None:
        return None
    adverb, verb, rest = found["adverb"] or "", found["verb"], found["rest"]
    if verb == "don’t" and rest.split()[:1] and rest.split()[0] in verbs:
        return f"{adverb}doesn’t{rest}"
    if verb not in verbs:
        return None
    return f"{adverb}{_third_person(verb)}{rest}"


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}s"


def _worth(piece: Piece, bearing: Sequence[str]) -> float:
    """How much a clause carries: the words it is wanted for first, then what is said of oneself, then what is felt."""
    worth = 6.0 * _bears(piece.text, bearing) + 2.0 * piece.own - 4.0 * (not piece.stands)
    worth += 1.0 * bool(FELT.search(piece.text.lower())) + 0.3 * piece.number
    return worth - 1.0 * (piece.words < 3)


def _bears(text: str, bearing: Sequence[str]) -> bool:
    lower = text.lower()
    return any(re.search(rf"\b{re.escape(word)}\b", lower) for word in bearing if word.split(" ")[0] in lower)
