"""`--card`: what is known of a verifier, said one way."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from redraft.paths import path_of

if TYPE_CHECKING:
    from redraft.calibration.card import Card

__all__ = ["card_option", "cards_of"]

card_option = click.option(
    "--card",
    "cards",
    metavar="FILE",
    multiple=True,
    help="A card of redraft calibrate, to correct judged shares by; repeatable.",
)


def cards_of(given: Sequence[str]) -> "list[Card]":
    """The cards in these files; ConfigurationError says which is none."""
    if not given:
        return []
    from redraft.calibration.card import read

    return [read(path_of(one)) for one in given]
