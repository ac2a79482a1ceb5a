"""Questions that a person puts to themself, as reported ones: "What am I for?" becomes "what you are for"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdspace.language.paraphrase.tidy import tidy
from holdspace.language.paraphrase.turning import Clause, render

if TYPE_CHECKING:
    from spacy.language import Language

_WH = r"(?:(?P<wh>what|why|how|who|where|when|how (?:much|long)(?: longer| more)?) )?"
_HELPER = r"(?:am|was|are|were|do|can(?!'t)|ca(?=n't)|wo(?=n't)|could|should|will|would|have|had|must)"
_OWN = re.compile(rf"^{_WH}(?P<helper>{_HELPER})(?P<not>n't)? (?P<who>I|we)\b(?P<rest>.*)$", re.IGNORECASE)
_POINT = re.compile(r"^what(?:'s| is) the (?P<noun>point|use|sense|purpose)(?P<of> (?:of|in)\b.*)?$", re.IGNORECASE)
_JUST_ME = re.compile(r"^is (?:it|this) (?P<only>just|only) (?:me|us)$", re.IGNORECASE)
# "What do I do?" is a way that is looked for: "what to do"; "why do I bother?" and "what do I know?" are not.
_WAYS = frozenset({"what", "how", "where", "who"})
_STATES = re.compile(
    r"(?: (?:even|still|really|actually|ever|just))* (?:know|want|need|have|feel|think|care|mean|believe|belong|matter|"
    r"deserve|love|like|hate|fear|expect|see|get|owe|stand|look|seem)\b",
    re.IGNORECASE,
)
# Two questions in one are not turned.
_TWICE = re.compile(rf"\b{_HELPER}(?:n't)? (?:I|we)\b", re.IGNORECASE)
# "Could I ask ..." is said to others, "could I have stopped it" is not.
_OF_MYSELF = re.compile(r" (?:even |really |ever )?(?:have|go on|keep|do (?:this|it|that)|bear|face|trust|forgive)\b")
_LONGEST = 16


def asked(nlp: Language, sentence: str) -> Clause | None:
    """Return a question to oneself as a reported one ("whether you belong here"), or None where it is another's."""
    text = tidy(sentence).rstrip(" ?!.")
    if just_me := _JUST_ME.match(text):
        return Clause(f"whether it is {just_me['only'].lower()} you", "asked")
    if point := _POINT.match(text):
        of = _turned(nlp, f"I see the point{point['of']}", "you see the point") if point["of"] else ""
        return None if of is None else Clause(f"what the {point['noun'].lower()}{of} is", "asked")
    own = _OWN.match(text)
    if own is None or not own["rest"].strip() or _TWICE.search(own["rest"]):
        return None
    if own["wh"] is None and own["helper"].lower() in ("would", "could", "can") and not _OF_MYSELF.match(own["rest"]):
        return None
    opener = (own["wh"] or "whether").lower()
    helper = own["helper"].lower()
    if helper == "do" and not own["not"]:
        rest = _turned(nlp, f"I{own['rest']}", "you")
        between = " to" if opener in _WAYS and not _STATES.match(own["rest"]) else " you"
    else:
        # The helping word goes behind: "can't I let it go", "I can't let it go".
        rest = _turned(nlp, f"{own['who']} {own['helper'].lower()}{own['not'] or ''}{own['rest']}", "you")
        between = " you"
    return None if rest is None else Clause(f"{opener}{between}{rest}", "asked")


def _turned(nlp: Language, statement: str, lead: str) -> str | None:
    """What comes after ``lead`` in a statement that was turned to "you", or None."""
    clause = render(nlp, statement, first=False, longest=_LONGEST)
    if clause is None or clause.manner == "felt" or not clause.text.startswith(lead):
        return None
    return clause.text.removeprefix(lead)
