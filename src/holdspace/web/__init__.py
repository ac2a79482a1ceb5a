"""The page: Gradio on this machine only. Nothing is sent, logged, shared or kept."""

from __future__ import annotations

import os

# Before the first import of Gradio: its telemetry and the hub's read these only once, and `launch` arguments alone
# still let the server call out.
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False",
    GRADIO_RUN_HISTORY="False",
    HF_HUB_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
)

from holdspace.web.serve import serve

__all__ = ["serve"]
