"""What a calibration asks, as its options say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from redraft.signatures.types import CATEGORIES

__all__ = ["Plan"]


@dataclass(frozen=True)
class Plan:
    """How probes ask: repeats, the least numbers of weaknesses, and the program's own settings.

    `least` is the number that the program asks for, `levels` those that are compared;
    `quick` leaves out what can be left out. `attacks` says by example which are tried on it.
    """

    repeats: int = 2
    least: int = 3
    levels: tuple[int, ...] = (0, 3, 5)
    categories: tuple[str, ...] = CATEGORIES
    seed: int = 0
    quick: bool = False
    attacks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
