"""A run's outcome as plain data, for `--json`."""

from typing import Any

from redraft import __version__
from redraft.app import Outcome

from .summary import shares, status_words, totals

__all__ = ["as_json"]


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Everything about the run, JSON-ready; `format` is the version of this shape."""
    item = outcome.item
    return {
        "format": 1,
        "redraft": __version__,
        "status": outcome.status,
        "status_words": status_words(outcome),
        "text": outcome.text,
        "best": outcome.best,
        "model": outcome.model,
        "settings": outcome.settings.model_dump(mode="json"),
        "task": item.task,
        "requirements": [requirement.model_dump(mode="json") for requirement in item.requirements],
        "checklist": [box.model_dump(mode="json") for box in item.checklist],
        "verdicts": [verdict.model_dump(mode="json") for verdict in outcome.verdicts],
        "shares": shares(outcome),
        "rounds": [round.model_dump(mode="json") for round in outcome.rounds],
        "cost": totals(outcome.costs).model_dump(mode="json", exclude={"step", "error"}),
        "wall_seconds": outcome.seconds,
        "recalled": outcome.recalled,
        "saved": str(outcome.path) if outcome.path else None,
    }
