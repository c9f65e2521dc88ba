"""The probes, one a file, and their registry."""

from redraft.calibration.probe import Probe

from .attack import ATTACK
from .coded import CODED
from .hidden import HIDDEN
from .levels import LEVELS
from .notes import NOTES
from .own_text import OWN_TEXT
from .padding import PADDING
from .repeats import REPEATS
from .shuffled import SHUFFLED
from .twice import TWICE
from .verdicts import VERDICTS
from .weaknesses import WEAKNESSES

__all__ = ["LONG", "PROBES"]

PROBES: dict[str, Probe] = {
    probe.name: probe
    for probe in (
        VERDICTS,
        CODED,
        REPEATS,
        SHUFFLED,
        OWN_TEXT,
        PADDING,
        NOTES,
        HIDDEN,
        WEAKNESSES,
        LEVELS,
        TWICE,
        ATTACK,
    )
}
"""By name, in the order in which they are asked and told."""

LONG = ("coded", "own_text")
"""What `--quick` leaves out unless it is named."""
