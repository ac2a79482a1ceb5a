"""Holdspace reads English, says so of other languages, and is not put off by how English is typed."""

import pytest

from holdspace.language.reader import read

ENGLISH = [
    "im so tired",
    "tired",
    "ok",
    "Shattered. Gutted. Skint.",
    "knackered mate",
    "I feel cansada today but ok",
    "pt fell @ 0300 obs stable DATIX done",
    "Ma'am Tess said sayang, you look pagod. I am tired only.",
    "ugh",
    "SW reports feeling overwhelmed; caseload 31.",
]
OTHERS = [
    "Estoy tan cansado que no puedo más con este trabajo",
    "Je suis épuisée et je me sens coupable de rentrer chez moi",
    "Ich kann nicht mehr, ich bin so müde von der Arbeit",
    "Sono molto stanca e mi sento in colpa",
    "Jestem zmęczona i nie mam siły",
    "pagod na pagod na ako sa trabaho",
    "我很累，我不想去上班",
    "мне очень тяжело после смены",
    "أنا متعبة جدا من العمل",
    "Cítím se provinile a nemůžu spát kvůli práci",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read_however_it_is_typed(text):
    assert read(text).english


@pytest.mark.parametrize("text", OTHERS)
def test_another_language_is_not_read(text):
    found = read(text)
    assert not found.english
