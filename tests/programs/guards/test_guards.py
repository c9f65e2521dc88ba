"""The package's public face."""

from redraft.programs import guards


def test_all_is_sorted_and_true() -> None:
    """Every name that is promised is there, once."""
    assert guards.__all__ == sorted(set(guards.__all__), key=lambda name: (name.islower(), name))
    assert all(hasattr(guards, name) for name in guards.__all__)
