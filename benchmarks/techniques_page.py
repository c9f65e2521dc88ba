"""The page that tells a study of techniques."""

from benchmarks.tables import table
from redraft import __version__
from redraft.evaluation.compare import Comparison
from redraft.report.comparison import p_value, signed
from redraft.report.comparison_data import as_markdown
from redraft.report.lines import ratio
from redraft.report.runs import interval

__all__ = ["SETTINGS", "answer", "brief", "page"]

SETTINGS = "benchmarks/techniques.toml"


def page(
    found: Comparison,
    command: str,
    wanted: int,
    *,
    scored: int = 1,
    made: int = 1,
    settings: str = SETTINGS,
) -> str:
    """The study in Markdown: the answer, the table, and each technique against the baseline.

    The rows were `scored` by so many versions of the metrics' code, and `made` by so many of the
    programs'; `settings` is the file of what is compared.
    """
    base, rows = found.sides[0], len(set(found.paired.groups))
    of = f" of the {wanted} wanted" if rows < wanted else ""
    about = (
        f"{rows} examples{of}, those with the shortest drafts; `{base.model}`, redraft "
        f"{__version__}. Each technique writes its own first text; `best_of_n` drafts until it "
        f"has spent on each example what {base.name} spent on it. Made by `{command}`; settings "
        f"are in `{settings}`."
    )
    if scored > 1:
        about += f" The rows were scored by {scored} versions of the metrics' code."
    if made > 1:
        about += f" {mixed(made)}"
    legend = (
        f"The difference is to {base.name}, with its 95 % interval; p is Holm's over all "
        f"{found.comparisons} comparisons of this page. {smallest(found)} `checklist` is the "
        "share of boxes that the text truly ticks, `text_part` what code alone says of the text, "
        "`ready` each technique's own verdict, not calibrated. The frontier: no other has as "
        "much for fewer tokens, or more for as few."
    )
    lines = [
        f"# The techniques against {base.name}",
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
    ready = found.figures[-1]
    head = (
        "technique", found.figures[0].metric, "ready", "difference", "p", "tokens a row", "times",
        "calls", "depth", "seconds", "frontier",
    )  # fmt: skip
    lines = [
        (side.name, interval(mean), interval(says), *gain(found, at),
         f"{cost.tokens.estimate:,.0f}", ratio(cost.times), f"{cost.calls:.1f}",
         f"{cost.depth:.1f}", f"{cost.seconds:.0f}", "yes" if cost.frontier else "no")
        for at, (side, mean, says, cost) in enumerate(
            zip(found.sides, found.figures[0].means, ready.means, found.costs, strict=True)
        )
    ]  # fmt: skip
    return table(head, lines)


def brief(found: Comparison, where: str, of: str, made: int = 1) -> str:
    """The same for a reader in a hurry: who gains what for how much; `where` the page is.

    `of` is the data that the examples are from, `made` as for `page`.
    """
    head = ("technique", found.figures[0].metric, "difference", "p", "tokens", "calls", "seconds")
    lines = [
        (side.name, f"{mean.estimate:.3f}", *gain(found, at), f"{cost.tokens.estimate:,.0f}",
         f"{cost.calls:.1f}", f"{cost.seconds:.0f}")
        for at, (side, mean, cost) in enumerate(
            zip(found.sides, found.figures[0].means, found.costs, strict=True)
        )
    ]  # fmt: skip
    rows, base = len(set(found.paired.groups)), found.sides[0]
    told = (
        f"{rows} examples of {of} on `{base.model}`, a row's means; the difference is to "
        f"{base.name}, with its 95 % interval, p is Holm's. {smallest(found)} "
        + (f"{mixed(made)} " if made > 1 else "")
        + f"[All of it]({where})."
    )
    return "\n\n".join((table(head, lines), answer(found, 0), told))


def gain(found: Comparison, at: int) -> tuple[str, str]:
    """The difference of that technique to the baseline and its p, nothing for the baseline."""
    if not at:
        return "", ""
    one = found.figures[0].differences[at - 1]
    ends = one.found.difference
    told = f"{signed(ends.estimate)} [{signed(ends.low)}, {signed(ends.high)}]"
    return told, p_value(one.p)


def smallest(found: Comparison) -> str:
    """What so many rows can show of each technique."""
    names = [f"`{side.name}`" for side in found.sides[1:]]
    each = [*zip(names, (one.smallest for one in found.figures[0].differences), strict=True)]
    told = ", ".join(f"{least:.2f} for {name}" for name, least in each if least < 1)
    if not told:
        return "With as few rows that differ as here, no difference would be shown."
    shown = (
        f"So many rows show a true difference in {found.figures[0].metric} with 80 % power if it "
        f"is at least {told}"
    )
    others = ", ".join(name for name, least in each if not least < 1)
    rest = f"; none of any size for {others}, of whose rows too few differ" if others else ""
    return f"{shown}{rest}."


def mixed(made: int) -> str:
    """That the rows were not all made by the same code."""
    return f"The rows were made by {made} versions of the programs' code, which changed meanwhile."
