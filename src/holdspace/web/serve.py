"""Starts the page on 127.0.0.1."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from holdspace.errors import HoldspaceError
from holdspace.web.page import CSS, build_page
from holdspace.web.theme import calm_theme

if TYPE_CHECKING:
    import gradio as gr

    from holdspace.assistant import Assistant


def serve(assistant: Assistant, *, port: int = 7860, browser: bool = True, block: bool = True) -> gr.Blocks:
    """Serve the page on this machine and, when ``block``, wait until it is stopped.

    Raises
    ------
    HoldspaceError
        If the port is taken, or the page does not answer in time.
    """
    page = build_page(assistant)
    try:
        page.launch(
            server_name="127.0.0.1",
            server_port=port or None,
            inbrowser=browser,
            share=False,
            quiet=True,
            run_history=False,
            footer_links=[],
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            # A traceback in the page could quote an entry.
            show_error=False,
            allowed_paths=[],
            max_file_size="1kb",
            state_session_capacity=50,
            theme=calm_theme(),
            css=CSS,
            prevent_thread_lock=True,
        )
    except OSError as taken:
        raise HoldspaceError(f"port {port} is taken: choose another with --port, or 0 for any that is free") from taken
    except ValueError as silent:
        # Gradio gives its own page three seconds to answer, and then advises to share it with the world.
        page.close()
        raise HoldspaceError("the page did not answer in time: let the machine come to rest, and try again") from silent
    sys.stderr.write(f"Holdspace is open at {page.local_url} (Ctrl-C stops it)\n")
    sys.stderr.flush()
    if block:
        page.block_thread()
    return page
