"""What the forecast promises, held to what compare then tests."""

from pathlib import Path

import pytest

from redraft.evaluation.records import Spec
from redraft.evaluation.runner import Job
from redraft.evaluation.session import metric_of
from redraft.evaluation.store import Store
from redraft.evaluation.variant import parse
from redraft.report.forecast import DISCORDANCE, SD, forecast
from redraft.settings import Settings
from redraft.statistics import smallest_difference
from tests.calibration.judge import rows


@pytest.mark.parametrize(("variants", "tests"), [(1, 2), (2, 2), (4, 6)])
def test_it_promises_what_so_many_comparisons_show(
    tmp_path: Path, variants: int, tests: int
) -> None:
    """Score and ready of each run but the first are tested together."""
    store = Store(tmp_path / "runs")
    names = [f"v{n}=single_pass" for n in range(variants)]
    specs = [Spec(variant=parse(name, Settings()), source="notes") for name in names]
    runs = store.create(specs, rows(20))
    jobs = [
        Job(store.run(run), [spec.variant.build()], {}, metric_of(spec.metric))
        for run, spec in zip(runs, specs, strict=True)
    ]
    line = forecast(store, jobs)[-1]
    score = smallest_difference(20, sd=SD, comparisons=tests)
    ready = smallest_difference(20, discordance=DISCORDANCE, comparisons=tests)
    assert f"of {score:.2f} in score" in line
    assert f"(if all paired scores differ, by SD {SD}, and" in line
    assert (f"of {100 * ready:.0f} points in ready" in line) == (ready < 1)
    assert f"Holm over {tests} comparisons" in line
    store.close()
