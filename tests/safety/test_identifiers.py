"""Identifiers left in a note are flagged, and ordinary numbers and words are not."""

from itertools import pairwise

import pytest

from holdspace.safety.identifiers import find_identifiers

FOUND = [
    ("Mail her at jo.b@example.org please.", "EMAIL", "jo.b@example.org"),
    ("Call 020 7946 0018 after five.", "PHONE", "020 7946 0018"),
    ("Her number is 07700900123.", "PHONE", "07700900123"),
    ("US: (555) 123-4567", "PHONE", "(555) 123-4567"),
    ("See https://example.org/case/7", "URL", "https://example.org/case/7"),
    ("SSN 078-05-1120 on file", "NATIONAL_ID", "078-05-1120"),
    ("NHS no 943 476 5919", "RECORD_NUMBER", "NHS no 943 476 5919"),
    ("MRN: 00451234", "RECORD_NUMBER", "MRN: 00451234"),
    ("case no. AB-12345 is closed", "RECORD_NUMBER", "case no. AB-12345"),
    ("DOB 03/04/1971", "DATE", "03/04/1971"),
    ("on 12 March 2019 she fell", "DATE", "12 March 2019"),
    ("admitted March 12, 2019", "DATE", "March 12, 2019"),
    ("lives at LS9 7TF", "POSTCODE", "LS9 7TF"),
    ("a 93-year-old man", "AGE_OVER_89", "93-year-old"),
    ("Mrs Hughes rang", "PERSON", "Mrs Hughes"),
    ("Dr. Patel-Jones said", "PERSON", "Dr. Patel-Jones"),
    ("a boy called Tyrone", "PERSON", "called Tyrone"),
    ("at 14 Station Road", "ADDRESS", "14 Station Road"),
]
NOT_FOUND = [
    "BP 120/80, sats 94, temp 38.2",
    "give 5 mg at 10:30",
    "she is 42 and he is 7",
    "bed 12, room 4, 3 of us for 31 patients",
    "may I go in march",
    "I called the ward",
    "from 1 to 10 it is a 7",
    "my sister rang",
    "2/3 of the class",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND, ids=[words for _, _, words in FOUND])
def test_an_identifier_is_flagged_where_it_stands(text, kind, words):
    assert (kind, words) in [(found.kind, text[found.start : found.end]) for found in find_identifiers(text)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_ordinary_numbers_and_words_are_not_flagged(text):
    assert find_identifiers(text) == ()


def test_identifiers_come_in_the_texts_order_and_never_overlap():
    text = "Mrs Hughes, DOB 03/04/1971, jo@example.org, 07700900123, LS9 7TF"
    found = find_identifiers(text)
    assert len(found) == 5
    assert all(one.end <= two.start for one, two in pairwise(found))
