"""The table of compiled programs says what their cards say."""

from pathlib import Path

import pytest

from benchmarks.compiled import main
from benchmarks.tables import README
from redraft.artefact import Card, Compared, DataUsed, Estimate, Spent
from redraft.data.stats import paste

USED = DataUsed(source="redraft", split="dev", rows=4, sha256="0" * 64)
HELD = Compared(
    before=Estimate(mean=0.5, low=0.4, high=0.6),
    after=Estimate(mean=0.625, low=0.5, high=0.75),
    gain=Estimate(mean=0.125, low=-0.05, high=0.3),
    p=0.2,
    rows_better=4,
    rows_worse=2,
    dropped=1,
)
CARD = Card(
    program="one_shot",
    optimizer="gepa",
    model="local/small",
    metric="checklist",
    data={"train": USED, "val": USED, "held_out": USED.model_copy(update={"rows": 12})},
    spent=Spent(calls=1234, tokens=56_789),
    held_out=HELD,
)


def test_a_line_an_artefact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows that were dropped are not counted; one that was not compared says why."""
    stopped = CARD.model_copy(update={"held_out": None, "stopped": "the model is gone"})
    for name, card in {"b": CARD, "a": stopped}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "card.json").write_text(card.model_dump_json(), encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    first, second, _, about = capsys.readouterr().out.splitlines()[2:]
    assert "not compared: the model is gone" in first
    assert second == (
        "| b | gepa | 11 | 0.500 (0.400 to 0.600) | 0.625 (0.500 to 0.750) "
        "| 0.125 (-0.050 to 0.300) | compiled | 1,234 | 56,789 |"
    )
    assert about.startswith("one_shot on local/small, by checklist; 4 rows to learn from")


def test_the_readme_has_the_table_of_the_programs_here(capsys: pytest.CaptureFixture[str]) -> None:
    """`make compiles` writes it there."""
    assert main([str(README.parents[1] / "compiled")]) == 0
    text = README.read_text("utf-8")
    assert paste(text, "compiled", capsys.readouterr().out.removesuffix("\n")) == text
