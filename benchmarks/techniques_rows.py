"""What a study has found, a line for each technique and example, kept beside its page.

The lines hold all that the page is made of but the texts, so that a study goes on, and its
figures are worked out again, on a machine that has none of its runs.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.evaluation import fingerprints
from redraft.evaluation.measured import Measured, Side, measured
from redraft.evaluation.records import CODE, RunInfo
from redraft.evaluation.runs import key
from redraft.evaluation.store import Store
from redraft.evaluation.variant import Variant
from redraft.written import write_whole

__all__ = ["Line", "example", "made", "of_run", "read", "sides", "write"]


class Line(BaseModel):
    """One technique on one example.

    `made` tells its prompts, settings and model, `scored` the code of the metrics, by a sha256;
    `code` so the code of the programs, or a commit of that time where it was not kept yet.
    """

    model_config = ConfigDict(frozen=True)

    technique: str
    made: str
    scored: str
    code: str = ""
    row: Measured


def example(row: Row) -> str:
    """The sha256 under which a run keeps the example, which it reads from a file."""
    return key(Row.model_validate_json(row.model_dump_json()))


def made(variant: Variant) -> str:
    """The sha256 of what the variant is: its settings and its program's prompts, not its code."""
    apart = variant.model_dump_json(exclude={"settings": {"api_base"}})
    told = f"{fingerprints.of_program(variant.build())} {apart}"
    return sha256(told.encode()).hexdigest()


def of_run(store: Store, run: RunInfo, metric: str) -> Iterator[Line]:
    """The rows that the run has done, as they are scored now."""
    variant = run.spec.variant
    name, prints, scored = variant.name, made(variant), fingerprints.of_metric(metric)
    code = run.spec.fingerprints.get(CODE, "")
    for row in measured(store, run.id, metric).rows:
        yield Line(technique=name, made=prints, scored=scored, code=code, row=row)


def read(file: Path) -> list[Line]:
    """The lines of a file, none if it is not there."""
    if not file.exists():
        return []
    try:
        return [Line.model_validate_json(line) for line in file.read_text("utf-8").splitlines()]
    except (ValidationError, UnicodeDecodeError):
        raise ConfigurationError(
            f"{file} holds no rows of a study; move it away, or write elsewhere"
        ) from None


def write(file: Path, lines: Iterable[Line]) -> None:
    """Put the lines into the file."""
    told = "".join(line.model_dump_json(exclude_defaults=True) + "\n" for line in lines)
    write_whole(file, told, mode=0o644)


def sides(lines: Sequence[Line], names: Sequence[str], metric: str, model: str) -> list[Side]:
    """The lines as runs to compare, numbered in the order of the names."""
    return [
        Side(
            number,
            name,
            tuple(line.row for line in lines if line.technique == name),
            metric=metric,
            model=model,
        )
        for number, name in enumerate(names, 1)
    ]
