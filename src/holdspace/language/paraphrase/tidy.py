"""Puts out of the way what is not told: openers, asides, emoticons, and the spelling that would mislead a parse."""

from __future__ import annotations

import re
from functools import lru_cache

# Apostrophes that were left out, shorthand; each means one thing only where it stands.
_SPELLING = tuple(
    (re.compile(pattern, re.IGNORECASE), right)
    for pattern, right in (
        (r"[’‘`´]", "'"),
        (r"\bi\b(?!')", "I"),
        (r"\bi'", "I'"),
        (r"\bim\b", "I'm"),
        (r"\bive\b", "I've"),
        # An identity card ("my id", "id badge"), or "I'd".
        (r"\b(the|my|his|her|their|our|your|an|no|any|photo|staff|student|show) (?-i:[Ii]d)\b", r"\1 ID"),
        (r"\b(?-i:[Ii]d)(?= (?:badge|card|number|check|tag|band)s?\b)", "ID"),
        (r"\b(?-i:[Ii]d)\b", "I'd"),
        # The day, or "we'd".
        (r"\b(on|by|re|this|last|next|since|until|till|every|from) weds?\b", r"\1 Wednesday"),
        (r"\bweds?(?= (?:night|morning|afternoon|evening|lunch\w*|tea\w*|am|pm|at|same|\d))", "Wednesday"),
        (r"(?<=[\w,;] )(?-i:Weds?)\b", "Wednesday"),
        (r"\b(?-i:Weds?)(?=\s*[-–:,.])", "Wednesday"),
        (r"\b(?-i:wed)\b(?= [a-z])", "we'd"),
        (r"\bill (?=never|be|have|just|go|get|do|always|probably"
         r"|feel|need|see|come|try|make|take|tell|ask|keep|miss)", "I'll "),
        (r"\b(ca|do|did|does|is|was|were|could|would|should|have|has|had|are|ai|wo|must|need)nt\b", r"\1n't"),
        (r"\b(should|could|would|must|might)ve\b", r"\1've"),
        (r"\b(should|could|would|must|might) of\b", r"\1 have"),
        (r"\b(that|there|what|he|she|who|everything|nothing|where)s (?=\w)", r"\1's "),
        (r"\bits (?=like|a\b|an\b|the\b|not|just|so\b|all|been|too|my|always|getting|gone|only|no\b|never|as\b"
         r"|(?:do|go|kill|mak|tak|eat|happen|com|driv|wear|rain|hurt|break|gett)ing\b"
         r"|hard|more|on me|what|because|still|me\b|killing)", "it's "),
        (r"\b(they)re\b(?= (?:so|not|all|just|the|a|\w+ing)\b)", r"\1're"),
        (r"\b(they|we|you)ve\b", r"\1've"),
        (r"\b(?:bc|cos|cuz|coz|'cause)\b", "because"),
        (r"\btho\b", "though"),
        (r"\bthru\b", "through"),
        (r"\s&\s", " and "),
        (r"(?<=\s)w/\s?(?=\w)", "with "),
        (r"\b(?:is|was) died\b", "died"),
        (r"\bgonna\b", "going to"),
        (r"\bwanna\b", "want to"),
        # The parser takes "every session I think" for a session that is thought.
        (r"(?:^|(?<=\band ))(every \w+) (?=I (?:think|feel|wonder|worry|dread|know|hope|wish)\b)", r"\1, "),
        (r"(?:\s*\.){2,}|…", " … "),
    )
)  # fmt: skip
_OPENERS = (
    "so", "and", "but", "also", "anyway", "anyways", "well", "yeah", "yes", "ok", "okay", "honestly", "plus", "then",
    "because", "though", "oh", "lol", "idk", "ugh", "now", "basically", "actually", "like", "look", "omg", "argh",
    "hmm", "tbh", "truthfully", "frankly", "obviously", "apparently", "right", "see", "man", "god", "gosh", "meh",
    "update", "i mean", "i guess", "i suppose", "to be honest", "to be fair", "in all honesty", "not gonna lie",
    "ngl", "not going to lie", "if I'm honest", "if I am honest", "if I'm being honest", "I have to say",
    "I should say", "I should add", "I should mention", "I might add", "I must say", "I must admit", "I have to admit",
    "I'll admit", "the thing is", "thing is", "the truth is",
    "truth is", "fact is", "the worst part is", "the worst thing is", "all I know is", "I notice that", "I notice",
    "I realise that", "I realize that", "I just realised", "long story short", "sorry but", "sorry",
    "no idea why but", "weirdly", "funny thing is", "in short", "at the end of the day", "either way",
    "in any case", "as I said", "as usual", "for what it's worth", "fwiw", "first off", "first of all", "long day",
    "hi all", "hi everyone", "hello", "hey", "hi", "it's more that",
    "it is more that", "what I mean is", "what gets me is", "what gets me is that",
    "I just think", "maybe", "perhaps", "guys", "yep", "I'd say", "for myself",
)  # fmt: skip
_CLOSERS = (
    "tbh", "lol", "haha", "honestly", "anyway", "anyways", "though", "I guess", "I suppose", "idk", "ngl",
    "I mean", "or whatever", "or something", "to be honest", "you know", "if I'm honest", "if I am honest", "so yeah",
    "so there's that", "too tbh", "and stuff", "and all that", "really", "if that makes sense",
    "you know what I mean", "ugh", "rant over", "smh", "I think", "I reckon", "apparently", "obviously",
    "imo", "xx", "lmao", "sorry", "rn",
)  # fmt: skip
_ASIDES = re.compile(
    r"\s*\([^()]*\)|,\s*(?:I mean|you know|to be honest|if I'm honest|I guess|I suppose|honestly|like|of course|"
    r"obviously|apparently|I think|actually|I admit)\s*,|"
    r",\s*I (?:really|truly|honestly) (?:do|did|am|was)\b|"
    # An oath or a plea is nobody's to turn.
    r",?\s*\b(?:(?:so )?(?:God|Lord|heaven) (?:help|forgive) (?:me|us)|"
    r"for (?:Christ|God|pity|heaven|goodness)'?s?'? sake|"
    r"Jesus(?: Christ)?|my God|dear God|oh God|so help me(?: God)?)\b(?:\s*,)?(?=[\s.!?]|$)|"
    r"\b(?:literally|honestly|basically|actually|tbh|lol|kinda|sort of like)\s+|"
    r"\s+(?:lol|lmao|haha+|ngl|tbh)\b(?=,)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r" (?:I|we|he|she|it|they|you|there|the|my|our|his|her|their|this|that|nobody|nothing|no|one|two|three|four|\d+|"
    r"and|but|so)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"[*_~#>|]+|[:;=]-?[)(DPp/]+(?=\s|$)|<3|[\U0001F000-\U0001FAFF\u2190-\u21FF\u2600-\u27BF\uFE0F]+|https?://\S+"
)
# "So tired I could cry": there it opens nothing.
_HOW_MUCH = (
    r"(?!so (?:tired|sad|angry|mad|happy|proud|scared|ashamed|busy|lonely|drained|exhausted|stressed|done|bad)\b)"
)
# A face between two clauses parts them.
_FACE_BETWEEN = re.compile(r"(\w)\s*[\U0001F000-\U0001FAFF]+\s*(?=\w)")
_OPENS = "|".join(sorted(map(re.escape, _OPENERS), key=len, reverse=True))
_OPENER = re.compile(
    rf"^(?:me:\s+|dear (?:all|(?-i:[A-Z])\w+),\s+|{_HOW_MUCH}(?:{_OPENS})\b[\s,.:;…–—-]+)(?=\w)",
    re.IGNORECASE,
)
# "Back then", "by then": there it closes nothing.
_THEN = r"(?<!\bback)(?<!\bby)(?<!\bsince)(?<!\buntil)(?<!\bnow and)[\s,.;:…–—-]+then"
_CLOSER = re.compile(
    rf"(?:[\s,.;:…–—-]+(?:{'|'.join(sorted(map(re.escape, _CLOSERS), key=len, reverse=True))})|{_THEN})[\s.!…]*$",
    re.IGNORECASE,
)
_EDGE = " \t,.;:!…–—-'\"“”"


def tidy(sentence: str) -> str:
    """Return one line without openers, asides and closing marks, its contractions spelt out.

    >>> tidy("honestly im done with it (again) lol")
    "I'm done with it"
    """
    text = spelt(re.sub(r"\s+", " ", _NOISE.sub(" ", _FACE_BETWEEN.sub(r"\1, ", sentence))).strip())
    return without_edges(re.sub(r"\s+", " ", _ASIDES.sub(_without_aside, text)))


def _without_aside(found: re.Match[str]) -> str:
    """What stays of an aside: the comma, where another clause goes on behind it."""
    joined = re.search(r"\b(?:and|but|or|so|because)$", found.string[: found.start()], re.IGNORECASE)
    goes_on = found[0].endswith(",") and _SUBJECT.match(found.string, found.end()) and not joined
    return "," if goes_on else " " if found[0][-1:].isspace() else ""


@lru_cache(maxsize=512)
def spelt(text: str) -> str:
    """Return a text with its apostrophes and its shorthand spelt out.

    One reply asks for the same few texts over and over. Whoever answers a person clears the cache after each reply
    (``spelt.cache_clear()``), so that nothing of an entry stays in it.
    """
    for pattern, right in _SPELLING:
        text = pattern.sub(right, text)
    return text


def without_edges(text: str) -> str:
    """Return ``text`` without the words that only open or close the telling."""
    text = text.strip(_EDGE)
    while (shorter := _CLOSER.sub("", _OPENER.sub("", text)).strip(_EDGE)) != text and len(shorter.split()) > 1:
        text = shorter
    return text
