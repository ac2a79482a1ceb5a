"""The one screen: write, be reflected, see what it rests on, ask for next steps, go on. Wiring only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from holdspace import codebook
from holdspace.errors import EntryError, place_of
from holdspace.reflection.conversation import Conversation, Tone
from holdspace.web import present

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdspace.assistant import Assistant
    from holdspace.codebook import Page

CSS = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
# Four buttons stand in one row.
_NARROW = 110
_TO_ENTRY = "() => document.querySelector('#entry textarea').focus()"
# In the browser, at the click: what is written while the reply is on its way is already the next turn.
_TAKE = "(text) => [text, '']"


def build_page(assistant: Assistant) -> gr.Blocks:
    """Build the page around an assistant; ``serve`` launches it."""
    words = codebook.load().page
    page: gr.Blocks = gr.Blocks(title=words.title, analytics_enabled=False)
    with page:
        gr.Markdown(f"# {words.title}\n\n{words.lead}\n\n**{words.privacy}** {words.not_this}")
        conversation = gr.State(Conversation())
        # What was said so far, kept here: what the browser holds at a click may be older than the last answer.
        told = gr.State("")
        turns = gr.HTML("", elem_id="conversation", html_template=_live(words.conversation_label))
        entry = gr.Textbox(
            label=words.entry_label,
            placeholder=words.entry_placeholder,
            lines=6,
            max_lines=24,
            elem_id="entry",
            autofocus=True,
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
        )
        # What was sent last, on its way to being answered.
        sent = gr.Textbox(visible="hidden", elem_id="sent")
        send, steps, repair, close = _buttons(words)
        quiet, tone = _manner(words)
        rests = gr.HTML("", elem_id="rests")
        themes = gr.CheckboxGroup(label=words.themes_label, elem_id="themes", visible=False, interactive=True)
        # Ticks stay in the tab: they are the person's own, and nothing counts them.
        checklist = gr.CheckboxGroup(
            label=words.checklist_title,
            info=words.checklist_note,
            elem_id="checklist",
            visible=False,
            interactive=True,
        )
        with gr.Row():
            region = gr.Dropdown(
                present.region_choices(), value="INT", label=words.region_label, elem_id="region", scale=2
            )
            clear = gr.Button(words.clear_button, elem_id="clear", scale=1)

        def answered(after: Conversation, log: str, said: str) -> dict[Any, Any]:
            return {conversation: after, told: log + said, turns: log + said}

        def on_send(text: str, before: Conversation, log: str) -> dict[Any, Any]:
            try:
                reading, reflection, after = assistant.turn(text, before)
            except EntryError as refused:
                gr.Warning(str(refused), duration=8)
                # Sent no longer: should a button break later, nothing old is put where somebody writes by then.
                return {turns: log, sent: "", entry: text} if text else {turns: log, sent: ""}
            said = answered(after, log, present.written(text) + present.answered(reflection)) | {
                sent: "",
                entry: gr.update(label=words.again_label),
                quiet: after.quiet,
                steps: gr.update(visible=True),
                close: gr.update(visible=True),
            }
            if len(after.readings) == len(before.readings):
                # A turn that only asks leaves what the last entry rests on where it is.
                return said | _crossed_out(before, after, themes, repair)
            found = present.theme_choices(reading)
            items = present.checklist_choices(reading)
            return said | {
                repair: gr.update(visible=bool(found)),
                rests: present.rests_on(reading),
                themes: gr.update(choices=found, value=[theme for _, theme in found], visible=bool(found)),
                checklist: gr.update(choices=items, value=[], visible=bool(items)),
            }

        def on_steps(_: str, before: Conversation, log: str) -> dict[Any, Any]:
            offer, after = assistant.offer(before)
            return answered(after, log, present.offered(offer))

        def on_repair(_: str, before: Conversation, log: str) -> dict[Any, Any]:
            reflection, after = assistant.repair(before)
            return answered(after, log, present.answered(reflection)) | _crossed_out(before, after, themes, repair)

        def on_close(_: str, before: Conversation, log: str) -> dict[Any, Any]:
            reflection, after = assistant.close(before)
            return answered(after, log, present.answered(reflection))

        def on_listen(_: str, before: Conversation, log: str) -> dict[Any, Any]:
            if not before.quiet or not before.readings:
                return {conversation: before}
            reflection, after = assistant.listen(before)
            return answered(after, log, present.answered(reflection))

        def on_themes(kept: list[str], so_far: Conversation) -> Conversation:
            return so_far.keeping(kept)

        def on_clear() -> dict[Any, Any]:
            return {
                conversation: Conversation(),
                told: "",
                turns: f"<p>{present.escaped(words.cleared)}</p>",
                sent: "",
                entry: gr.update(value="", label=words.entry_label),
                steps: gr.update(visible=False),
                repair: gr.update(visible=False),
                close: gr.update(visible=False),
                quiet: False,
                rests: "",
                themes: gr.update(choices=[], value=[], visible=False),
                checklist: gr.update(choices=[], value=[], visible=False),
            }

        # No event is an endpoint for others: what the page says stays between it and this tab. They run one after
        # another, in the order of the clicks: an answer that comes after "clear" would bring back what was cleared.
        hidden: dict[str, Any] = {"api_visibility": "private", "concurrency_id": "page", "concurrency_limit": 1}
        everything = [conversation, told, turns, entry, sent, steps, repair, close, quiet, rests, themes, checklist]
        heard = [sent, conversation, told, region, tone, quiet]
        taken = send.click(None, entry, [sent, entry], js=_TAKE, show_progress="hidden", api_visibility="private")
        for event, answer in (
            (taken.then, on_send),
            (steps.click, on_steps),
            (repair.click, on_repair),
            (close.click, on_close),
            (quiet.input, on_listen),
        ):
            event(_as_set(answer, turns, entry, sent), heard, everything, show_progress_on=turns, **hidden)
        themes.input(on_themes, [themes, conversation], conversation, show_progress="hidden", **hidden)
        cleared = clear.click(on_clear, None, everything, show_progress="hidden", **hidden)
        # The button that was pressed may be gone: the next words are written in the entry.
        cleared.then(None, js=_TO_ENTRY)

        page.unload(_forgetting(page))
    return page


def _as_set(
    answer: Callable[[str, Conversation, str], dict[Any, Any]], turns: gr.HTML, entry: gr.Textbox, sent: gr.Textbox
) -> Callable[[str, Conversation, str, str, str, bool], dict[Any, Any]]:
    """Let an event be answered as the page is set, and never by silence."""

    def handler(  # noqa: PLR0917 - one argument for each part of the page that it reads
        text: str, so_far: Conversation, log: str, code: str, manner: str, only_listen: bool
    ) -> dict[Any, Any]:
        try:
            return answer(text, so_far.in_region(code).in_tone(Tone(manner)).listening_only(only_listen), log)
        except Exception as broken:
            # Whatever broke, nobody is left alone with it: what was written stays, and the lines are named.
            sys.stderr.write(f"holdspace: something broke inside ({place_of(broken)}). Please report this line.\n")
            said = log + present.broken(codebook.load().region(code))
            return {turns: said, sent: "", entry: text} if text else {turns: said, sent: ""}

    return handler


def _crossed_out(
    before: Conversation, after: Conversation, themes: gr.CheckboxGroup, repair: gr.Button
) -> dict[Any, Any]:
    """What the page takes back along with a reflection; after an offer only the steps are."""
    if after.rejected == before.rejected:
        return {}
    return {themes: gr.update(value=[]), repair: gr.update(visible=False)}


def _forgetting(page: gr.Blocks) -> Callable[[gr.Request], None]:
    """What a closed tab leaves is dropped at once: Gradio itself would keep its state for an hour."""

    def forget(request: gr.Request) -> None:
        closed = str(request.session_hash)
        page.state_holder.session_data.pop(closed, None)
        page.state_holder.time_last_used.pop(closed, None)

    return forget


def _buttons(words: Page) -> tuple[gr.Button, gr.Button, gr.Button, gr.Button]:
    """Sending, and what can be asked for once something was said."""
    with gr.Row():
        return (
            gr.Button(words.send, variant="primary", elem_id="send", min_width=_NARROW),
            gr.Button(words.next_steps_button, elem_id="steps", visible=False, min_width=_NARROW),
            gr.Button(words.repair_button, elem_id="repair", visible=False, min_width=_NARROW),
            gr.Button(words.close_button, elem_id="close", visible=False, min_width=_NARROW),
        )


def _manner(words: Page) -> tuple[gr.Checkbox, gr.Radio]:
    """How a person would like to be answered."""
    with gr.Row():
        return (
            gr.Checkbox(label=words.listen_label, info=words.listen_note, elem_id="listen", value=False),
            gr.Radio(present.tone_choices(), value=Tone.PLAIN.value, label=words.tone_label, elem_id="tone"),
        )


def _live(label: str) -> str:
    """A region whose new turns a screen reader speaks."""
    return f'<div role="log" aria-live="polite" aria-label="{present.escaped(label)}">${{value}}</div>'
