"""Numbers as options take them; what is refused is told what is accepted."""

from typing import Any, NoReturn

import click

__all__ = ["Number"]


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
        except ValueError:
            number = float("nan")
        if not (self.least <= number and (self.most is None or number <= self.most)):
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
