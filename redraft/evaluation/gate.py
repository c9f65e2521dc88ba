"""A gate for a build: what a run must keep, against a number or the baseline."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import ge, gt, le, lt

from redraft.errors import ConfigurationError
from redraft.metrics import METRICS

from .compare import Comparison

__all__ = ["Gate", "Held", "check", "parse"]

_GATE = re.compile(
    r"\s*(?P<what>\w+)\s*(?P<sign>>=|<=|>|<)\s*"
    r"(?:(?P<base>baseline)\s*(?:(?P<do>[-+*])\s*(?P<by>\d*\.?\d+)\s*)?|(?P<number>-?\d*\.?\d+)\s*)"
)
_SIGNS: dict[str, Callable[[float, float], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}
_SLACK = 1e-9
"""What rounding may cost a mean."""


@dataclass(frozen=True)
class Gate:
    """`what` compared by `sign` with a number or the baseline's: a metric, ready, a cost, rows.

    Of the baseline's value the bound is `times` it, `plus` so much.
    """

    told: str
    what: str
    sign: str
    times: float
    plus: float


@dataclass(frozen=True)
class Held:
    """Whether one run keeps a gate: its `value` against `bound`."""

    gate: Gate
    run: str
    value: float
    bound: float
    holds: bool


def parse(told: str) -> Gate:
    """The gate that `told` says: "refinement >= baseline - 0.02", "tokens <= baseline * 1.2".

    Raises:
        ConfigurationError: it says none.
    """
    match = _GATE.fullmatch(told)
    if match is None:
        raise ConfigurationError(
            f"--gate {told!r}; accepted are a metric, >=, <=, > or <, and a number or the "
            'baseline, such as --gate "refinement >= baseline - 0.02" or --gate "tokens < 9000"'
        )
    by = float(match["by"] or 0)
    times = 0.0 if match["number"] else by if match["do"] == "*" else 1.0
    plus = float(match["number"] or {"+": by, "-": -by}.get(match["do"] or "", 0))
    return Gate(told.strip(), match["what"], match["sign"], times, plus)


def check(gate: Gate, comparison: Comparison) -> list[Held]:
    """How each run but the baseline stands to the gate, by its mean over the rows compared.

    Raises:
        ConfigurationError: nothing of that name is known of every run.
    """
    values = _values(gate, comparison)
    bound = gate.times * values[0] + gate.plus
    sign = _SIGNS[gate.sign]
    slack = _SLACK * max(1.0, abs(bound)) * (1 if "=" in gate.sign else -1)
    leaning = slack if gate.sign.startswith(">") else -slack
    return [
        Held(gate, side.title, value, bound, sign(value + leaning, bound))
        for side, value in zip(comparison.sides[1:], values[1:], strict=True)
    ]


def _values(gate: Gate, comparison: Comparison) -> list[float]:
    found = {
        figure.metric: [mean.estimate for mean in figure.means] for figure in comparison.figures
    }
    costs = comparison.costs
    found |= {
        "tokens": [cost.tokens.estimate for cost in costs],
        "calls": [cost.calls for cost in costs],
        "depth": [cost.depth for cost in costs],
        "seconds": [cost.seconds for cost in costs],
        "rows": [float(len(comparison.paired.keys))] * len(costs),
    }
    money = [cost.money for cost in costs if cost.money is not None]
    if len(money) == len(costs):
        found["money"] = money
    if gate.what in found:
        return found[gate.what]
    hint = ""
    if gate.what == "money":
        hint = "; no price is known of every run (redraft evaluate --price IN,OUT)"
    elif gate.what in METRICS:
        hint = f"; {_uncompared(gate.what, comparison)}"
    raise ConfigurationError(
        f"--gate {gate.told!r}: {gate.what!r} is not known of these runs{hint}. "
        f"Known are {', '.join(found)}"
    )


def _uncompared(metric: str, comparison: Comparison) -> str:
    """Why a metric is not compared, and what to type."""
    lacking = [
        side.run
        for side, rows in zip(comparison.sides, comparison.paired.columns, strict=True)
        if any(metric not in row.scores for row in rows)
    ]
    if not lacking:
        return f"it is not among those compared (--metric {metric})"
    told = [f"redraft rescore {run} --metric {metric}" for run in dict.fromkeys(lacking)]
    return f"not every row has that score ({', '.join(told)})"
