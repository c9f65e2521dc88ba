"""Statistics of evaluations: pure functions of plain numbers, one idea a file.

Intervals       mean_interval, rate_interval (share), wilson, bca
Planning        smallest_difference, rows_needed, shared_level
Two variants    paired_difference, verdict, holm; sign_flips, mcnemar, effect_size
Judges          diagnostic, corrected_rate, product, total, share_difference, kappa, alpha
Rounds          transition, pays, best_rounds, as_times

Rows are examples; where an example has repeats, `groups` names the example of each value.
"""

from .alpha import alpha, apart, squared
from .as_times import as_times
from .bca import bca
from .best_rounds import BestRounds, RoundValue, best_rounds
from .corrected_rate import corrected_rate, rogan_gladen
from .diagnostic import Diagnostic, diagnostic
from .effect_size import effect_size
from .holm import holm
from .interval import Interval
from .kappa import kappa
from .levels import shared_level
from .mcnemar import mcnemar
from .mean_interval import mean_interval
from .paired_difference import PairedDifference, paired_difference
from .planned import examples_needed, smallest_shown
from .power import flips_power, least_rows, mcnemar_power, t_power
from .product import product
from .rate_interval import rate_interval
from .sample_size import rows_needed, smallest_difference
from .share import Share, share
from .share_difference import share_difference
from .sign_flips import SignFlips, sign_flips
from .total import total
from .transition import Transition, pays, transition
from .verdict import verdict
from .wilson import wilson

__all__ = [
    "BestRounds",
    "Diagnostic",
    "Interval",
    "PairedDifference",
    "RoundValue",
    "Share",
    "SignFlips",
    "Transition",
    "alpha",
    "apart",
    "as_times",
    "bca",
    "best_rounds",
    "corrected_rate",
    "diagnostic",
    "effect_size",
    "examples_needed",
    "flips_power",
    "holm",
    "kappa",
    "least_rows",
    "mcnemar",
    "mcnemar_power",
    "mean_interval",
    "paired_difference",
    "pays",
    "product",
    "rate_interval",
    "rogan_gladen",
    "rows_needed",
    "share",
    "share_difference",
    "shared_level",
    "sign_flips",
    "smallest_difference",
    "smallest_shown",
    "squared",
    "t_power",
    "total",
    "transition",
    "verdict",
    "wilson",
]
