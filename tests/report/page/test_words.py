"""The question and the answer of a report: in the comparison's own words."""

from redraft.evaluation.compare import compare
from redraft.report.page.words import answer, labels, listed, question
from tests.evaluation.plain import row, side

BASE = side(1, [row(n, 0.4) for n in range(12)], name="one")
BETTER = side(2, [row(n, 0.6 + n / 100) for n in range(12)], name="two")
SAME = side(3, [row(n, 0.4 + (0.1 if n % 2 else -0.1)) for n in range(12)], name="three")
WORSE = side(4, [row(n, 0.1 + n / 100) for n in range(12)], name="four")


def test_two_runs() -> None:
    found = compare([BASE, BETTER])
    assert question(["one", "two"]) == "Is two better than one?"
    # the mean of 0.60, 0.61, ... 0.71 is 0.655
    told = answer(found, ["one", "two"])
    assert told.startswith("Better: by refinement, two comes to 0.655 and one to 0.400, a differ")
    assert "+0.255 [" in told


def test_a_baseline_that_took_no_tokens() -> None:
    """Is no number of times, and another run's tokens are told as they are."""
    paid = side(2, [row(n, 0.6, tokens=4200) for n in range(12)])
    assert answer(compare([BASE, paid]), ["one", "two"]).endswith(
        ", for 4,200 tokens a row against none."
    )


def test_what_cannot_be_told_is_said_as_the_comparison_says_it() -> None:
    found = compare([BASE, SAME])
    says = found.figures[0].differences[0].says
    assert says.startswith("can't tell with 12 rows")
    assert answer(found, ["one", "three"]).startswith(f"C{says[1:]}: by refinement, three")


def test_several_runs() -> None:
    names = ["one", "two", "three", "four"]
    assert question(names) == "Is two, three or four better than one?"
    assert answer(compare([BASE, BETTER, SAME, WORSE]), names) == (
        "By refinement, two is better than one; four is worse than one; "
        "can't tell with 12 rows about three."
    )


def test_a_run_alone_is_not_called_good() -> None:
    found = compare([BETTER], least=1)
    assert question(["two"]) == "What does two come to?"
    told = answer(found, ["two"])
    assert told.startswith("two comes to 0.655 [")
    assert told.endswith("Whether that is good, only another run can tell.")


def test_two_of_a_name_are_told_apart() -> None:
    assert labels([BASE, BASE, BETTER]) == ["1 one", "1 one", "two"]
    long = "refine,max_rounds=1,min_weaknesses={},temperature=0.7,seed=1"
    grid = [side(n, BASE.rows, name=long.format(n)) for n in (1, 3)]
    assert labels(grid) == [
        "1 refine,max_rounds=1,min_we ... ture=0.7,seed=1",
        "3 refine,max_rounds=1,min_we ... ture=0.7,seed=1",
    ]
    assert listed(["a", "b", "c"]) == "a, b and c"
