"""Statistics of evaluations: pure functions of plain numbers, one idea a file.

Intervals                mean_interval, rate_interval, wilson, bca
Planning                 smallest_difference, rows_needed
Two variants             paired_difference, verdict, holm; sign_flips, mcnemar, effect_size

Rows are examples; where an example has repeats, `groups` names the example of each value.
"""

from .bca import bca
from .effect_size import effect_size
from .holm import holm
from .interval import Interval
from .mcnemar import mcnemar
from .mean_interval import mean_interval
from .paired_difference import PairedDifference, paired_difference
from .power import least_rows, mcnemar_power, rows_needed, smallest_difference, t_power
from .rate_interval import rate_interval
from .sign_flips import SignFlips, sign_flips
from .verdict import verdict
from .wilson import wilson

__all__ = [
    "Interval",
    "PairedDifference",
    "SignFlips",
    "bca",
    "effect_size",
    "holm",
    "least_rows",
    "mcnemar",
    "mcnemar_power",
    "mean_interval",
    "paired_difference",
    "rate_interval",
    "rows_needed",
    "sign_flips",
    "smallest_difference",
    "t_power",
    "verdict",
    "wilson",
]
