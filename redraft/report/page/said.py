"""The calls of an example as the page shows them: a prompt that came before is not said again."""

from collections.abc import Iterable
from dataclasses import dataclass

from redraft.evaluation.records import Call

__all__ = ["Prompts", "Shown"]


@dataclass(frozen=True)
class Shown:
    """A call; `key` names its prompt on the page, and `again` says that it stands there before."""

    call: Call
    key: str
    again: bool


class Prompts:
    """The prompts of the example of this number, by what they say."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._keys: dict[tuple[str, ...], str] = {}

    def shown(self, calls: Iterable[Call]) -> tuple[Shown, ...]:
        """The calls, each with its prompt or with the place of the same one."""
        return tuple(self._shown(call) for call in calls)

    def _shown(self, call: Call) -> Shown:
        said = tuple(text for message in call.messages for text in message.values())
        again = said in self._keys
        key = self._keys.setdefault(said, f"e{self._number}p{len(self._keys) + 1}")
        return Shown(call, key, again)
