"""Prompts and raw replies: what the server got and gave, once each, however a run went."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from redraft import pace
from redraft.cli import cli
from redraft.evaluation.records import Call
from redraft.evaluation.store import Store
from tests.evaluation.fake import Fake, answer, write_rows
from tests.loopback import REASON

NOTES = 4
Type = Callable[..., int]
Kept = Callable[[], list[list[Call]]]


@pytest.fixture
def type_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """A command in a home of its own; its exit code."""
    monkeypatch.setattr(pace, "FIRST", 0.001)
    home = {"REDRAFT_HOME": str(tmp_path)}

    def typed(*arguments: object) -> int:
        told = [str(argument) for argument in arguments]
        return CliRunner(env=home).invoke(cli, [*told, "-q"]).exit_code

    return typed


@pytest.fixture
def evaluate(type_: Type, fake: Fake, tmp_path: Path) -> Type:
    """`redraft evaluate refine,max_rounds=1` over four notes, one after the other."""
    rows = write_rows(tmp_path / "notes.jsonl", NOTES)
    where = ("--data", rows, "--model", "small", "--api-base", fake.url, "--concurrency", 1)

    def evaluated(*more: object) -> int:
        return type_("evaluate", "refine,max_rounds=1", *where, *more)

    return evaluated


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """What is kept of each row of run 1: of one that is done, as many tokens as it counts."""

    def kept() -> list[list[Call]]:
        store = Store(tmp_path / "runs.sqlite3")
        rows = list(store.rows(1))
        found = [store.said(1, row.number) for row in rows]
        for row, said in zip(rows, found, strict=True):
            if row.status == "done":
                assert sum(call.tokens for call in said) == row.tokens
        store.close()
        return found

    return kept


def prompts(found: list[list[Call]]) -> Counter[str]:
    """How often each conversation is kept."""
    return Counter(json.dumps(call.messages, sort_keys=True) for said in found for call in said)


def asked(fake: Fake) -> Counter[str]:
    """How often the server got each."""
    found = Counter[str]()
    for body, count in fake.bill.asked.items():
        found[json.dumps(json.loads(body)["messages"], sort_keys=True)] += count
    return found


def test_it_is_what_the_server_got_and_gave(evaluate: Type, kept: Kept, fake: Fake) -> None:
    """Of rows that are done, every message and every reply, byte for byte."""
    assert evaluate() == 0
    found = kept()
    assert prompts(found) == asked(fake)
    assert [[call.step for call in said][:3] for said in found] == [
        ["verify", "critique", "edit"]
    ] * NOTES
    for said in found:
        assert [call.reply for call in said] == [
            answer(call.messages[-1]["content"]) for call in said
        ]


def test_a_reply_that_could_not_be_read_is_kept(evaluate: Type, kept: Kept, fake: Fake) -> None:
    """As it came, before the one that was asked for once more; a refused call has none."""
    fake.fault = lambda number, body: {2: "prose", 3: "500"}.get(number, "")
    assert evaluate("--limit", 1) == 0
    (said,) = kept()
    assert [call.step for call in said][:3] == ["verify", "critique", "critique"]
    assert [call.reply == "well, well" for call in said][:3] == [False, True, False]
    assert said[1].messages == said[2].messages
    assert len(said) == fake.bill.calls - 1


def test_a_run_gone_on_with_keeps_nothing_twice(
    evaluate: Type, type_: Type, kept: Kept, fake: Fake
) -> None:
    """Cut in the middle of a row by a cap, then by an outage; recalled steps say nothing anew."""
    assert evaluate("--max-calls", 6, "--tries", 1, "--max-errors", 0) == 4
    assert sum(map(len, kept())) == 6
    fake.fault = lambda number, body: "500" if number > 9 else ""
    assert type_("resume", 1, "--max-calls", 100) == 3
    assert sum(map(len, kept())) == 9
    fake.fault = lambda number, body: ""
    assert type_("resume", 1) == 0
    assert set(prompts(kept()).values()) == {1}


def test_what_is_asked_anew_takes_the_place_of_what_was_said(
    evaluate: Type, type_: Type, kept: Kept, fake: Fake, tmp_path: Path
) -> None:
    """A record that no longer fits is asked again, and its old call is let go."""
    fake.fault = lambda number, body: "500" if number > 2 else ""
    assert evaluate("--limit", 1, "--tries", 1) == 3
    (before,) = kept()
    assert [call.step for call in before] == ["verify", "critique"]
    with sqlite3.connect(tmp_path / "runs.sqlite3") as sql:
        sql.execute(
            "UPDATE steps SET record = json_set(record, '$.outputs.verdicts', 'none') WHERE id = 1"
        )
    sql.close()
    fake.fault = lambda number, body: ""
    assert type_("resume", 1) == 0
    (after,) = kept()
    assert set(prompts([after]).values()) == {1}
    assert Counter(call.step for call in after)["verify"] == 2


def test_a_run_can_keep_none(evaluate: Type, type_: Type, fake: Fake, tmp_path: Path) -> None:
    """Nor when it is gone on with; the steps of a row under way are kept all the same."""
    assert evaluate("--no-replies", "--max-calls", 6) == 4
    assert type_("resume", 1, "--max-calls", 100) == 0
    assert set(fake.bill.asked.values()) == {1}
    store = Store(tmp_path / "runs.sqlite3")
    assert [store.said(1, number) for number in range(NOTES)] == [[]] * NOTES
    store.close()


def test_no_key_is_kept(evaluate: Type, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one of the environment's nor what looks like one, in prompt or reply."""
    monkeypatch.setenv("SOME_API_KEY", REASON)
    assert evaluate() == 0
    whole = json.dumps([[call.model_dump() for call in said] for said in kept()])
    assert REASON not in whole
    assert "***" in whole
