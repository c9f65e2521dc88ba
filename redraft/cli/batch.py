"""What a batch of runs is given: options and examples, alike for all that make one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .options import MOST_WEAKNESSES, Amount, Number
from .sourced import data_options, read, split_of
from .stored import json_option, store_option
from .streams import tell
from .usage import MODEL_NEEDED

if TYPE_CHECKING:
    from redraft.data import Row
    from redraft.evaluation.records import Caps, Match, Spec
    from redraft.evaluation.variant import Variant
    from redraft.settings import Settings

__all__ = ["batch_options", "caps", "caps_options", "examples", "served", "settings", "specs"]

C = TypeVar("C", bound=Callable[..., Any])
SETTINGS = "model api_base critic_model max_rounds min_weaknesses temperature seed"
"""Options that are settings of every variant that does not set them for itself."""


def _all(*options: Callable[[C], C]) -> Callable[[C], C]:
    """The options as one decorator, shown in this order."""

    def add(command: C) -> C:
        for option in reversed(options):
            command = option(command)
        return command

    return add


caps_options = _all(
    click.option(
        "--max-tokens",
        metavar="N",
        type=Amount(),
        help="Tokens that all runs of the command may use together, prompts included; as in 2M.",
    ),
    click.option("--max-calls", metavar="N", type=Amount(), help="Calls they may make."),
    click.option("--max-cost", metavar="X", type=Number(0.0), help="Dollars they may cost."),
)

batch_options = _all(
    data_options("redraft"),
    click.option("--limit", metavar="N", type=Number(1), help="Only the first N examples."),
    click.option("--fresh", is_flag=True, help="Leave out the data's drafts: let programs draft."),
    click.option("--metric", metavar="NAME", default="refinement", help="What scores each text."),
    click.option(
        "--repeats",
        metavar="N",
        type=Number(1, 1000),
        default=1,
        help="Times that each example is run, each under another seed; 1.",
    ),
    click.option(
        "--concurrency", metavar="N", type=Number(1, 1024), default=16, help="Rows at once."
    ),
    click.option(
        "--model", metavar="NAME", help="local, local/NAME, or as in openai/gpt-4.1-mini."
    ),
    click.option("--api-base", metavar="URL", help="Ask the OpenAI-compatible server there."),
    click.option("--critic-model", metavar="NAME", help="Another model to criticize and verify."),
    click.option("--max-rounds", metavar="N", type=Number(0, 100), help="Rounds at most."),
    click.option(
        "--min-weaknesses",
        metavar="N",
        type=Number(0, MOST_WEAKNESSES),
        help="To find in each round.",
    ),
    click.option("--temperature", metavar="X", type=Number(0.0, 2.0), help="From 0 to 2."),
    click.option(
        "--seed", metavar="N", type=Number(0, 2**31 - 1), help="Each repeat adds one to it."
    ),
    caps_options,
    click.option(
        "--price", metavar="IN,OUT", help="Dollars for a million tokens of prompt and reply."
    ),
    click.option(
        "--tries",
        metavar="N",
        type=Number(1, 100),
        default=6,
        help="Times that a call is tried before it counts as failed; 6.",
    ),
    click.option("--timeout", metavar="S", type=Number(0.001), help="Seconds to wait for a reply."),
    click.option(
        "--max-errors",
        metavar="N",
        type=Number(0),
        help="Rows that may fail; by default 10 %, or 2 if that is more.",
    ),
    click.option("--cache", is_flag=True, help="Keep replies, and answer equal calls from them."),
    click.option("--no-replies", is_flag=True, help="Keep no prompts and raw replies."),
    store_option,
    json_option,
    click.option("--quiet", "-q", is_flag=True, help="No progress on stderr."),
)


def examples(options: dict[str, Any]) -> "list[Row]":
    """The examples that the options name."""
    every = read(options["source"], split_of(options), options["columns"])
    rows = every[: options["limit"]]
    if not rows:
        raise click.UsageError(f"--data {options['source']} has no examples")
    if len(rows) < len(every) and not options["quiet"]:
        kinds, taken = ({row.kind for row in some if row.kind} for some in (every, rows))
        told = f"--limit {len(rows)}: the first {len(rows)} of {len(every)} rows"
        tell(told + (f", {len(taken)} of {len(kinds)} kinds" if kinds else ""))
    if (bare := sum(not row.checklist for row in rows)) and not options["quiet"]:
        tell(
            f"{bare} of {len(rows)} examples have no checklist: their texts are ready unproven; "
            "--map checklist=COLUMN says where the boxes are, if there are any"
        )
    return rows


def settings(options: dict[str, Any]) -> "Settings":
    """What the options say for every variant."""
    from redraft.settings import Settings

    return Settings().but(**{name: options[name] for name in SETTINGS.split()})


def served(variants: "list[Variant]", options: dict[str, Any]) -> None:
    """A usage error where a server's address is given, but not which of its models."""
    default = settings({**options, "model": None}).model
    if options["api_base"] and any(one.settings.model == default for one in variants):
        raise click.UsageError(MODEL_NEEDED)


def specs(
    variants: "list[Variant]",
    options: dict[str, Any],
    rows: "list[Row]",
    match: "Match | None" = None,
) -> "list[Spec]":
    """What each variant's run is of."""
    from redraft.evaluation.records import Spec

    taken = "source fresh metric repeats concurrency tries timeout cache"
    most = options["max_errors"]
    if most is None:
        most = max(2, len(rows) * options["repeats"] // 10)
    return [
        Spec(
            variant=variant,
            split=split_of(options),
            max_errors=most,
            caps=caps(options),
            match=match,
            replies=not options["no_replies"],
            **{name: options[name] for name in taken.split()},
        )
        for variant in variants
    ]


def caps(options: dict[str, Any]) -> "Caps":
    """The caps that the options say."""
    from redraft.evaluation.records import Caps
    from redraft.prices import PER_DOLLAR

    cost = options["max_cost"]
    return Caps(
        calls=options["max_calls"],
        tokens=options["max_tokens"],
        cost=None if cost is None else int(cost * PER_DOLLAR),
    )
