"""A program compiled: measured, searched, measured again, and saved, whatever happens."""

import time
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from redraft.alone import alone
from redraft.app import quiet
from redraft.artefact import Card, Compared, Spent, save
from redraft.artefact.state import put, state_of
from redraft.errors import BudgetError, ConfigurationError, ModelError, RedraftError
from redraft.extras import install
from redraft.prices import PER_DOLLAR
from redraft.programs.program import Program

from .halt import Halted
from .held_out import Measured, compare, measure
from .order import Order
from .prepare import prepare
from .record import Record
from .search import Search
from .session import Display, Session

__all__ = ["Compiled", "compile_program"]


@dataclass(frozen=True)
class Compiled:
    """How a compile ended; `stopped` is what cut it short. The artefact is saved in any case."""

    card: Card
    stopped: RedraftError | None
    changed: bool
    recalled: int

    @property
    def exit_code(self) -> int:
        """0, 1 if the mean on held-out rows is no higher, or that of what stopped it."""
        if self.stopped:
            return self.stopped.exit_code
        compared = self.card.held_out
        return 1 if compared is not None and not compared.better else 0


def compile_program(
    order: Order, *, display: Display, lms: Mapping[str, Any] | None = None
) -> Compiled:
    """Compile, compare on held-out rows, and save; an order begun earlier goes on.

    `lms` are the models, "main" and "prompt", and the critic's under its steps' names; by
    default those that the order names. A
    budget that is used up or a model that fails ends the search, and the best candidate
    so far is saved.

    Raises:
        ConfigurationError: a name, a path or the data is wrong, or the log is another's.
    """
    began = time.monotonic()
    quiet()
    record, lms = prepare(order, lms)
    with (
        alone(order.log, "compile") if order.log else nullcontext(),
        Session(record, display, lms).open() as session,
    ):
        found, before, stopped = _searched(record, session)
        changed = state_of(found) != state_of(record.original)
        after: Measured | None = None
        if before is not None and not isinstance(stopped, ModelError):
            after, stop = _after(record, session, found if changed else None, before)
            stopped = stopped or stop
        compared = compare(before, after) if before and after else None
        if before and after and compared is None:
            refused = (*before.failed, *after.failed)[-1]
            stopped = stopped or ModelError(f"no held-out row was answered in both: {refused}")
        calls, tokens, cost = session.budget.owed  # threads left behind may be in a call
        spent = Spent(
            calls=calls,
            tokens=tokens,
            dollars=cost / PER_DOLLAR if record.prices else None,
            seconds=round(session.calls.seconds + time.monotonic() - began, 1),
        )
        card = _saved(record, found if changed else None, compared, stopped, spent)
        return Compiled(card, stopped, changed, session.calls.recalled)


def _searched(
    record: Record, session: Session
) -> tuple[Program, Measured | None, RedraftError | None]:
    """What was found, how the original does, and what ended the search before its time."""
    before = None
    try:
        before = _measured(record, session, record.original, "the original")
        return _search(record, session), before, None
    except Halted as stop:
        stopped = stop.error
        if isinstance(stopped, BudgetError) and before is not None:
            kept = "what is left is for the comparison" if record.order.held_out else ""
            stopped = BudgetError(": ".join(filter(None, ["the search used up its share", kept])))
        session.display.note(f"stopped: {stopped}")
        return _leader(record, session, stop), before, stopped


def _measured(record: Record, session: Session, program: Program, whose: str) -> Measured | None:
    part = record.order.held_out
    if part is None:
        return None
    session.display.note(f"measuring {whose} on {part.used.rows} held-out rows")
    with session.keeping_back():
        made = measure(program, part.rows, record.metric, session.threads, session.display.measured)
    if len(made.failed) == len(part.rows):
        raise session.switch.cut(ModelError(f"every call was refused: {made.failed[-1]}"))
    return made


def _search(record: Record, session: Session) -> Program:
    order, optimizer = record.order, record.optimizer
    search = Search(
        program=record.original.deepcopy(),
        train=order.train.rows,
        val=order.val.rows,
        metric=session.standing.metric,
        prompt_lm=session.prompt_lm,
        adapter=session.adapter,
        knobs=record.knobs,
        seed=order.seed,
        threads=session.threads,
    )
    train, val, steps = len(search.train), len(search.val), len(record.original.predictors())
    most = optimizer.runs(search.knobs, train, val, steps)
    session.display.note(
        f"{optimizer.name}: {optimizer.says}; at most {most} runs of the program "
        f"on {train} rows to train and {val} to validate"
    )
    try:
        return optimizer.search(search)
    except ImportError as error:
        raise ConfigurationError(
            f"--optimizer {optimizer.name} needs a package that is not here "
            f"({error.name or error}): {install('optimizers')}"
        ) from None


def _leader(record: Record, session: Session, stop: Halted) -> Program:
    """The best candidate so far: what a stopped optimizer hands over, or the leader."""
    leader = session.standing.best()
    if stop.found is not None or leader is None:
        return stop.found or record.original
    program: Program = record.original.deepcopy()
    put(program, leader[0])
    return program


def _after(
    record: Record, session: Session, found: Program | None, before: Measured
) -> tuple[Measured | None, RedraftError | None]:
    """The compiled program on the same rows, out of what was kept back for it."""
    if found is None:
        return before, None
    program: Program = record.original.deepcopy()  # found may hold models that are cut
    put(program, state_of(found))
    try:
        with session.released():
            return _measured(record, session, program, "the compiled program"), None
    except Halted as stop:
        session.display.note(f"not compared: {stop.error}")
        return None, stop.error


def _saved(
    record: Record,
    found: Program | None,
    compared: Compared | None,
    stopped: RedraftError | None,
    spent: Spent,
) -> Card:
    """The card, saved beside whichever program is kept."""
    worse = compared is None or not compared.better
    kept = record.original if record.order.accept_better and worse else found or record.original
    card = record.card().model_copy(
        update={
            "spent": spent,
            "held_out": compared,
            "kept": "original" if kept is record.original else "compiled",
            "stopped": str(stopped) if stopped else "",
        }
    )
    return save(record.order.out, kept, card, original=record.original)
