# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""Substance against surface."""

import pytest

from redraft.texts.cosmetic import cosmetic, weight


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We recieve the file’s daily.", "We receive the files daily."),
        ("The Team meets on the internet", "the team meets on the Internet."),
        ("It runs fast, and it is cheap.", "It is cheap -- and it runs fast!"),
        ("We utilize large machines to do the job.", "We use big machines to do the job."),
        ("The results were collected by staff.", "Staff collected the results."),
        ("Le rapport est très long.", "Le rapport, très long, est là."),
    ],
)
def test_surface_edits_are_cosmetic(before: str, after: str) -> None:
    """Spelling, case, marks, order, function words and a synonym or two."""
    assert cosmetic(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The service answers fast.", "The service answers in 20 ms."),
        ("Someone will fix it by then.", "By then, Ana will fix it."),
        ("The port is open.", "The port is not open."),
        ("You can't skip it.", "You can skip it."),
        ("Ask us for help.", "Ask ops@x.org for help."),
        ("Send it soon.", ""),
        ("Improve things soon.", "Halve the support queue."),
        (
            "The tool checks your files.",
            "The tool checks your files against the signed manifest and stops at the first fault.",
        ),
    ],
)
def test_substance_is_not(before: str, after: str) -> None:
    """A figure, a name, a denial, an address, a deletion, other or more content."""
    assert not cosmetic(before, after)


def test_weight_counts_swaps_and_growth() -> None:
    """Swapped: cheap for costly (1). Grown by: large, farm (2 in, so 2 + 2)."""
    assert weight("A cheap plan.", "A costly plan.") == 1
    assert weight("A plan.", "A large farm plan.") == 4
