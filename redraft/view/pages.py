"""The pages of a view: the list of runs, runs side by side, and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from redraft.errors import ConfigurationError
from redraft.evaluation.records import RunInfo
from redraft.evaluation.store import Store
from redraft.report.page import gather
from redraft.report.page.render import figures, page

__all__ = ["Standing", "index", "listed", "runs_page", "standing"]

ASKS = "'self'"


@dataclass(frozen=True)
class Standing:
    """How far runs are: `version` changes with every row that ends, `live` while one is at work."""

    runs: tuple[RunInfo, ...]

    @property
    def live(self) -> bool:
        """Whether more rows are to come."""
        return any(run.status == "running" for run in self.runs)

    @property
    def version(self) -> str:
        """A word that is another once anything is."""
        return ";".join(f"{run.id}:{run.status}:{run.done}:{run.errors}" for run in self.runs)

    @property
    def told(self) -> list[str]:
        """Each run that is at work, in words."""
        return [
            f"Run {run.id} is under way: {run.done} of {run.rows} rows done"
            + (f", {run.errors} failed" if run.errors else "")
            for run in self.runs
            if run.status == "running"
        ]


def standing(path: Path, runs: Sequence[int]) -> Standing:
    """How far these runs are.

    Raises:
        ConfigurationError: there is no such run.
    """
    store = Store(path, create=False)
    try:
        return Standing(tuple(store.run(run) for run in runs))
    finally:
        store.close()


def listed(path: Path, query: str) -> Standing:
    """The runs whose words hold every word of the query, the newest first."""
    store = Store(path, create=False)
    try:
        return Standing(tuple(run for run in reversed(store.runs()) if _matches(run, query)))
    finally:
        store.close()


def index(path: Path, query: str) -> str:
    """The list of runs."""
    now = listed(path, query)
    return "".join(page("index.html", query=query, standing=now, scripts=("live.js",), asks=ASKS))


def _matches(run: RunInfo, query: str) -> bool:
    spec = run.spec
    said = [
        str(run.id),
        spec.variant.name,
        spec.variant.settings.model,
        spec.source,
        spec.split or "",
        spec.metric,
        run.status.replace("_", " "),
        run.started,
    ]
    return all(word in " ".join(said).lower() for word in query.lower().split())


def runs_page(path: Path, runs: Sequence[int], by: str) -> str:
    """Runs side by side as they are now, or why there is nothing to show yet.

    Prompts and raw replies come in once none is at work: until then the page is often made.

    Raises:
        ConfigurationError: there is no such run or metric.
    """
    now = standing(path, runs)
    return _made(path, tuple(runs), by, now.version, _written(path))


def _written(path: Path) -> tuple[int, ...]:
    """When the store was written to last: its file, and its log of what is not in that yet."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return tuple(file.stat().st_mtime_ns for file in files if file.exists())


@lru_cache(maxsize=8)
def _made(
    path: Path, runs: tuple[int, ...], by: str, version: str, written: tuple[int, ...]
) -> str:
    """Kept as long as nothing changes: to score every round anew takes its time."""
    now = standing(path, runs)
    more = {"standing": now, "scripts": ("live.js",), "asks": ASKS}
    store = Store(path, create=False)
    try:
        report = gather(store, runs, by, prompts=not now.live)
    except ConfigurationError as error:
        if not now.live:
            raise
        return "".join(page("waiting.html", why=str(error), **more))
    finally:
        store.close()
    return "".join(page("live.html", report=report, **figures(report), **more))
