"""Signs that keyboards and word processors write in place of the plain ones."""

from __future__ import annotations

# One sign for one, so that offsets stay what they are.
PLAIN_SIGNS = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'", "“": '"', "”": '"'})
