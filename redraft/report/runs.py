"""Runs as a table for a person, and as JSON."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from redraft.evaluation.records import RunInfo
from redraft.evaluation.summary import Summary
from redraft.prices import PER_DOLLAR, dollars
from redraft.statistics import Interval
from redraft.terminal import one_line

from .escaped import escaped
from .lines import width
from .named import apart
from .table import table

if TYPE_CHECKING:
    from redraft.calibration.correction import Judged

__all__ = ["as_json", "noted", "run_table", "summary_table"]


def summary_table(found: Sequence[Summary]) -> str:
    """One line a run: rows, errors, means with their 95 % intervals, and what it took."""
    names = list(dict.fromkeys(name for summary in found for name in summary.means))
    whole = [summary.run.spec.variant.name for summary in found]
    variants = apart(whole)
    head = ["run", "variant", "rows", "failed", *names, "ready", "tokens/row", "s/row", "cost"]
    lines = [
        [
            str(summary.run.id),
            name,
            f"{summary.run.done}/{summary.run.rows}",
            str(summary.run.errors),
            *(interval(summary.means.get(name)) for name in names),
            interval(summary.ready),
            f"{summary.tokens:,.0f}",
            f"{summary.seconds:.1f}",
            cost(summary.run),
        ]
        for summary, name in zip(found, variants, strict=True)
    ]
    notes = [
        one_line(f"run {summary.run.id}: {note}") for summary in found for note in noted(summary)
    ]
    told = table(head, lines, width(), whole=variants != whole)
    return told + "".join(f"\n{note}" for note in notes)


def noted(summary: Summary) -> list[str]:
    """What its figures do not say: how it ended, and how far its model's replies were none."""
    run = summary.run
    told = [f"{run.status.replace('_', ' ')}: {run.note}"] if run.note else []
    if summary.textless:
        told.append(f"no text came about in {summary.textless} of {run.done} rows; they score 0")
    if summary.unread:
        told.append(
            f"in {summary.unread} of {run.done} rows a step had no reply that could be read"
        )
    return told


def run_table(runs: Sequence[RunInfo]) -> str:
    """One line a run: what it is of, and how far it is."""
    head = ["run", "variant", "model", "data", "metric", "rows", "failed", "status", "started"]
    lines = [
        [
            str(run.id),
            run.spec.variant.name,
            run.spec.variant.settings.model,
            run.spec.source + (f"/{run.spec.split}" if run.spec.split else ""),
            run.spec.metric,
            f"{run.done}/{run.rows}",
            str(run.errors),
            run.status.replace("_", " "),
            run.started[:16].replace("T", " "),
        ]
        for run in runs
    ]
    return table(head, lines, width())


def as_json(found: Sequence[Summary], shares: "Sequence[Judged] | None" = None) -> str:
    """The summaries, and judged shares if they are asked for; `format` is the shape's version."""
    plain: dict[str, Any] = {"format": 1, "runs": [told(summary) for summary in found]}
    if shares is not None:
        from .judged import judged_data

        plain["judged"] = judged_data(shares)
    return escaped(json.dumps(plain, indent=2))


def told(summary: Summary) -> dict[str, Any]:
    """A summary as plain data."""
    run = summary.run
    return {
        **info(run),
        "means": {name: _plain(found) for name, found in summary.means.items()},
        "ready": _plain(summary.ready),
        "tokens_a_row": summary.tokens,
        "seconds_a_row": summary.seconds,
        "rows_without_a_text": summary.textless,
        "rows_with_an_unread_step": summary.unread,
    }


def info(run: RunInfo) -> dict[str, Any]:
    """A run as plain data; `cost` in dollars, None where no price is known."""
    plain = run.model_dump(mode="json")
    return {**plain, "cost": run.cost / PER_DOLLAR if run.spec.prices else None}


def interval(found: Interval | None) -> str:
    """A mean and its interval: 0.612 [0.55, 0.67]."""
    if found is None:
        return "-"
    return f"{found.estimate:.3f} [{found.low:.2f}, {found.high:.2f}]"


def cost(run: RunInfo) -> str:
    """What the run has cost, as far as prices are known."""
    return dollars(run.cost) if run.spec.prices else "?"


def _plain(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"mean": found.estimate, "low": found.low, "high": found.high, "n": found.n}
