"""Runs from their making to their end, against a server that counts what it bills."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dspy
import pytest

from redraft import pace
from redraft.adapter import PrefixAdapter
from redraft.budget import Budget, spending
from redraft.errors import ConfigurationError
from redraft.evaluation import fingerprints
from redraft.evaluation.measured import measured
from redraft.evaluation.records import Caps, RunInfo, Spec
from redraft.evaluation.rescore import rescore
from redraft.evaluation.session import Session, metric_of, prepare
from redraft.evaluation.store import Store
from redraft.evaluation.summary import summarise
from redraft.evaluation.variant import parse
from redraft.models.lm import resolve
from redraft.prices import Price
from redraft.programs.meter import OverBudget
from redraft.report.rows import row_page
from redraft.settings import Settings
from redraft.signatures import Draft
from redraft.sources import open_data
from tests.evaluation.fake import Fake, write_rows
from tests.scripted import ENDS

Make = Callable[..., list[int]]


@pytest.fixture
def make(fake: Fake, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes runs of the variants given on so many notes."""
    monkeypatch.setattr(pace, "FIRST", 0.001)

    def made(
        *variants: str,
        notes: int | Path = 6,
        price: Price | None = None,
        rounds: int | None = 1,
        **chosen: Any,
    ) -> list[int]:
        if isinstance(notes, int):
            notes = write_rows(tmp_path / "notes.jsonl", notes)
        rows = open_data(str(notes))
        settings = Settings(model="small", api_base=fake.url, max_rounds=rounds)
        given: dict[str, Any] = {"source": "notes", "concurrency": 4, **chosen}
        specs = [
            prepare(Spec(variant=parse(variant, settings), **given), rows, price)
            for variant in variants or ("refine",)
        ]
        return store.create(specs, rows)

    return made


def infos(store: Store, runs: list[int], **caps: int) -> list[RunInfo]:
    """The runs, with these caps in the place of their own."""
    found = [store.run(run) for run in runs]
    if not caps:
        return found
    return [
        info.model_copy(update={"spec": info.spec.model_copy(update={"caps": Caps(**caps)})})
        for info in found
    ]


def work(store: Store, runs: list[int], **caps: int) -> list[str]:
    """Work on the runs; their statuses."""
    Session(store, infos(store, runs, **caps)).work()
    return [store.run(run).status for run in runs]


def scores(store: Store, run: int) -> dict[tuple[str, int], float]:
    return {(row.name, row.repeat): row.scores["refinement"] for row in store.rows(run)}


def test_every_row_is_scored_and_kept(fake: Fake, store: Store, make: Make) -> None:
    """Notes 1, 2, 4 and 5 are mended, 0 and 3 are not; calls and tokens are the server's."""
    runs = make()
    assert work(store, runs) == ["done"]
    rows = list(store.rows(runs[0]))
    assert [row.outcome for row in rows] == [
        "not_ready", "ready", "ready", "not_ready", "ready", "ready"
    ]  # fmt: skip
    assert scores(store, runs[0])["note-1", 0] > scores(store, runs[0])["note-0", 0]
    info = store.run(runs[0])
    assert (info.calls, info.tokens) == (fake.bill.calls, fake.bill.tokens)
    assert info.tokens == sum(row.tokens for row in rows)
    kept = store.row(runs[0], 1)
    assert kept is not None
    assert kept.result is not None
    assert [cost.step for cost in kept.result.costs] == ["verify", "critique", "edit"]
    assert store.spent(info.batch)[1] == fake.bill.tokens


def test_repeats_ask_anew(fake: Fake, store: Store, make: Make) -> None:
    """Under another seed, so that a server that takes seeds says something else."""
    runs = make(repeats=2, notes=2)
    assert work(store, runs) == ["done"]
    seeds = {json.loads(body).get("seed") for body in fake.bill.asked}
    assert seeds == {None, 1_000, 1_001_000}  # verify is asked cold, and alike
    assert len(scores(store, runs[0])) == 4


def test_variants_take_turns(store: Store, make: Make) -> None:
    """What a cap ends early has as many rows of the one as of the other, or one more."""
    runs = make("refine", "refine,min_weaknesses=1", concurrency=1)
    assert work(store, runs, calls=20) == ["over_budget", "over_budget"]
    done = [store.run(run).done for run in runs]
    assert done[0] - done[1] in (0, 1)
    assert sum(done) > 2


@pytest.mark.parametrize("cap", [{"calls": 13}, {"tokens": 6000}, {"tokens": 9000}])
def test_a_cap_is_never_passed(fake: Fake, store: Store, make: Make, cap: dict[str, int]) -> None:
    """As the server counts; the rows that it cut are to do, and cost nothing twice."""
    runs = make()
    assert work(store, runs, **cap) == ["over_budget"]
    assert fake.bill.calls <= cap.get("calls", 10**9)
    assert fake.bill.tokens <= cap.get("tokens", 10**9)
    assert store.run(runs[0]).done < 6
    assert work(store, runs, tokens=10**6) == ["done"]
    assert set(fake.bill.asked.values()) == {1}


def test_each_new_try_counts_against_the_cap(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside an evaluation too: a server that bills answers which nobody can read."""
    monkeypatch.setattr(pace, "FIRST", 0.001)
    fake.fault = lambda number, body: "garbage"
    lm = resolve("small", api_base=fake.url)
    with (
        dspy.context(lm=lm, adapter=PrefixAdapter()),
        spending(Budget(calls=2)) as budget,
        pytest.raises(OverBudget),
    ):
        dspy.Predict(Draft)(task="Write.", requirements=[], checklist=[])
    assert (fake.bill.calls, budget.spent_calls) == (2, 2)


def test_money_is_capped_too(fake: Fake, store: Store, make: Make) -> None:
    """At $1 and $2 a million tokens; the cap is in picodollars."""
    price = Price(10**6, 2 * 10**6)
    runs = make(price=price)
    assert work(store, runs, cost=6000 * 10**6) == ["over_budget"]
    assert 0 < store.run(runs[0]).cost <= 6000 * 10**6
    assert fake.bill.tokens * 10**6 <= store.run(runs[0]).cost


def test_money_without_a_price_is_refused(make: Make) -> None:
    """Before any call."""
    with pytest.raises(ConfigurationError, match=r"no price is known of .*small.*--price"):
        make(caps=Caps(cost=1))


def test_a_row_that_fails_is_an_error_not_a_score(fake: Fake, store: Store, make: Make) -> None:
    """It is in no mean, its message is kept, and going on with the run tries it again."""
    runs = make(max_errors=2, tries=2)
    fake.fault = lambda number, body: "500" if "note 2:" in str(body) else ""
    assert work(store, runs) == ["done"]
    failed = [row for row in store.rows(runs[0]) if row.status == "error"]
    assert [row.name for row in failed] == ["note-2"]
    assert "not now" in failed[0].error
    summary = summarise(store, runs[0])
    assert (summary.run.errors, summary.run.done, summary.means["refinement"].n) == (1, 5, 5)
    fake.fault = lambda number, body: ""
    assert work(store, runs) == ["done"]
    assert summarise(store, runs[0]).means["refinement"].n == 6


def test_a_row_that_fails_keeps_what_it_cost(fake: Fake, store: Store, make: Make) -> None:
    """By step, the one that failed included: a reply without form, then a server that is gone."""
    runs = make(notes=2, max_errors=2, tries=1, concurrency=1)
    critiques = list[str]()

    def fault(number: int, body: dict[str, Any]) -> str:
        prompt = body["messages"][-1]["content"]
        if "note 0:" not in prompt or not prompt.endswith(ENDS["critique"]):
            return ""
        critiques.append(prompt)
        return "500" if len(critiques) > 1 else "prose"

    fake.fault = fault
    assert work(store, runs) == ["done"]
    failed = store.row(runs[0], 0)
    assert failed is not None
    assert failed.result is not None
    assert [(cost.step, cost.calls) for cost in failed.result.costs] == [
        ("verify", 1), ("critique", 2)
    ]  # fmt: skip
    assert failed.calls == 3
    assert failed.tokens == sum(cost.tokens for cost in failed.result.costs)
    assert sum(row.tokens for row in store.rows(runs[0])) == fake.bill.tokens
    page = row_page(store, failed)
    assert "critique" in page
    assert "Text" not in page
    fake.fault = lambda number, body: ""
    assert work(store, runs) == ["done"]
    again = store.row(runs[0], 0)
    assert again is not None
    assert again.result is not None
    assert [cost.step for cost in again.result.costs] == ["verify", "critique", "edit"]
    assert "Text" in row_page(store, again)


def test_too_many_errors_end_a_run(fake: Fake, store: Store, make: Make) -> None:
    """An outage is no score of zero: the run failed, and says why; nothing is lost."""
    runs = make(max_errors=1, tries=2, notes=12, concurrency=2)
    fake.fault = lambda number, body: "500" if number > 10 else ""
    assert work(store, runs) == ["failed"]
    info = store.run(runs[0])
    assert info.done > 0
    assert 2 <= info.errors <= 3
    assert "not now" in info.note
    fake.fault = lambda number, body: ""
    assert work(store, runs) == ["done"]


def test_a_row_that_is_too_long_is_an_error_of_its_own(
    fake: Fake, store: Store, make: Make
) -> None:
    """Whatever words the server has for it; the others are done."""
    runs = make(max_errors=2)
    fake.fault = lambda number, body: "long" if "note 2:" in str(body) else ""
    assert work(store, runs) == ["done"]
    assert (store.run(runs[0]).done, store.run(runs[0]).errors) == (5, 1)
    (failed,) = [row for row in store.rows(runs[0]) if row.status == "error"]
    assert "does not fit the model's context" in failed.error


def test_a_run_that_fails_in_all_of_its_rows_has_failed(
    fake: Fake, store: Store, make: Make
) -> None:
    """However few they are, and however many errors it may have."""
    runs = make(max_errors=9, tries=1, notes=2)
    fake.fault = lambda number, body: "500"
    assert work(store, runs) == ["failed"]
    assert "not now" in store.run(runs[0]).note


@pytest.mark.parametrize("name", ["dspy_best_of_n", "dspy_refine"])
def test_dspys_own_loops_are_evaluated_too(fake: Fake, store: Store, make: Make, name: str) -> None:
    """In threads beside another program, on a server that refuses some calls."""
    runs = make(f"{name},n=2", "single_pass", rounds=None, fresh=True, notes=12, concurrency=12)
    fake.fault = lambda number, body: "500" if number % 7 == 3 else ""
    assert work(store, runs) == ["done", "done"]
    assert [(store.run(run).done, store.run(run).errors) for run in runs] == [(12, 0), (12, 0)]
    if name == "dspy_best_of_n":  # the server does not know the hints of the other
        assert sum(store.run(run).tokens for run in runs) == fake.bill.tokens


def test_dspys_own_loops_go_on_after_a_cap(fake: Fake, store: Store, make: Make) -> None:
    """Attempts that the cap cut are made anew, and the row ends as if there had been none."""
    runs = make("dspy_best_of_n,n=2", rounds=None, fresh=True, notes=4, concurrency=1)
    assert work(store, runs, calls=7) == ["over_budget"]
    assert store.run(runs[0]).done == 1
    assert work(store, runs, calls=100) == ["done"]
    whole = make("dspy_best_of_n,n=2", rounds=None, fresh=True, notes=4, concurrency=1)
    assert work(store, whole) == ["done"]
    assert scores(store, runs[0]) == scores(store, whole[0])


@pytest.mark.parametrize(
    ("variant", "depth"), [("best_of_n,n=4", 2), ("refine,max_rounds=1", 5), ("single_pass", 2)]
)
def test_depth_is_of_turns_not_of_calls(store: Store, make: Make, variant: str, depth: int) -> None:
    """Four drafts side by side, then their verdicts, are two turns."""
    runs = make(variant, rounds=None, fresh=True, notes=1)
    assert work(store, runs) == ["done"]
    assert {row.depth for row in measured(store, runs[0], "checklist").rows} == {depth}


def test_what_nobody_can_mend_by_waiting_ends_all(fake: Fake, store: Store, make: Make) -> None:
    """An unknown model is the person's to mend: told at once, not a hundred failed rows."""
    runs = make(notes=12)
    before = fake.fresh()
    fake.fault = lambda number, body: "404"
    with pytest.raises(ConfigurationError, match="does not know the model"):
        work(store, runs)
    assert before.calls <= 4
    assert store.run(runs[0]).status == "failed"
    assert store.run(runs[0]).errors == 0


def test_another_metric_costs_no_call(fake: Fake, store: Store, make: Make) -> None:
    """By hand: of three boxes code ticks one of note 0 and two of note 1; b2 is not proven."""
    runs = make(notes=2)
    work(store, runs)
    calls = fake.bill.calls
    assert rescore(store, runs[0], metric_of("checklist")) == 2
    assert fake.bill.calls == calls
    assert [row.scores["checklist"] for row in store.rows(runs[0])] == [1 / 3, 2 / 3]
    assert set(summarise(store, runs[0]).means) == {"refinement", "checklist"}


def test_a_run_of_other_prompts_is_not_gone_on_with(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows would not be alike."""
    runs = make(notes=1)
    monkeypatch.setattr(fingerprints, "of_program", lambda program: "another")
    with pytest.raises(ConfigurationError, match="evaluate anew"):
        work(store, runs)


def test_a_run_that_other_code_scored_is_rescored_before_it_goes_on(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its scores would not be alike; a rescore makes them so, and keeps whose they are."""
    runs = make(notes=2, concurrency=1)
    assert work(store, runs, calls=4) == ["over_budget"]
    before = store.run(runs[0])
    monkeypatch.setattr(fingerprints, "of_metric", lambda name: f"another {name}")
    rescore(store, runs[0], metric_of("checklist"))
    with pytest.raises(ConfigurationError, match="redraft rescore 1 --metric refinement"):
        work(store, runs)
    assert store.run(runs[0]).done == before.done == 1
    rescore(store, runs[0], metric_of("refinement"))
    assert work(store, runs, calls=100) == ["done"]
    side = measured(store, runs[0], "checklist")
    assert side.prints == {name: f"another {name}" for name in ("refinement", "checklist")}


def test_a_run_at_work_is_not_rescored(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows yet to come would be scored by the code that the other process has."""
    runs = make(notes=1)
    work(store, runs)
    before = store.run(runs[0])
    monkeypatch.setattr(fingerprints, "of_metric", lambda name: "another")
    with (
        store.working(before.batch),
        pytest.raises(ConfigurationError, match="at work in another process"),
    ):
        rescore(store, runs[0], metric_of("refinement"))
    assert store.run(runs[0]).spec == before.spec


def test_a_rescore_before_the_work_begins_is_not_forgotten(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose scores the rows have is read once no other process can change it."""
    runs = make(notes=2, concurrency=1)
    assert work(store, runs, calls=4) == ["over_budget"]
    session = Session(store, infos(store, runs, calls=5))
    rescore(store, runs[0], metric_of("checklist"))
    session.work()
    assert store.run(runs[0]).spec.metric_print("checklist")
    session = Session(store, infos(store, runs, calls=100))
    with monkeypatch.context() as patch:
        patch.setattr(fingerprints, "of_metric", lambda name: "another")
        rescore(store, runs[0], metric_of("refinement"))
    with pytest.raises(ConfigurationError, match="redraft rescore 1 --metric refinement"):
        session.work()
    assert store.run(runs[0]).done == 1


@pytest.mark.parametrize(("variant", "calls"), [("refine", 2), ("best_of_n,n=4", 3)])
def test_the_seconds_before_an_interruption_are_told_too(
    store: Store, make: Make, variant: str, calls: int
) -> None:
    """The longest of those side by side: of two turns 1,000 each, of three drafts as many."""
    runs = make(variant, notes=1, rounds=None, fresh="best" in variant)
    assert work(store, runs, calls=calls) == ["over_budget"]
    steps = store.steps(runs[0], 0)
    assert len(steps) == calls
    turns = len({step.cost.turn for step in steps})
    with store.change() as sql:
        sql.execute("UPDATE steps SET record = json_set(record, '$.cost.seconds', 1000.0)")
    assert work(store, runs, calls=100) == ["done"]
    row = store.row(runs[0], 0)
    assert row is not None
    assert 1000 * turns <= row.seconds < 1000 * (turns + 1)


def test_a_draft_of_the_data_can_be_left_out(fake: Fake, store: Store, make: Make) -> None:
    """Then the program writes its own."""
    runs = make(fresh=True, notes=1)
    work(store, runs)
    kept = store.row(runs[0], 0)
    assert kept is not None
    assert kept.result is not None
    assert kept.result.costs[0].step == "draft"


def test_a_fresh_text_owes_nothing_to_the_draft_that_it_never_saw(
    store: Store, make: Make, tmp_path: Path
) -> None:
    """By hand: it ticks the coded box and lacks all of the draft, which would tick none."""
    body = "Sockets leak at midnight since the pool is never drained. " * 3
    row = {
        "id": "note-1",
        "task": "Write note 1: it tells the staff that the kitchen closes on Friday.",
        "checklist": [{"id": "b1", "question": "Of Friday?", "check": 'contains "Friday"'}],
        "draft": body,
        "reference": f"{body}Friday.",
    }
    (tmp_path / "one.jsonl").write_text(json.dumps(row))
    (run,) = make(notes=tmp_path / "one.jsonl", fresh=True, metric="checklist")
    assert work(store, [run]) == ["done"]
    assert [scored.value for scored in store.scores(run, 0)] == [1.0]
    assert rescore(store, run, metric_of("text_part")) == 1
    assert store.scores(run, 0)[-1].parts.keys() == {"coded", "near", "scope"}
    (one,) = measured(store, run, "checklist", boxes=True).rows
    assert set(one.quality) == {1.0}


def test_a_server_that_moved_still_costs(fake: Fake, store: Store, make: Make) -> None:
    """Its model has another name then, and the price it had; without one nothing is made."""
    (number,) = make(price=Price(10**6, 2 * 10**6))
    run = store.run(number)
    settings = run.spec.variant.settings.but(api_base=f"{fake.url}/")
    variant = run.spec.variant.model_copy(update={"settings": settings})
    moved = run.spec.model_copy(update={"variant": variant, "caps": Caps(cost=6000 * 10**6)})
    session = Session(store, [run.model_copy(update={"spec": moved})])
    (name,) = {lm.model for lm in session.jobs[0].lms.values()}
    assert name not in run.spec.prices
    assert session.budget.prices == {name: Price(10**6, 2 * 10**6)}
    free = moved.model_copy(update={"prices": {}})
    with pytest.raises(ConfigurationError, match="what it cost is not known either"):
        Session(store, [run.model_copy(update={"spec": free})])
