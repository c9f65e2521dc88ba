"""What is said of a name that nothing has."""

import pytest

from redraft.texts.nearest import accepted


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("refin", "did you mean 'refine'? Accepted are one_shot, refine"),
        ("oneshot", "did you mean 'one_shot'? Accepted are one_shot, refine"),
        ("zzz", "accepted are one_shot, refine"),
        ("", "accepted are one_shot, refine"),
    ],
)
def test_the_nearest_comes_first(name: str, says: str) -> None:
    """Only one that is near enough to have been meant."""
    assert accepted(name, ("one_shot", "refine")) == says
