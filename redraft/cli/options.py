"""Numbers as options take them; what is refused is told what is accepted."""

import re
from decimal import Decimal
from typing import Any, NoReturn

import click

__all__ = ["MOST_WEAKNESSES", "Amount", "Number"]

MOST = 10**15
"""What a number is at most where nothing else is said: more than anybody can count, or pay."""
MOST_WEAKNESSES = 6
"""Weaknesses that a critique lists at most, as `redraft.programs.chosen` says, slow to import."""
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
"""A whole number with commas. Before k or M, or elsewhere, a comma may stand for a point."""


class Number(click.ParamType):  # type: ignore[type-arg]  # older clicks take none
    """A number from `least` to `most`, both included; whole where `least` is an int."""

    name = "number"

    def __init__(self, least: float, most: float | None = None) -> None:
        self.least = least
        self.most = most

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number, or a usage error that says which numbers are accepted."""
        whole = isinstance(self.least, int)
        try:
            number = int(value) if whole else float(value)
        except ValueError:  # or of thousands of digits
            number = float("nan")
        if not self.least <= number <= (MOST if self.most is None else self.most):
            self._refuse(value, param, ctx)
        return number

    def _refuse(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> NoReturn:
        kind = "a whole number" if isinstance(self.least, int) else "a number"
        reach = f", {self.least} or more"
        if self.most is not None:
            reach = f" from {self.least:g} to {self.most:,.15g}"
        self.fail(f"{value!r}; accepted is {kind}{reach}", param, ctx)


class Amount(click.ParamType):  # type: ignore[type-arg]
    """A whole number of 1 or more, also in thousands or millions: 500k, 2M."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a usage error that says what is accepted."""
        if isinstance(value, int):
            return value
        text = value.strip().replace("_", "")
        if _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        times = {"k": 1_000, "m": 1_000_000}.get(text[-1:].lower(), 1)
        try:
            number = Decimal(text[:-1] if times > 1 else text) * times
            fits = 1 <= number <= MOST and number == int(number)
        except ArithmeticError:  # no number, or none that can be compared
            fits = False
        if not fits:
            self.fail(f"{value!r}; accepted is a number of 1 or more, as in 500k or 2M", param, ctx)
        return int(number)
