"""The parts that scores are made of."""

from redraft.metrics.score import listed, share


def test_a_share_stays_between_0_and_1() -> None:
    """1 of 4 is a quarter; of nothing it is what the caller says, 1 by default."""
    assert share(1, 4) == 0.25
    assert (share(5, 4), share(-1, 4)) == (1.0, 0.0)
    assert (share(0, 0), share(0, 0, empty=0.0)) == (1.0, 0.0)


def test_long_lists_say_how_much_they_leave_out() -> None:
    """Three lines of which two are shown leave one."""
    assert listed(["a", "b", "c"], 2) == ("a", "b", "... and 1 more")
    assert listed(["a", "b"], 2) == ("a", "b")
