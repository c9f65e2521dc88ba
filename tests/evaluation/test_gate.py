"""Gates: what they accept, and when they break."""

import pytest

from redraft.errors import ConfigurationError
from redraft.evaluation.compare import Comparison, compare
from redraft.evaluation.gate import check, parse
from tests.evaluation.plain import row, side


def compared() -> Comparison:
    """0.60 against 0.58, for 100 and 120 tokens."""
    return compare(
        [
            side(1, [row(n, 0.6, tokens=100) for n in range(5)]),
            side(2, [row(n, 0.58, tokens=120) for n in range(5)]),
        ]
    )


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ("refinement >= baseline - 0.02", True),  # 0.58, as near as floats come
        ("refinement >= baseline - 0.01", False),
        ("refinement >= baseline", False),
        ("refinement > baseline - 0.02", False),
        ("refinement>=0.58", True),
        ("refinement > .57", True),
        ("refinement < baseline", True),
        ("tokens <= baseline * 1.2", True),
        ("tokens < baseline * 1.2", False),
        ("tokens <= baseline + 19", False),
        ("ready >= 0", True),
        ("ready > -1", True),
        ("calls <= 0", True),
        ("rows >= 5", True),
        ("rows > 5", False),
    ],
)
def test_a_gate_holds_or_breaks(rule: str, *, holds: bool) -> None:
    (found,) = check(parse(rule), compared())
    assert found.holds is holds


def test_rounding_breaks_no_gate() -> None:
    """0.1 + 0.2 is a little above 0.3, as floats go."""
    tenths = [side(1, [row(n, 0.1) for n in range(3)]), side(2, [row(n, 0.3) for n in range(3)])]
    kept, also, strict = (
        check(parse(f"refinement {sign} baseline + 0.2"), compare(tenths))[0].holds
        for sign in (">=", "<=", "<")
    )
    assert (kept, also, strict) == (True, True, False)


def test_it_says_what_was_against_what() -> None:
    (found,) = check(parse("refinement >= baseline - 0.01"), compared())
    assert (found.run, found.gate.told) == ("2 v2", "refinement >= baseline - 0.01")
    assert found.value == pytest.approx(0.58)
    assert found.bound == pytest.approx(0.59)


@pytest.mark.parametrize(
    "rule",
    ["", "refinement", "refinement = 1", "refinement >= best", "refinement >= baseline / 2",
     "refinement >= baseline - ", "0.5 <= refinement", "refinement >= 0.5 or 1 > 0"],
)  # fmt: skip
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(ConfigurationError, match="accepted are a metric"):
        parse(rule)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("checklist >= 1", "'checklist' is not known.*Known are refinement, ready, tokens"),
        (
            "checklist >= baseline - 0.02",
            r"redraft rescore 1 --metric checklist, redraft rescore 2 --metric checklist\)",
        ),
        ("chekclist >= 1", "'chekclist' is not known of these runs. Known are"),
        ("money < 1", "no price is known"),
    ],
)
def test_what_is_not_known_is_refused(rule: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        check(parse(rule), compared())


def test_only_the_runs_that_lack_a_metric_are_to_be_rescored() -> None:
    scored = [row(n, scores={"refinement": 0.5, "scope": 1.0}) for n in range(3)]
    found = compare([side(1, scored), side(2, [row(n) for n in range(3)])])
    with pytest.raises(ConfigurationError, match=r"\(redraft rescore 2 --metric scope\)"):
        check(parse("scope >= 1"), found)
