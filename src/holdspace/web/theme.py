"""The look of the page: quiet colours, the system's own fonts, contrast of at least 4.5 to 1."""

from __future__ import annotations

import gradio as gr

# Named fonts that a browser has already: a font service would be told of every visit.
_FONTS = ("ui-sans-serif", "system-ui", "sans-serif")


def calm_theme() -> gr.themes.Base:
    """Return the page's theme; it loads nothing from anywhere."""
    return gr.themes.Base(
        primary_hue="teal",
        secondary_hue="stone",
        neutral_hue="stone",
        text_size="lg",
        font=_FONTS,
        font_mono=("ui-monospace", "monospace"),
    ).set(
        button_primary_background_fill="#0f5c56",
        button_primary_background_fill_hover="#0b4641",
        button_primary_text_color="#ffffff",
    )
