"""`--store`, and runs by their number: said one way by every command on runs."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from redraft.paths import path_of

if TYPE_CHECKING:
    from redraft.evaluation.store import Store

__all__ = ["BY", "RUN", "by_option", "json_option", "opened", "store_option"]

C = TypeVar("C", bound=Callable[..., Any])

store_option = click.option(
    "--store", metavar="FILE", help="Where runs are kept; by default in your folder for data."
)
BY = "text_part"
"""The metric that scores each round's text where runs are compared, unless --by names another."""
by_option = click.option(
    "--by", metavar="METRIC", default=BY, help="What scores each round's text."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class _Run(click.ParamType):  # type: ignore[type-arg]  # older clicks take none
    name = "run"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        if isinstance(value, int) or value == "last":
            return None if value == "last" else value
        if not str(value).isdecimal() or len(str(value)) > 15:
            self.fail(f"{value!r}; accepted is a run's number, or last (redraft runs)", param, ctx)
        return int(value)


RUN = _Run()
"""A run's number; None for `last`."""


@contextlib.contextmanager
def opened(given: str | None, *, create: bool = False) -> "Iterator[Store]":
    """The store at `given` or at its usual place.

    Raises:
        ConfigurationError: there is none, or it cannot be opened.
    """
    from redraft.evaluation.schema import default_path
    from redraft.evaluation.store import Store

    store = Store(path_of(given) if given else default_path(), create=create)
    try:
        yield store
    finally:
        store.close()
