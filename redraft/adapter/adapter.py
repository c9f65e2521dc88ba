"""The prompt as sent: shared inputs first, the step's own instruction last.

All steps of one item speak of the same task, checklist and text. A prompt that begins
with those, byte for byte the same in every step, is served from a server's prefix cache;
only the step's own inputs, instruction, examples and output format are new.
"""

from typing import Any

import dspy
from dspy.adapters.base import Adapter
from dspy.clients.backend_selection import CLIENT_KEYS
from dspy.clients.capabilities import with_capability_planning
from dspy.utils.exceptions import LMError

from redraft.programs.meter import OverBudget
from redraft.silence import silence

from .bodies import apart, limit_of
from .calls import aask, ask
from .exchange import exchange
from .grammar import grammar
from .looser import Refusals, without
from .phrases import forbidden
from .prompt import fences, messages
from .reply import parse
from .schema import schema
from .shape import Shape, shape
from .strict import strict

__all__ = ["PrefixAdapter"]

_CONTROL = {"n", "rollout_id", "cache", "num_generations"}
_TOOLS = {"tools", "tool_choice", "parallel_tool_calls"}
"""What a module says of native tool calls, which are not used: tools are fields like all others."""
_OUTER = 1_000_000_007  # between the seeds of two rollouts of a whole program


class PrefixAdapter(Adapter):
    """DSPy adapter whose prompts share their beginning and whose fields nothing can forge.

    With an engine that takes a grammar, or a server that takes a JSON schema, replies are
    constrained by the signature. A reply that does not parse is mended once (json-repair),
    then asked for once more under a new rollout id; a reply cut at its limit is asked for
    once more with twice the room, or under another seed if it had begun to loop; a schema
    that the server refuses is sent without bounds, then not at all. All of it is counted
    (`redraft.programs.meter`).

    Raises:
        AdapterParseError: the second reply did not parse either.
        OverBudget: the call could pass the cap of the budget in force.
    """

    metered = True
    """Whether every call is counted, and held to a budget."""

    def __init__(self, *, constrain: bool = True, bounds: bool = True) -> None:
        super().__init__()
        silence()  # else the first look at a model's abilities fetches a table of all models
        self.constrain = constrain
        self.bounds = bounds
        self._refusals = Refusals()

    @with_capability_planning
    def __call__(
        self,
        lm: dspy.BaseLM,
        lm_kwargs: dict[str, Any],
        signature: type[dspy.Signature],
        demos: list[dict[str, Any]],
        inputs: dict[str, Any],
    ) -> list[dict[str, Any]]:
        """Ask `lm` once for each of its `n` completions."""
        completions = []
        for call in self._bodies(lm, lm_kwargs, signature, demos, inputs):
            asking = exchange(signature, lm, call, self._refusals, self.parse)
            request, options = next(asking)
            while True:
                try:
                    try:
                        response = ask(lm, request, options)
                    except (LMError, OverBudget) as failed:
                        request, options = asking.throw(failed)
                    else:
                        request, options = asking.send(response)
                except StopIteration as done:
                    completions.append(done.value)
                    break
        return completions

    @with_capability_planning
    async def acall(
        self,
        lm: dspy.BaseLM,
        lm_kwargs: dict[str, Any],
        signature: type[dspy.Signature],
        demos: list[dict[str, Any]],
        inputs: dict[str, Any],
    ) -> list[dict[str, Any]]:
        """Like a call, awaiting the model."""
        completions = []
        for call in self._bodies(lm, lm_kwargs, signature, demos, inputs):
            asking = exchange(signature, lm, call, self._refusals, self.parse)
            request, options = next(asking)
            while True:
                try:
                    try:
                        response = await aask(lm, request, options)
                    except (LMError, OverBudget) as failed:
                        request, options = asking.throw(failed)
                    else:
                        request, options = asking.send(response)
                except StopIteration as done:
                    completions.append(done.value)
                    break
        return completions

    def format(
        self,
        signature: type[dspy.Signature],
        demos: list[dict[str, Any]],
        inputs: dict[str, Any],
    ) -> list[dict[str, Any]]:
        """The messages of a call: the fixed system line, earlier turns if any, and all the rest."""
        return messages(signature, demos, inputs)

    def format_user_message_content(
        self,
        signature: type[dspy.Signature],
        inputs: dict[str, Any],
        prefix: str = "",
        suffix: str = "",
        main_request: bool = False,
    ) -> str:
        """These inputs as text, for modules that make one of them of others (`dspy.ReAct`)."""
        return "\n\n".join(part for part in (prefix, *fences(signature, inputs), suffix) if part)

    def parse(self, signature: type[dspy.Signature], completion: str) -> dict[str, Any]:
        """The fields of a reply; see `redraft.adapter.reply.parse`."""
        return parse(signature, completion)

    def _bodies(
        self,
        lm: dspy.BaseLM,
        lm_kwargs: dict[str, Any],
        signature: type[dspy.Signature],
        demos: list[dict[str, Any]],
        inputs: dict[str, Any],
    ) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """One request body, and its cache controls, for each completion asked for."""
        options = {**lm.kwargs, **lm_kwargs}
        no_part = CLIENT_KEYS | _CONTROL | _TOOLS
        body = {k: v for k, v in options.items() if k not in no_part and v is not None}
        body |= {"model": lm.model, "messages": self.format(signature, demos, inputs)}
        if "max_completion_tokens" in lm.kwargs and "max_tokens" not in lm.kwargs:
            # so DSPy keeps the limit of a reasoning model, which takes no other temperature
            body = without(body, lm, ["temperature"])
        body |= self._constraint(lm, signature, inputs, body.get(limit_of(body)))
        body = self._refusals.spared(lm, shape(signature), body)
        control = {k: options[k] for k in ("rollout_id", "cache") if options.get(k) is not None}
        # what samples whole programs tells their rollouts apart at the model
        outer = int(lm.kwargs.get("rollout_id") or 0)
        count = int(options.get("n") or 1)
        return [apart(body, control, outer * _OUTER + turn) for turn in range(count)]

    def _constraint(
        self,
        lm: dspy.BaseLM,
        signature: type[dspy.Signature],
        inputs: dict[str, Any],
        room: int | None,
    ) -> dict[str, Any]:
        form = shape(signature)
        if not self.constrain:
            return {}
        if "grammar" in lm.supported_params:
            free = not form.head.fields and not _forbids(form, inputs)
            return {} if free else {"grammar": grammar(form, inputs, room)}
        if lm.supports_response_schema and form.head.fields:
            held = schema(form, inputs, bounds=self.bounds, room=room)
            body = {"name": signature.__name__, "schema": held, "strict": strict(held)}
            return {"response_format": {"type": "json_schema", "json_schema": body}}
        return {}


def _forbids(form: Shape, inputs: dict[str, Any]) -> bool:
    """Whether a box says what the tail may not hold."""
    return form.avoids is not None and bool(forbidden(inputs, form.avoids))
