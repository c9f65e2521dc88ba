"""What a compile is made of: its card, and what its log is bound to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from redraft.artefact import Card, load
from redraft.evaluation import fingerprints
from redraft.metrics.registry import Metric
from redraft.paths import path_of
from redraft.prices import Price
from redraft.programs import PROGRAMS
from redraft.programs.program import Program

from .knobs import Knobs
from .optimizers import Optimizer
from .order import Order
from .prints import versions, wording_sha256

__all__ = ["Record"]


@dataclass(frozen=True)
class Record:
    """An order with everything that it names found; models by their names in full."""

    order: Order
    optimizer: Optimizer
    knobs: Knobs
    metric: Metric
    original: Program
    model: str
    prompt_model: str
    critic_model: str = ""
    prices: Mapping[str, Price] = field(default_factory=dict)

    def card(self) -> Card:
        """All of the card that is known before the first call."""
        order = self.order
        parts = {"train": order.train, "val": order.val, "held_out": order.held_out}
        return Card(
            program=self.original.name,
            settings=self._settings(),
            optimizer=self.optimizer.name,
            options=self._options(),
            seed=order.seed,
            model=self.model,
            prompt_model=self.prompt_model,
            critic_model=self.critic_model,
            metric=self.metric.name,
            metric_sha256=fingerprints.of_metric(self.metric.name),
            data={name: part.used for name, part in parts.items() if part},
            versions=versions(),
            made=datetime.now().astimezone().replace(microsecond=0),
        )

    def bound(self) -> dict[str, str]:
        """What a log belongs to. Caps and threads may change from one start to the next.

        So may the price where no cost is capped.
        """
        card = self.card()
        return {
            "program": card.program,
            "settings of the program": str(card.settings),
            "wording of the program": wording_sha256(self.original),
            "optimizer": card.optimizer,
            "options": str(card.options),
            "seed": str(card.seed),
            "temperature": str(self.order.settings.temperature),
            "model": ", criticized by ".join(filter(None, [card.model, card.critic_model])),
            "prompt model": card.prompt_model,
            "metric": card.metric,
            "code of the metrics": card.metric_sha256,
            **{f"rows of {name}": used.sha256 for name, used in card.data.items()},
            "price": self._price(),
        }

    def _price(self) -> str:
        """What the tokens of each model cost; `none` where one of them is not known."""
        return ", ".join(f"{name} {self.prices[name]}" for name in sorted(self.prices)) or "none"

    def _options(self) -> dict[str, Any]:
        """The optimizer's options, and the temperature of every run, if one was chosen."""
        told = {"threshold": self.order.threshold, "temperature": self.order.settings.temperature}
        chosen = {name: value for name, value in told.items() if value is not None}
        return self.knobs.model_dump(exclude_none=True) | chosen

    def _settings(self) -> dict[str, Any]:
        """The program's settings: those chosen, over those that it was compiled with before."""
        settings = self.order.settings
        folder = path_of(settings.program)
        before = {} if settings.program in PROGRAMS else load(folder).card.settings
        return {**before, **settings.of_program}
