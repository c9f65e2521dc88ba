"""What a comparison leaves out, and in what its runs are not alike."""

from collections.abc import Sequence

from redraft.evaluation.compare import Comparison
from redraft.evaluation.measured import Side

from .lines import count

__all__ = ["left_out", "not_the_same_task"]

SHOWN = 5
"""Names of rows told at most."""


def left_out(found: Comparison) -> list[str]:
    """Which rows and metrics are not compared, and why, and which scores are not alike."""
    lines = []
    for side, missing in zip(found.sides, found.paired.missing, strict=True):
        for why in dict.fromkeys(missing.values()):
            keys = [key for key, reason in missing.items() if reason == why]
            names = [f"{name}/{repeat}" if repeat else name for name, repeat in keys[:SHOWN]]
            more = f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
            lines.append(
                f"missing from run {side.title}: {count(len(keys), 'row')} {why}: "
                f"{', '.join(names)}{more}"
            )
    if changed := found.paired.changed:
        more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
        lines.append(
            f"changed between the runs, so not compared: {', '.join(changed[:SHOWN])}{more}"
        )
    lines += [
        f"not every row is scored by {name} (redraft rescore RUN --metric {name})"
        for name in found.unscored
    ]
    lines += [_unlike(found.sides[0].run, name, runs) for name, runs in found.unlike.items()]
    if len(codes := frozenset().union(*(side.code for side in found.sides))) > 1:
        lines.append(
            f"not made alike: the code of redraft's programs was {count(len(codes), 'version')} "
            "over the time of these runs (where that may matter, evaluate anew)"
        )
    if told := not_the_same_task(found.sides):
        lines.append(told)
    return lines


def not_the_same_task(sides: Sequence[Side]) -> str:
    """Which runs began with a draft and which without, if not all alike."""
    fresh = [str(side.run) for side in sides if side.fresh]
    given = [str(side.run) for side in sides if not side.fresh]
    if not fresh or not given:
        return ""
    return (
        f"not the same task: run {', '.join(given)} began with the drafts of the data, "
        f"run {', '.join(fresh)} without (--fresh)"
    )


def _unlike(first: int, metric: str, runs: Sequence[int]) -> str:
    others = ", ".join(map(str, runs))
    return (
        f"{metric} is not alike: its code has changed between scoring run {first} and run "
        f"{others} (redraft rescore RUN --metric {metric}, for each)"
    )
