"""No test depends on how busy the machine is."""

from hypothesis import settings


def test_a_generated_example_may_take_its_time() -> None:
    """Hypothesis would fail one of more than 200 ms of wall clock."""
    assert settings().deadline is None
