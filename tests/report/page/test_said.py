"""Prompts and raw replies on the page: folded away, each prompt once, and left out on demand."""

import re
from html import unescape
from pathlib import Path

from redraft.evaluation.records import Call
from redraft.evaluation.store import Store
from redraft.report.page import gather, render
from redraft.report.page.said import Prompts
from tests.report.page.stores import large

ROWS = 17


def call(text: str, role: str = "user") -> Call:
    return Call(step="s", tokens=1, messages=[{"role": role, "content": text}], reply="x")


def written(path: Path, *, prompts: bool = True) -> tuple[str, list[list[list[Call]]]]:
    """A page of two runs, the second with a row that failed; and the calls, by run and row."""
    runs = large(path, ROWS)[:2]
    store = Store(path)
    page = render(gather(store, runs, "critique_count", prompts=prompts))
    calls = [[store.said(run, number) for number in range(ROWS)] for run in runs]
    store.close()
    return unescape(page), calls


def test_a_prompt_that_came_before_is_known_again() -> None:
    """By its roles and texts, within one example."""
    seen = Prompts(7)
    first = seen.shown([call("a"), call("b"), call("a")])
    second = seen.shown([call("b"), call("a", "system")])
    assert [(one.key, one.again) for one in (*first, *second)] == [
        ("e7p1", False), ("e7p2", False), ("e7p1", True), ("e7p2", True), ("e7p3", False)
    ]  # fmt: skip
    assert Prompts(8).shown([call("a")])[0].key == "e8p1"


def test_every_call_of_a_row_is_there_folded_away(tmp_path: Path) -> None:
    """Under its step and tokens, with every message and the reply; nothing of it is open."""
    page, calls = written(tmp_path / "runs.sqlite3")
    folds = re.findall(r'<details class="more said">.*?Prompts and raw replies: (\d+) calls?', page)
    assert [int(n) for n in folds] == [
        len(run[number]) for number in range(ROWS) for run in calls if run[number]
    ]
    assert page.count('<details class="call">') == sum(map(int, folds))
    last = calls[1][0][-1]
    mine = page.split('id="e1"')[1].split('id="e2"')[0]
    assert f'<summary>{last.step} <span class="faint">{last.tokens} tokens</span></summary>' in mine
    for said in (*(message["content"] for message in last.messages), last.reply):
        assert f'<pre dir="auto">\n{said}</pre>' in mine
    assert "Replies as they were read" not in page


def test_what_two_runs_asked_alike_is_said_once(tmp_path: Path) -> None:
    """Elsewhere a link stands to it, and what it points to is there."""
    page, calls = written(tmp_path / "runs.sqlite3")
    prompts = [
        {message["content"] for run in calls for one in run[number] for message in one.messages}
        for number in range(ROWS)
    ]
    links = re.findall(r'<a href="#(e\d+p\d+)">that of an earlier call</a>', page)
    held = re.findall(r'<div id="(e\d+p\d+)">', page)
    assert links
    assert {*links} <= {*held}
    assert len(held) == sum(len(texts) - 1 for texts in prompts)  # the system's is in all of them
    assert len(links) + len(held) == page.count('<details class="call">')


def test_they_can_be_left_out(tmp_path: Path) -> None:
    """And then the page says so."""
    page, calls = written(tmp_path / "runs.sqlite3", prompts=False)
    assert calls[1][0]
    assert 'class="call"' not in page
    assert "word for word" not in page
    assert "Prompts and raw replies are left out here." in page


def test_a_row_that_failed_has_its_own(tmp_path: Path) -> None:
    """What was said before it did, in the place of the replies as they were read."""
    path = tmp_path / "runs.sqlite3"
    runs = large(path, ROWS)
    store = Store(path)
    (done,) = [row.number for row in store.rows(runs[1]) if row.status == "error"]
    store.sql.execute("UPDATE said SET number = ? WHERE run = ? AND number = 0", (done, runs[1]))
    page = render(gather(store, runs[:2], "critique_count"))
    store.close()
    mine = page.split(f'id="e{done + 1}"')[1]
    assert "How refine got there: not done" in mine
    assert mine.count('<details class="more said">') == 2
