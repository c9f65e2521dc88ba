"""docs/techniques.md says what the programs do."""

import re
from pathlib import Path

import pytest

from redraft.programs import PROGRAMS
from tests.programs.test_techniques import CASES, Case

DOC = Path(__file__).parents[2] / "docs" / "techniques.md"
ROWS = {
    cells[0].strip("`"): cells[-2:]
    for line in DOC.read_text(encoding="utf-8").splitlines()
    if line.startswith("| `")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
TERM = re.compile(r"([+-]?)\s*(\d*)([kn]?)\s*")


def worth(formula: str, k: int, n: int) -> int:
    """What `2 + 3k` or `3n - 1` comes to."""
    total, at = 0, 0
    while at < len(formula):
        term = TERM.match(formula, at)
        assert term is not None, formula
        assert term.end() > at, formula
        sign, number, letter = term.groups()
        size = int(number or 1) * {"k": k, "n": n, "": 1}[letter]
        total += -size if sign == "-" else size
        at = term.end()
    return total


def test_every_program_has_its_row() -> None:
    """The table is the registry, nobody left out and nobody made up."""
    assert set(ROWS) == set(PROGRAMS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.calls}")
def test_the_numbers_are_those_that_were_counted(case: Case) -> None:
    """Calls and depth of each case, which another test counts on the engine."""
    calls, depth = ROWS[case.name]
    assert (worth(calls, case.k, case.n), worth(depth, case.k, case.n)) == (case.calls, case.depth)


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_class_says_what_it_costs(name: str) -> None:
    """In its docstring: calls, depth, and how it may end."""
    said = PROGRAMS[name].__doc__ or ""
    assert "Calls:" in said
    assert "depth" in said.lower()
    assert "`status`" in said


def test_formulas_are_read_right() -> None:
    """Worked by hand."""
    assert worth("2 + 3k", k=2, n=9) == 8
    assert worth("3n - 1", k=9, n=2) == 5
    assert worth("6", k=1, n=1) == 6
