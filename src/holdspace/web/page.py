"""The one screen: write, be reflected, see what it rests on, ask for next steps, go on. Wiring only."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from holdspace import codebook
from holdspace.errors import EntryError, place_of
from holdspace.reflection.conversation import Conversation, Tone
from holdspace.web import present

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradio.components import Component

    from holdspace.assistant import Assistant
    from holdspace.codebook import Page

CSS = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
# Four buttons stand in one row.
_NARROW = 110
_TO_ENTRY = "() => document.querySelector('#entry textarea').focus()"
# In the browser, at the click: what is written while the reply is on its way is already the next turn.
_TAKE = "(text) => [text, '']"


@dataclass(frozen=True)
class _Parts:
    """What the page is made of; ``told`` is what was said so far, ``sent`` what is on its way to being answered."""

    conversation: gr.State
    told: gr.State
    turns: gr.HTML
    entry: gr.Textbox
    sent: gr.Textbox
    send: gr.Button
    steps: gr.Button
    repair: gr.Button
    close: gr.Button
    quiet: gr.Checkbox
    tone: gr.Radio
    rests: gr.HTML
    themes: gr.CheckboxGroup
    checklist: gr.CheckboxGroup
    region: gr.Dropdown
    clear: gr.Button

    @property
    def answered(self) -> list[Component]:
        """Those that an answer may change."""
        return [
            self.conversation, self.told, self.turns, self.entry, self.sent, self.steps, self.repair, self.close,
            self.quiet, self.rests, self.themes, self.checklist,
        ]  # fmt: skip


def build_page(assistant: Assistant) -> gr.Blocks:
    """Build the page around an assistant; ``serve`` launches it."""
    words = codebook.load().page
    page: gr.Blocks = gr.Blocks(title=words.title, analytics_enabled=False)
    with page:
        gr.Markdown(f"# {words.title}\n\n{words.lead}\n\n**{words.privacy}** {words.not_this}")
        parts = _lay_out(words)
        _wire(parts, _Answers(assistant, parts, words))
        page.unload(_forgetting(page))
    return page


def _lay_out(words: Page) -> _Parts:
    """Place the parts, from top to bottom."""
    conversation = gr.State(Conversation())
    # Kept here: what the browser holds at a click may be older than the last answer.
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
        region = gr.Dropdown(present.region_choices(), value="INT", label=words.region_label, elem_id="region", scale=2)
        clear = gr.Button(words.clear_button, elem_id="clear", scale=1)
    return _Parts(
        conversation, told, turns, entry, sent, send, steps, repair, close, quiet, tone, rests, themes, checklist,
        region, clear,
    )  # fmt: skip


class _Answers:
    """What each button does: every answer names the parts that it changes, and no other."""

    def __init__(self, assistant: Assistant, parts: _Parts, words: Page) -> None:
        self._assistant = assistant
        self._parts = parts
        self._words = words

    def send(self, text: str, before: Conversation, log: str) -> dict[Any, Any]:
        parts = self._parts
        try:
            reading, reflection, after = self._assistant.turn(text, before)
        except EntryError as refused:
            gr.Warning(str(refused), duration=8)
            return self.restored(text, log)
        said = self._said(after, log, present.written(text) + present.answered(reflection)) | {
            parts.sent: "",
            parts.entry: gr.update(label=self._words.again_label),
            parts.quiet: after.quiet,
            parts.steps: gr.update(visible=True),
            parts.close: gr.update(visible=True),
        }
        if len(after.readings) == len(before.readings):
            # A turn that only asks leaves what the last entry rests on where it is.
            return said | self._crossed_out(before, after)
        found = present.theme_choices(reading)
        items = present.checklist_choices(reading)
        return said | {
            parts.repair: gr.update(visible=bool(found)),
            parts.rests: present.rests_on(reading),
            parts.themes: gr.update(choices=found, value=[theme for _, theme in found], visible=bool(found)),
            parts.checklist: gr.update(choices=items, value=[], visible=bool(items)),
        }

    def steps(self, _: str, before: Conversation, log: str) -> dict[Any, Any]:
        offer, after = self._assistant.offer(before)
        return self._said(after, log, present.offered(offer))

    def repair(self, _: str, before: Conversation, log: str) -> dict[Any, Any]:
        reflection, after = self._assistant.repair(before)
        return self._said(after, log, present.answered(reflection)) | self._crossed_out(before, after)

    def close(self, _: str, before: Conversation, log: str) -> dict[Any, Any]:
        reflection, after = self._assistant.close(before)
        return self._said(after, log, present.answered(reflection))

    def listen(self, _: str, before: Conversation, log: str) -> dict[Any, Any]:
        if not before.quiet or not before.readings:
            return {self._parts.conversation: before}
        reflection, after = self._assistant.listen(before)
        return self._said(after, log, present.answered(reflection))

    def clear(self) -> dict[Any, Any]:
        parts, words = self._parts, self._words
        return {
            parts.conversation: Conversation(),
            parts.told: "",
            parts.turns: f"<p>{present.escaped(words.cleared)}</p>",
            parts.sent: "",
            parts.entry: gr.update(value="", label=words.entry_label),
            parts.steps: gr.update(visible=False),
            parts.repair: gr.update(visible=False),
            parts.close: gr.update(visible=False),
            parts.quiet: False,
            parts.rests: "",
            parts.themes: gr.update(choices=[], value=[], visible=False),
            parts.checklist: gr.update(choices=[], value=[], visible=False),
        }

    def restored(self, text: str, log: str) -> dict[Any, Any]:
        """What was sent is back where it was written; should a button break later, it is not put there once more."""
        parts = self._parts
        return {parts.turns: log, parts.sent: ""} | ({parts.entry: text} if text else {})

    def _said(self, after: Conversation, log: str, said: str) -> dict[Any, Any]:
        parts = self._parts
        return {parts.conversation: after, parts.told: log + said, parts.turns: log + said}

    def _crossed_out(self, before: Conversation, after: Conversation) -> dict[Any, Any]:
        """What the page takes back along with a reflection; after an offer only the steps are."""
        if after.rejected == before.rejected:
            return {}
        return {self._parts.themes: gr.update(value=[]), self._parts.repair: gr.update(visible=False)}


def _wire(parts: _Parts, answers: _Answers) -> None:
    """Let each button be answered.

    No event is an endpoint for others: what the page says stays between it and this tab. They run one after another, in
    the order of the clicks: an answer that comes after "clear" would bring back what was cleared.
    """
    hidden: dict[str, Any] = {"api_visibility": "private", "concurrency_id": "page", "concurrency_limit": 1}
    heard = [parts.sent, parts.conversation, parts.told, parts.region, parts.tone, parts.quiet]
    taken = parts.send.click(
        None, parts.entry, [parts.sent, parts.entry], js=_TAKE, show_progress="hidden", api_visibility="private"
    )
    for event, answer in (
        (taken.then, answers.send),
        (parts.steps.click, answers.steps),
        (parts.repair.click, answers.repair),
        (parts.close.click, answers.close),
        (parts.quiet.input, answers.listen),
    ):
        event(_as_set(answer, answers), heard, parts.answered, show_progress_on=parts.turns, **hidden)
    parts.themes.input(
        lambda kept, so_far: so_far.keeping(kept),
        [parts.themes, parts.conversation],
        parts.conversation,
        show_progress="hidden",
        **hidden,
    )
    cleared = parts.clear.click(answers.clear, None, parts.answered, show_progress="hidden", **hidden)
    # The button that was pressed may be gone: the next words are written in the entry.
    cleared.then(None, js=_TO_ENTRY)


def _as_set(
    answer: Callable[[str, Conversation, str], dict[Any, Any]], answers: _Answers
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
            return answers.restored(text, log + present.broken(codebook.load().region(code)))

    return handler


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
