"""Finds the few words of a sentence that say most as they stand: a likeness, or a thought as it was thought."""

from __future__ import annotations

import re

from holdspace.language.paraphrase.tidy import tidy

# "It is like posting letters into the sea"; "I like the sea" and "like I said" are none.
_LIKENESS = re.compile(
    r"(?:\b(?:am|is|are|was|were|been|feels?|felt)|’(?:m|s|re)) (?:(?:just|a bit|more|still|only|always) )?"
    r"(?P<image>like (?:an?|the|some|\w+ing)\b [^,;:()\"“”.!?]{3,60})",
    re.IGNORECASE,
)
# Whose likeness it is: what somebody else said stays theirs.
_TOLD = re.compile(
    r"\b(?:says?|said|tells?|told|asks?|asked|calls?|called|describes?|described|reckons?)\b", re.IGNORECASE
)
_THOUGHT = re.compile(
    r"\bI (?:(?:just|always|keep|kept) )?(?:think|thought|say|said|tell|told|thinking)(?: (?:to )?myself)?"
    r"(?:(?<=think)|(?<=thought)|(?<=thinking)|(?<=myself))[,:] (?P<thought>[^\"“”.!?]+)$",
    re.IGNORECASE,
)
_WHEN = re.compile(r" (?:these days|now|today|tonight|lately|again|at the moment|sometimes|any ?more)$", re.IGNORECASE)
# A likeness longer than this is a story, a thought shorter than this no thought.
_MOST_OF_A_LIKENESS, _LEAST_OF_A_THOUGHT, _MOST_OF_A_THOUGHT = 9, 4, 14


def likeness(sentence: str) -> str | None:
    """Return what somebody likens a thing to, in their words, or None.

    >>> likeness("I press send and it is like posting letters into the sea.")
    'like posting letters into the sea'
    """
    text = tidy(sentence).replace("'", "’")
    found = _LIKENESS.search(text)
    if not found or _TOLD.search(text[: found.start()]):
        return None
    image = _WHEN.sub("", found["image"].strip())
    return image if len(image.split()) <= _MOST_OF_A_LIKENESS else None


def thought(sentence: str) -> str | None:
    """Return what somebody thought, as they put it to themself, or None.

    >>> thought("I read it on the bus and I thought, they are right, I don't belong here.")
    'they are right, I don’t belong here'
    """
    found = _THOUGHT.search(tidy(sentence).replace("'", "’"))
    if not found or not _LEAST_OF_A_THOUGHT <= len(found["thought"].split()) <= _MOST_OF_A_THOUGHT:
        return None
    return found["thought"]
