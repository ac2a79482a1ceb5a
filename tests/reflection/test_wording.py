"""The guard over every word: the bank itself, and thousands of replies to real entries with the shipped model.

Rules of wording only, not particular tags: a retrained model keeps them.
"""

import json
import random
import re
from pathlib import Path

import pytest

from holdspace.language.paraphrase import tidy
from holdspace.reflection.conversation import Conversation, Tone
from holdspace.reflection.course import answer, close, make_of_it, offer, repair
from holdspace.types import CrisisLevel

CORPUS = Path(__file__).parents[2] / "corpus" / "themes"
ENTRIES, REPLIES = 340, 3_000

# What no reply says in its own words. A person's own words, given back, may hold anything.
NEVER = {
    "diagnosis": r"\byou (?:have|suffer from|are) (?:ptsd|depress\w+|burnout|burnt out|traumati\w+|anxiety)\b|diagnos|"
    r"\b(?:disorder|syndrome|symptom|clinical(?! (?:instructor|supervis|placement|lead|rotation))|patholog\w*|"
    r"mentally ill)\b",
    "advice": r"\byou (?:should|must|ought|need to|have to|had better|could try)\b|\b(?:(?<!you )try to|make sure|"
    r"why don't you|(?<!what )have you tried|be sure to|remember to|take care of yourself|i (?:suggest|recommend))\b",
    "judgement or praise": r"\b(?:well done|good for you|proud of you|great job|amazing|brave|strong of you|hero\w*|"
    r"selfish|overreact\w*|too sensitive|irrational|your fault|you failed|normal)\b",
    "silver lining": r"\b(?:at least|on the bright side|silver lining|everything happens|stay positive|will pass|"
    r"get better|could be worse|blessing in disguise|cheer up|don't worry|no need to worry|be grateful)\b",
    "false knowing": r"\bi (?:understand|know (?:exactly )?how|know what you|feel your|have been there)\b",
    "numbers for feelings": r"\d|%|\b(?:percent|per cent|out of ten|score)\b",
    # "All of you is", "something in you has": there somebody else is the subject.
    "broken agreement": r"(?<!of )(?<!in )(?<!for )(?<!to )(?<!on )(?<!by )(?<!with )(?<!from )(?<!about )(?<!around )"
    r"\byou (?:am|is|was|has|does|be)\b|\byours \w+ing\b|\bme feel\b|\byou’(?:s|m)\b",
    "broken sentences": r"  |[{}]|\.\.|,\.|\.,|\?\.|:\.| [.,?]|^[a-z]|(?<=[.?] )[a-z]",
    "shouting": r"!",
}
# Steps are asked for, and offered as such; the crisis reply is a room of its own, with its own rules.
OWN = re.compile(r"“[^”]*”")


def of_safety(book):
    """Every phrase about a person's risk that may stand in a reflection, filled in for the region of these replies."""
    kinds = book.crisis_replies.after.model_dump().values()
    phrases = [*book.about_itself.after_risk, *(phrase for kind in kinds for pool in kind.values() for phrase in pool)]
    return [book.region("GB").fill(phrase) for phrase in phrases]


def questions(pool):
    return tuple(question.ask for question in pool)


def pools(book):
    """Every pool of phrases that a reply may choose from."""
    frames = book.frames
    found = [
        *(led.says for led in frames.led), frames.asked_oneself,
        frames.felt, frames.likened, frames.thought, frames.unsaid, frames.both, frames.both_questions,
        frames.unsure, frames.unsure_leads, frames.open, questions(frames.open_questions), frames.plain, frames.enough,
        frames.warm_heavy, frames.warm_good, frames.warm_plain, frames.returns, frames.joins, frames.stood,
        frames.crossed, frames.asked, frames.asked_beside, frames.noted, frames.noted_well, frames.noted_questions,
        *frames.course.model_dump().values(),
    ]  # fmt: skip
    for name in type(frames.asides).model_fields:
        aside = getattr(frames.asides, name)
        found += [aside.reflections, questions(aside.questions)]
    for theme in book.themes:
        found += [theme.reflections, theme.links, theme.of_them, questions(theme.questions)]
    for facet in facets(book):
        found += [facet.reflections, questions(facet.questions)]
    return found


def facets(book):
    """Every way in which an entry may sound: of a theme, or of none."""
    return [*book.frames.strands, *book.tones, *(facet for theme in book.themes for facet in theme.facets)]


def bank(book):
    """Every phrase that a reply may be made of, without slots."""
    return [phrase for pool in pools(book) for phrase in pool]


@pytest.mark.parametrize("rule", [rule for rule in NEVER if not rule.startswith("broken")])
def test_no_phrase_of_the_bank_breaks_a_rule(book, rule):
    for phrase in bank(book):
        bare = re.sub(r"\{\w+\}", "it", phrase)
        assert not re.search(NEVER[rule], bare.lower()), phrase


def test_no_phrase_stands_twice_where_one_is_chosen_and_there_are_many(book):
    for pool in pools(book):
        assert len(pool) == len(set(pool)), pool
    assert len(set(bank(book))) >= 800


# What is said of a whole theme, or of nothing in particular, must survive beside any entry.
INVENTED = re.compile(
    r"\b(?:sleep|slept|night|rested|resting|weekend|holiday|years?|months?|weeks?|whole time|is over|died|death|"
    r"kids|children|family|husband|wife|manager|shift)\b"
)


def test_what_fits_any_entry_adds_nothing_of_its_own(book):
    anywhere = [line for theme in book.themes for line in theme.reflections]
    for line in (*anywhere, *book.frames.open, *questions(book.frames.open_questions), *book.frames.both):
        assert not INVENTED.search(line.lower()), line


STOCK = re.compile(
    r"those are your words|brushed past|you have noted|as i hear it|if i read you right|(?:^|[.] )did it\?"
)


def test_no_stock_frame_is_set_around_a_persons_words(book):
    assert not [phrase for phrase in bank(book) if STOCK.search(phrase.lower())]


def test_patterns_are_written_as_entries_are_read(book):
    """Lower case, with ’: another pattern would never match."""
    frames = book.frames
    written = [p for facet in facets(book) for p in (*facet.cues, *facet.beside, *facet.unless)]
    written += [
        *(p for led in frames.led for p in led.cues),
        *frames.already_held,
        *frames.held_back,
        *frames.in_passing,
    ]
    written += [*frames.telling, *frames.striking, *frames.settled, *frames.errands, *frames.goes_well]
    written += [*frames.good_day, *frames.of_oneself]
    for pattern in written:
        assert "'" not in pattern, pattern
        assert not re.search(r"(?<!\\)[A-Z]", pattern.replace("(?P", "(?")), pattern


def syllables(word):
    count = len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))) or 1
    return count + (1 if word.lower().endswith("le") and len(word) > 3 and word[-3] not in "aeiou" else 0)


def test_the_bank_reads_plainly(book):
    """Flesch-Kincaid grade 8 or below."""
    text = " ".join(re.sub(r"\{\w+\}", "it", phrase).rstrip(".?") + "." for phrase in bank(book) if " " in phrase)
    words = re.findall(r"[A-Za-z'’]+", text)
    sentences = len(re.findall(r"[.?]", text))
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade <= 8, grade


@pytest.fixture(scope="module")
def readings(assistant):
    """Readings of entries drawn with a seed from all the authors of the corpus; each is used for many replies."""
    rows = [
        json.loads(line)["text"]
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    drawn = random.Random(7).sample(rows, ENTRIES)
    return [reading for reading in assistant.read_many(drawn) if reading.english]


@pytest.fixture(scope="module")
def conversations(readings, book):
    """Conversations over these readings: what was read, and each reply to it, every tone and manner among them."""
    rng, held = random.Random(11), []
    count = 0
    while count < REPLIES:
        drawn = rng.sample(readings, 3)
        conversation = Conversation(seed=rng.randrange(10_000), region="GB", tone=rng.choice(list(Tone)))
        conversation = conversation.listening_only(rng.random() < 0.2)
        found = []
        for reading in drawn:
            reply, conversation = answer(reading, conversation, book)
            found.append(reply)
        for move in (make_of_it, repair, close):
            reply, conversation = move(conversation, book)
            found.append(reply)
        steps, conversation = offer(conversation, book)
        held.append((drawn, found, steps, conversation))
        count += len(found) + 1
    return held


@pytest.mark.parametrize("rule", NEVER)
def test_no_reply_breaks_a_rule(conversations, book, rule):
    safety = of_safety(book)
    for _, found, steps, conversation in conversations:
        entry = [line.words for line in conversation.lines]
        for reply in found:
            # A word of safety names lines and numbers: it belongs to that room.
            text = f"{reply.reflection} {reply.question}".strip()
            for phrase in safety:
                text = text.replace(phrase, "X")
            if rule != "broken agreement":
                # What stands in the person's own words is theirs.
                text = without(text, entry)
            text = OWN.sub("X", text)
            if not text:
                continue
            broken = re.search(NEVER[rule], text if rule == "broken sentences" else text.lower())
            assert not broken, f"{rule}: {text}"
        assert not re.search(NEVER["shouting"], f"{steps.lead} {steps.thought}")


def without(text, lines):
    """A reply with an X for the words that were given back."""
    for line in sorted(lines, key=len, reverse=True):
        for words in (line, *line.split(", and ")):
            text = re.sub(re.escape(words.removeprefix("it feels as if ")), "X", text, flags=re.IGNORECASE)
    return text


def test_nothing_is_invented(conversations, book):
    """Every word of a reply stands in the entry, as it is or turned, or in the bank."""
    words = re.compile(r"[a-z]+")
    known = set(words.findall(" ".join(bank(book)).lower()))
    known |= {
        "you",
        "your",
        "yours",
        "yourself",
        "yourselves",
        "re",
        "ve",
        "weren",
        "doesn",
        "aren",
        "that",
        "she",
        "he",
        "they",
        "her",
        "him",
        "them",
        "the",
        "do",
        "have",
        "t",
        "s",
    }
    for phrases in book.crisis_replies.shared.model_dump().values():
        known |= set(words.findall(" ".join(phrases).lower()))
    known |= set(words.findall(" ".join(of_safety(book)).lower()))
    for drawn, found, _, _ in conversations:
        entries = " ".join(f"{reading.text} {tidy(reading.text)}" for reading in drawn).lower()
        held = known | set(words.findall(entries))
        # "part of you wants": the person's verb with its ending
        held |= {f"{word}{ending}" for word in held for ending in ("s", "es")} | {
            f"{w[:-1]}ies" for w in held if w.endswith("y")
        }
        for reply in found:
            said = set(words.findall(f"{reply.reflection} {reply.question}".lower()))
            assert said <= held, said - held


def test_nothing_is_advised_before_it_is_asked_for(conversations, book):
    texts = {step.text for step in book.steps}
    for _, found, _, _ in conversations:
        for reply in found:
            assert reply.next_steps == ()
            assert not any(text in reply.reflection for text in texts)


def test_at_least_half_of_the_reflections_go_deeper(readings, book):
    """MITI 4.2: complex reflections, over all where the reading shows how the person is."""
    from holdspace.reflection.reply import reflect
    from holdspace.reflection.voice import Voice

    deep = plain = 0
    for number, reading in enumerate(readings):
        if not reading.evidence or reading.crisis.level is not CrisisLevel.NONE:
            continue
        voice = Voice(Conversation(seed=number).heard(reading), book)
        reflect(voice, reading)
        deep += sum(part.deep for part in voice.parts)
        plain += sum(not part.deep for part in voice.parts)
    assert deep >= plain, (deep, plain)


def test_a_clause_given_back_is_brief(conversations):
    for _, _, _, conversation in conversations:
        for line in conversation.lines:
            assert len(line.words.split()) <= 32, line.words
