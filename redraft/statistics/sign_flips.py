"""The paired permutation test: were the two sides only named the other way round?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .mcnemar import mcnemar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SignFlips", "sign_flips"]

EXACT = 15
"""Differences up to which every combination of signs is tried; above, they are drawn."""
CLOSE, FURTHER = 0.05, 10
"""A p this small is drawn for so many times as long: a correction for many tests multiplies it."""
BLOCK = 2_000_000
"""Signs held in memory at a time."""


@dataclass(frozen=True)
class SignFlips:
    """The two-sided p-value; `exact` where every combination of signs was counted."""

    p: float
    exact: bool


def sign_flips(differences: Sequence[float], *, draws: int = 9999, seed: int = 0) -> SignFlips:
    """Whether the sum of paired differences is farther from 0 than chance makes it.

    One difference an independent example, so that an example's repeats flip together.
    Fisher 1935 (The Design of Experiments, section 21); where flips are drawn, p is
    (1 + as extreme) / (1 + draws) (Phipson and Smyth 2010), `draws` being ten times as many
    where the first of them make p small. Differences of one
    size, such as those of ready and not ready, make it McNemar's exact test. Zeros change nothing.
    """
    import numpy as np

    moved = np.array([value for value in differences if value], dtype=float)
    sizes = np.abs(moved)
    if not len(moved) or np.allclose(sizes, sizes[0], rtol=1e-9, atol=0):
        better = int((moved > 0).sum())
        return SignFlips(mcnemar(better, len(moved) - better), True)
    if len(moved) <= EXACT:
        flips = np.arange(2 ** (len(moved) - 1))[:, None] >> np.arange(len(moved)) & 1
        return SignFlips(_extreme(moved, flips) / len(flips), True)
    rng = np.random.default_rng(seed)
    found = _drawn(moved, draws, rng)
    if (1 + found) / (1 + draws) <= CLOSE:
        found += _drawn(moved, (FURTHER - 1) * draws, rng)
        draws *= FURTHER
    return SignFlips((1 + found) / (1 + draws), False)


def _drawn(moved: "NDArray[np.float64]", draws: int, rng: "np.random.Generator") -> int:
    """How many of so many random flips give a sum as far from 0."""
    import numpy as np

    rows, found = max(1, BLOCK // len(moved)), 0
    for done in range(0, draws, rows):
        shape = (min(rows, draws - done), -(-len(moved) // 8))
        bits = rng.integers(0, 256, shape, dtype=np.uint8)
        found += _extreme(moved, np.unpackbits(bits, axis=1, count=len(moved)))
    return found


def _extreme(moved: "NDArray[np.float64]", flips: "NDArray[np.integer]") -> int:
    """How many of the flips, 1 for turned, give a sum as far from 0."""
    import numpy as np

    whole = moved.sum()
    sums = whole - 2 * np.einsum("ij,j->i", flips, moved)  # unlike @ it starts no threads
    edge = abs(whole) - 1e-9 * abs(moved).sum()  # a sum that only rounding tells apart is equal
    return int((abs(sums) >= edge).sum())
