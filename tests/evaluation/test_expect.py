"""What a run may take, told beforehand."""

import pytest

from redraft.data import rows
from redraft.evaluation.expect import rehearse
from redraft.programs import PROGRAMS, Refine


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_can_be_rehearsed(name: str) -> None:
    """None stumbles over what is made up."""
    found = rehearse(PROGRAMS[name](), rows("dev")[:2])
    assert found is not None
    assert 1 <= found.calls < 60
    assert found.prompt > 100


def test_refine_asks_as_often_as_it_says() -> None:
    """By hand, with a draft and one way to rewrite: verify, then critique, edit, verify a round."""
    calls = [
        rehearse(Refine(max_rounds=rounds, rewrites=("whole",)), rows("dev")[:1])
        for rounds in (0, 1)
    ]
    assert [found.calls for found in calls if found] == [1, 4]


def test_without_drafts_it_writes_one() -> None:
    """One call more."""
    given = rehearse(Refine(max_rounds=0), rows("dev")[:1])
    fresh = rehearse(Refine(max_rounds=0), rows("dev")[:1], fresh=True)
    assert given is not None
    assert fresh is not None
    assert fresh.calls == given.calls + 1


def test_what_cannot_be_rehearsed_is_not_told() -> None:
    """A program that fails on what is made up stops nothing."""

    class Broken(Refine):
        def steps(self, item: object) -> None:  # type: ignore[override]
            raise KeyError("x")

    assert rehearse(Broken(), rows("dev")[:1]) is None
