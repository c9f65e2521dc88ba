"""A calibration card, as `redraft calibrate` would have written it."""

from datetime import UTC, datetime
from pathlib import Path

from redraft.calibration.card import Card, Judge, Rates, Used
from redraft.evaluation.fingerprints import of_step
from redraft.models.lm import resolve
from redraft.programs import Refine
from redraft.statistics import Share

__all__ = ["write_card"]


def write_card(path: Path, url: str) -> Path:
    """One of refine's verifier at that server, which is right nine times of ten."""
    model = str(resolve("small", api_base=url).model)
    sure = Share(value=0.9, size=50, n=50, rows=50)
    card = Card(
        made=datetime(2026, 1, 1, tzinfo=UTC),
        program="refine",
        model=model,
        models={"verify": model},
        prompts={"verify": of_step(Refine(), "verify")},
        data=Used(source="redraft", split="dev", examples=(), sha256=""),
        probes=("verdicts",),
        repeats=1,
        judge=Judge(boxes=Rates(sensitivity=sure, specificity=sure)),
    )
    path.write_text(card.model_dump_json())
    return path
