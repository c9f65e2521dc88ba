"""Found weaknesses and planted ones, one to one."""

from dataclasses import replace

import pytest

from redraft.metrics import Labels
from redraft.metrics.matching import likeness, match
from redraft.signatures.types import Weakness

from .conftest import DAY, DRAFT, RING, STRAY


def test_pairs_whatever_the_order(known: Labels) -> None:
    """DAY is planted 0, RING planted 1, STRAY none."""
    assert sorted(match(known, [STRAY, RING, DAY])) == [(1, 1), (2, 0)]
    assert match(known, []) == []
    assert match(replace(known, weaknesses=()), [DAY]) == []


def test_the_best_assignment_and_not_the_first(known: Labels) -> None:
    """`wide` fits both planted ones, better the first; `narrow` fits the first alone.

    Greedily wide takes the first, and narrow is left over; assigned, both find one.
    """
    green = "Ines brings the green paint from the shed"
    one = Weakness(id="w1", category="clarity", quote=green, problem="Which shed holds the paint?")
    two = one.model_copy(update={"id": "w2", "category": "completeness"})
    labels = replace(known, weaknesses=(one, two))
    wide, narrow = one.model_copy(), one.model_copy(update={"quote": green[:24], "category": "x"})
    table = [
        [likeness(labels, found, planted) for planted in (one, two)] for found in (wide, narrow)
    ]
    assert table[0][0] > table[0][1] >= 0.4
    assert sorted(match(labels, [wide, narrow])) == [(0, 0), (1, 1)]
    assert len(match(labels, [wide, narrow, wide])) == 2


def test_two_that_cannot_be_one_take_no_place_from_one_that_is(known: Labels) -> None:
    """The found pair is less alike than the two others together, of which neither is one."""
    green, shed = "Ines brings the green paint from the shed", "from the shed"
    told = "Ladders, hammers, chisels, drills, sanders"
    one = Weakness(
        id="w1",
        category="clarity",
        quote=green,
        problem="Ladders, brushes, rollers, buckets, tarpaulins",
    )
    labels = replace(known, weaknesses=(one, one.model_copy(update={"quote": "Ines brings"})))
    found = [
        Weakness(id=f"w{n}", category="x", quote=quote, problem=told)
        for n, quote in enumerate((green, shed), 1)
    ]
    table = [[likeness(labels, row, other) for other in labels.weaknesses] for row in found]
    assert 0.4 <= table[0][0] < table[0][1] + table[1][0]
    assert max(table[0][1], *table[1]) < 0.4
    assert match(labels, found) == match(labels, found[:1]) == [(0, 0)]


def test_likeness_of_quotes_words_and_category(known: Labels) -> None:
    """One place and category, and words that tell the same: .5 + .35 + .15."""
    planted = known.weaknesses[0]
    assert likeness(known, planted, planted) == pytest.approx(1.0)
    elsewhere = planted.model_copy(update={"category": "completeness"})
    assert likeness(known, elsewhere, planted) == pytest.approx(0.85)


def test_half_the_quote_is_two_thirds_of_an_overlap(known: Labels) -> None:
    """ "is painted" is 10 of the 25 characters: 2 * 10 / 35 of the place's half."""
    planted = known.weaknesses[0]
    part = planted.model_copy(update={"quote": "is painted"})
    assert likeness(known, part, planted) == pytest.approx(0.5 * 20 / 35 + 0.35 + 0.15)


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "Wear old clothes and gloves"},
        {"problem": "This is unclear and needs more detail", "fix": "Improve it"},
        {"quote": "", "concerns": ""},
    ],
)
def test_what_cannot_be_one(changed: dict[str, str], known: Labels) -> None:
    """Another place, words that fit any fault, no place at all."""
    found = DAY.model_copy(update=changed)
    assert likeness(known, found, known.weaknesses[0]) == 0


def test_a_quote_of_everything_finds_nothing(known: Labels) -> None:
    """25 of 218 characters: 2 * 25 / (25 + 218) is .21, below a quarter."""
    labels = replace(known, draft=DRAFT + " " + "x" * (217 - len(DRAFT)))
    found = DAY.model_copy(update={"quote": labels.draft})
    assert len(labels.draft) == 218
    assert likeness(labels, found, labels.weaknesses[0]) == 0


def test_an_omission_is_known_by_what_it_concerns_and_says(known: Labels) -> None:
    """.3 for the box, .55 for the words, .15 for the category."""
    planted = known.weaknesses[1]
    assert likeness(known, planted, planted) == pytest.approx(1.0)
    other = planted.model_copy(update={"concerns": "b1"})
    assert likeness(known, other, planted) == pytest.approx(0.7)


def test_a_pile_of_words_says_less_than_a_sentence(known: Labels) -> None:
    """The same telling words among forty others fit any fault."""
    pile = " ".join(f"thing{n}" for n in range(40))
    heap = RING.model_copy(update={"problem": f"{RING.problem} {pile}"})
    planted = known.weaknesses[1]
    assert likeness(known, heap, planted) < likeness(known, RING, planted) - 0.2
