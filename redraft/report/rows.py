"""A stored run with its rows, and one row with all that was made of it."""

from typing import Any

from redraft.evaluation.records import RowInfo
from redraft.evaluation.store import Store
from redraft.evaluation.summary import summarise
from redraft.signatures.records import StepCost
from redraft.terminal import clean, one_line, shorten

from .checklist import checklist_lines
from .ledger import ledger_lines
from .lines import count, heading, width, wrapped
from .runs import summary_table
from .runs import told as summary_json
from .table import table

__all__ = ["row_json", "row_page", "run_json", "run_page"]


def run_page(store: Store, run: int) -> str:
    """The run's figures above a line for each row."""
    rows = list(store.rows(run))
    names = list(dict.fromkeys(name for row in rows for name in row.scores))
    head = ["row", "example", "repeat", "status", *names, "calls", "tokens", "s", "error"]
    lines = [
        [
            str(row.number),
            row.name,
            str(row.repeat),
            (row.outcome or row.status).replace("_", " "),
            *(f"{row.scores[name]:.3f}" if name in row.scores else "-" for name in names),
            f"{row.calls:,}",
            f"{row.tokens:,}",
            f"{row.seconds:.1f}",
            shorten(row.error, 60),
        ]
        for row in rows
    ]
    return f"{summary_table([summarise(store, run)])}\n\n{table(head, lines, width())}"


def run_json(store: Store, run: int) -> dict[str, Any]:
    """The same as plain data."""
    rows = [row.model_dump(mode="json", exclude={"run", "result"}) for row in store.rows(run)]
    return {"format": 1, **summary_json(summarise(store, run)), "row_list": rows}


def row_page(store: Store, row: RowInfo) -> str:
    """Task, rounds, checklist, text, scores and cost of one row, and what else is kept of it."""
    example = store.example(row.example)
    lines = heading(f"Row {row.number} of run {row.run}: {row.name}, repeat {row.repeat}")
    lines += wrapped(example.task, indent=0)
    if row.error:
        lines += ["", *wrapped(f"failed: {row.error}")]
    if row.result is not None and row.status == "done":
        lines += ledger_lines(tuple(row.result.rounds))
        lines += checklist_lines(_boxes(example), row.result.verdicts)
        lines += [*heading(f"Text ({row.result.status.replace('_', ' ')})"), clean(row.result.text)]
        for scored in store.scores(row.run, row.number):
            lines += heading(f"{scored.metric} {scored.value:.3f}")
            lines += wrapped(scored.why)
    if row.result is not None and row.status != "todo":
        lines += ["", table(*_costs(row.result.costs), width())]
    if calls := store.calls(row.run, row.number):
        lines += ["", *wrapped(f"prompts and raw replies of {count(calls, 'call')}: --json")]
    return "\n".join(lines).lstrip("\n")


def row_json(store: Store, row: RowInfo) -> dict[str, Any]:
    """The same as plain data, with the prompts and raw replies of its calls."""
    scores = [scored.model_dump(mode="json") for scored in store.scores(row.run, row.number)]
    example = store.example(row.example).model_dump(mode="json", exclude_defaults=True)
    plain = row.model_dump(mode="json", exclude={"example", "scores"})
    said = [call.model_dump(mode="json") for call in store.said(row.run, row.number)]
    return {"format": 1, **plain, "example": example, "scores": scores, "said": said}


def _costs(costs: list[StepCost]) -> tuple[list[str], list[list[str]]]:
    names = ["calls", "prompt_tokens", "cached_tokens", "new_tokens", "seconds", "retries"]
    head = ["step", *(one_line(name.replace("_", " ")) for name in names)]
    return head, [[cost.step, *(f"{getattr(cost, name):,}" for name in names)] for cost in costs]


def _boxes(example: Any) -> list[Any]:
    from redraft.signatures.types import Box

    return [Box(**box.model_dump()) for box in example.checklist]
