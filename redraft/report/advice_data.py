"""Advice as plain data, for JSON."""

from dataclasses import asdict
from typing import Any

from redraft.evaluation.advise import Advice

from .advice import answer
from .comparison_data import finite

__all__ = ["as_data"]


def as_data(advice: Advice) -> dict[str, Any]:
    """All figures; what is infinite or unknown is null. `format` is the version of this shape."""
    told = {
        "format": advice.format,
        "answer": answer(advice),
        "decision": advice.rounds.decision,
        "best_rounds": advice.rounds.best,
        "run": advice.side.run,
        "variant": advice.side.name,
        "fresh": advice.side.fresh,
        "metric": advice.metric,
        "price": advice.price,
        "rows": advice.rows,
        "examples": advice.examples,
        "needed": advice.needed,
        "rounds": [asdict(one) for one in advice.rounds.rounds],
        "passes": [asdict(one) if one else None for one in advice.passes],
        "best_against_last": asdict(advice.kept),
        "perfect_verifier": asdict(advice.oracle),
        "others": [
            {
                "run": other.side.run,
                "variant": other.side.name,
                "fresh": other.side.fresh,
                "rows": other.rows,
                "against_draft": asdict(other.draft),
                "against_advised": asdict(other.advised),
                "times": other.times,
            }
            for other in advice.others
        ],
    }
    plain: dict[str, Any] = finite(told)
    return plain
