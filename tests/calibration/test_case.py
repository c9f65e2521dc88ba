"""Which examples are asked about."""

from redraft.calibration.case import cases, chosen
from tests.calibration.judge import rows


def test_of_one_example_it_is_a_flawed_one() -> None:
    """A clean text has no open box, of which most probes ask."""
    found = cases(rows(5, clean=1))
    assert [case.labels.clean for case in chosen(found, 1)] == [False]
    assert [case.labels.clean for case in chosen(found, 1, short=True)] == [False]
    assert [case.labels.clean for case in chosen(found, 2)] == [True, False]
