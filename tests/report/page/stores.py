"""Stores as runs would have left them: many rows of real documents, and nothing but malice."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from redraft.data import Labelled, Row
from redraft.data import rows as labelled
from redraft.evaluation.records import Result, RowInfo, Scored, Spec
from redraft.evaluation.store import Store
from redraft.evaluation.variant import Variant
from redraft.programs.said import Said
from redraft.recall import Recorded
from redraft.settings import Settings
from redraft.signatures.records import Dropped, LedgerRow, Rejected, Round, Status, StepCost
from redraft.signatures.types import Change, Verdict, Weakness
from redraft.texts.segments import segments

__all__ = ["HOSTILE", "documents", "finish", "hostile", "large", "put"]

SHORT = "\"'><img/src=x/onerror=pwned()>{{7*7}}"
ENDS = "</textarea></script></style></title><svg/onload=pwned()>"
HOSTILE = f"{SHORT}{ENDS}\x1b]0;t\x07\x9b31m\x00\u202e-->"
"""In each field: markup, a template, sequences for a terminal, a NUL, a turn of direction."""

SHORTENED = ("id", "box", "concerns", "category")
"""Fields that are cut when read, and have to be alike to be joined."""


def put(
    store: Store, names: list[str], rows: Sequence[Row], metric: str = "checklist"
) -> list[int]:
    """A run of each name over the rows, none of them done yet."""
    specs = [
        Spec(
            variant=Variant(name=name, settings=Settings(program=name, model="small")),
            source="data",
            split="dev",
            metric=metric,
        )
        for name in names
    ]
    return store.create(specs, rows)


def documents(count: int) -> list[Labelled]:
    """So many of our own labelled rows, over again where they are too few."""
    known = [*labelled("train"), *labelled("dev")]
    rows = [known[at % len(known)] for at in range(count)]
    return [row.model_copy(update={"id": f"{row.id}-{at}"}) for at, row in enumerate(rows)]


def large(path: Path, count: int, seed: int = 0) -> list[int]:
    """A baseline and two loops over `count` documents, every 17th a failure of the second."""
    rows, luck = documents(count), random.Random(seed)
    store = Store(path)
    runs = put(store, ["single_pass", "refine", "self_refine"], rows)
    for at, run in enumerate(runs):
        for number, row in enumerate(rows):
            if at == 1 and number % 17 == 16:
                why = "the server answered 500 three times"
                store.finish(_row(run, number, row, "error", "", error=why), [], [])
            else:
                finish(store, run, number, row, at and luck.choice([1, 2, 2]), luck)
        store.ends(run, "done")
    store.close()
    return runs


def finish(
    store: Store, run: int, number: int, row: Labelled, rounds: int, luck: random.Random
) -> None:
    """A row done in so many rounds."""
    result = _result(row, rounds, luck)
    share = result.rounds[result.best].share
    for cost in result.costs:
        store.answered(run, number, _step(cost), [], [_said(row, result, cost)])
    info = _row(run, number, row, "done", result.status, result=result)
    store.finish(info, [Scored(metric="checklist", value=share, why="boxes open")], [])


def _step(cost: StepCost) -> Recorded:
    return Recorded(step=cost.step, fingerprint=cost.step, outputs=None, cost=cost)


def _said(row: Labelled, result: Result, cost: StepCost) -> Said:
    """A call as long as ours are; the verdicts on the draft are asked alike by every run."""
    text = row.draft if cost is result.rounds[0].steps[-1] else result.text
    prompt = f"{row.task}\n\n{text}\n\n" + f"What {cost.step} is to do, word for word. " * 30
    return Said((("system", "You are an editor."), ("user", prompt)), text, cost.tokens)


def _row(run: int, number: int, row: Row, status: Any, outcome: str, **more: Any) -> RowInfo:
    result: Result | None = more.get("result")
    costs = result.costs if result else []
    return RowInfo(
        run=run,
        number=number,
        example="",
        name=row.id,
        repeat=0,
        status=status,
        outcome=outcome,
        tokens=sum(cost.tokens for cost in costs),
        calls=len(costs),
        seconds=1.5 * len(costs),
        **more,
    )


def _result(row: Labelled, rounds: int, luck: random.Random) -> Result:
    """A draft, and rounds that each take over more of the reference."""
    made = [_round(0, row, row.draft, row.draft, luck)]
    edits = segments(row.draft, row.reference)
    for number in range(1, rounds + 1):
        text = row.draft
        taken = [one for one in edits if luck.random() < 0.45 * number]
        for edit in sorted(taken, key=lambda one: -one.start):
            text = text[: edit.start] + edit.after + text[edit.end :]
        made.append(_round(number, row, made[-1].text, text, luck))
    best = max(made, key=lambda one: (one.share, one.number)).number
    status: Status = "ready" if made[best].share == 1 else "not_ready"
    costs = [cost for one in made for cost in one.steps]
    return Result(status=status, best=best, rounds=made, costs=costs)


def _round(number: int, row: Labelled, before: str, text: str, luck: random.Random) -> Round:
    verdicts = [
        Verdict(box=box.id, checked=True, evidence=text[20:70].strip())
        if luck.random() < 0.45 + 0.2 * number
        else Verdict(box=box.id, missing="nothing in the text says so")
        for box in row.checklist
    ]
    steps = [StepCost(step=step, calls=1, prompt_tokens=700, new_tokens=luck.randrange(90, 260),
                      seconds=1.5) for step in ("critique", "revise", "verify")]  # fmt: skip
    if not number:
        draft = StepCost(step="draft", calls=1, prompt_tokens=300, new_tokens=250, seconds=1.5)
        return Round(number=0, text=text, verdicts=verdicts, steps=[draft, steps[-1]])
    changed = [one for one in segments(before, text) if one.before and one.after]
    found = [
        Weakness(**label.model_dump(exclude={"id"}), id=f"w{at}")
        for at, label in enumerate(row.weaknesses, 1)
    ]
    ledger = [
        LedgerRow(
            weakness=weakness,
            change=Change(weakness=weakness.id, note="said it plainly"),
            before=changed[at].before if at < len(changed) else "",
            after=changed[at].after if at < len(changed) else "",
            outcome="fixed" if at < len(changed) else "unaddressed",
            ticked=next((one.checked for one in verdicts if one.box == weakness.concerns), None),
        )
        for at, weakness in enumerate(found)
    ]
    return Round(
        number=number,
        text=text,
        policy="edits",
        weaknesses=found,
        ledger=ledger,
        rejected=[Rejected(policy="edits", reason="unchanged", text=before)] if number == 2 else [],
        dropped=[Dropped(weakness=Weakness(problem="It is good."), reason="praise")],
        verdicts=verdicts,
        steps=steps,
    )


def hostile(path: Path) -> list[int]:
    """Three runs with malice in every string of every record; of the last no row was done."""
    store = Store(path)
    rows = [filled(Row, id=f"{number}{SHORT}") for number in range(3)]
    rows[2] = rows[2].model_copy(update={"kind": ""})
    runs = put(store, [HOSTILE, f"1{HOSTILE}", f"2{HOSTILE}"], rows, metric=HOSTILE)
    for at, run in enumerate(runs[:2]):
        for number, row in enumerate(rows):
            result = filled(Result, best=1)
            rounds = [
                one.model_copy(update={"number": n, "text": f"{n}{one.text}"})
                for n, one in enumerate(result.rounds)
            ]
            result = result.model_copy(update={"rounds": rounds})
            store.answered(run, number, _recorded(), [], _told(at))
            info = _row(run, number, row, "done", HOSTILE, result=result, error=HOSTILE)
            store.finish(info, [filled(Scored, metric=HOSTILE, value=0.5 + at / 4)], [])
        store.ends(run, "failed", HOSTILE)
    store.answered(runs[2], 0, _recorded(), [])
    store.answered(runs[2], 2, _recorded(), [], _told(2))
    store.finish(_row(runs[2], 1, rows[1], "error", "", error=HOSTILE), [], [])
    store.close()
    return runs


def _recorded() -> Recorded:
    outputs = {HOSTILE: HOSTILE}
    cost = filled(StepCost)
    return Recorded(step=HOSTILE, fingerprint=HOSTILE, outputs=outputs, cost=cost, over=HOSTILE)


def _told(run: int) -> list[Said]:
    """A call whose prompt every run has, and one of this run alone."""
    roles = ("system", "user", "assistant", HOSTILE)
    return [
        Said(tuple((role, f"{which}{HOSTILE}") for role in roles), f"raw {HOSTILE}")
        for which in ("of all ", f"of {run} ")
    ]


def filled(model: type[BaseModel], **given: Any) -> Any:
    """An instance whose every string is hostile, in lists of two, records within it too."""
    made = {
        name: SHORT if name in SHORTENED else _value(field.annotation)
        for name, field in model.model_fields.items()
    }
    return model.model_validate({**made, **given})


def _value(wanted: Any) -> Any:
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        return _value(next(one for one in inner if one is not NoneType))
    if origin is list:
        return [_value(inner[0]), _value(inner[0])]
    if origin is Mapping:
        return {HOSTILE: 0.5}
    if origin is Literal:
        return inner[0]
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        return filled(wanted)
    return {bool: True, int: 1, float: 0.5}.get(wanted, HOSTILE)
