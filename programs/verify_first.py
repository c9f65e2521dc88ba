"""verify_first: a text that is good already is left alone; any other goes into the loop."""

from typing import Any, ClassVar

from .prelude import settings_of_refine
from .refine import Refine

__all__ = ["VerifyFirst"]


class VerifyFirst(Refine):
    """refine, which verifies before it criticizes and ends where every box is ticked.

    A critique that has to find three weaknesses finds them in a clean text too, and a loop
    breaks what was right (arXiv 2408.03314): revise only what failed (arXiv 2604.22273).

    Calls: 2 for a draft that is good already (draft, verify), 1 for a given one; else those
    of `Refine`. Depth: the same.
    `status`: as `Refine`.
    """

    name: ClassVar[str] = "verify_first"

    @settings_of_refine
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"min_rounds": 0, **settings})
