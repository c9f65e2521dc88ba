"""Whether words that say nothing tick boxes."""

from redraft.calibration.case import Case
from redraft.calibration.changed import probe

__all__ = ["PADDING"]

BEFORE = (
    "This document has been prepared with great care. It is complete, precise and ready to be "
    "used as it is."
)
AFTER = (
    "All points named above have been covered in full, clearly and in the right order. Every "
    "requirement has been taken into account, nothing has been left out, and each reader will "
    "find what they need. Should anything remain open, it has been considered as well."
)


def padded(case: Case) -> str:
    """The draft between sentences that praise it and say nothing."""
    return f"{BEFORE}\n\n{case.draft}\n\n{AFTER}"


PADDING = probe("padding", "with padding around the text", padded)
