"""content/ is checked on load, and what is malformed is refused with file and line."""

import datetime as dt
import re
import shutil

import pytest

from holdspace import codebook
from holdspace.errors import ContentError


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(codebook.CONTENT, folder)
    return folder


def test_the_twelve_themes_stand_in_the_codebooks_order(book):
    assert book.theme_ids == (
        "intrusive_thoughts",
        "cynicism",
        "guilt",
        "detachment",
        "exhaustion",
        "inefficacy",
        "helplessness",
        "hyperarousal",
        "isolation",
        "moral_distress",
        "loss_of_meaning",
        "compassion_satisfaction",
    )
    assert [theme.id for theme in book.themes if theme.core] == list(book.theme_ids[:4])


def test_the_checklist_holds_its_55_items_in_six_categories(book):
    assert len(book.checklist) == 55
    counts = {}
    for item in book.checklist:
        assert item.id.startswith(item.category)
        counts[item.category] = counts.get(item.category, 0) + 1
    assert counts == {
        "emotional": 10,
        "cognitive": 10,
        "physical": 10,
        "behavioral": 10,
        "relational": 8,
        "existential": 7,
    }


def test_all_ten_families_have_steps_and_every_theme_has_a_systemic_one(book):
    assert len(book.families) == 10
    assert {step.family for step in book.steps} == {family.id for family in book.families}
    assert len(book.steps) >= 70
    for theme in book.theme_ids:
        assert any(theme in step.fits and step.kind == "systemic" for step in book.steps), theme


def test_no_helpline_was_verified_more_than_a_year_ago(book):
    stale = [
        f"{region.code} {line.name}"
        for region in book.regions
        for line in region.line
        if dt.date.today() - line.verified > dt.timedelta(days=365)
    ]
    assert not stale, "verify these again and write the new date into helplines.toml"


def test_every_region_has_a_line_for_everyone_that_never_closes(book):
    assert all(any(line.always and not line.profession for line in region.line) for region in book.regions)


def test_a_region_is_found_by_the_names_that_people_use(book):
    assert book.region("gb") is book.region("UK")
    with pytest.raises(KeyError):
        book.region("XX")


# file, what to replace, with what, what the message must hold
DAMAGE = [
    ("themes/guilt.toml", "order = 3", "oder = 3", "guilt.toml, line 1: order: Field required"),
    ("themes/guilt.toml", 'name = "Guilt"', 'name = "Guilt"\ncolour = "red"', "guilt.toml, line 4: colour"),
    ("themes/guilt.toml", 'load = "exposure"', 'load = "sideways"', "guilt.toml, line 5: load"),
    ("themes/guilt.toml", 'name = "Guilt"', 'name = ""', "guilt.toml, line 3: name"),
    ("themes/guilt.toml", 'name = "Guilt"', "name = Guilt", "guilt.toml"),
    ("checklist.toml", 'id = "emotional-02"', 'id = "emotional-01"', "'emotional-01' stands twice"),
    ("checklist.toml", 'text = "Forgetfulness and mental fog"', 'txt = "x"', "item.17"),
    ("next_steps.toml", 'family = "body"', 'family = "bodi"', "unknown family 'bodi'"),
    ("helplines.toml", 'code = "INT"', 'code = "XX"', "no region with the code INT"),
    ("page.toml", 'send = "', 'sned = "', "page.toml, line 2: strings.send: Field required"),
    ("crisis.toml", "[reply.active]", "[reply.actve]", "crisis.toml"),
    ("crisis_rules.toml", "'killing time'", "'killing (time'", "this is no regular expression"),
    ("reflections.toml", "It is as if {clause}.", "It is as if {claus}.", "unknown slot {claus}"),
    ("reflections.toml", "It is as if {clause}.", "It is so.", "felt.0: Value error, this phrase must hold {clause}"),
    ("reflections.toml", "I may be wrong here, but {line}", "I may be wrong", "must hold {line}"),
    ("reflections.toml", "What is the biggest part of it, for you?", "Is there more to it?", "a question is open"),
    (
        "reflections.toml",
        "What is the biggest part of it, for you?",
        "What is it, a loss or a relief?",
        "a question is open",
    ),
    ("reflections.toml", "What is the biggest part of it, for you?", "Tell me more.", "asks one thing"),
    ("reflections.toml", "[course]\n", '[course]\nfarewell = ["Bye."]\n', "course.farewell: Extra inputs"),
    ("themes/guilt.toml", "of_them = [", "of_then = [", "guilt.toml, line 1: of_them: Field required"),
    ("themes/guilt.toml", '"some self-blame"', '"some {clause}"', "this phrase must hold no slot"),
    ("themes/guilt.toml", "'\\bashamed\\b'", "'\\b(ashamed\\b'", "this is no regular expression"),
    ("requests.toml", 'kind = "listen"', 'kind = "lissen"', "request.2.kind"),
    ("requests.toml", "'just listen'", "'just (listen'", "this is no regular expression"),
    ("next_steps.toml", 'stance = "compassion"', 'stance = "pity"', "stance"),
    (
        "grammar.toml",
        'wishes = ["wish", "wishing", "wished", "if only"]',
        "wishes = []",
        "fancy.wishes: Frozenset should have",
    ),
    ("grammar.toml", 'concord = ["no", ', 'concord = ["no", "no", ', "denial.concord: Value error, 'no' stands twice"),
    ("grammar.toml", 'concord = ["no", ', 'concord = ["no", " no", ', "denial.concord: Value error, 'no' stands twice"),
    ("grammar.toml", 'concord = ["no", ', 'concord = ["no", "", ', "denial.concord.1: String should have"),
    ("grammar.toml", "raisers = [", "razors = [", "denial.raisers: Field required"),
    ("grammar.toml", "[past]\n", '[past]\nyore = ["once"]\n', "past.yore: Extra inputs"),
    ("helplines.toml", 'code = "IE"', 'code = "GB"', "'GB' stands twice"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), DAMAGE)
def test_a_malformed_file_is_refused_with_its_name_and_place(content, name, old, new, message):
    path = content / name
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(message)):
        codebook.load(content)


def test_a_step_that_fits_an_unknown_theme_is_refused_with_its_line(content):
    path = content / "next_steps.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith("fits"))
    lines[number] = 'fits = ["guillt"]'
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"next_steps.toml, line {number + 1}: unknown theme 'guillt'"):
        codebook.load(content)


def test_a_missing_file_is_named(content):
    (content / "crisis.toml").unlink()
    with pytest.raises(ContentError, match=r"crisis.toml: there is no such file"):
        codebook.load(content)


def test_a_file_that_is_not_utf8_is_refused(content):
    (content / "page.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match=r"not UTF-8"):
        codebook.load(content)


def test_a_facet_that_stands_twice_is_refused(content):
    path = content / "themes" / "guilt.toml"
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace('id = "sorry_is_never_enough"', 'id = "rest_has_to_be_earned"'), encoding="utf-8")
    with pytest.raises(ContentError, match="'rest_has_to_be_earned' stands twice"):
        codebook.load(content)


def test_a_new_theme_is_a_new_file_and_no_code(content):
    source, _, _ = (content / "themes" / "guilt.toml").read_text(encoding="utf-8").partition("[[facets]]")
    facet = '[[facets]]\nid = "what_others_have"\nabout = "They have it."\nreflections = ["Perhaps it shows."]\n'
    source = source.replace('id = "guilt"', 'id = "envy"').replace("order = 3", "order = 13")
    (content / "themes" / "envy.toml").write_text(source + facet, encoding="utf-8")
    assert codebook.load(content).theme_ids[-1] == "envy"
