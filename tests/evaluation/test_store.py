"""The run store: whole transactions, one process a batch, nothing forgotten."""

import multiprocessing
import sqlite3
import stat
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest

from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.evaluation.records import Result, Scored, Spec
from redraft.evaluation.store import Store
from redraft.evaluation.variant import Variant
from redraft.programs.said import Said
from redraft.recall import Recorded
from redraft.report.rows import row_page
from redraft.settings import Settings
from redraft.signatures.records import Round, StepCost

ROWS = [Row(id=f"e{number}", task=f"Write {number}.") for number in range(3)]
COST = StepCost(step="draft", calls=1, prompt_tokens=10, new_tokens=5)
STEP = Recorded(step="draft", fingerprint="f", outputs={"draft": "x"}, cost=COST)
SAID = Said((("user", "Write it."),), "a draft \u2713", 15)


def spec(**chosen: object) -> Spec:
    variant = Variant(name="refine", settings=Settings())
    return Spec.model_validate({"variant": variant, "source": "x", **chosen})


def finish(store: Store, run: int, number: int, value: float = 0.5) -> None:
    result = Result(status="ready", rounds=[Round(number=0, text="done")], costs=[COST])
    row = next(row for row in store.todo(run, 99) if row.number == number)
    new = row.model_copy(update={"status": "done", "outcome": "ready", "result": result})
    store.finish(new, [Scored(metric="m", value=value, parts={"a": 1.0})], [])


def test_rows_are_repeats_of_examples(store: Store) -> None:
    """In the order of repeats; an example that two runs share is kept once."""
    first, second = store.create([spec(repeats=2), spec()], ROWS)
    assert [(row.name, row.repeat) for row in store.rows(first)] == [
        ("e0", 0), ("e1", 0), ("e2", 0), ("e0", 1), ("e1", 1), ("e2", 1)
    ]  # fmt: skip
    assert store.example(store.todo(second, 1)[0].example) == ROWS[0]
    assert store.sql.execute("SELECT COUNT(*) FROM examples").fetchone()[0] == 3
    assert [run.batch for run in store.runs()] == [first, first]


def test_a_row_that_is_done_is_no_longer_to_do(store: Store) -> None:
    """Its result comes back whole, with its score and what was said; its steps are let go."""
    (run,) = store.create([spec()], ROWS)
    store.answered(run, 1, STEP, [], [SAID])
    finish(store, run, 1)
    assert [row.number for row in store.todo(run, 9)] == [0, 2]
    kept = store.row(run, 1)
    assert kept is not None
    assert kept.result is not None
    assert (kept.result.text, kept.scores) == ("done", {"m": 0.5})
    assert store.scores(run, 1)[0].parts == {"a": 1.0}
    assert store.steps(run, 1) == []
    (call,) = store.said(run, 1)
    assert (call.step, call.tokens, call.reply) == ("draft", 15, "a draft \u2713")
    assert call.messages == [{"role": "user", "content": "Write it."}]
    assert (store.run(run).done, store.run(run).rows) == (1, 3)


def test_only_its_owner_can_read_it(store: Store) -> None:
    """The file is 0600, a folder that it makes 0700."""
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_a_call_under_way_counts_at_its_most(store: Store) -> None:
    """Until it is settled; what a killed process left is counted so for good."""
    (run,) = store.create([spec()], ROWS)
    first = store.hold(run, 0, 100, 7)
    store.hold(run, 1, 50, 3)
    assert store.spent(run) == (2, 150, 10)
    store.answered(run, 0, STEP, [(first, 1, 15, 1)])
    assert store.spent(run) == (2, 65, 4)
    store.begins(run, spec())
    assert store.spent(run) == (2, 65, 4)
    info = store.run(run)
    assert (info.calls, info.tokens, info.cost, info.lost) == (2, 65, 4, 1)
    store.begins(run, spec())
    assert store.run(run).lost == 1


def test_the_runs_of_one_command_spend_together(store: Store) -> None:
    """Those of another do not."""
    first, second = store.create([spec(), spec()], ROWS)
    (other,) = store.create([spec()], ROWS)
    for run in (first, second, other):
        store.settle(run, [(store.hold(run, 0, 9, 9), 1, 4, 2)])
    assert store.spent(first) == (2, 8, 4)
    assert store.spent(other) == (1, 4, 2)


def test_a_row_that_failed_is_to_do_again(store: Store) -> None:
    """Once its run is taken up; what was answered of it is still there."""
    (run,) = store.create([spec()], ROWS)
    store.answered(run, 0, STEP, [])
    row = store.todo(run, 1)[0]
    store.finish(row.model_copy(update={"status": "error", "error": "no"}), [], [])
    assert store.run(run).errors == 1
    assert [row.number for row in store.todo(run, 9)] == [1, 2]
    store.begins(run, spec())
    assert [row.number for row in store.todo(run, 9)] == [0, 1, 2]
    assert store.steps(run, 0) == [STEP]


def test_one_process_works_on_a_batch(store: Store) -> None:
    """Another one, here another store on the same file, is told so; others may be worked on."""
    (run,) = store.create([spec()], ROWS)
    (free,) = store.create([spec()], ROWS)
    other = Store(store.path)
    with store.working(run):
        with pytest.raises(ConfigurationError, match=f"run {run} is at work"), other.working(run):
            pass
        with other.working(free):
            pass
        assert other.run(run).status == "running"
    assert other.run(run).status == "interrupted"
    other.close()


def test_what_is_removed_is_gone(store: Store) -> None:
    """With all that hangs on it; an example stays as long as a run is of it."""
    first, second = store.create([spec(), spec()], ROWS)
    store.answered(first, 0, STEP, [], [SAID])
    finish(store, first, 0)
    store.remove(first)
    assert [run.id for run in store.runs()] == [second]
    assert len(list(store.rows(second))) == 3
    for table in ("scores", "steps", "said"):
        assert store.sql.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] == 0  # noqa: S608
    store.remove(second)
    assert store.sql.execute("SELECT COUNT(*) FROM examples").fetchone()[0] == 0
    with pytest.raises(ConfigurationError, match="there is none yet"):
        store.run(first)


def test_what_a_removed_run_has_spent_counts_on(store: Store) -> None:
    """Against the caps of its batch, a call that was under way too."""
    first, second = store.create([spec(), spec()], ROWS)
    note = store.hold(first, 0, 500, 9)
    store.settle(first, [(note, 1, 120, 3)])
    store.hold(first, 0, 700, 4)
    store.hold(second, 0, 40, 1)
    batch = store.run(second).batch
    before = store.spent(batch)
    store.remove(first)
    assert store.spent(batch) == before == (3, 860, 8)
    other = store.create([spec()], ROWS)[0]
    assert store.spent(store.run(other).batch) == (0, 0, 0)


def test_half_a_change_is_none(store: Store) -> None:
    """A change that fails in the middle leaves all as it was."""
    (run,) = store.create([spec()], ROWS)
    row = store.todo(run, 1)[0].model_copy(update={"status": "done"})
    wrong = [Scored(metric="m", value=float("nan"))]  # SQLite takes NaN for NULL
    with pytest.raises(sqlite3.IntegrityError):
        store.finish(row, wrong, [])
    assert [row.number for row in store.todo(run, 9)] == [0, 1, 2]


def test_a_store_of_the_first_version_is_brought_up_to_date(store: Store) -> None:
    """In its place, with all that it has; the next to open it finds nothing to do."""
    (run,) = store.create([spec()], ROWS)
    store.answered(run, 0, STEP, [])
    finish(store, run, 1)
    store.sql.execute("DROP TABLE said")
    store.sql.execute("DROP VIEW spending")
    store.sql.execute("DROP TABLE gone")
    store.sql.execute("CREATE VIEW spending AS SELECT batch, calls, tokens, cost FROM runs")
    store.sql.execute("PRAGMA user_version = 1")
    store.close()
    for count in (1, 2):
        opened = Store(store.path, create=False)
        assert opened.sql.execute("PRAGMA user_version").fetchone()[0] == 3
        assert (opened.run(run).done, opened.steps(run, 0)[0]) == (1, STEP)
        opened.answered(run, 0, STEP, [], [SAID])
        assert len(opened.said(run, 0)) == count
        assert opened.said(run, 1) == []
        assert opened.sql.execute("SELECT COUNT(*) FROM gone").fetchone()[0] == 0
        opened.close()


def test_what_unpacks_to_too_much_is_cut_off(store: Store) -> None:
    """A small store cannot fill the memory: such a prompt or reply is said to be too large."""
    (run,) = store.create([spec()], ROWS)
    store.answered(run, 0, STEP, [], [SAID])
    bomb = zlib.compress(b'"' + b"x" * 100_000_000 + b'"')
    store.sql.execute("UPDATE said SET prompt = ?, reply = ?", (bomb, bomb))
    tracemalloc.start()
    (call,) = store.said(run, 0)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 70_000_000
    told = "(not shown: it unpacks to more than 16 MB)"
    assert (call.reply, call.messages) == (told, [{"role": "redraft", "content": told}])


def test_calls_are_counted_unread(store: Store) -> None:
    """Without a word of what was said in them."""
    (run,) = store.create([spec()], ROWS)
    assert store.calls(run, 0) == 0
    store.answered(run, 0, STEP, [], [SAID, SAID])
    store.answered(run, 1, STEP, [], [SAID])
    store.sql.execute("UPDATE said SET prompt = x'00'")
    assert (store.calls(run, 0), store.calls(run, 1)) == (2, 1)
    row = store.row(run, 0)
    assert row is not None
    assert "prompts and raw replies of 2 calls: --json" in row_page(store, row)


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    """Another database, another version, no database, no file: one line says which."""
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE x (y)")
    made.close()
    with pytest.raises(ConfigurationError, match="not of redraft's runs"):
        Store(other)
    newer = Store(tmp_path / "newer.db")
    newer.sql.execute("PRAGMA user_version = 9")
    newer.close()
    with pytest.raises(ConfigurationError, match="of version 9"):
        Store(tmp_path / "newer.db")
    (tmp_path / "text").write_text("This is a text, and long enough to be taken for a header.")
    with pytest.raises(ConfigurationError, match="cannot be opened: file is not a database"):
        Store(tmp_path / "text")
    with pytest.raises(ConfigurationError, match="no run is kept at"):
        Store(tmp_path / "none", create=False)


def test_what_is_no_store_is_left_as_it_was(tmp_path: Path) -> None:
    """Another's database keeps its journal mode, and its every byte."""
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE x (y)")
    made.close()
    before = other.read_bytes()
    with pytest.raises(ConfigurationError, match="not of redraft's runs"):
        Store(other)
    assert other.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]
    with sqlite3.connect(tmp_path / "marked.db") as made:
        made.execute("PRAGMA application_id = 7")
    made.close()
    with pytest.raises(ConfigurationError, match="not of redraft's runs"):
        Store(tmp_path / "marked.db")


def test_an_empty_file_becomes_a_store_only_where_runs_are_made(tmp_path: Path) -> None:
    """Whoever only reads is told that there is no run, and the file stays empty."""
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(ConfigurationError, match="no run is kept at"):
        Store(empty, create=False)
    assert empty.read_bytes() == b""
    Store(empty).close()
    Store(empty, create=False).close()


def _open_each(barrier: Any, paths: list[Path], failed: Any) -> None:
    """In a process of its own: open them at the same moment as the others do."""
    for path in paths:
        barrier.wait(timeout=60)
        try:
            Store(path).close()
        except ConfigurationError as error:
            failed.put(str(error))


def test_processes_may_make_a_store_at_once(tmp_path: Path) -> None:
    """Each of them opens it; SQLite alone would tell some that it is locked."""
    start = multiprocessing.get_context("spawn")
    barrier, failed = start.Barrier(4), start.Queue()
    paths = [tmp_path / f"{number}.sqlite3" for number in range(150)]
    several = [start.Process(target=_open_each, args=(barrier, paths, failed)) for _ in range(4)]
    for one in several:
        one.start()
    for one in several:
        one.join(timeout=120)
    assert [one.exitcode for one in several] == [0] * 4
    assert failed.empty(), failed.get()
