"""A study under way: what is done by now, what is asked next, and what all of it comes to."""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import techniques_rows as lines
from redraft.cli import cli
from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.evaluation.compare import Comparison, compare
from redraft.evaluation.records import RunInfo
from redraft.evaluation.schema import default_path
from redraft.evaluation.store import Store
from redraft.evaluation.variant import Variant
from redraft.evaluation.variants import read
from redraft.settings import Settings
from redraft.sources import open_data

__all__ = ["METRIC", "VARIANTS", "Study", "names"]

VARIANTS = Path(__file__).with_name("techniques.toml")
METRIC, OTHERS = "checklist", ("text_part",)
MATCHED = "best_of_n"

Pairs = Sequence[tuple[str, str]]
"""Names, each with the sha256 of what it stands for."""


class Study:
    """What is compared with what, the store of its runs, and the lines that it has by now."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.variants = read(given.variants, Settings(model=given.model, api_base=given.api_base))
        self.names = names(given.baseline, self.variants)
        self.path: Path = given.store or default_path().with_name(
            f"study-{given.model.rpartition('/')[2]}.sqlite3"
        )
        rows = open_data(given.data, given.split or None, {})
        self.known = {row.id: lines.example(row) for row in rows}
        self.rows = sorted(rows, key=lambda row: len((row.draft or "").split()))[: given.rows]
        self.file: Path | None = given.write and given.write.with_suffix(".jsonl")
        self.lines = lines.read(self.file) if self.file else []
        self._made = {one.name: lines.made(one) for one in self.variants}
        made = [(line.technique, line.made) for line in self.lines]
        held = [(line.row.name, line.row.example) for line in self.lines]
        self._check(self.file, "--write", made, held)

    def evaluate(self) -> int:
        """Evaluate what is not done yet; the exit code of what stopped before its end, or 0."""
        if not self.given.so_far and (code := self._techniques()):
            return code
        return self._matched()

    def _techniques(self) -> int:
        runs = [run for run in self._runs() if run.spec.variant.name != MATCHED]
        if code := self._go_on(runs):
            return code
        begun = self._held(self.names[0]) | self._rows(runs)
        rows = [row for row in self.rows if row.id not in begun]
        return self._make(["--variants", str(self.given.variants)], rows)

    def _matched(self) -> int:
        """best_of_n on what every technique has done, on the tokens of the baseline's run."""
        runs = self._runs()
        found = [run for run in runs if run.spec.variant.name == MATCHED]
        if code := self._go_on(found):
            return code
        begun = self._held(MATCHED) | self._rows(found)
        done = [self._rows([r for r in runs if r.spec.variant.name == name], "done")
                for name in self.names if name != MATCHED]  # fmt: skip
        for run in runs:
            if run.spec.variant.name == self.given.baseline:
                ready = set.intersection(*done, self._rows([run], "done")) - begun
                rows = [row for row in self.rows if row.id in ready]
                if code := self._make([MATCHED, "--match-tokens", str(run.id)], rows):
                    return code
        return 0

    def _make(self, what: Sequence[str], rows: Sequence[Row]) -> int:
        """Evaluate what is named on these rows, which are in a file beside the store."""
        if not rows:
            return 0
        file = self.path.with_name(f"{self.path.stem}.examples.jsonl")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(row.model_dump_json() + "\n" for row in rows), encoding="utf-8")
        options = {
            "--data": file,
            "--model": self.given.model,
            "--api-base": self.given.api_base,
            "--concurrency": self.given.concurrency,
            "--metric": METRIC,
            "--store": self.path,
        }
        told = [part for name, one in options.items() if one for part in (name, str(one))]
        return redraft("evaluate", *what, "--fresh", *told)

    def _go_on(self, runs: Iterable[RunInfo]) -> int:
        """Resume what is not done, each run at the address that its variant has now."""
        at = {one.name: one.settings.api_base for one in self.variants}
        left = defaultdict[str | None, list[str]](list)
        for run in runs:
            if run.done < run.rows:
                left[at.get(run.spec.variant.name, self.given.api_base)].append(str(run.id))
        for base, some in left.items():
            there = ["--api-base", base] if base else []
            if code := redraft("resume", *some, *there, "--store", str(self.path)):
                return code
        return 0

    def _held(self, name: str) -> set[str]:
        """The examples that the file beside the page has of this technique."""
        return {line.row.name for line in self.lines if line.technique == name}

    def _rows(self, runs: Iterable[RunInfo], status: str = "") -> set[str]:
        """The examples of these runs, all or those of that status."""
        if not self.path.exists():
            return set()
        store = Store(self.path)
        names = {
            row.name for run in runs for row in store.rows(run.id) if status in ("", row.status)
        }
        store.close()
        return names

    def _runs(self) -> list[RunInfo]:
        """The runs of the store, each of a variant and on examples as they are now."""
        if not self.path.exists():
            return []
        store = Store(self.path)
        runs = store.runs()
        rows = [(row.name, row.example) for run in runs for row in store.rows(run.id)]
        store.close()
        made = [(run.spec.variant.name, lines.made(run.spec.variant)) for run in runs]
        self._check(self.path, "--store", made, rows)
        return runs

    def _check(self, file: Path | None, option: str, made: Pairs, rows: Pairs) -> None:
        """See that a file's techniques are those of now, all of them, and its rows of this data."""
        for name, told in made:
            if self._made.setdefault(name, told) != told:
                raise ConfigurationError(
                    f"{file} holds {name} with other settings or prompts than now; move it away"
                )
        if any(self.known.get(name) != example for name, example in rows):
            raise ConfigurationError(
                f"{file} holds rows of other data; move it away, or name another {option}"
            )
        there = {MATCHED, *(name for name, _ in made)}
        if made and (new := [name for name in self.names if name not in there]):
            raise ConfigurationError(f"{file} has no {', '.join(new)}; move it away")

    def keep(self) -> None:
        """Read what the runs have found, and write the lines of what all techniques have done."""
        found = {(line.technique, line.row.name): line for line in self.lines}
        runs = self._runs()
        for run in runs:
            for metric in (METRIC, *OTHERS):
                redraft("rescore", str(run.id), "--metric", metric, "--store", str(self.path))
        if runs:
            store = Store(self.path)
            new = [line for run in runs for line in lines.of_run(store, run, METRIC)]
            store.close()
            for line in new:
                place = line.technique, line.row.name
                code = line.code or (found[place].code if place in found else "")
                found[place] = line.model_copy(update={"code": code})
        rows = dict.fromkeys([*(row.id for row in self.rows), *(row for _, row in found)])
        whole = [row for row in rows if all((name, row) in found for name in self.names)]
        self.lines = [found[name, row] for row in whole for name in self.names]
        if not self.lines:
            raise ConfigurationError("nothing to compare yet: no row is done by every technique")
        if self.file:
            lines.write(self.file, self.lines)

    def compared(self) -> Comparison:
        """Every technique against the baseline, by all metrics."""
        return compare(lines.sides(self.lines, self.names, METRIC, self.given.model))


def names(baseline: str, variants: Sequence[Variant] | None = None) -> list[str]:
    """The techniques in the order of the page: the baseline, the others, best_of_n.

    Raises:
        ConfigurationError: there is no such baseline among the variants.
    """
    found = [one.name for one in variants or read(VARIANTS, Settings())]
    if baseline not in found:
        raise ConfigurationError(f"--baseline {baseline}; there are {', '.join(found)}")
    return [baseline, *(name for name in found if name != baseline), MATCHED]


def redraft(*arguments: str) -> int:
    """A command of redraft in this process; its exit code."""
    return cli.main(list(arguments), prog_name="redraft", standalone_mode=False) or 0
