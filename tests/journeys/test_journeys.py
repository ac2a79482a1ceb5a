"""A person writes, is reflected, sees what it rests on, asks for next steps, and writes on."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WATCH = Path(__file__).parent / "watched"

ENTRY = "Long Sunday at Larkfield. I keep seeing his face when I close my eyes. I feel guilty that I went home on time."
SECOND = "I am so exhausted that sleep does nothing. Nobody at work asks."


@pytest.fixture
def sheet(page, served, outside):
    """The page, opened and ready; ``outside`` listens before the first request."""
    page.goto(served[0], wait_until="domcontentloaded")
    expect(page.locator("#entry textarea")).to_be_visible(timeout=30_000)
    # Gradio loads each kind of part by itself: the page is ready when its last one stands.
    expect(page.locator("#send")).to_be_visible(timeout=30_000)
    expect(page.locator("#clear")).to_be_visible(timeout=30_000)
    return page


def write(page, text):
    page.locator("#entry textarea").fill(text)
    page.locator("#send").click()
    expect(page.locator(".turn.own").last).to_contain_text(text[:12], timeout=30_000)
    # Gradio fades a pending part out and in again.
    page.wait_for_timeout(400)


def test_the_whole_journey_stays_on_this_machine(sheet, served, outside):
    _, home, calls = served
    write(sheet, ENTRY)
    reply = sheet.locator(".turn.reply")
    expect(reply.locator(".reflection")).to_contain_text("you")
    expect(reply.locator(".question")).to_contain_text("?")
    # what it rests on, and the checklist
    marks = sheet.locator("#rests mark")
    expect(marks.filter(has_text="I keep seeing his face")).to_be_visible()
    expect(sheet.locator("#themes")).to_contain_text("Intrusive thoughts")
    expect(sheet.locator("#checklist input[type=checkbox]").first).to_be_visible()
    expect(sheet.locator("#checklist input[type=checkbox]:checked")).to_have_count(0)
    sheet.locator("#checklist input[type=checkbox]").first.check()
    # a second turn
    write(sheet, SECOND)
    expect(reply).to_have_count(2)
    expect(sheet.locator("#themes")).to_contain_text("Exhaustion")
    # next steps come only when asked for
    expect(sheet.locator(".steps")).to_have_count(0)
    sheet.locator("#steps").click()
    expect(sheet.locator(".steps li").first).to_be_visible()
    assert 2 <= sheet.locator(".steps li").count() <= 3
    # no number is put on a feeling
    shown = sheet.locator("body").inner_text()
    assert not re.search(r"\d+ ?%|0\.\d\d", shown)
    # nothing left the machine
    assert outside() == []
    assert calls.read_text() == ""
    # and nothing of it was kept: browser storage, files, log
    stored = sheet.evaluate(
        """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie,
        await Promise.all((await indexedDB.databases()).map(d => d.name)), await caches.keys()])"""
    )
    assert "Larkfield" not in stored
    assert "exhausted" not in stored
    for path in home.rglob("*"):
        if path.is_file():
            assert b"Larkfield" not in path.read_bytes(), path


def test_the_watch_hears_what_the_page_asks_for_elsewhere(sheet, outside):
    sheet.evaluate("() => fetch('http://holdspace.invalid/').catch(() => 0)")
    # That, and nothing while the page was loading.
    assert outside() == ["http://holdspace.invalid/"]


def test_the_watch_on_the_server_hears_a_call(tmp_path):
    heard = tmp_path / "outside.txt"
    code = "import socket; socket.create_connection(('holdspace.invalid', 80), 1)"
    subprocess.run(
        [sys.executable, "-c", code],
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OUTSIDE_CALLS": str(heard), "PYTHONPATH": str(WATCH)},
        check=False,
    )
    assert heard.read_text() == "holdspace.invalid\n"


def test_nobody_else_on_the_network_reaches_the_page(served):
    port = int(served[0].rsplit(":", 1)[1])
    # Were it bound to every address, this one would answer too.
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), 2)


def test_the_page_offers_no_endpoint_to_other_programs(page, served):
    assert page.request.get(f"{served[0]}/gradio_api/info").json()["named_endpoints"] == {}


def test_a_rejected_reflection_is_owned(sheet):
    write(sheet, ENTRY)
    sheet.locator("#repair").click()
    expect(sheet.locator(".turn.reply")).to_have_count(2)
    expect(sheet.locator(".turn.reply").last).to_contain_text("?")
    expect(sheet.locator("#repair")).to_be_hidden()


def test_whoever_only_wants_to_be_heard_is_asked_nothing(sheet):
    sheet.get_by_label("Just listen").check()
    write(sheet, ENTRY)
    expect(sheet.locator(".turn.reply")).not_to_contain_text("?")
    # typed, it ticks the box; unticked, questions come again
    sheet.get_by_label("Just listen").uncheck()
    write(sheet, "Just listen.")
    expect(sheet.get_by_label("Just listen")).to_be_checked()
    # what the last entry rests on is still there
    expect(sheet.locator("#rests mark").first).to_be_visible()


def test_what_was_said_is_summed_up_on_asking(sheet):
    expect(sheet.locator("#close")).to_be_hidden()
    write(sheet, ENTRY)
    sheet.locator("#close").click()
    expect(sheet.locator(".turn.reply")).to_have_count(2)
    expect(sheet.locator(".turn.reply").last).to_contain_text(re.compile("you keep seeing his face|you feel guilty"))
    expect(sheet.locator(".turn.reply").last).not_to_contain_text("?")


def test_a_brief_reply_is_one_sentence(sheet):
    sheet.get_by_label("brief").check()
    write(sheet, "I feel guilty that I went home on time.")
    said = sheet.locator(".turn.reply .reflection").inner_text()
    assert said.count(".") == 1, said


def test_steps_can_be_asked_for_in_words(sheet):
    write(sheet, "I am so exhausted that sleep does nothing.")
    write(sheet, "What could I do?")
    expect(sheet.locator(".steps li").first).to_be_visible()


def test_a_theme_that_is_crossed_out_stays_out(sheet):
    write(sheet, "I feel guilty that I went home on time.")
    sheet.locator("#themes").get_by_label("Guilt", exact=False).uncheck()
    sheet.wait_for_timeout(500)
    sheet.locator("#steps").click()
    expect(sheet.locator(".turn.reply").last).to_contain_text(re.compile("nothing here yet|too little to go on"))


def test_crisis_language_is_met_first_with_help_for_the_region(sheet):
    sheet.locator("#region input").click()
    sheet.get_by_role("option", name="Ireland").click()
    write(sheet, "Third night in a row. I want to die, and nobody knows.")
    crisis = sheet.locator(".crisis")
    expect(crisis).to_be_visible()
    expect(crisis).to_contain_text("116 123")
    expect(crisis).to_contain_text("Ireland")
    assert sheet.locator(".turn.reply").first.inner_html().index("crisis") < 40


def test_hostile_text_is_shown_and_never_run(sheet, outside):
    sheet.evaluate("() => { window.hit = 0 }")
    write(
        sheet,
        "I feel guilty <script>window.hit=1</script><img src=x onerror='window.hit=1'> "
        "<a href='https://example.org'>x</a> ${window.hit=1} {{hit}} &lt;b&gt; I blame myself for it.",
    )
    expect(sheet.locator(".turn.own")).to_contain_text("<script>window.hit=1</script>")
    assert sheet.evaluate("() => window.hit") == 0
    assert sheet.locator(".turn img, .turn a, .turn script, #rests img, #rests script").count() == 0
    assert outside() == []


@pytest.mark.parametrize("text", ["", "   ", "😀"])
def test_nothing_to_read_is_said_so_and_nothing_is_lost(sheet, text):
    sheet.locator("#entry textarea").fill(text)
    sheet.locator("#send").click()
    expect(sheet.get_by_text("There are no words to read").first).to_be_visible()
    expect(sheet.locator("#entry textarea")).to_have_value(text)


def test_another_language_is_said_to_be_unread(sheet):
    write(sheet, "Je suis épuisée et je me sens coupable de rentrer chez moi.")
    expect(sheet.locator(".turn.reply")).to_contain_text("English")


def test_what_is_written_while_a_reply_is_on_its_way_is_not_lost(sheet):
    entry = sheet.locator("#entry textarea")
    entry.fill("I keep seeing his face when I try to sleep. " * 40)
    sheet.locator("#send").click()
    entry.press_sequentially("And then the bus was late.")
    expect(sheet.locator(".turn.reply")).to_be_visible()
    expect(entry).to_have_value("And then the bus was late.")


def test_clearing_leaves_nothing_behind(sheet):
    write(sheet, ENTRY)
    sheet.locator("#clear").click()
    expect(sheet.locator(".turn")).to_have_count(0)
    expect(sheet.locator("#rests mark")).to_have_count(0)
    everything = """() => document.documentElement.outerHTML
        + [...document.querySelectorAll('textarea, input')].map(field => field.value)"""
    assert "Larkfield" not in sheet.evaluate(everything)


def test_a_closed_tab_leaves_nothing_on_the_server(assistant, context, opened):
    served_here, tab = opened(assistant), context.new_page()
    tab.goto(served_here.local_url, wait_until="domcontentloaded")
    expect(tab.locator("#entry textarea")).to_be_visible(timeout=30_000)
    write(tab, ENTRY)
    assert served_here.state_holder.session_data
    tab.close()
    for _ in range(100):
        if not served_here.state_holder.session_data:
            return
        time.sleep(0.1)
    pytest.fail("the server still holds what a closed tab has told")


def test_clearing_while_a_reply_is_on_its_way_leaves_nothing_either(sheet):
    sheet.locator("#entry textarea").fill(ENTRY)
    sheet.locator("#send").click()
    sheet.locator("#clear").click()
    expect(sheet.locator("#conversation")).to_contain_text("Nothing was kept")
    sheet.wait_for_timeout(1500)
    expect(sheet.locator(".turn")).to_have_count(0)
    write(sheet, SECOND)
    expect(sheet.locator(".turn.own")).to_have_count(1)


def test_steps_after_risk_name_the_lines_of_the_region_chosen_since(sheet):
    write(sheet, "I want to die. The rota came out and I am on nights and so exhausted.")
    sheet.locator("#region input").click()
    sheet.get_by_role("option", name="United Kingdom").click()
    sheet.locator("#steps").click()
    expect(sheet.locator(".turn.reply").last).to_contain_text("116 123")


def test_the_page_can_be_used_by_keyboard_alone(sheet):
    expect(sheet.locator("#entry textarea")).to_be_focused()
    sheet.keyboard.type("I feel guilty that I went home on time.")
    sheet.keyboard.press("Tab")
    expect(sheet.locator(":focus")).to_have_id("send")
    sheet.keyboard.press("Enter")
    expect(sheet.locator(".turn.reply")).to_be_visible(timeout=30_000)


def test_a_screen_reader_is_told_of_every_reply(sheet):
    log = sheet.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    write(sheet, ENTRY)
    expect(log.locator(".turn.reply")).to_be_visible()


def test_no_serious_accessibility_fault_before_or_after_a_reply(sheet):
    for step in ("before", "after"):
        faults = [
            f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
            for fault in Axe().run(sheet).response["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
        assert faults == [], step
        if step == "before":
            write(sheet, ENTRY)


def test_no_country_is_guessed(sheet):
    expect(sheet.locator("#region input")).to_have_value("Another country")


def test_two_people_in_two_tabs_never_see_each_other(sheet, context, served):
    write(sheet, ENTRY)
    other = context.new_page()
    other.goto(served[0], wait_until="domcontentloaded")
    expect(other.locator("#entry textarea")).to_be_visible(timeout=30_000)
    write(other, SECOND)
    for tab, theirs, anothers in ((sheet, "Larkfield", "exhausted"), (other, "exhausted", "Larkfield")):
        expect(tab.locator(".turn.own")).to_have_count(1)
        expect(tab.locator("#conversation")).to_contain_text(theirs)
        expect(tab.locator("#conversation")).not_to_contain_text(anothers)
