"""What an order names, found before anything is asked."""

from collections.abc import Mapping
from typing import Any

from redraft.app import CRITIC_STEPS, build, load_models
from redraft.artefact.place import refuse_foreign
from redraft.errors import ConfigurationError
from redraft.metrics.registry import Metric
from redraft.metrics.registry import find as find_metric
from redraft.prices import Price, known, no_price
from redraft.programs.program import Program
from redraft.settings import Settings

from .optimizers import find
from .order import Order
from .record import Record

__all__ = ["prepare"]


def prepare(order: Order, lms: Mapping[str, Any] | None) -> tuple[Record, Mapping[str, Any]]:
    """All that the order names, and its models by default.

    Raises:
        ConfigurationError: a name, a path or the data is wrong, or a price is not known.
    """
    optimizer = find(order.optimizer)
    knobs = order.knobs.over(order.optimizer, optimizer.knobs)
    metric = _metric(order.metric)
    refuse_foreign(order.out)
    _enough(order)
    original = build(order.settings)
    lms = lms or _load(order, original)
    critic = next((lms[step].model for step in CRITIC_STEPS if step in lms), "")
    names = (lms["main"].model, lms["prompt"].model, critic)
    return Record(order, optimizer, knobs, metric, original, *names, _prices(order, lms)), lms


def _metric(name: str) -> Metric:
    try:
        return find_metric(name)
    except ValueError as error:
        raise ConfigurationError(f"--metric: {error}") from None


def _load(order: Order, program: Program) -> dict[str, Any]:
    """The program's model, its critic's, and the proposer's, by default the program's."""
    lms = load_models(order.settings, program)
    if order.prompt_model is None:
        return {**lms, "prompt": lms["main"]}
    other = Settings(**{**order.settings.model_dump(), "critic_model": None})
    other = other.but(model=order.prompt_model)
    return {**lms, "prompt": load_models(other, program, option="--prompt-model")["main"]}


def _prices(order: Order, lms: Mapping[str, Any]) -> dict[str, Price]:
    """What each model's tokens cost; none where one is not known and nothing caps the cost."""
    found = {lm.model: order.price or known(lm) for lm in lms.values()}
    prices = {model: price for model, price in found.items() if price}
    if unknown := [model for model in found if model not in prices]:
        if order.max_cost is not None:
            raise ConfigurationError(no_price(unknown[0]))
        return {}
    return prices


def _enough(order: Order) -> None:
    parts = {"--train": order.train, "--val": order.val, "--holdout": order.held_out}
    for option, part in parts.items():
        if part is not None and not part.rows:
            raise ConfigurationError(f"{option}: there are no rows in {part.used.source}")
