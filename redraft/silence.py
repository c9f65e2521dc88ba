"""Dependencies that would call home do not."""

import os

__all__ = ["SILENCED", "silence"]

SILENCED = {
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOG": "ERROR",
}
"""The environment variables that keep them from it, where nobody has set them otherwise."""


def silence() -> None:
    """Set them; best before any of the dependencies is imported."""
    for name, value in SILENCED.items():
        os.environ.setdefault(name, value)
