"""`--rounds auto`: as many rounds as a calibration card says are worth it."""

from typing import TYPE_CHECKING, Any

import click

from redraft.errors import ConfigurationError
from redraft.paths import path_of

from .options import Number

if TYPE_CHECKING:
    from redraft.calibration.card import Card
    from redraft.programs.program import Program
    from redraft.settings import Settings

__all__ = ["AUTO", "Rounds", "decided"]

AUTO = -1
"""What `auto` is as a number of rounds."""


class Rounds(click.ParamType):  # type: ignore[type-arg]  # older clicks take none
    """A number from 0 to 100, or auto."""

    name = "rounds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number, `AUTO` for auto; a usage error says what is accepted."""
        if value in ("auto", AUTO):
            return AUTO
        try:
            return Number(0, 100).convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r}; accepted is auto, or a whole number from 0 to 100", param, ctx)


def decided(settings: "Settings", given: str | None) -> "tuple[Settings, dict[str, Any], str]":
    """The settings with the card's number of rounds, their models, and why in words.

    `given` is the file of a card; else it is the last of this program and model that
    `redraft calibrate` made here. Where no card can tell, the settings stay.

    Raises:
        ConfigurationError: a name or the file is wrong, or the program has no rounds.
    """
    from redraft.app import build, load_models
    from redraft.calibration.rounds import chosen

    program = build(settings)
    if not hasattr(program, "max_rounds"):
        raise ConfigurationError(
            f"--program {settings.program} has no rounds; leave out --rounds auto"
        )
    lms = load_models(settings, program)
    card, wrong = _card(settings.program, lms["main"].model, given)
    other = _other(card, program, lms) if card else ""
    wrong = f"{given or 'the card made here'} {other}" if other else wrong
    most, why = (None, wrong) if wrong else chosen(card)
    usual = f"{program.max_rounds} at most, as is usual"
    told = f"rounds: {usual if most is None else most}; {why}"
    return settings.but(max_rounds=most), lms, told


def _card(program: str, model: str, given: str | None) -> "tuple[Card | None, str]":
    from redraft.artefact.place import in_full
    from redraft.calibration import shelf
    from redraft.calibration.card import read

    if given is None:
        return shelf.find(program, model), ""
    card = read(path_of(given))
    if (in_full(card.program), card.model) != (in_full(program), model):
        other = f"{given} is a card of {card.program} on {card.model}"
        return None, f"{other}, not of {program} on {model}"
    return card, ""


def _other(card: "Card", program: "Program", lms: dict[str, Any]) -> str:
    """What the card was measured on that is another now; nothing where it holds."""
    from redraft.evaluation.fingerprints import of_step

    for step, model in card.models.items():
        own = lms.get(step, lms["main"]).model
        if model != own:
            return f"has {model} for {step}, not {own}"
        if not hasattr(program, step) or not card.holds_for(step, own, of_step(program, step)):
            return f"has another prompt for {step}"
    return ""
