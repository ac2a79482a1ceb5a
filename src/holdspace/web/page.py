"""The one screen: write, be reflected, see what it rests on, ask for next steps, go on. Wiring only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from holdspace import codebook
from holdspace.errors import EntryError
from holdspace.reflection.conversation import Conversation
from holdspace.web import present

if TYPE_CHECKING:
    from holdspace.assistant import Assistant

CSS = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
# A tab that is left open on a shared computer forgets by itself.
_FORGET_AFTER = 30 * 60


def build_page(assistant: Assistant) -> gr.Blocks:
    """Build the page around an assistant; ``serve`` launches it."""
    words = codebook.load().page
    page: gr.Blocks = gr.Blocks(title=words.title, analytics_enabled=False, delete_cache=(600, _FORGET_AFTER))
    with page:
        gr.Markdown(f"# {words.title}\n\n{words.lead}\n\n**{words.privacy}** {words.not_this}")
        conversation = gr.State(Conversation(), time_to_live=_FORGET_AFTER)
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
        with gr.Row():
            send = gr.Button(words.send, variant="primary", elem_id="send")
            steps = gr.Button(words.next_steps_button, elem_id="steps", visible=False)
            repair = gr.Button(words.repair_button, elem_id="repair", visible=False)
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

        def on_send(text: str, so_far: Conversation, shown: str, code: str) -> dict[Any, Any]:
            try:
                reading, reflection, after = assistant.turn(text, so_far.in_region(code))
            except EntryError as refused:
                gr.Warning(str(refused), duration=8)
                return {turns: shown}
            found = present.theme_choices(reading)
            items = present.checklist_choices(reading)
            return {
                conversation: after,
                turns: shown + present.written(text) + present.answered(reflection),
                entry: gr.update(value="", label=words.again_label),
                steps: gr.update(visible=True),
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
                themes: gr.update(value=[]),
                repair: gr.update(visible=False),
            }

        def on_themes(kept: list[str], so_far: Conversation) -> Conversation:
            return so_far.keeping(kept)

        def on_clear() -> dict[Any, Any]:
            return {
                conversation: Conversation(),
                turns: f"<p>{present.plain(words.cleared)}</p>",
                entry: gr.update(value="", label=words.entry_label),
                steps: gr.update(visible=False),
                repair: gr.update(visible=False),
                rests: "",
                themes: gr.update(choices=[], value=[], visible=False),
                checklist: gr.update(choices=[], value=[], visible=False),
            }

        # No event is an endpoint for others: what the page says stays between it and this tab.
        hidden: dict[str, Any] = {"api_visibility": "private"}
        everything = [conversation, turns, entry, steps, repair, rests, themes, checklist]
        send.click(on_send, [entry, conversation, turns, region], everything, show_progress_on=turns, **hidden)
        steps.click(on_steps, [conversation, turns], [conversation, turns], show_progress_on=turns, **hidden)
        repair.click(on_repair, [conversation, turns], everything, show_progress_on=turns, **hidden)
        themes.input(on_themes, [themes, conversation], conversation, show_progress="hidden", **hidden)
        clear.click(on_clear, None, everything, show_progress="hidden", **hidden)

        def forget(request: gr.Request) -> None:
            # Gradio itself would keep a closed tab's state for an hour.
            closed = str(request.session_hash)
            page.state_holder.session_data.pop(closed, None)
            page.state_holder.time_last_used.pop(closed, None)

        page.unload(forget)
    return page


def _live(label: str) -> str:
    """A region whose new turns a screen reader speaks."""
    return f'<div role="log" aria-live="polite" aria-label="{present.plain(label)}">${{value}}</div>'
