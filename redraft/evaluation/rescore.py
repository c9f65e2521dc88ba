"""Another metric over rows that are done, without a call."""

from redraft.metrics import Metric

from . import fingerprints
from .given import given
from .records import Scored
from .store import Store

__all__ = ["rescore"]


def rescore(store: Store, run: int, metric: Metric) -> int:
    """Score every row that is done by `metric`, without a call; how many there are.

    Once all are, the run's scores are told to be of the metric's code as it is now.

    Raises:
        ConfigurationError: another process works on the run.
    """
    with store.working(store.run(run).batch):
        count, spec = 0, store.run(run).spec
        for light in list(store.rows(run)):
            row = store.row(run, light.number) if light.status == "done" else None
            if row is not None and row.result is not None:
                item = given(store.example(row.example), fresh=spec.fresh)
                score = metric(item, row.result.made)
                scored = Scored(
                    metric=metric.name, value=score.value, why=score.why, parts=dict(score.parts)
                )
                store.score(run, row.number, [scored])
                count += 1
        store.keep(run, spec.scored_by(metric.name, fingerprints.of_metric(metric.name)))
    return count
