"""The techniques beside each other on one model: evaluated, compared, and a page that tells it.

python -m benchmarks.techniques --model local/qwen2.5-coder-1.5b --rows 24 --write docs/study.md

Each writes its own first text. Runs are kept outside the repository, in a store of their own
for each model and number of rows; what was stopped goes on when the same is typed again.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.tables import table
from redraft import __version__
from redraft.cli import cli
from redraft.errors import ConfigurationError, RedraftError
from redraft.evaluation import fingerprints
from redraft.evaluation.compare import Comparison, compare
from redraft.evaluation.measured import measured
from redraft.evaluation.records import RunInfo
from redraft.evaluation.schema import default_path
from redraft.evaluation.store import Store
from redraft.evaluation.variant import Variant
from redraft.evaluation.variants import read
from redraft.report.comparison import p_value, signed
from redraft.report.comparison_data import as_markdown
from redraft.report.runs import interval
from redraft.settings import Settings

VARIANTS = Path(__file__).with_suffix(".toml")
METRIC, OTHERS = "checklist", ("text_part",)
MATCHED = "best_of_n"


class Study:
    """What is compared with what, and the store it is kept in."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.variants = read(given.variants, Settings(model=given.model, api_base=given.api_base))
        if given.baseline not in (names := [one.name for one in self.variants]):
            raise ConfigurationError(f"--baseline {given.baseline}; there are {', '.join(names)}")
        name = f"study-{given.model.rpartition('/')[2]}-{given.rows}.sqlite3"
        self.path: Path = given.store or default_path().with_name(name)

    def evaluate(self) -> int:
        """Evaluate what is not done yet; the exit code of what stopped before its end, or 0."""
        return self._work([], ["--variants", str(self.given.variants)]) or self._work(
            [MATCHED], [MATCHED, "--match-tokens", str(self._runs()[self.given.baseline].id)]
        )

    def _work(self, names: Sequence[str], new: Sequence[str]) -> int:
        """Go on with the runs of these names, by default the variants', or make `new` ones."""
        runs = self._runs()
        found = [runs[name] for name in names or [v.name for v in self.variants] if name in runs]
        if not found:
            return redraft("evaluate", *new, *self._options())
        left = [str(run.id) for run in found if run.done < run.rows]
        return redraft("resume", *left, "--store", str(self.path)) if left else 0

    def _options(self) -> list[str]:
        given = self.given
        options = {
            "--data": given.data,
            "--split": given.split,
            "--limit": given.rows,
            "--model": given.model,
            "--api-base": given.api_base,
            "--concurrency": given.concurrency,
            "--metric": METRIC,
            "--store": self.path,
        }
        told = [(name, str(value)) for name, value in options.items() if value]
        return ["--fresh", *(part for pair in told for part in pair)]

    def _runs(self) -> dict[str, RunInfo]:
        """The runs of the store by their names, each as the variants have it now."""
        if not self.path.exists():
            return {}
        store = Store(self.path)
        runs = {run.spec.variant.name: run for run in store.runs()}
        store.close()
        for variant in self.variants:
            if (run := runs.get(variant.name)) and not _same(run, variant):
                raise ConfigurationError(
                    f"{self.path} holds {variant.name} with other settings or prompts than now; "
                    "move it away, or name another with --store"
                )
        return runs

    def compared(self) -> Comparison:
        """Every run against the baseline, by all metrics."""
        runs = self._runs()
        first = runs.pop(self.given.baseline)
        numbers = [first.id, *(run.id for run in runs.values())]
        for number in numbers:
            for metric in OTHERS:
                redraft("rescore", str(number), "--metric", metric, "--store", str(self.path))
        store = Store(self.path)
        found = compare([measured(store, number, METRIC) for number in numbers])
        store.close()
        return found


def redraft(*arguments: str) -> int:
    """A command of redraft in this process; its exit code."""
    return cli.main(list(arguments), prog_name="redraft", standalone_mode=False) or 0


def _same(run: RunInfo, variant: Variant) -> bool:
    now = fingerprints.of_program(variant.build())
    return run.spec.variant == variant and run.spec.fingerprints.get("program") == now


def page(found: Comparison, command: str, model: str) -> str:
    """The study in Markdown: the answer, the table, and each technique against the baseline."""
    base, rows = found.sides[0].name, len(set(found.paired.groups))
    about = (
        f"{rows} examples, `{model}`, redraft {__version__}; each technique writes its own first "
        f"text. `{MATCHED}` drafts until it has spent on each example what {base} spent on it. "
        f"Made by `{command}`; settings are in `benchmarks/{VARIANTS.name}`."
    )
    legend = (
        f"The difference is to {base}, with its 95 % interval; p is Holm's over all "
        f"{found.comparisons} comparisons of this page. {smallest(found)} `checklist` is the "
        "share of boxes that the text truly ticks, `text_part` what code alone says of the text, "
        "`ready` each technique's own verdict, not calibrated. The frontier: no other has more "
        "for as few tokens."
    )
    lines = [
        f"# The techniques against {base}",
        "",
        about,
        "",
        *(answer(found, at) for at in range(len(found.figures))),
        "",
        overview(found),
        "",
        legend,
        "",
        "## One by one",
        "",
        as_markdown(found),
        "",
    ]
    return "\n".join(lines)


def answer(found: Comparison, at: int) -> str:
    """A sentence on one metric: who is better than the baseline, and who worse."""
    figure, names = found.figures[at], [side.name for side in found.sides[1:]]
    told = []
    for word in ("better", "worse"):
        who = [
            f"`{name}` ({signed(one.found.difference.estimate)})"
            for name, one in zip(names, figure.differences, strict=True)
            if one.says == word
        ]
        told.append(f"{word}: {', '.join(who) or 'none'}")
    unknown = [
        f"`{name}`"
        for name, one in zip(names, figure.differences, strict=True)
        if one.says not in ("better", "worse")
    ]
    told.append(f"can't tell: {', '.join(unknown) or 'none'}")
    return f"- By {figure.metric}, than `{found.sides[0].name}`: {'; '.join(told)}."


def overview(found: Comparison) -> str:
    """A line a technique, by the first metric."""
    figure, ready = found.figures[0], found.figures[-1]
    head = (
        "technique", figure.metric, "ready", "difference", "p", "tokens a row", "times",
        "calls", "depth", "seconds", "frontier",
    )  # fmt: skip
    lines = []
    for at, (side, cost) in enumerate(zip(found.sides, found.costs, strict=True)):
        gain, p = "", ""
        if at:
            one = figure.differences[at - 1]
            ends = one.found.difference
            gain = f"{signed(ends.estimate)} [{signed(ends.low)}, {signed(ends.high)}]"
            p = p_value(one.p)
        lines.append(
            (side.name, interval(figure.means[at]), interval(ready.means[at]), gain, p,
             f"{cost.tokens.estimate:,.0f}", f"{cost.times:.2f}", f"{cost.calls:.1f}",
             f"{cost.depth:.1f}", f"{cost.seconds:.0f}", "yes" if cost.frontier else "no")
        )  # fmt: skip
    return table(head, lines)


def smallest(found: Comparison) -> str:
    """What so many rows can show."""
    least = [one.smallest for one in found.figures[0].differences if one.smallest < 1]
    if not least:
        return "So few rows show no difference, however large."
    ends = f"{min(least):.2f}" + (f" to {max(least):.2f}" if len(least) > 1 else "")
    return f"So many rows show a true difference in {METRIC} of {ends} with 80 % power."


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate, compare, and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", default="local/qwen2.5-coder-0.5b")
    parser.add_argument("--api-base", metavar="URL")
    parser.add_argument("--rows", type=int, default=24, help="examples at most")
    parser.add_argument("--data", default="redraft")
    parser.add_argument("--split", default="dev", help="'' where the data has none")
    parser.add_argument("--variants", type=Path, default=VARIANTS, metavar="FILE")
    parser.add_argument("--baseline", default="refine", metavar="NAME")
    parser.add_argument("--concurrency", type=int, default=2, help="rows at once")
    parser.add_argument("--store", type=Path, metavar="FILE")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the page there")
    given = parser.parse_args(arguments)
    try:
        study = Study(given)
        if code := study.evaluate():
            return code
        command = f"python -m benchmarks.techniques --model {given.model} --rows {given.rows}"
        told = page(study.compared(), command, given.model)
    except RedraftError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if given.write:
        given.write.write_text(told, encoding="utf-8")
        print(f"the page is {given.write}, its runs are in {study.path}", file=sys.stderr)
    else:
        print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
