"""Gives a person's own words back: turned to "you", whole where they are brief, else the clause that carries most.

``tidy`` puts spelling and asides out of the way, ``clauses`` finds where one clause ends and the next begins,
``turning`` turns pronouns, possessives and agreement by the parse, ``asked`` reports a question to oneself. Where
turning would spoil the words (speech within, a "you" already there, grammar that is off) there is no paraphrase: the
reply gives back something else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from holdspace.language.paraphrase.asked import asked
from holdspace.language.paraphrase.clauses import Piece, hangs, joined, pieces_of, widened
from holdspace.language.paraphrase.image import likeness, thought
from holdspace.language.paraphrase.tidy import spelt, tidy
from holdspace.language.paraphrase.turning import Clause, fragment, render
from holdspace.language.parse import parser
from holdspace.language.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

__all__ = ["Clause", "forget", "likeness", "retell", "spelt", "thought", "tidy"]

_SPEECH = re.compile(
    r"[\"“”«»]|(?:^|\s)['‘](?!\d)\w|^(?=.*\b(?:I|me|my)\b).*, (?:s?he|they) (?:says?|said|goes|went),|"
    r"\b(?:s?he|they) (?:(?:goes|go) (?:it|this|that|my)|"
    r"(?:goes|go|(?:is|was|were|'s) like) (?:I|you|what|oh|no|yes|well))\b",
    re.IGNORECASE,
)
# What was said stays as it was said; for the parse a name stands for it.
_SAID_SO = re.compile(r"[\"“](?P<said>[^\"“”]{1,90})[\"”]")
_NAMES = ("Zqa", "Zqb")
_OUTSIDE, _WITHIN = 2, 14
_ASKED = re.compile(
    r"^(?:and |so |but )?(?:who|what|when|where|why|how|which|whose|is|are|am|was|were|do|does|did|have|has|had|can|"
    r"could|will|would|should|may|might|any)\b",
    re.IGNORECASE,
)
# Without its mark only this is sure to ask: "had I stayed" supposes, "was I glad" exclaims.
_SURELY_ASKS = re.compile(
    r"^(?:and |so |but )?(?:what|why|how|who|where|when|is (?:it|this) (?:just|only))\b", re.IGNORECASE
)
# "He keeps asking: am I dying?"
_SAID = re.compile(
    r"\b(?:says?|said|saying|ask\w*|told|tells?|shout\w*|text\w*|wrote|writes)\b(?!.*\bmyself\b)", re.IGNORECASE
)
_TAG = re.compile(
    r", (?:is|was|are|were|do|does|did|has|have|had|should|would|could|can|will)(?:n’t)? (?:you|it|that|he|she|they)$"
)
_DOUBTS = re.compile(r"^you(?:’re| are)? (?:wonder|ask|doubt|don’t know|not sure)\b")
# "When she's brushing her teeth": by itself it says nothing.
_LEANS = re.compile(
    r"(?:when|while|because|since|as|after|before|although|though|whenever|once|if|unless|until|till|"
    r"that (?:it|he|she|they|I|we|there|the)(?:'s)?)\b",
    re.IGNORECASE,
)
# How many clauses are tried before the sentence is given up: each try is a parse.
_TRIES = 3
# A sentence of no more words than the first is given back whole; up to the second, where it has few clauses; up to the
# third, where none can be cut from it.
_BRIEFLY, _WHOLE, _MOST = 18, 20, 24
# In one of more words than this, the writer's own clause that it is wanted for is enough, if it is not too few; not
# in "not just X, but Y".
_BRIEF, _LEAST = 12, 5
# More words than these do not make a clause carry more, fewer make it carry less.
_ROOM, _SCANT = 14, 4
_MANY, _FEW = 6, 3
_REASONS = frozenset({"because", "cause", "since"})
# "It is not that she minds, it is that ...": the first half says less than nothing.
_DENIED_FIRST = re.compile(r"\b(?:it|that)(?:'s| is| was)(?: not|n't) (?:that|because)\b", re.IGNORECASE)
_ADDS = frozenset({"and", "or"})
_SET_AGAINST = re.compile(r"\b(?:not|isn't|wasn't) (?:just|only|so much)\b", re.IGNORECASE)
# What somebody else did is not cut from what the writer did beside it, in a sentence of so many words.
_STORY = 21
_OWN = re.compile(r"\b(?:I|we)\b")


def retell(sentence: str, bearing: Sequence[str] = ()) -> Clause | None:
    """Return a sentence turned to "you": whole where it is brief, else the clause that carries most; or None.

    A few words without a verb stay as they are; a question to oneself is reported. ``bearing`` are words that the
    clause is wanted for, such as those of a theme.

    >>> retell("Three deaths since Monday.").text
    'three deaths since Monday'
    >>> retell("What am I for?").text
    'what you are for'
    >>> retell('She leaned on me and said "you smell like our auntie."').text
    'she leaned on you and said “you smell like our auntie”'
    """
    said = [found["said"] for found in _SAID_SO.finditer(sentence)]
    names = iter(_NAMES)
    around = _SAID_SO.sub(lambda found: f" {next(names, found[0])} ", sentence) if said else sentence
    if _SPEECH.search(around) or (said and len(around.split()) - len(said) < _OUTSIDE):
        return None
    clause = _retold(re.sub(r"\s+(?=[,.;:!?])", "", around), bearing)
    return _with_what_was_said(clause, said) if clause and said else clause


def _with_what_was_said(clause: Clause, said: Sequence[str]) -> Clause | None:
    """A clause with what was said back in its place, in quotation marks; or None, where that is long."""
    text = clause.text
    for name, words in zip(_NAMES, said, strict=False):
        if re.search(name, text, re.IGNORECASE) and len(words.split()) > _WITHIN:
            return None
        quoted = f"“{spelt(words).strip(' .,;:–—-')}”".replace("'", "’")
        # A name that opens the clause is lower-case there.
        text = text.replace(name, quoted).replace(name.lower(), quoted)
    return replace(clause, text=text)


def _retold(sentence: str, bearing: Sequence[str]) -> Clause | None:
    """Retell a sentence in which nobody speaks."""
    # "Question for the carers here: what am I for?"
    before, _, question = sentence.rpartition(":")
    question = question.lstrip()
    marked = question.rstrip(" )*_").endswith("?")
    if _ASKED.match(question) and (marked or _SURELY_ASKS.match(question)):
        if _SAID.search(before):
            return None
        with _turns().read(question) as nlp:
            clause = asked(nlp, question)
        if clause or marked:
            return clause
    text = tidy(sentence).rstrip("?")
    with _turns().read(text) as nlp:
        clause, words = None, len(text.split())
        if words <= _WHOLE:
            doc = nlp(text)
            pieces = pieces_of(doc)
            clause = _own_part(nlp, pieces, bearing) if words > _BRIEF else None
            if clause is None and (words <= _BRIEFLY or len(pieces) <= _FEW):
                clause = fragment(doc) or render(nlp, doc, first=True, longest=_WHOLE)
        if clause is None and not marked:
            clause = _carrying_most(nlp, sentence, bearing)
        torn = clause is not None and clause.manner == "told" and words <= _STORY and _OWN.search(text)
        if _BRIEFLY < words <= _MOST and (torn or clause is None):
            clause = render(nlp, nlp(text), first=True, longest=_MOST) or clause
    if clause is None:
        return None
    if marked and clause.manner in ("own", "told") and not _DOUBTS.match(clause.text):
        return Clause(f"whether {_TAG.sub('', clause.text)}", "asked")
    return clause


def forget() -> None:
    """Keep no word of what was retold: not in the parser's vocabulary, not in the cache of spellings."""
    spelt.cache_clear()
    if _turns.cache_info().currsize:
        _turns().forget()


@cache
def _turns() -> Turns:
    return Turns(parser())


def _carrying_most(nlp: Language, sentence: str, bearing: Sequence[str]) -> Clause | None:
    doc = nlp(tidy(sentence))
    whole = pieces_of(doc)
    if found := _best_of(nlp, whole, bearing):
        return found
    fine = pieces_of(doc, finely=True)
    return _best_of(nlp, fine, bearing) if len(fine) > len(whole) else None


def _best_of(nlp: Language, pieces: Sequence[Piece], bearing: Sequence[str]) -> Clause | None:
    ranked = sorted(pieces, key=lambda piece: 1.5 * hangs(piece, pieces) - _worth(piece, pieces, bearing))
    narrow = bool(ranked) and _bears(ranked[0].text, bearing)
    for piece in ranked[:_TRIES]:
        for chosen in (widened(piece, pieces, narrow=narrow), [piece]):
            if len(chosen) < len(pieces) and _is_unheld(chosen):
                continue
            clause = render(nlp, joined(chosen), first=chosen[0].first)
            if clause is not None:
                return clause
    return None


def _is_unheld(chosen: Sequence[Piece]) -> bool:
    """Whether what the clauses lean on stands in none of them: "when I lie down and can't sleep", "that's a shame"."""
    first, alone = chosen[0], len(chosen) == 1
    leans = not first.stands and ((alone and first.binds) or bool(_LEANS.match(first.text)))
    half = first.back or bool(_DENIED_FIRST.search(first.text))
    return (leans and all(piece.joint & _ADDS for piece in chosen[1:])) or (alone and half)


def _own_part(nlp: Language, pieces: Sequence[Piece], bearing: Sequence[str]) -> Clause | None:
    """The writer's own clause that holds what the sentence is wanted for, with no more than it needs."""
    if any(_SET_AGAINST.search(piece.text) for piece in pieces):
        return None
    held = [piece for piece in pieces if piece.own and piece.stands and _bears(piece.text, bearing)]
    if not held:
        return None
    chosen = widened(max(held, key=lambda piece: _worth(piece, pieces, bearing)), pieces, narrow=True)
    if len(pieces) <= _FEW and any(piece.own and piece.stands and piece not in chosen for piece in pieces):
        return None  # "I knew it was wrong, and I stood there": both are theirs
    clause = render(nlp, joined(chosen), first=chosen[0].first)
    if clause is None or clause.manner != "own" or len(clause.text.split()) < _LEAST:
        return None
    return clause if clause.text.startswith("you") else None


def _worth(piece: Piece, pieces: Sequence[Piece], bearing: Sequence[str]) -> float:
    """How much a clause carries: what a listener takes up is mostly said last and in full.

    The weights are those of a logistic regression on which clause of 165 sentences listeners took their words from, but
    for the words it is wanted for: the line beneath belongs to these.
    """
    worth = 2.5 * _bears(piece.text, bearing) + 0.3 * piece.own + 0.16 * min(piece.words, _ROOM)
    # A run-on ends anywhere.
    worth += 1.3 * (piece is pieces[-1] and len(pieces) <= _MANY) - 0.6 * (piece is pieces[0])
    # A condition or a purpose by itself says something else than it did.
    worth -= 0.0 if piece.stands else 10.0 if piece.binds else 3.0
    worth -= 1.5 * bool(piece.joint & _REASONS)
    return worth - 1.0 * (piece.words < _SCANT)


def _bears(text: str, bearing: Sequence[str]) -> bool:
    lower = text.lower()
    return any(re.search(rf"\b{re.escape(word)}\b", lower) for word in bearing if word.split(" ")[0] in lower)
