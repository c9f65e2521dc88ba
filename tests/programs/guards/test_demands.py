"""The task and its requirements as lines."""

from redraft.programs.guards.demands import demanded
from redraft.signatures.types import Requirement


def test_requirements_or_their_words() -> None:
    """Both kinds give their words, after the task."""
    given: list[Requirement | str] = [Requirement(id="r1", says="Name the owner."), "Give a date."]
    assert demanded("Write it.", given) == ["Write it.", "Name the owner.", "Give a date."]
