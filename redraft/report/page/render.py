"""The page as HTML: everything that came from outside escaped, and nothing that could ask for more.

The policy in its head lets no request leave it: one style and one script, both by their hash.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import Any, get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from redraft import __version__
from redraft.evaluation.records import RunStatus
from redraft.report import calibration, comparison
from redraft.report.left_out import left_out
from redraft.report.lines import count, ratio
from redraft.report.settings import differs
from redraft.signatures.records import Outcome, Status
from redraft.terminal import bare, secrets, without

from .gather import Report
from .plots import forest, frontier, steps, trend
from .plots.forest import state

__all__ = ["page", "policy", "render"]

HERE = Path(__file__).parent / "templates"
KNOWN = {*get_args(Status), *get_args(Outcome), *get_args(RunStatus), "error", "todo"}
"""What may name a class: the store's text could be anything."""
ALONE = "Intervals are 95 % and take each example once. Ready is the run's own verdict, as judged."
STATUS = {"todo": "not done", "error": "failed to run"}


def render(report: Report) -> str:
    """The whole page of a report."""
    return "".join(page("report.html", report=report, **figures(report)))


def figures(report: Report) -> dict[str, Any]:
    """The plots and what the filters offer."""
    found, names = report.found, report.names
    rows = [row for example in report.examples for row in example.rows]
    return {
        "frontier": frontier(found, names) if len(names) > 1 else None,
        "forest": forest(found, names) if len(names) > 1 else None,
        "trend": trend(found, names, report.by),
        "steps": steps(found, names),
        "kinds": sorted({example.example.kind for example in report.examples}),
        "statuses": sorted({row.status for row in rows}),
        "sources": sorted({_source(run.spec.source) for run in report.runs}),
        "unlike": [
            f"Run {side.title}: {told}"
            for side in found.sides[1:]
            if (told := differs(side, found.sides[0]))
        ],
        "left_out": [*_undone(report), *left_out(found)],
        "note": comparison.note(found) if len(names) > 1 else ALONE,
    }


def _undone(report: Report) -> list[str]:
    """What is not in the figures since a run has not done it."""
    return [
        f"run {side.title} is {run.status.replace('_', ' ')}: {run.done} of {run.rows} rows are "
        f"done, {run.errors} failed; {side.go_on}"
        for side, run in zip(report.found.sides, report.runs, strict=True)
        if run.done < run.rows
    ]


def _source(told: str) -> str:
    """A dataset's name; of a file somewhere on this machine its own name only."""
    return PurePath(told).name if PurePath(told).is_absolute() else told


def page(name: str, **told: Any) -> Iterator[str]:
    """A template filled, in pieces; `scripts` names further ones, and `asks` where they may ask."""
    extra = told.pop("scripts", ())
    style, scripts = _asset("style.css"), [_asset(one) for one in ("script.js", *extra)]
    told |= {"style": style, "scripts": scripts}
    told["policy"] = policy(style, scripts, told.pop("asks", ""))
    yield from _environment(secrets()).get_template(name).generate(told)


def policy(style: str, scripts: list[Markup], asks: str = "") -> str:
    """A Content-Security-Policy under which nothing else runs; `asks` may be asked for more."""
    runs_ = " ".join(f"'{_digest(script)}'" for script in scripts)
    more = f"connect-src {asks}; form-action {asks}" if asks else "form-action 'none'"
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src {runs_}; "
        f"base-uri 'none'; {more}"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> Markup:
    return Markup((HERE / name).read_text(encoding="utf-8"))  # noqa: S704 - a file of our own


@lru_cache(maxsize=1)
def _environment(hide: tuple[str, ...]) -> Environment:
    def plain(value: Any) -> Any:
        """Text without control characters and keys; what is markup is ours, and stays."""
        if isinstance(value, Markup) or not isinstance(value, str):
            return value
        return without(bare(value), hide)

    made = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "version": __version__,
        "calibrated": calibration.answer,
        "meta": calibration.meta,
        "parts": calibration.parts,
        "state": state,
        "count": count,
        "ratio": ratio,
        "signed": comparison.signed,
        "p_value": comparison.p_value,
        "json": lambda value: json.dumps(value, indent=2, ensure_ascii=False),
        "known": lambda name: name if name in KNOWN else "",
        "status": lambda name: STATUS.get(name, name.replace("_", " ")),
    }
    return made
