"""Rows of an interrupted run are taken for the same prompts alone."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import freetext, prefix, prompts, quotes
from benchmarks.asks import spread
from benchmarks.local import Kept, fingerprint
from redraft.adapter import prompt as sent

SPENT = dict.fromkeys(prompts.SIZES, 1) | {"failed": True}
MESSAGES = [{"role": "user", "content": "Write."}]


class Counting:
    """A server that gives no reply, and the questions that it got."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def ask(self, adapter: Any, *_: Any) -> tuple[None, dict[str, Any]]:
        """No reply; the figures of one."""
        self.asked.append(adapter)
        return None, dict(SPENT)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """An empty file of rows."""
    return Kept(tmp_path / "rows.jsonl")


def test_a_fingerprint_is_of_every_word_and_of_nothing_else() -> None:
    """It is the same in another run."""
    assert fingerprint(MESSAGES) == fingerprint([dict(MESSAGES[0])]) == "7b36ff26ac67"
    other = [MESSAGES[0] | {"content": "Write!"}]
    assert fingerprint(other) != fingerprint(MESSAGES)
    assert fingerprint([MESSAGES[0] | {"role": "system"}]) != fingerprint(MESSAGES)


def test_a_question_in_other_words_is_asked(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the program's prompts those that have changed, and the table has no old row."""
    server, row = Counting(), spread(1)[0]
    servers: Any = dict.fromkeys(prompts.ADAPTERS, server)
    first = prompts.refined(servers, row, kept)
    assert len(first) == len(server.asked) == len(kept.rows) > 3
    assert prompts.refined(servers, row, Kept(kept.file)) == first
    assert prompts.refined({}, row, Kept(kept.file)) == first
    kept.rows.pop()
    assert prompts.refined({}, row, kept) == []
    kept.rows.append(first[-1])
    assert len(server.asked) == len(first)
    monkeypatch.setattr(sent, "PREAMBLE", "You write.")
    again = prompts.refined(servers, row, kept)
    assert set(server.asked[len(first) :]) == {prompts.ADAPTERS["ours"]}
    assert [one for one in again if one in first] == [
        one for one in first if one["adapter"] != "ours"
    ]
    assert len(again) == len(first)


def test_a_prompt_in_other_words_is_counted(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same way."""
    counted: list[Any] = []

    def evaluated(_server: Any, messages: list[dict[str, Any]]) -> dict[str, int]:
        counted.append(messages)
        return {"prompt": 1, "fresh": 1}

    monkeypatch.setattr(prefix, "evaluated", evaluated)
    servers: Any = dict.fromkeys(prefix.ADAPTERS)
    first = prefix.counted(servers, spread(1)[0], kept)
    assert len(counted) == len(first) == 30
    assert prefix.counted(servers, spread(1)[0], Kept(kept.file)) == first
    monkeypatch.setattr(sent, "PREAMBLE", "You write.")
    prefix.counted(servers, spread(1)[0], kept)
    assert len(counted) == 40


@pytest.mark.parametrize("benchmark", [quotes, freetext])
def test_each_way_goes_by_its_prompt(
    benchmark: Any, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A way whose words have changed is asked again."""
    server: Any = Counting()
    ways, row = list(benchmark.WAYS), benchmark.examples()[0]
    first = benchmark.rows(server, 0, row, ways, kept)
    assert [one["way"] for one in first] == ways
    assert benchmark.rows(server, 0, row, ways, Kept(kept.file)) == first
    assert len(server.asked) == len(ways)
    monkeypatch.setattr(sent, "PREAMBLE", "You write.")
    assert benchmark.rows(server, 0, row, ways, kept) != first
    assert len(server.asked) == 2 * len(ways)
