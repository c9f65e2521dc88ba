"""Statistics of evaluations: pure functions of plain numbers, one idea a file.

Intervals                mean_interval, rate_interval, wilson, bca
Planning                 smallest_difference, rows_needed

Rows are examples; where an example has repeats, `groups` names the example of each value.
"""

from .bca import bca
from .interval import Interval
from .mean_interval import mean_interval
from .power import mcnemar_power, rows_needed, smallest_difference, t_power
from .rate_interval import rate_interval
from .wilson import wilson

__all__ = [
    "Interval",
    "bca",
    "mcnemar_power",
    "mean_interval",
    "rate_interval",
    "rows_needed",
    "smallest_difference",
    "t_power",
    "wilson",
]
