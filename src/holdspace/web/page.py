"""The one screen: write, be reflected, see what it rests on, ask for next steps, go on. Wiring only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from holdspace import codebook
from holdspace.errors import EntryError
from holdspace.reflection.conversation import Conversation, Tone
from holdspace.web import present

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdspace.assistant import Assistant
    from holdspace.codebook import Page

CSS = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
# Four buttons stand in one row.
_NARROW = 110


def build_page(assistant: Assistant) -> gr.Blocks:
    """Build the page around an assistant; ``serve`` launches it."""
    words = codebook.load().page
    page: gr.Blocks = gr.Blocks(title=words.title, analytics_enabled=False)
    with page:
        gr.Markdown(f"# {words.title}\n\n{words.lead}\n\n**{words.privacy}** {words.not_this}")
        conversation = gr.State(Conversation())
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

        def on_send(  # noqa: PLR0917 - one argument for each part of the page that it reads
            text: str, so_far: Conversation, shown: str, code: str, manner: str, only_listen: bool
        ) -> dict[Any, Any]:
            before = so_far.in_region(code).in_tone(Tone(manner)).listening_only(only_listen)
            try:
                reading, reflection, after = assistant.turn(text, before)
            except EntryError as refused:
                gr.Warning(str(refused), duration=8)
                return {turns: shown}
            except Exception:
                # Whatever broke, nobody is left in silence: the entry stays, and the lines are named.
                return {turns: shown + present.broken(codebook.load().region(code))}
            said = {
                conversation: after,
                turns: shown + present.written(text) + present.answered(reflection),
                entry: gr.update(value="", label=words.again_label),
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

        def on_steps(so_far: Conversation, shown: str) -> tuple[Conversation, str]:
            offer, after = assistant.offer(so_far)
            return after, shown + present.offered(offer)

        def on_repair(so_far: Conversation, shown: str) -> dict[Any, Any]:
            reflection, after = assistant.repair(so_far)
            return {
                conversation: after,
                turns: shown + present.answered(reflection),
                **_crossed_out(so_far, after, themes, repair),
            }

        def on_close(so_far: Conversation, shown: str, manner: str) -> tuple[Conversation, str]:
            reflection, after = assistant.close(so_far.in_tone(Tone(manner)))
            return after, shown + present.answered(reflection)

        def on_listen(only_listen: bool, so_far: Conversation, shown: str) -> tuple[Conversation, str]:
            if not only_listen or not so_far.readings:
                return so_far.listening_only(only_listen), shown
            reflection, after = assistant.listen(so_far)
            return after, shown + present.answered(reflection)

        def on_themes(kept: list[str], so_far: Conversation) -> Conversation:
            return so_far.keeping(kept)

        def on_clear() -> dict[Any, Any]:
            return {
                conversation: Conversation(),
                turns: f"<p>{present.plain(words.cleared)}</p>",
                entry: gr.update(value="", label=words.entry_label),
                steps: gr.update(visible=False),
                repair: gr.update(visible=False),
                close: gr.update(visible=False),
                quiet: False,
                rests: "",
                themes: gr.update(choices=[], value=[], visible=False),
                checklist: gr.update(choices=[], value=[], visible=False),
            }

        # No event is an endpoint for others: what the page says stays between it and this tab.
        hidden: dict[str, Any] = {"api_visibility": "private"}
        everything = [conversation, turns, entry, steps, repair, close, quiet, rests, themes, checklist]
        heard = [entry, conversation, turns, region, tone, quiet]
        send.click(on_send, heard, everything, show_progress_on=turns, **hidden)
        steps.click(on_steps, [conversation, turns], [conversation, turns], show_progress_on=turns, **hidden)
        repair.click(on_repair, [conversation, turns], everything, show_progress_on=turns, **hidden)
        close.click(on_close, [conversation, turns, tone], [conversation, turns], show_progress_on=turns, **hidden)
        quiet.input(on_listen, [quiet, conversation, turns], [conversation, turns], show_progress_on=turns, **hidden)
        themes.input(on_themes, [themes, conversation], conversation, show_progress="hidden", **hidden)
        clear.click(on_clear, None, everything, show_progress="hidden", **hidden)

        page.unload(_forgetting(page))
    return page


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
    return f'<div role="log" aria-live="polite" aria-label="{present.plain(label)}">${{value}}</div>'
