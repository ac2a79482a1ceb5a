"""Whose state a sentence tells, and whether it is denied, imagined, over or advised."""

import pytest

from holdspace.language.reader import read
from holdspace.types import Standing

HELD, NEGATED, IMAGINED, OVER, ADVISED, ANOTHERS = (
    Standing.HELD,
    Standing.NEGATED,
    Standing.IMAGINED,
    Standing.OVER,
    Standing.ADVISED,
    Standing.ANOTHERS,
)

# text, theme whose word stands in it, standing
CASES = [
    # the writer's own
    ("I feel guilty about the discharge.", "guilt", HELD),
    ("i feel so guilty", "guilt", HELD),
    ("Guilty, that's what I am.", "guilt", HELD),
    ("Exhausted, honestly.", "exhaustion", HELD),
    ("I guess I'm a bit numb these days.", "detachment", HELD),
    ("am I just cynical now?", "cynicism", HELD),
    ("We're all exhausted.", "exhaustion", HELD),
    ("My guilt comes at night.", "guilt", HELD),
    # the one who feels stands as object
    ("It leaves me numb.", "detachment", HELD),
    ("The way he cried makes me feel guilty.", "guilt", HELD),
    ("This job has me exhausted.", "exhaustion", HELD),
    ("Her words keep me anxious for days.", "hyperarousal", HELD),
    # somebody is named, the feeling is the writer's
    ("I yelled at a patient and I feel ashamed.", "guilt", HELD),
    ("I feel guilty about her death.", "guilt", HELD),
    ("After the family left I was just numb.", "detachment", HELD),
    ("My client cried and I felt nothing.", "detachment", HELD),
    ("He apologised, but I'm still bitter.", "cynicism", HELD),
    # a client's, patient's, pupil's
    ("My client feels guilty about her son.", "guilt", ANOTHERS),
    ("My client is riddled with guilt.", "guilt", ANOTHERS),
    ("The patient said he was exhausted.", "exhaustion", ANOTHERS),
    ("She blames herself.", "guilt", ANOTHERS),
    ("He told me he feels numb.", "detachment", ANOTHERS),
    ("One of the kids is lonely.", "isolation", ANOTHERS),
    ("Her guilt filled the room.", "guilt", ANOTHERS),
    ("I think she is exhausted.", "exhaustion", ANOTHERS),
    ("I watched how ashamed he was.", "guilt", ANOTHERS),
    ("They feel powerless.", "helplessness", ANOTHERS),
    # a colleague's, a relative's
    ("My colleague is burnt out.", "exhaustion", ANOTHERS),
    ("My husband says he is lonely.", "isolation", ANOTHERS),
    ("Mum feels guilty for ringing.", "guilt", ANOTHERS),
    ("I can see that the new nurse is anxious.", "hyperarousal", ANOTHERS),
    # people in general
    ("Nurses are often exhausted.", "exhaustion", ANOTHERS),
    # denied
    ("I don't feel guilty about it.", "guilt", NEGATED),
    ("i dont feel guilty", "guilt", NEGATED),
    ("I'm not cynical.", "cynicism", NEGATED),
    ("I have never felt lonely in this team.", "isolation", NEGATED),
    ("No guilt, no shame.", "guilt", NEGATED),
    ("I went home without guilt.", "guilt", NEGATED),
    ("I'm tired but not exhausted.", "exhaustion", HELD),
    ("I no longer feel guilty.", "guilt", NEGATED),
    ("I am far from numb.", "detachment", NEGATED),
    # it looks like denial and is none
    ("I can't stop feeling guilty.", "guilt", HELD),
    ("I cant help feeling guilty", "guilt", HELD),
    ("I'm not sure whether this is guilt.", "guilt", HELD),
    ("Not only am I exhausted, I'm late.", "exhaustion", HELD),
    ("I don't know if I'm just numb.", "detachment", HELD),
    ("I have never felt so alone.", "isolation", HELD),
    ("I can't shake the guilt.", "guilt", HELD),
    ("No wonder I'm exhausted.", "exhaustion", HELD),
    ("Not gonna lie, I'm exhausted.", "exhaustion", HELD),
    # feared, imagined
    ("I'm scared that I'll go numb.", "detachment", IMAGINED),
    ("If I ever get cynical, I'll leave.", "cynicism", IMAGINED),
    ("I would feel guilty.", "guilt", IMAGINED),
    ("I'm afraid of becoming bitter.", "cynicism", IMAGINED),
    ("I don't want to become cynical.", "cynicism", IMAGINED),
    # it looks imagined and is not
    ("If I'm honest I feel numb.", "detachment", HELD),
    ("It's as if I were numb.", "detachment", HELD),
    ("I wonder if I'm just exhausted.", "exhaustion", HELD),
    # over and done with
    ("Last year I was numb, and it has lifted.", "detachment", OVER),
    ("I used to feel guilty about breaks.", "guilt", OVER),
    ("The guilt has gone.", "guilt", OVER),
    # past, and it still weighs
    ("I used to be able to sleep, now I'm exhausted.", "exhaustion", HELD),
    ("It was last year and I still feel guilty.", "guilt", HELD),
    # the word itself looks back, and tells of now
    ("I used to love this job.", "loss_of_meaning", HELD),
    ("It used to mean everything to me.", "loss_of_meaning", HELD),
    # advice
    ("You should rest when exhausted.", "exhaustion", ADVISED),
    ("Try not to get cynical.", "cynicism", ADVISED),
]


@pytest.mark.parametrize(("text", "theme", "standing"), CASES, ids=[case[0] for case in CASES])
def test_a_theme_word_stands_as_a_careful_reader_would_say(text, theme, standing):
    (sentence,) = read(text).sentences
    if standing is HELD:
        assert theme in sentence.named
        assert theme not in sentence.denied
    else:
        assert theme in sentence.denied
        assert sentence.standing is standing
        assert sentence.cue


NOTES = [
    # the practitioner's own
    ("Supervisee reports feeling guilty after the visit.", "guilt", HELD),
    ("SW says she is exhausted.", "exhaustion", HELD),
    ("RN feels numb since the incident.", "detachment", HELD),
    ("The supervisee talked about the case. She feels guilty.", "guilt", HELD),
    # the client's
    ("SW met the client. The client feels guilty.", "guilt", ANOTHERS),
    ("Supervisee says her client is exhausted.", "exhaustion", ANOTHERS),
    # denied by the practitioner
    ("Supervisee denies feeling guilty.", "guilt", NEGATED),
]


@pytest.mark.parametrize(("text", "theme", "standing"), NOTES, ids=[note[0] for note in NOTES])
def test_in_a_supervision_note_the_practitioner_is_the_helper(text, theme, standing):
    found = read(text)
    assert found.third_person
    last = found.sentences[-1]
    assert (theme in last.named) is (standing is HELD)
    if standing is not HELD:
        assert last.standing is standing


TYPED = [
    ("I DON'T FEEL EXHAUSTED TODAY", "exhaustion", NEGATED),
    ("I HAVEN’T FELT NUMB ALL YEAR.", "detachment", NEGATED),
    ("I don´t feel guilty about going home early.", "guilt", NEGATED),
    ("I'D FEEL GUILTY IF I LEFT", "guilt", IMAGINED),
    ("I'd burn out in a year.", "exhaustion", IMAGINED),
    ("I feel burnt-out.", "exhaustion", HELD),
    ("I feel burnt\u00a0out.", "exhaustion", HELD),
    ("I used to say I'd", "guilt", None),
]


@pytest.mark.parametrize(("text", "theme", "standing"), TYPED, ids=[typed[0] for typed in TYPED])
def test_capitals_odd_marks_and_hyphens_make_no_difference(text, theme, standing):
    (sentence,) = read(text).sentences
    assert sentence.text == text
    assert next((named.standing for named in sentence.spoken if named.theme == theme), None) is standing


ANSWERS = [
    # what others ask, think or expect, and what was expected of oneself, is denied by the next sentence
    ("The chaplain wondered whether the wards had hardened me. They haven't.", NEGATED),
    ("Everybody says I must lie awake over the twins. I don't, oddly.", NEGATED),
    ("they reckon i snap at the kids after nights. nah", NEGATED),
    ("I expected her face to come back to me for weeks. It did not.", NEGATED),
    ("You'd think I would be on my knees by now. Not a bit of it.", NEGATED),
    # relief that does not come denies nothing
    ("They said it gets easier. It doesn't.", ANOTHERS),
    ("My sister thinks I'm fine. I'm not.", HELD),
    # the next sentence says something of its own
    ("The chaplain wondered whether the wards had hardened me. I don't know any more.", HELD),
    ("I told her about the twins. I didn't cry.", HELD),
]


@pytest.mark.parametrize(("text", "standing"), ANSWERS, ids=[answer[0] for answer in ANSWERS])
def test_the_next_sentence_answers_what_was_asked_said_or_expected(text, standing):
    assert read(text).sentences[0].standing is standing


CLOSED = [
    ("I felt so guilty about the fall. It has passed.", OVER),
    ("I was numb after the inquest. Then that lifted.", OVER),
    ("I was completely exhausted all spring. It is finished now.", OVER),
    ("I felt trapped there. That lasted until Easter.", OVER),
    # it still weighs, it isn't so, or something else has passed
    ("I felt so guilty about the fall. It passed, but it keeps coming back.", HELD),
    ("I felt so guilty about the fall. It hasn't passed.", HELD),
    ("I felt so guilty about the fall. The inspection passed.", HELD),
    ("I feel so guilty about the fall. It has passed the panel, my report.", HELD),
]


@pytest.mark.parametrize(("text", "standing"), CLOSED, ids=[closed[0] for closed in CLOSED])
def test_the_next_sentence_closes_what_was_told(text, standing):
    assert read(text).sentences[0].standing is standing


# A note, and how its last sentence stands as a whole: no theme's word need stand in it.
WHOLE = [
    ("Supervisee discussed her week. Therapist reports the client can't sleep since the crash.", ANOTHERS),
    ("Supervision 4. RN says that the agency nurse keeps going over Mr Osgood's fall.", ANOTHERS),
    ("Supervision. HV reports mother of twins can't face the mornings.", ANOTHERS),
    ("Supervision. Worker says the families only want her out of the house.", HELD),
    ("Supervision. Her client is grieving. She says she wakes at four with the kitchen in her mind.", HELD),
    ("Supervision. Her client is grieving. She also told me she can't face the visits.", HELD),
    ("Supervision. Her client is grieving. She wakes at four with the kitchen in her mind.", ANOTHERS),
    ("Supervision. The client lost her son. FSW says she can't find the words. And that she sits in the car.", HELD),
    ("I don't blame her for any of it.", NEGATED),
    ("I'm not losing sleep over it.", NEGATED),
    ("I don't sleep and I don't eat.", HELD),
]


@pytest.mark.parametrize(("text", "standing"), WHOLE, ids=[case[0][-60:] for case in WHOLE])
def test_a_sentence_without_a_themes_word_stands_as_whoever_tells_it(text, standing):
    assert read(text).sentences[-1].standing is standing


def test_a_writer_who_names_a_nurse_is_still_the_helper():
    found = read("The nurse on the other shift was great. I was no use, I was exhausted, I went home and I slept.")
    assert not found.third_person


def test_under_a_practitioners_name_a_supervisor_may_say_what_they_did_themself():
    found = read("Supervisee: R., community nurse. She was flat. I let it run, I asked twice, and I think it helped.")
    assert found.third_person


def test_an_occupation_before_a_colon_heads_no_note():
    assert not read("Nurse: I cried in the car after the shift and nobody asked, so I drove home.").third_person


def test_an_offset_slices_back_to_the_sentence():
    text = "  First line 😀 here.\n\nSecond… goes on. Third?"
    for sentence in read(text).sentences:
        assert text[sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize(
    "note",
    [
        "Pastor's supervision. The widow whatever. to him of her shame at having been short to her late husband.",
        "RN seen at own request. her with gratitude.",
    ],
)
def test_a_note_in_broken_words_that_names_nobody_as_its_subject_is_read(note):
    assert read(note).third_person
