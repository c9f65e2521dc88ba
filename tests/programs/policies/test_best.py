"""Which text of a trajectory is returned."""

import pytest

from redraft.programs.policies.best import best
from redraft.signatures.records import Round
from redraft.signatures.types import Verdict


def trajectory(*words: str) -> list[Round]:
    """A round for each word: C a box ticked by code, m one by the model, c and o open ones."""
    verdicts = {
        "C": Verdict(box="b", checked=True, by="code"),
        "c": Verdict(box="b", checked=False, by="code"),
        "m": Verdict(box="b", checked=True),
        "o": Verdict(box="b", checked=False),
    }
    return [
        Round(number=number, text="", verdicts=[verdicts[mark] for mark in word])
        for number, word in enumerate(words)
    ]


@pytest.mark.parametrize(
    ("words", "index"),
    [
        (["oo"], 0),
        (["oo", "mo"], 1),
        (["oo", "mo", "oo"], 1),
        (["mo", "om"], 0),
        (["mm", "mo", "oo"], 0),
        (["cmm", "Coo"], 1),
        (["Cmo", "cmm"], 0),
        (["CCo", "CCm", "Ccm"], 1),
        (["Cmo", "Cmo", "Cmm", "Cmo"], 2),
        (["Cmm", "Cmm"], 1),
        (["", "", ""], 2),
    ],
)
def test_facts_first_then_boxes_then_the_earliest(words: list[str], index: int) -> None:
    """More boxes of code win over any number of the model's; of equals the first is taken.

    Where there was nothing to gain, every box ticked or none there, it is the last.
    """
    assert best(trajectory(*words)) == index
