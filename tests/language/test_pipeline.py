"""The components work in anybody's spaCy pipeline."""

import spacy
from spacy.tokens import Doc


def test_standings_can_be_read_off_any_document():
    nlp = spacy.blank("en")
    nlp.add_pipe("holdspace_sentences")
    nlp.add_pipe("holdspace_standing")
    doc = nlp("She blames herself. I feel numb.")
    assert [sentence.standing.value for sentence in doc._.holdspace_standings] == ["anothers", "held"]
    assert len(list(doc.sents)) == 2


def test_the_whole_reading_stands_in_a_document_after_one_line():
    nlp = spacy.blank("en")
    nlp.add_pipe("holdspace")
    text = "Three deaths this week. I can't stop thinking about him, I keep seeing his face at night."
    doc = nlp(text)
    assert doc._.holdspace["themes"][0] == "intrusive_thoughts"
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.holdspace == doc._.holdspace
    assert doc.cats["intrusive_thoughts"] > doc.cats["cynicism"]
    told = [span.text for span in doc.spans["holdspace"] if span.label_ == "intrusive_thoughts"]
    assert any("his face" in text for text in told)


def test_a_document_without_words_passes_through():
    nlp = spacy.blank("en")
    nlp.add_pipe("holdspace")
    assert nlp("…")._.holdspace is None
