"""One conversation whose turns are steps of a program."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from redraft.signatures.notes import Turn
from redraft.texts.lines import line

from .asking import ask
from .program import Program
from .steps import Reply, Steps, signature_of
from .writing import seeded

__all__ = ["Chat", "listed"]


@dataclass
class Chat:
    """What the conversation begins with (`shown`), and its turns so far."""

    program: Program
    shown: dict[str, Any]
    seed: int
    turns: list[Turn] = field(default_factory=list)

    def ask(self, step: str, number: int, **own: Any) -> Steps[Reply]:
        """Ask the next turn, with those of its `own` inputs that the step has.

        Raises:
            OverBudget: the budget does not bear the call.
        """
        accepted = signature_of(self.program, step).input_fields
        own = {name: value for name, value in own.items() if name in accepted}
        inputs = self.shown | {"conversation": self.turns[:]} | own
        return (yield from ask(step, inputs, seeded(self.seed, number)))

    def add(self, step: str, reply: str, asked: Sequence[str] = ()) -> None:
        """A turn for those to come: what the step says, what it asked for, and the reply."""
        says = signature_of(self.program, step).instructions
        asks = listed([line(one) for one in asked])
        self.turns.append(Turn(says="\n".join(part for part in (says, asks) if part), reply=reply))


def listed(lines: Sequence[str]) -> str:
    """The lines as a list."""
    return "\n".join(f"- {line}" for line in lines)
