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

# The page asks itself whether it is up: a proxy has no business in that.
os.environ.update(
    {
        name: ",".join(filter(None, (os.environ.get(name), "127.0.0.1", "localhost")))
        for name in ("NO_PROXY", "no_proxy")
    }
)

from holdspace.web.serve import serve

__all__ = ["serve"]
