"""The adapter while a program compiles: a proposer that cannot be read ends nothing."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import dspy
from dspy.utils.exceptions import AdapterParseError, LMError

from redraft.adapter import PrefixAdapter

__all__ = ["Proposals"]

_ATTEMPT = re.compile(r"Instruction #\d+: (.*)", re.DOTALL)
PROPOSED = "proposed_instruction"


class Proposals(PrefixAdapter):
    """MIPROv2 and COPRO give up a whole compile over one reply without a proposal in it.

    Here each proposal is asked for on its own; one that fails is left out, and where all
    fail the instruction that was to be improved stands. `lost` hears of each.

    Steps of `program` that `critics` names are asked of their own models: optimizers lose
    or refuse a model that a predictor has, and their threads do not see ours.
    """

    def __init__(
        self,
        lost: Callable[[str], None] = lambda why: None,
        critics: Mapping[str, dspy.BaseLM] = MappingProxyType({}),
        program: Any = None,
    ) -> None:
        super().__init__()
        self.lost = lost
        self.critics = {_form(getattr(program, step).signature): lm for step, lm in critics.items()}

    def __call__(
        self,
        lm: dspy.BaseLM,
        lm_kwargs: dict[str, Any],
        signature: type[dspy.Signature],
        demos: list[dict[str, Any]],
        inputs: dict[str, Any],
    ) -> list[dict[str, Any]]:
        """Ask, and for a proposal make the best of what comes."""
        lm = self.critics.get(_form(signature), lm)
        if PROPOSED not in signature.output_fields:
            return super().__call__(lm, lm_kwargs, signature, demos, inputs)  # type: ignore[no-any-return]
        found: list[dict[str, Any]] = []
        for turn in range(int(lm_kwargs.get("n") or lm.kwargs.get("n") or 1)):
            apart = {"n": 1, "rollout_id": turn + 1} | _seed(lm, lm_kwargs, turn)
            try:
                found += super().__call__(lm, lm_kwargs | apart, signature, demos, inputs)
            except (AdapterParseError, LMError) as error:
                self.lost(f"a proposal is left out: {_line(error)}")
        return found or [_unchanged(signature, inputs)]


def _form(signature: type[dspy.Signature]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a step: what an optimizer leaves alone of its signature."""
    return tuple(signature.input_fields), tuple(signature.output_fields)


def _seed(lm: dspy.BaseLM, lm_kwargs: dict[str, Any], turn: int) -> dict[str, Any]:
    """Another seed for each proposal, where there is one: else all would say the same."""
    seed = lm_kwargs.get("seed", lm.kwargs.get("seed"))
    return {} if seed is None else {"seed": int(seed) + turn}


def _unchanged(signature: type[dspy.Signature], inputs: dict[str, Any]) -> dict[str, Any]:
    """The proposal that changes nothing: the instruction given, or the last, best attempt."""
    attempts = [_ATTEMPT.match(str(line)) for line in inputs.get("attempted_instructions") or ()]
    tried = [match[1] for match in attempts if match]
    kept = str(inputs.get("basic_instruction") or (tried[-1] if tried else ""))
    return {name: kept if name == PROPOSED else "" for name in signature.output_fields}


def _line(error: Exception) -> str:
    return " ".join(str(error.args[0] if error.args else error).split())[:160]
