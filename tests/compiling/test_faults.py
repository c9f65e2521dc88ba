"""Whatever fails, the best so far is saved, and nobody is told that all went well."""

import dataclasses
import json
import sys
import threading
from pathlib import Path
from typing import Any

import dspy
import pytest
from dspy.lm15 import ContextLengthError, InvalidRequestError, Request, ServerError

from redraft import pace
from redraft.appended import Appended
from redraft.artefact import load
from redraft.compiling import compile_program
from redraft.compiling.halt import Halted
from redraft.compiling.prepare import prepare
from redraft.compiling.session import Session
from redraft.errors import BudgetError, ConfigurationError, ModelError
from redraft.prices import Price
from tests.compiling.gym import MAGIC, SCRIPT, Heard, mend, models, order, propose
from tests.scripted import Scripted, prompt_of

CALLS = {
    "bootstrap": 36,
    "random_search": 36,
    "mipro": 57,
    "simba": 57,
    "gepa": 40,
    "copro": 47,
}
"""Calls after which each is well under way: the original takes 33."""
SMALL = 13_000
"""A cap that bears the comparison, and little of the search."""


def failing(after: int, error: Exception) -> Scripted:
    """An engine whose server is gone after so many calls."""
    engine = Scripted(SCRIPT)
    plain = engine.complete

    def complete(request: Request) -> Any:
        if len(engine.requests) >= after:
            raise error
        return plain(request)

    engine.complete = complete  # type: ignore[method-assign]
    return engine


@pytest.mark.parametrize(
    ("name", "threads"), [*((name, 1) for name in CALLS), ("gepa", 4), ("simba", 4)]
)
def test_an_outage_ends_the_compile_at_once(tmp_path: Path, name: str, threads: int) -> None:
    """No call is made after it, the artefact is there and says so, and the exit code is 3."""
    engine = failing(CALLS[name], ServerError("gone"))
    asked = order(tmp_path / "x", name, threads=threads)
    done = compile_program(asked, display=Heard(), lms=models(engine))
    assert isinstance(done.stopped, ModelError)
    assert done.exit_code == 3
    card = load(tmp_path / "x").card
    assert "gone" in card.stopped
    assert card.held_out is None
    assert len(engine.requests) == CALLS[name]


@pytest.mark.parametrize(
    ("name", "threads"), [*((name, 1) for name in CALLS), ("mipro", 4), ("copro", 4)]
)
def test_a_cap_is_never_passed(tmp_path: Path, name: str, threads: int) -> None:
    """Not by one token as the server counted, and what is left pays for the comparison."""
    engine = Scripted(SCRIPT)
    asked = order(tmp_path / "x", name, threads=threads, settings={"max_tokens": SMALL})
    done = compile_program(asked, display=Heard(), lms=models(engine))
    assert isinstance(done.stopped, BudgetError)
    assert done.exit_code == 4
    assert 0 < done.card.spent.tokens == engine.tokens <= SMALL
    assert done.card.held_out is not None


@pytest.mark.parametrize(("name", "left"), [("gepa", 3), ("mipro", 7), ("copro", 7)])
def test_the_best_so_far_is_saved(tmp_path: Path, name: str, left: int) -> None:
    """Stopped after a candidate had proved itself, that candidate is what is kept."""
    whole = Scripted(SCRIPT)
    compile_program(order(tmp_path / "a", name), display=Heard(), lms=models(whole))
    engine = failing(len(whole.requests) - left, ServerError("gone"))
    done = compile_program(order(tmp_path / "x", name), display=Heard(), lms=models(engine))
    assert done.exit_code == 3
    assert (done.changed, done.card.kept) == (True, "compiled")
    assert f"+{MAGIC}" in (tmp_path / "x" / "prompts.md").read_text()


def test_a_stopped_bootstrap_keeps_its_demonstrations(tmp_path: Path) -> None:
    """The first row gave one."""
    engine = failing(36, ServerError("gone"))
    done = compile_program(order(tmp_path / "x", "bootstrap"), display=Heard(), lms=models(engine))
    assert done.exit_code == 3
    assert [len(step.demos) for _, step in load(tmp_path / "x").program.named_predictors()] == [
        0,
        1,
        0,
        1,
        0,
    ]


def test_a_server_that_is_gone_from_the_start(tmp_path: Path) -> None:
    """The original is saved, and said to be it."""
    engine = failing(0, ServerError("gone"))
    done = compile_program(order(tmp_path / "x", "gepa"), display=Heard(), lms=models(engine))
    assert (done.exit_code, done.card.kept, done.card.held_out) == (3, "original", None)


def test_prompts_that_are_all_refused(tmp_path: Path) -> None:
    """Are no scores of zero."""
    engine = Scripted(
        {
            "*": ContextLengthError("too long"),
            **dict.fromkeys(SCRIPT, ContextLengthError("too long")),
        }
    )
    done = compile_program(order(tmp_path / "x", "gepa"), display=Heard(), lms=models(engine))
    assert done.exit_code == 3
    assert "every call was refused: " in done.card.stopped


def test_one_prompt_that_is_refused_fails_its_row_alone(tmp_path: Path) -> None:
    """A row that is too long is in neither mean, and is counted."""

    def find(request: Request) -> Any:
        if "Write note held_out1." in prompt_of(request):
            return ContextLengthError("too long")
        return SCRIPT["critique"]

    engine = Scripted(SCRIPT | {"critique": find})
    done = compile_program(order(tmp_path / "x", "copro"), display=Heard(), lms=models(engine))
    compared = done.card.held_out
    assert done.exit_code == 0
    assert compared is not None
    assert (compared.errors, compared.dropped) == (2, 1)
    assert (compared.before.mean, compared.after.mean) == (0, 1)


def test_no_row_that_both_answered(tmp_path: Path) -> None:
    """Is no comparison: where each failed in the others' rows, that is what stopped it."""

    def find(request: Request) -> Any:
        prompt = prompt_of(request)
        refused = "held_out0." if MAGIC in prompt else "held_out1."
        if "held_out" in prompt and refused not in prompt:
            return InvalidRequestError("no")
        return mend(request)

    engine = Scripted(SCRIPT | {"edit": find})
    done = compile_program(order(tmp_path / "x", "copro"), display=Heard(), lms=models(engine))
    assert done.card.held_out is None
    assert "no held-out row was answered in both: " in done.card.stopped
    assert done.exit_code == 3


@pytest.mark.parametrize("name", ["mipro", "copro", "gepa", "simba"])
@pytest.mark.parametrize("reply", ["", '{"proposed_instruction": 7}'])
def test_a_proposer_that_cannot_be_read_ends_nothing(tmp_path: Path, name: str, reply: str) -> None:
    """The compile goes on without the proposal, and ends as one that found nothing there."""
    engine = Scripted(SCRIPT | {"*": reply})
    done = compile_program(order(tmp_path / "x", name), display=Heard(), lms=models(engine))
    assert done.stopped is None
    assert done.card.held_out is not None


@pytest.mark.parametrize("name", ["mipro", "copro"])
def test_one_bad_proposal_does_not_lose_the_others(tmp_path: Path, name: str) -> None:
    """Every second reply is unreadable, its second try too; the rest is used."""
    turns = iter(range(10_000))

    def now_and_then(request: Request) -> str:
        return "" if next(turns) % 4 < 2 else propose(request)

    heard = Heard()
    engine = Scripted(SCRIPT | {"*": now_and_then})
    done = compile_program(order(tmp_path / "x", name), display=heard, lms=models(engine))
    assert done.exit_code == 0
    assert any(note.startswith("a proposal is left out: ") for note in heard.notes)


@pytest.mark.parametrize("name", CALLS)
def test_a_second_start_pays_nothing_twice(tmp_path: Path, name: str) -> None:
    """Stopped at any place, the same order goes on there and ends as if it had never stopped."""
    whole = Scripted(SCRIPT)
    unbroken = compile_program(order(tmp_path / "a", name), display=Heard(), lms=models(whole))
    asked = order(tmp_path / "x", name, log=tmp_path / "log")
    first = failing(CALLS[name], ServerError("gone"))
    compile_program(asked, display=Heard(), lms=models(first))
    second = Scripted(SCRIPT)
    done = compile_program(asked, display=Heard(), lms=models(second))
    assert done.exit_code == 0
    assert done.recalled == CALLS[name]
    assert len(second.requests) == len(whole.requests) - CALLS[name]
    assert done.card.spent.tokens == unbroken.card.spent.tokens
    states = [json.loads((tmp_path / one / "program.json").read_text()) for one in "ax"]
    assert states[0] == states[1]


def test_what_an_earlier_start_took_counts_in_the_seconds(tmp_path: Path) -> None:
    """Each start to its last line, so that a kill loses no more than a call."""
    asked = order(tmp_path / "x", "gepa", log=tmp_path / "log")
    first = compile_program(asked, display=Heard(), lms=models(Scripted(SCRIPT)))
    assert first.card.spent.seconds < 500
    calls = tmp_path / "log" / "calls.jsonl"
    *lines, last = calls.read_text().splitlines()
    calls.write_text("\n".join([*lines, json.dumps(json.loads(last) | {"at": 500.0})]) + "\n")
    again = compile_program(asked, display=Heard(), lms=models(Scripted(SCRIPT)))
    assert 500 < again.card.spent.seconds < 1000


def test_what_an_earlier_start_spent_counts_against_the_cap(tmp_path: Path) -> None:
    """A cap is one for all starts together."""
    asked = order(tmp_path / "x", "gepa", log=tmp_path / "log", settings={"max_tokens": SMALL})
    engines = [Scripted(SCRIPT), Scripted(SCRIPT)]
    ends = [compile_program(asked, display=Heard(), lms=models(engine)) for engine in engines]
    assert [done.exit_code for done in ends] == [4, 4]
    assert engines[0].tokens + engines[1].tokens <= SMALL


def test_what_is_not_asked_again_was_paid_for_all_the_same(tmp_path: Path) -> None:
    """An earlier start compared another program at its end: its calls count in every cap."""
    log, cap = tmp_path / "log" / "calls.jsonl", {"max_tokens": SMALL * 2}
    asked = order(tmp_path / "x", "gepa", log=log.parent, settings={"max_tokens": SMALL})
    first, second = Scripted(SCRIPT), Scripted(SCRIPT)
    compile_program(asked, display=Heard(), lms=models(first))
    last = json.loads(log.read_text().splitlines()[-1])
    with log.open("a") as file:
        file.write(json.dumps(last | {"key": "other", "closes": "x", "spent": [1, 5000, 0]}) + "\n")
    more = order(tmp_path / "x", "gepa", log=log.parent, settings=cap)
    done = compile_program(more, display=Heard(), lms=models(second))
    assert done.card.spent.tokens == first.tokens + 5000 + second.tokens <= SMALL * 2
    assert done.card.held_out is not None


def test_a_log_that_cannot_be_written_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the best so far, and not as if nothing better had been found."""
    engine, plain = Scripted(SCRIPT), Appended.write

    def write(log: Appended, said: dict[str, Any]) -> None:
        if len(engine.requests) >= CALLS["gepa"]:
            raise OSError(28, "No space left on device")
        plain(log, said)

    monkeypatch.setattr(Appended, "write", write)
    asked = order(tmp_path / "x", "gepa", log=tmp_path / "log")
    done = compile_program(asked, display=Heard(), lms=models(engine))
    assert done.exit_code == 3
    assert done.card.stopped == "the log cannot be written: No space left on device"
    assert len(engine.requests) == CALLS["gepa"]


@pytest.mark.parametrize("name", ["bootstrap", "gepa"])
def test_a_call_under_way_at_a_kill_counts_at_its_most(tmp_path: Path, name: str) -> None:
    """What the server may have billed for it is not spent again: the cap holds over both starts."""
    given = {"max_tokens": 20 * SMALL, "seed": 0}
    asked = order(tmp_path / "x", name, log=tmp_path / "log", settings=given)
    calls = tmp_path / "log" / "calls.jsonl"
    engine = Scripted(SCRIPT)
    plain, taken = engine.complete, bytearray()

    def complete(request: Request) -> Any:
        if len(engine.requests) == CALLS[name]:
            taken.extend(calls.read_bytes())  # what a kill would leave
        return plain(request)

    engine.complete = complete  # type: ignore[method-assign]
    compile_program(asked, display=Heard(), lms=models(engine))
    calls.write_bytes(taken)
    last = json.loads(taken.splitlines()[-1])
    assert last["tokens"] > 0
    second = Scripted(SCRIPT)
    done = compile_program(asked, display=Heard(), lms=models(second))
    assert done.exit_code == 0
    assert done.card.spent.calls == CALLS[name] + 1 + len(second.requests)
    third = Scripted(SCRIPT)
    again = compile_program(asked, display=Heard(), lms=models(third))
    assert third.requests == []
    assert again.card.spent.calls == done.card.spent.calls
    assert again.card.spent.tokens == done.card.spent.tokens
    usual = compile_program(order(tmp_path / "y", name, settings=given), display=Heard(),
                            lms=models(Scripted(SCRIPT))).card.spent  # fmt: skip
    assert done.card.spent.tokens == usual.tokens + last["tokens"]


def test_a_call_under_way_at_the_end_counts_at_its_most(tmp_path: Path) -> None:
    """The card says of it what the log does, since its server may bill it yet."""
    log, turns, go = tmp_path / "log", iter([True]), threading.Event()

    def slow(request: Request) -> Any:
        if next(turns, False):
            go.wait(60)
        return SCRIPT["critique"]

    given: dict[str, Any] = {"threads": 2, "max_calls": 2, "held_out": None, "log": log}
    engine = Scripted(SCRIPT | {"critique": slow})
    try:
        done = compile_program(order(tmp_path / "x", "random_search", **given), display=Heard(),
                               lms=models(engine))  # fmt: skip
        lines = [json.loads(line) for line in (log / "calls.jsonl").read_text().splitlines()]
    finally:
        go.set()
    held = {line["hold"]: line["tokens"] for line in lines if "hold" in line}
    (answer,) = (line for line in lines if "key" in line)
    (under_way,) = held.keys() - {answer["closes"]}
    assert (done.exit_code, done.card.spent.calls) == (4, 2)
    assert done.card.spent.tokens == answer["spent"][1] + held[under_way]


def test_a_call_that_failed_counts_for_what_it_took(tmp_path: Path) -> None:
    """A refusal is a call and no token; one whose answer never came is counted whole.

    So is each new try of either.
    """
    log = tmp_path / "log"
    asked = order(tmp_path / "x", "gepa", log=log)
    compile_program(asked, display=Heard(), lms=models(failing(3, ServerError("gone"))))
    compile_program(asked, display=Heard(), lms=models(failing(3, dspy.lm15.TimeoutError("late"))))
    lines = [json.loads(line) for line in (log / "calls.jsonl").read_text().splitlines()]
    held = {line["hold"]: line["tokens"] for line in lines if "hold" in line}
    ends = [line["failed"] for line in lines if "failed" in line]
    refused, late = ends
    assert list(refused.values()) == [[1, 0, 0]] * pace.TRIES
    assert list(late.values()) == [[1, held[hold], 0] for hold in late]
    assert len(late) == pace.TRIES


def test_a_try_that_was_lost_counts_in_later_starts(tmp_path: Path) -> None:
    """Also where the next try was answered: the server may have billed both."""
    late = dspy.lm15.TimeoutError("late")
    engine = Scripted(SCRIPT | {"critique": [late, *[SCRIPT["critique"]] * 99]})
    asked = order(tmp_path / "x", "gepa", log=tmp_path / "log")
    first = compile_program(asked, display=Heard(), lms=models(engine)).card.spent
    again = compile_program(asked, display=Heard(), lms=models(Scripted(SCRIPT))).card.spent
    assert first.calls == len(engine.requests)
    assert (again.calls, again.tokens) == (first.calls, first.tokens)


def test_lines_that_were_cut_stay_cut(tmp_path: Path) -> None:
    """What an optimizer's threads still ask is not paid out of what was kept back."""
    engine = Scripted(SCRIPT)
    asked = order(tmp_path / "x", "gepa")
    record, lms = prepare(asked, models(engine))
    with Session(record, Heard(), lms).open() as session:
        old = session.lm
        session.switch.cut(BudgetError("used up"))
        with session.released():
            dspy.Predict("a -> b")(a="new")
            with pytest.raises(Halted):
                dspy.Predict("a -> b")(a="old", lm=old)
    assert len(engine.requests) == 1


def test_money_is_capped(tmp_path: Path) -> None:
    """At $1 a million tokens of prompt and $2 of reply, over two starts of the same compile."""
    most, price = 6_000 * 10**6, Price(10**6, 2 * 10**6)
    asked = order(tmp_path / "x", "gepa", log=tmp_path / "log", max_cost=most, price=price)
    engines = [Scripted(SCRIPT), Scripted(SCRIPT)]
    ends = [compile_program(asked, display=Heard(), lms=models(engine)) for engine in engines]
    assert [done.exit_code for done in ends] == [4, 4]
    assert sum(engine.tokens for engine in engines) * 10**6 <= most
    dollars = ends[-1].card.spent.dollars
    assert dollars is not None
    assert 0 < dollars * 10**12 <= most


def test_money_without_a_price_is_refused(tmp_path: Path) -> None:
    """Before any call."""
    engine = Scripted(SCRIPT)
    with pytest.raises(ConfigurationError, match=r"no price is known of scripted/model.*--price"):
        compile_program(order(tmp_path / "x", "gepa", max_cost=1), display=Heard(),
                        lms=models(engine))  # fmt: skip
    assert engine.requests == []


RATE = Price(10**6, 2 * 10**6)


def begun(folder: Path, price: Price | None) -> int:
    """The calls of a start that an outage ends, at that price."""
    engine = failing(CALLS["bootstrap"], ServerError("gone"))
    asked = order(folder / "x", "bootstrap", log=folder / "log", price=price)
    compile_program(asked, display=Heard(), lms=models(engine))
    return len(engine.requests)


@pytest.mark.parametrize(
    ("prices", "was"),
    [([None], "none"), ([Price(0, 0)], "scripted/model 0.0,0.0"), ([RATE, None], "several")],
)
def test_money_spent_at_another_price_or_none_bears_no_cap(
    tmp_path: Path, prices: list[Price | None], was: str
) -> None:
    """It would count as free; without a cap the log goes on at any price."""
    for price in prices:
        assert begun(tmp_path, price) > 0
    capped = order(tmp_path / "x", "bootstrap", log=tmp_path / "log", price=RATE, max_cost=10**12)
    engine = Scripted(SCRIPT)
    said = f"another price .{was}, now scripted/model 1.0,2.0.; remove it to begin anew"
    with pytest.raises(ConfigurationError, match=said):
        compile_program(capped, display=Heard(), lms=models(engine))
    assert engine.requests == []


def test_a_cap_on_cost_may_come_later(tmp_path: Path) -> None:
    """Over all that was spent, at the same price; not over a log that does not tell its price."""
    calls = begun(tmp_path, RATE)
    asked = order(tmp_path / "x", "bootstrap", log=tmp_path / "log", price=RATE)
    capped = dataclasses.replace(asked, max_cost=10**12)
    whole = Scripted(SCRIPT)
    usual = compile_program(order(tmp_path / "y", "bootstrap", price=RATE), display=Heard(),
                            lms=models(whole)).card.spent  # fmt: skip
    done = compile_program(capped, display=Heard(), lms=models(Scripted(SCRIPT)))
    assert (done.recalled, done.card.spent.dollars) == (calls, usual.dollars)
    bound = tmp_path / "log" / "bound.json"
    before = json.loads(bound.read_text())
    del before["price"]
    bound.write_text(json.dumps(before))
    with pytest.raises(ConfigurationError, match=r"another price \(unknown, now"):
        compile_program(capped, display=Heard(), lms=models(Scripted(SCRIPT)))
    again = compile_program(asked, display=Heard(), lms=models(Scripted(SCRIPT)))
    assert again.recalled == len(whole.requests)


def test_the_proposer_is_named_by_its_own_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with --prompt-model is not said of --model."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "none")
    given = {"model": "anthropic/claude-sonnet-4-5"}
    asked = order(tmp_path / "x", "gepa", prompt_model="openai/x", settings=given)
    with pytest.raises(ConfigurationError, match=r"^--prompt-model 'openai/x' needs a key"):
        prepare(asked, None)


@pytest.mark.parametrize("name", [*CALLS])
def test_the_critic_is_asked_of_its_own_model(tmp_path: Path, name: str) -> None:
    """By whatever optimizer, in whichever thread: no critique is asked of the other model."""
    main, critic = Scripted(SCRIPT), Scripted(SCRIPT)
    lms = models(main) | {"critique": critic.lm, "verify": critic.lm}
    done = compile_program(order(tmp_path / "x", name, threads=2), display=Heard(), lms=lms)
    assert done.stopped is None
    assert set(critic.steps) == {"critique"}
    assert "critique" not in main.steps
    assert "edit" in main.steps
    assert done.card.critic_model == "scripted/model"
    assert done.card.spent.calls == len(main.requests) + len(critic.requests)


def test_a_torn_log_goes_on(tmp_path: Path) -> None:
    """A kill may have cut the last line: that call is asked again, no other."""
    asked = order(tmp_path / "x", "gepa", log=tmp_path / "log")
    compile_program(asked, display=Heard(), lms=models(Scripted(SCRIPT)))
    calls = tmp_path / "log" / "calls.jsonl"
    calls.write_bytes(calls.read_bytes()[:-20])
    engine = Scripted(SCRIPT)
    compile_program(asked, display=Heard(), lms=models(engine))
    assert len(engine.requests) == 1
    again = Scripted(SCRIPT)
    compile_program(asked, display=Heard(), lms=models(again))
    assert again.requests == []


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"optimizer": "copro"}, "another optimizer .gepa, now copro."),
        ({"metric": "refinement"}, "another metric .checklist, now refinement."),
        ({"settings": {"max_rounds": 2}}, "another settings of the program"),
        ({"settings": {"seed": 9}}, "another settings of the program"),
        ({"threshold": 0.5}, "another options"),
    ],
)
def test_another_compiles_log_is_refused(tmp_path: Path, other: dict[str, Any], said: str) -> None:
    """With what differs, and what to do."""
    log = tmp_path / "log"
    compile_program(
        order(tmp_path / "x", "gepa", log=log), display=Heard(), lms=models(Scripted(SCRIPT))
    )
    engine = Scripted(SCRIPT)
    chosen = {"log": log} | {k: v for k, v in other.items() if k != "optimizer"}
    asked = order(tmp_path / "x", other.get("optimizer", "gepa"), **chosen)
    with pytest.raises(ConfigurationError, match=said + r".*remove it to begin anew"):
        compile_program(asked, display=Heard(), lms=models(engine))
    assert engine.requests == []


def test_a_log_whose_first_file_was_cut_off_is_begun(tmp_path: Path) -> None:
    """A kill leaves what was to become it; nothing else is in the folder."""
    log = tmp_path / "log"
    log.mkdir()
    (log / ".bound.json.abcd1234").touch()
    asked = order(tmp_path / "x", "bootstrap", log=log)
    assert compile_program(asked, display=Heard(), lms=models(Scripted(SCRIPT))).exit_code == 0
    assert (log / "bound.json").exists()


def test_a_log_in_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    """Nothing is written into somebody's folder."""
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "mine.txt").write_text("mine")
    asked = order(tmp_path / "x", "gepa", log=tmp_path / "log")
    with pytest.raises(ConfigurationError, match="is no log of a compile"):
        compile_program(asked, display=Heard(), lms=models(Scripted(SCRIPT)))
    assert [path.name for path in (tmp_path / "log").iterdir()] == ["mine.txt"]


def test_no_key_reaches_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither artefact nor log, not even when a server's error quotes it."""
    key = "sk-not-for-any-file-0123"
    monkeypatch.setenv("OPENAI_API_KEY", key)
    engine = failing(12, dspy.lm15.AuthError(f"bad key {key}"))
    asked = order(tmp_path / "x", "gepa", log=tmp_path / "log")
    done = compile_program(asked, display=Heard(), lms=models(engine))
    assert done.exit_code == 3
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 5  # three of the artefact, two of the log
    assert not any(key in path.read_text() for path in files)


def test_two_starts_at_once(tmp_path: Path) -> None:
    """The second is refused, asks nothing, and leaves the first alone."""
    asked = order(tmp_path / "x", "bootstrap", log=tmp_path / "log")
    refused: list[str] = []

    def begin_another(request: Request) -> str:
        other = Scripted(SCRIPT)
        if not refused:
            with pytest.raises(ConfigurationError, match="another compile is writing to") as error:
                compile_program(asked, display=Heard(), lms=models(other))
            refused.append(str(error.value))
            assert other.requests == []
        return str(SCRIPT["critique"])

    engine = Scripted(SCRIPT | {"critique": begin_another})
    done = compile_program(asked, display=Heard(), lms=models(engine))
    assert refused
    assert done.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "x"]


def test_a_package_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Optuna comes with neither DSPy nor redraft; no call is made before that is told."""
    monkeypatch.setitem(sys.modules, "optuna", None)
    asked, engine = order(tmp_path / "x", "mipro"), Scripted(SCRIPT)
    says = r"mipro needs optuna, which is not here: pip install '\.\[optimizers\]' in redraft's"
    with pytest.raises(ConfigurationError, match=says):
        compile_program(asked, display=Heard(), lms=models(engine))
    assert engine.requests == []
