"""What was asked for, as plain lines."""

from collections.abc import Sequence

from redraft.signatures.types import Requirement

__all__ = ["Demands", "demanded"]

Demands = Sequence[Requirement | str]
"""Requirements, or only their words."""


def demanded(task: str, requirements: Demands) -> list[str]:
    """The task and each requirement's words, in order."""
    says = [one.says if isinstance(one, Requirement) else one for one in requirements]
    return [task, *says]
