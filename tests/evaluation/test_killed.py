"""Runs that are killed, servers that fail, two at once: held to a run that nothing disturbed."""

import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from redraft.evaluation.store import Store
from tests.evaluation.fake import Bill, Body, Fake, Fault, seeded, write_rows
from tests.evaluation.kept import counted, said, scores, state
from tests.evaluation.nursery import Nursery

NOTES = 12
AT_ONCE = 4
LIVES = 5
"""Times that one evaluation is killed; six evaluations make thirty."""
EARLY = 0.3
"""Seconds after which one of the five is killed at the latest: it has hardly begun."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands keep their things."""
    return tmp_path_factory.mktemp("killed")


@pytest.fixture(scope="module")
def nursery(home: Path) -> Iterator[Nursery]:
    """Starts the commands."""
    made = Nursery(home)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _ended(nursery: Nursery, fake: Fake) -> Iterator[None]:
    """What a test that failed leaves at work, and held."""
    yield
    nursery.end()
    fake.release()


@pytest.fixture(scope="module")
def fake() -> Iterator[Fake]:
    """The server of all of them."""
    served = Fake(delay=0.005, late=2.5)
    yield served
    served.close()


@pytest.fixture(scope="module")
def undisturbed(home: Path, nursery: Nursery, fake: Fake) -> dict[str, float]:
    """The scores of a run that nothing disturbs, and as many calls as it needs."""
    store = home / "whole.sqlite3"
    nursery.start(*command(home, fake, store))
    assert nursery.wait() == 0, nursery.log.read_text()
    found = scores(store)
    assert len(set(found.values())) > 1
    return found


def command(home: Path, fake: Fake, store: Path, *more: str) -> list[str]:
    data = str(write_rows(home / "notes.jsonl", NOTES))
    where = [
        "--data",
        data,
        "--model",
        "small",
        "--api-base",
        fake.url,
        "--store",
        str(store),
        "-q",
    ]
    return ["evaluate", "refine,max_rounds=1", *where, "--concurrency", str(AT_ONCE), *more]


def until(nursery: Nursery, bill: Bill, calls: int) -> None:
    """Wait for so many calls, or for the command's end."""
    deadline = time.monotonic() + 60
    while bill.calls < calls and nursery.going():
        assert time.monotonic() < deadline, nursery.log.read_text()
        time.sleep(0.001)


def held_from(fake: Fake, call: int) -> Fault:
    """Leave this call and all later ones without an answer: a late kill has no less to cut off."""

    def fault(number: int, body: Body) -> str:
        if number >= call:
            fake.open.clear()
        return ""

    return fault


def settled(bill: Bill) -> None:
    """Wait until the server has answered those that hung up."""
    deadline = time.monotonic() + 60
    while bill.answered.total() < bill.calls:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def asked_of(fake: Fake) -> set[str]:
    """The notes that the server was asked about on this bill."""
    return {
        f"note-{number}"
        for body in fake.bill.asked
        for number in re.findall(r"Write note (\d+):", json.loads(body)["messages"][-1]["content"])
    }


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_thirty_moments(
    seed: int, home: Path, nursery: Nursery, fake: Fake, undisturbed: dict[str, float]
) -> None:
    """SIGKILL at five random moments of each of six evaluations, then on to the end.

    Once it has hardly begun, else a moment after one of its first calls. No finished row is
    asked about again; a question is asked again only if its call was under way at a kill,
    which the store knows of; the store counts no token less than the server bills, so that
    the cap, which half of them have, holds; and the scores are those of the run that nothing
    disturbed. What was said in a row's calls is kept once.
    """
    luck = random.Random(seed)
    store = home / f"killed-{seed}.sqlite3"
    cap = 100_000 if seed % 2 else 10**9
    first = [*command(home, fake, store), "--max-tokens", str(cap)]
    again = ["resume", "last", "-q", "--store", str(store)]
    early = luck.randrange(LIVES)
    billed, asked, killed, at_work, code = 0, dict[str, int](), 0, 0, -9
    while code:
        run, done, _ = state(store)
        bill = fake.fresh()
        nursery.start(*(again if run else first))
        if killed < LIVES:
            moment = luck.randint(1, 5)
            fake.fault = held_from(fake, moment + 2)
            if killed == early:
                time.sleep(luck.random() * EARLY)
            else:
                until(nursery, bill, moment)
                time.sleep(luck.random() * 0.01)
            nursery.kill()
        code = nursery.wait()
        assert code in (0, -9, 4), nursery.log.read_text()
        killed += code == -9
        at_work += code == -9 and bill.calls > 0
        time.sleep(2 * fake.delay)  # what was sent at the last moment comes
        fake.release()
        settled(bill)
        assert not done & asked_of(fake)
        billed += bill.tokens
        for body, count in bill.asked.items():
            asked[body] = asked.get(body, 0) + count
        assert billed <= state(store)[2] <= cap
        if code == 4:
            cap *= 2
            again = ["resume", "last", "-q", "--store", str(store), "--max-tokens", str(cap)]
    run, done, _ = state(store)
    assert run is not None
    assert (run.status, run.done, run.errors) == ("done", NOTES, 0)
    assert scores(store) == undisturbed
    assert said(store) == counted(store)
    assert sum(count - 1 for count in asked.values()) <= run.lost
    assert killed == LIVES
    assert at_work >= LIVES - 1


def test_two_evaluations_at_once(
    home: Path,
    nursery: Nursery,
    fake: Fake,
    undisturbed: dict[str, float],
    tmp_path: Path,
) -> None:
    """In one store: both are done as if alone, every call is counted once, and all is sound."""
    store, bill, other = home / "shared.sqlite3", fake.fresh(), Nursery(tmp_path)
    Store(store).close()
    fake.open.clear()
    try:
        for one in (nursery, other):
            one.start(*command(home, fake, store))
        deadline = time.monotonic() + 50
        while bill.calls < 2 * AT_ONCE and time.monotonic() < deadline:
            time.sleep(0.01)
        assert bill.calls == 2 * AT_ONCE  # both are at work
        fake.open.set()
        codes = [one.wait() for one in (nursery, other)]
    finally:
        fake.open.set()
        other.close()
    assert codes == [0, 0], nursery.log.read_text() + other.log.read_text()
    opened = Store(store)
    runs = opened.runs()
    assert [(run.id, run.batch, run.done) for run in runs] == [(1, 1, NOTES), (2, 2, NOTES)]
    assert [scores(store, run.id) for run in runs] == [undisturbed] * 2
    assert sum(run.tokens for run in runs) == bill.tokens
    assert set(bill.asked.values()) == {2}
    assert [row[0] for row in opened.sql.execute("PRAGMA integrity_check")] == ["ok"]
    assert opened.sql.execute("PRAGMA foreign_key_check").fetchall() == []
    opened.close()


@pytest.mark.parametrize("seed", range(2))
def test_a_server_that_fails_three_times_of_ten(
    seed: int, home: Path, nursery: Nursery, fake: Fake, undisturbed: dict[str, float]
) -> None:
    """Refusals, errors, answers too late, broken off, or none at all: the scores are the same.

    Every row is accounted for after each command, done, failed or to do; one that failed is
    tried again by the next. The store counts no token less than the server bills, and so the
    cap holds, until a command gives a higher one. No question is answered, and billed, twice,
    but one whose answer could not be read: it is not kept, and a cap may come before the next.
    """
    kinds = ("429", "500", "late", "half", "garbage", "prose")
    fake.fault = seeded(3, kinds, seed)
    store = home / f"failing-{seed}.sqlite3"
    cap = 60_000
    first = command(home, fake, store, "--timeout", "2", "--tries", "4", "--max-errors", "12")
    again = ["resume", "last", "-q", "--store", str(store)]
    bill, codes = fake.fresh(), set[int]()
    try:
        for command_line in (first, *[again] * 8):
            nursery.start(*command_line, "--max-tokens", str(cap))
            codes.add(code := nursery.wait())
            run, done, spent = state(store)
            assert run is not None
            assert code in (0, 3, 4), nursery.log.read_text()
            assert run.done == len(done)
            assert run.done + run.errors == NOTES or run.status in ("failed", "over_budget")
            assert bill.tokens <= spent <= cap
            if run.done == NOTES:
                break
            cap *= 2 if code == 4 else 1
    finally:
        fake.release()
    assert scores(store) == undisturbed
    assert 4 in codes
    assert set(bill.answered.values()) <= {0, 1}
    assert set(bill.unreadable.values()) <= {0, 1}
    assert said(store) == counted(store)
    assert set(bill.failed) == set(kinds) | {""}
    assert abs(bill.failed.total() - 0.3 * bill.calls) <= 3
