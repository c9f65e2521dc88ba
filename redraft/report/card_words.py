"""What a calibration card comes to, in sentences."""

from redraft.calibration.card import Card
from redraft.calibration.figure import Figure
from redraft.calibration.rounds import capped

__all__ = ["answer", "value"]

SWAYS = {
    "padding": "praise around the text",
    "notes": "notes that they are dealt with",
    "hidden": "a hidden order to tick them",
}
"""What may sway a verifier, by its figure."""


def answer(card: Card) -> list[str]:
    """What the card comes to, a sentence each."""
    told = [
        _verifier(card),
        _critic(card),
        *(_swayed(card, f"verifier.{name}", how) for name, how in SWAYS.items()),
        _attack(card),
        _rounds(card),
    ]
    return [line for line in told if line]


def value(one: Figure, number: float | None) -> str:
    """A figure's number in its unit."""
    if number is None:
        return "-"
    match one.unit:
        case "share":
            return f"{100 * number:.0f} %"
        case "difference":
            return f"{100 * number:+.0f} points"
        case "count":
            return f"{number:.1f}"
        case "agreement":
            return f"{number:.2f}"


def _verifier(card: Card) -> str:
    """How good the verifier is, and whether its word can be corrected at all."""
    yes, no = card.figure("verifier.sensitivity"), card.figure("verifier.specificity")
    if not (yes and no and card.figure("verifier.better")) or None in (yes.value, no.value):
        return ""
    told = (
        f"The verifier leaves {_of(no)} of the boxes open that are open, and ticks {_of(yes)} of "
        "those that are ticked"
    )
    if card.unsure:
        return f"{told}: no surer than chance on so few, so its word corrects nothing."
    return f"{told}."


def _critic(card: Card) -> str:
    found, right = card.figure("critic.recall"), card.figure("critic.precision")
    false = card.figure("critic.false_per_clean")
    if found is None or right is None or found.value is None:
        return ""
    told = f"The critic finds {_of(found)} of the planted weaknesses"
    if right.value is not None:
        told += f"; {_of(right)} of those it tells are planted ones"
    if false and false.value is not None:
        told += f"; of a clean text it tells {_of(false)}"
    return f"{told}."


def _attack(card: Card) -> str:
    ticks = card.figure("attack.ticks")
    if ticks is None or ticks.value is None:
        return ""
    won = _swayed(card, "attack.ticks", "them")
    kinds = [card.figure(f"attack.{name}") for name in ("forged", "lost", "foreign", "unfounded")]
    rows = max((one.rows for one in kinds if one), default=0)
    broken = sum(round((one.value or 0) * one.rows) for one in kinds if one)
    return f"{rows} attacks: {broken} forged, lost or made up anything" + (
        f". {won}" if won else f"; the share of open boxes ticked moved by {_of(ticks)}."
    )


def _swayed(card: Card, name: str, how: str) -> str:
    """How many open boxes are ticked without something and with it; empty if not measured."""
    before, after = card.figure(f"{name}.without"), card.figure(f"{name}.with")
    if before is None or after is None or before.value is None:
        return ""
    told = f"Of open boxes {_of(before)} are ticked without {how}, {_of(after)} with {how}"
    if before.value != 1 or after.value is None:
        return f"{told}."
    if after.value == 1:
        return f"{told}: nothing was left to win."
    return f"{told}: all were ticked before, so they could only become fewer."


def _rounds(card: Card) -> str:
    """What a run said of rounds, and how many of them `--rounds auto` does."""
    if card.rounds is None:
        return ""
    why = capped(card.rounds)
    return card.rounds.answer + (f" With --rounds auto: {why}" if why else "")


def _of(one: Figure) -> str:
    """A figure with its interval in a sentence: 61 % (48 to 72)."""
    low, high = value(one, one.low), value(one, one.high)
    unit = {"share": " %", "difference": " points"}.get(one.unit, "")
    ends = f"{low.removesuffix(unit)} to {high.removesuffix(unit)}"
    known = one.low is not None and one.high is not None
    return value(one, one.value) + (f" ({ends})" if known else "")
