"""Small pages: keys in what was rewritten, ids that differ in case, a run that took no tokens.

And a large one, which is not too large.
"""

import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from redraft.data import Labelled
from redraft.evaluation.records import Result, RowInfo
from redraft.evaluation.store import Store
from redraft.report.page import gather, render
from redraft.signatures.records import LedgerRow, Round
from redraft.signatures.types import Weakness
from tests.report.page.stores import documents, large, put

BODY = "Ab12Cd34Ef56Gh78"
TEXT = "Sign in with {} before Friday, and then wait for the mail that says so."


def made(
    folder: Path, rows: Sequence[Labelled], texts: Sequence[str], tokens: Sequence[int]
) -> str:
    """A page of runs that each made of every row a draft and a rewrite, for so many tokens."""
    store = Store(folder / "runs.sqlite3")
    weakness = Weakness(id="w1", quote="sk-proj", problem="a key")
    ledger = [LedgerRow(weakness=weakness, before=texts[0], after=texts[-1], outcome="fixed")]
    rounds = [
        Round(number=number, text=text, policy="edits", ledger=ledger if number else [])
        for number, text in enumerate(texts)
    ]
    result = Result(status="not_ready", best=len(rounds) - 1, rounds=rounds)
    runs = put(store, [f"v{at}" for at in range(len(tokens))], rows)
    for run, took in zip(runs, tokens, strict=True):
        for number, row in enumerate(rows):
            done = RowInfo(
                run=run, number=number, example="", name=row.id, repeat=0, status="done",
                outcome="not_ready", tokens=took, calls=1, seconds=1.0, result=result,
            )  # fmt: skip
            store.finish(done, [], [])
        store.ends(run, "done")
    page = render(gather(store, runs, "text_part"))
    store.close()
    return page


def test_a_key_that_a_rewrite_masked_is_hidden(tmp_path: Path) -> None:
    """Also where the words that changed cut it, and where a character that is not shown does."""
    whole, cut = f"sk-proj-{BODY}", f"sk-\x00proj-{BODY}"
    for at, key in enumerate((whole, cut)):
        folder = tmp_path / str(at)
        folder.mkdir()
        page = made(folder, documents(1), [TEXT.format(key), TEXT.format("sk-YOURS")], [10])
        assert BODY not in page
        assert "before Friday, and then wait" in page
        assert "<del>***</del>" in page


def test_a_key_that_is_cut_is_hidden_wherever_it_stands(tmp_path: Path) -> None:
    """In the text returned, which no words are compared of."""
    page = made(tmp_path, documents(1), [TEXT.format(f"sk-\x00proj-{BODY}")], [10])
    assert BODY not in page
    assert "Sign in with *** before Friday" in page


def test_ids_that_differ_in_case_are_two_examples(tmp_path: Path) -> None:
    """As everywhere else."""
    rows = [
        row.model_copy(update={"id": name}) for row, name in zip(documents(2), "aA", strict=True)
    ]
    page = made(tmp_path, rows, ["One text."], [10])
    assert "2 rows over 2 examples" in page


def test_a_baseline_without_tokens_is_no_number_of_times(tmp_path: Path) -> None:
    """A dash in the table, and the tokens as they are in the answer."""
    page = made(tmp_path, documents(2), ["One text."], [0, 4200])
    assert "for 4,200 tokens a row against none." in page
    assert '<td class="n">4,200</td><td class="n">-</td>' in page
    assert "inf" not in page.partition('id="runs"')[2].partition("</table>")[0]


def test_two_hundred_examples_of_three_runs_are_not_too_much(tmp_path: Path) -> None:
    """For a browser to show at once: it takes time by the byte and by the element."""
    runs = large(tmp_path / "runs.sqlite3", 200)
    with closing(Store(tmp_path / "runs.sqlite3")) as store:
        page = render(gather(store, runs, "critique_count"))
    assert page.count('<details class="example"') == 200
    assert len(page.encode()) < 200 * 100_000
    assert len(re.findall(r"<[a-z]", page)) < 200 * 1000
