"""The event loop of an evaluation: no thread for what takes no time, and nothing kept of a call."""

import asyncio
import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import dspy
import pytest

from redraft.data import Row
from redraft.evaluation.loop import Loop
from redraft.evaluation.records import Spec
from redraft.evaluation.session import Session, prepare
from redraft.evaluation.store import Store
from redraft.evaluation.variant import parse
from redraft.settings import Settings
from redraft.sources import open_data
from tests.evaluation.fake import Fake, write_rows


def run(work: Any) -> Any:
    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(work)


def brief() -> threading.Thread:
    """Passes for one of DSPy's."""
    return threading.current_thread()


brief.__module__, brief.__qualname__ = "dspy.clients.execution", "prepare"


def test_what_is_brief_is_done_where_it_stands_and_all_else_in_a_thread() -> None:
    """What blocks, such as an embedded model, must not hold up the other rows."""

    async def threads() -> list[threading.Thread]:
        return [
            await asyncio.to_thread(brief),
            await asyncio.to_thread(threading.current_thread),
        ]

    own, other = run(threads())
    assert own is threading.main_thread()
    assert other is not threading.main_thread()


def test_what_a_brief_one_raises_comes_where_it_is_awaited() -> None:
    """As from a thread."""

    def fails() -> None:
        raise ValueError("no")

    fails.__module__, fails.__qualname__ = brief.__module__, brief.__qualname__
    with pytest.raises(ValueError, match="no"):
        run(asyncio.to_thread(fails))


def session(fake: Fake, store: Store, folder: Path) -> Session:
    """A run of refine over twelve notes."""
    rows: list[Row] = open_data(str(write_rows(folder / "notes.jsonl", 12)))
    settings = Settings(model="small", api_base=fake.url, max_rounds=1)
    spec = prepare(Spec(variant=parse("refine", settings), source="notes"), rows)
    return Session(store, [store.run(run) for run in store.create([spec], rows)])


def test_a_call_of_a_server_takes_no_thread(
    fake: Fake, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that DSPy hands over is known to be brief: another name there would cost a hop a call."""
    handed: list[Any] = []
    submit = ThreadPoolExecutor.submit

    def spy(self: ThreadPoolExecutor, work: Any, /, *args: Any, **more: Any) -> Any:
        handed.append(getattr(work, "args", [work])[0])
        return submit(self, work, *args, **more)

    work = session(fake, store, tmp_path)
    monkeypatch.setattr(ThreadPoolExecutor, "submit", spy)
    work.work()
    assert fake.bill.calls > 12
    assert [one for one in handed if getattr(one, "__module__", "").startswith("dspy")] == []


def test_no_call_stays_in_memory(fake: Fake, store: Store, tmp_path: Path) -> None:
    """DSPy's trace and history stay empty, and no prediction outlives its row."""
    gc.collect()
    old = {id(one) for one in gc.get_objects() if type(one) is dspy.Prediction}
    before = len(dspy.settings.trace or [])
    session(fake, store, tmp_path).work()
    assert len(dspy.settings.trace or []) == before
    gc.collect()
    kept = [one for one in gc.get_objects() if type(one) is dspy.Prediction]
    assert [one for one in kept if id(one) not in old] == []


def test_no_connection_is_left_open(fake: Fake, store: Store, tmp_path: Path) -> None:
    """DSPy's pool would keep as many as rows at once, for as long as the model is there."""
    work = session(fake, store, tmp_path)
    work.work()
    assert fake.bill.calls > 12
    transports = [one for one in gc.get_objects() if isinstance(one, asyncio.Transport)]
    assert [one for one in transports if not one.is_closing()] == []
