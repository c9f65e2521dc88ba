"""The rows that a compile learns from, chooses on and is judged by."""

from typing import TYPE_CHECKING, Any

from redraft.errors import ConfigurationError
from redraft.paths import path_of

from .streams import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redraft.compiling import Part
    from redraft.data import Row

__all__ = ["parts"]


def parts(options: dict[str, Any]) -> "tuple[Part, Part, Part | None]":
    """The three parts of the data; a held-out part that is the validation one is half of it."""
    from redraft.compiling import part

    from .sourced import read

    source, limit, seed = options["source"], options["limit"], options["seed"]
    if path_of(source).is_file():
        raise ConfigurationError(
            f"--data {source} is one file; a compile needs a folder with a file for each of "
            f"{options['train']}, {options['val']} and {options['holdout']}"
        )
    split = {name: options[name] for name in ("train", "val", "holdout")}
    if split["train"] in (split["val"], split["holdout"]):
        raise ConfigurationError(
            f"--train {split['train']} is used to judge too; name another split"
        )
    for name in ("train", "val"):
        if split[name] == "none":
            raise ConfigurationError(f"--{name} none: only --holdout can be none")
    rows = {
        name: read(source, name, options["columns"])
        for name in dict.fromkeys(split.values())
        if name != "none"
    }
    last, fresh = options["holdout_limit"] or limit, options["fresh"]
    val, held_out = rows[split["val"]], rows.get(split["holdout"])
    if held_out is val:
        val, held_out = val[::2], val[1::2]
    train = _without(split["train"], rows[split["train"]], [*val, *(held_out or ())], fresh)
    val = _without(split["val"], val, held_out or (), fresh)

    def cut(name: str, rows: "Sequence[Row]", most: int | None) -> "Part":
        return part(source, split[name], rows, most, seed, fresh=fresh)

    return (
        cut("train", train, limit),
        cut("val", val, limit),
        None if held_out is None else cut("holdout", held_out, last),
    )


def _without(
    split: str, rows: "Sequence[Row]", judged: "Sequence[Row]", fresh: bool
) -> "list[Row]":
    """The rows of a split that are not among those to judge by, and a word on the others."""

    def key(row: "Row") -> tuple[str, str | None]:
        return row.task, None if fresh else row.draft

    known = set(map(key, judged))
    kept = [row for row in rows if key(row) not in known]
    if left := len(rows) - len(kept):
        what = "a row of it is" if left == 1 else f"{left} rows of it are"
        tell(f"{split}: {what} left out, being among those to judge by")
    return kept
