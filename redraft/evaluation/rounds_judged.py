"""A metric that goes by verdicts tells of a round only where its text was judged."""

from redraft.errors import ConfigurationError
from redraft.metrics.registry import JUDGED

from .measured import Side, measured
from .store import Store

__all__ = ["all_judged", "by_rounds"]


def by_rounds(store: Store, run: int, by: str) -> Side:
    """A stored run whose rounds the metric `by` can be held to.

    Raises:
        ConfigurationError: there is no such run or metric, or it left texts unjudged.
    """
    side = measured(store, run, by, boxes=by in JUDGED)
    all_judged(side, by, "tell its rounds; let code alone tell them: --by text_part")
    return side


def all_judged(side: Side, metric: str, do: str) -> None:
    """Refuse a run, whose rows have their boxes, for what the metric can't `do`.

    Raises:
        ConfigurationError: some text of it that is not returned was judged by nobody.
    """
    if metric in JUDGED and any(None in boxes for row in side.rows for boxes in row.boxes):
        raise ConfigurationError(
            f"run {side.title} leaves texts unjudged that it does not return, "
            f"so {metric} can't {do}"
        )
