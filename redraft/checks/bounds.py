"""The numbers a check allows: `120..180`, `<= 170`, `>= 60`, `== 3`."""

from dataclasses import dataclass
from decimal import Decimal

import regex

from .base import MisfitError

__all__ = ["Bounds", "read_bounds"]

_NUMBER = r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})(?:\.[0-9]{1,3})?"
_COMPARED = regex.compile(rf"(<=|>=|==|<|>)\s*({_NUMBER})")
_RANGE = regex.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")


@dataclass(frozen=True)
class Bounds:
    """Both ends count as inside; None leaves that end open."""

    least: Decimal | None = None
    most: Decimal | None = None

    def short(self, value: Decimal) -> Decimal:
        """How far `value` lies below the least allowed; 0 if it does not."""
        return max(self.least - value, Decimal(0)) if self.least is not None else Decimal(0)

    def over(self, value: Decimal) -> Decimal:
        """How far `value` lies above the most allowed; 0 if it does not."""
        return max(value - self.most, Decimal(0)) if self.most is not None else Decimal(0)

    def __str__(self) -> str:
        if self.least == self.most:
            return f"== {self.most}"
        if self.least is None:
            return f"<= {self.most}"
        return f">= {self.least}" if self.most is None else f"{self.least}..{self.most}"


def read_bounds(rest: str, step: Decimal) -> Bounds:
    """Bounds written as a range or a comparison of multiples of `step`.

    `< 10` becomes `<= 9` where the step is 1. Raises MisfitError for anything else.
    """
    ranged, compared = _RANGE.fullmatch(rest), _COMPARED.fullmatch(rest)
    if ranged:
        return _ordered(_number(ranged[1], step), _number(ranged[2], step))
    if not compared:
        raise MisfitError("takes < <= > >= or == and a number, or a range A..B")
    return _compared(compared[1], _number(compared[2], step), step)


def _compared(operator: str, value: Decimal, step: Decimal) -> Bounds:
    match operator:
        case "<" | "<=":
            return Bounds(most=_tidy(value - step) if operator == "<" else value)
        case ">" | ">=":
            return Bounds(least=_tidy(value + step) if operator == ">" else value)
    return Bounds(value, value)


def _ordered(least: Decimal, most: Decimal) -> Bounds:
    if least > most:
        raise MisfitError(f"has its range backwards: write {most}..{least}")
    return Bounds(least, most)


def _number(written: str, step: Decimal) -> Decimal:
    value = Decimal(written.replace(",", ""))
    if value % step:
        raise MisfitError(
            "takes whole numbers" if step == 1 else f"takes numbers in steps of {step}"
        )
    return _tidy(value)


def _tidy(value: Decimal) -> Decimal:
    """Without trailing zeros or a negative zero, so that equal bounds are written alike."""
    whole = value.to_integral_value()
    return (whole if value == whole else value.normalize()) + 0
