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
# "What do I do?" is a way that is looked for: "what to do"; "why do I bother?" is not.
_WAYS = frozenset({"what", "how", "where", "who"})
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
    if own is None or not own["rest"].strip() or (own["wh"] is None and own["helper"].lower() in ("would", "could")):
        return None
    opener = (own["wh"] or "whether").lower()
    helper = own["helper"].lower()
    if helper == "do" and not own["not"]:
        rest = _turned(nlp, f"I{own['rest']}", "you")
        between = " to" if opener in _WAYS else " you"
    else:
        # The helping word goes behind: "can't I let it go", "I can't let it go".
        rest = _turned(nlp, f"{own['who']} {own['helper'].lower()}{own['not'] or ''}{own['rest']}", "you")
        between = " you"
    return None if rest is None else Clause(f"{opener}{between}{rest}", "asked")


def _turned(nlp: Language, statement: str, lead: str) -> str | None:
    """What comes after ``lead`` in a statement that was turned to "you", or None."""
    clause = render(nlp, statement, first=False, longest=_LONGEST)
    if clause is None or not clause.text.startswith(lead):
        return None
    return clause.text.removeprefix(lead)
