"""The prompt as sent: shared inputs first, the step's own instruction last.

All steps of one item speak of the same task, checklist and text. A prompt that begins
with those, byte for byte the same in every step, is served from a server's prefix cache;
only the step's own inputs, instruction, examples and output format are new.
"""

from collections.abc import Generator
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeAlias

import dspy
from dspy.adapters.base import Adapter
from dspy.clients.capabilities import with_capability_planning
from dspy.lm15 import Request, Response, request_from_openai_chat
from dspy.utils.exceptions import AdapterParseError

from redraft.budget import current
from redraft.programs.meter import record
from redraft.signatures import PREAMBLE

from .describe import describe
from .fence import fence, render
from .grammar import grammar
from .reply import Parsed, dump, parse
from .schema import schema
from .shape import shape

__all__ = ["PrefixAdapter"]

_CLIENT = {"api_key", "api_base", "base_url", "headers", "extra_headers", "timeout"}
_CONTROL = {"n", "rollout_id", "cache", "num_generations"}
_FLOOR = 64  # a reply limit below this is not worth a call

Exchange: TypeAlias = Generator[tuple[Request, dict[str, Any]], Response, Parsed]


class PrefixAdapter(Adapter):
    """DSPy adapter whose prompts share their beginning and whose fields nothing can forge.

    With an engine that takes a grammar, or a server that takes a JSON schema, replies are
    constrained by the signature. A reply that does not parse is mended once (json-repair),
    then asked for once more under a new rollout id; a reply cut at its limit is asked for
    once more with twice the room. All of it is counted (`redraft.programs.meter`).

    Raises:
        AdapterParseError: the second reply did not parse either.
        OverBudget: the call could pass the cap of the budget in force.
    """

    def __init__(self, *, constrain: bool = True, bounds: bool = True) -> None:
        super().__init__()
        self.constrain = constrain
        self.bounds = bounds

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
        for body, control in self._bodies(lm, lm_kwargs, signature, demos, inputs):
            exchange = self._exchange(signature, lm, body, control)
            request, options = next(exchange)
            while True:
                try:
                    request, options = exchange.send(_reply(lm, request, options))
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
        for body, control in self._bodies(lm, lm_kwargs, signature, demos, inputs):
            exchange = self._exchange(signature, lm, body, control)
            request, options = next(exchange)
            while True:
                try:
                    request, options = exchange.send(await _areply(lm, request, options))
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
        """The two messages of a call: the fixed system line, and all the rest."""
        parts = _fences(signature, inputs)
        parts.append(_instructions(signature))
        for number, demo in enumerate(demos, 1):
            if example := _example(signature, demo, number):
                parts.append(example)
        parts.append(_format(signature))
        return [
            {"role": "system", "content": PREAMBLE},
            {"role": "user", "content": "\n\n".join(parts)},
        ]

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
        body = {k: v for k, v in options.items() if k not in _CLIENT | _CONTROL and v is not None}
        body |= {"model": lm.model, "messages": self.format(signature, demos, inputs)}
        body |= self._constraint(lm, signature, inputs)
        control = {k: options[k] for k in ("rollout_id", "cache") if options.get(k) is not None}
        count = int(options.get("n") or 1)
        rollout = int(control.get("rollout_id") or 0)
        return [
            (body, control if not turn else {**control, "rollout_id": rollout + turn})
            for turn in range(count)
        ]

    def _constraint(
        self, lm: dspy.BaseLM, signature: type[dspy.Signature], inputs: dict[str, Any]
    ) -> dict[str, Any]:
        form = shape(signature)
        if not self.constrain or not form.head.fields:
            return {}
        if "grammar" in lm.supported_params:
            return {"grammar": grammar(form, inputs)}
        if lm.supports_response_schema:
            body = {"name": signature.__name__, "schema": schema(form, inputs, bounds=self.bounds)}
            return {
                "response_format": {"type": "json_schema", "json_schema": {**body, "strict": True}}
            }
        return {}

    def _exchange(
        self,
        signature: type[dspy.Signature],
        lm: dspy.BaseLM,
        body: dict[str, Any],
        control: dict[str, Any],
    ) -> Exchange:
        """Requests out, responses in, the fields at the end: one reply, or a second try."""
        response = yield _request(body), control
        if response.finish_reason == "length":
            record(cut=1, retries=1)
            room = 2 * (response.usage.output_tokens or 1024)
            longer = yield _request({**body, "max_tokens": room}), control
            response = longer
        try:
            return self._read(signature, response)
        except AdapterParseError:
            record(retries=1)
            again = {**body, "temperature": max(0.4, float(body.get("temperature") or 0.0))}
            fresh = {**control, "rollout_id": int(control.get("rollout_id") or 0) + 1_000_003}
            if "seed" in body:
                again["seed"] = int(body["seed"]) + 1_000_003
            response = yield _request(again), fresh
            return self._read(signature, response)

    def _read(self, signature: type[dspy.Signature], response: Response) -> Parsed:
        fields = parse(signature, response.message.text or "")
        record(repairs=int(fields.repaired))
        return fields


def _request(body: dict[str, Any]) -> Request:
    """The canonical request; a grammar, which only our engine takes, as an extension."""
    grammar = body.get("grammar")
    request = request_from_openai_chat({k: v for k, v in body.items() if k != "grammar"})
    if grammar is None:
        return request
    extensions = {**(request.config.extensions or {}), "grammar": grammar}
    return replace(request, config=replace(request.config, extensions=extensions))


def _reply(lm: dspy.BaseLM, request: Request, options: dict[str, Any]) -> Response:
    request, held = _reserve(request)
    response: Response | None = None
    try:
        response = lm(request, **options)
        return response
    finally:
        _settle(held, response)


async def _areply(lm: dspy.BaseLM, request: Request, options: dict[str, Any]) -> Response:
    request, held = _reserve(request)
    response: Response | None = None
    try:
        response = await lm.acall(request, **options)
        return response
    finally:
        _settle(held, response)


def _reserve(request: Request) -> tuple[Request, int]:
    """The request with a reply limit that the budget can bear, and what is held for it."""
    budget = current()
    if budget is None:
        return request, 0
    texts = [str(request.system or ""), *(message.text or "" for message in request.messages)]
    prompt = sum(len(text.encode()) + 16 for text in texts)
    limit = budget.reserve(prompt, request.config.max_tokens, _FLOOR)
    if limit is None:
        return request, 0
    return replace(request, config=replace(request.config, max_tokens=limit)), prompt + limit


def _settle(held: int, response: Response | None) -> None:
    usage = response.usage if response else None
    prompt = (usage.input_tokens if usage else None) or 0
    new = (usage.output_tokens if usage else None) or 0
    cached = (usage.cache_read_tokens if usage else None) or 0
    record(calls=1, prompt_tokens=prompt, new_tokens=new, cached_tokens=cached)
    if budget := current():
        budget.settle(held, prompt + new)


def _fences(signature: type[dspy.Signature], inputs: dict[str, Any]) -> list[str]:
    """Every input that holds something, fenced, in the signature's order."""
    fences = []
    for name, info in signature.input_fields.items():
        value = inputs.get(name)
        if value is not None and value != [] and value != "":
            fences.append(fence(name, render(value), _desc(info)))
    return fences


def _example(signature: type[dspy.Signature], demo: dict[str, Any], number: int) -> str:
    """One worked example, if it has an output to show."""
    form = shape(signature)
    reply = dump(form, {k: v for k, v in demo.items() if k in signature.output_fields})
    if not reply:
        return ""
    shown = _fences(signature, {k: v for k, v in demo.items() if k in signature.input_fields})
    return "\n\n".join([f"Example {number}:", *shown, fence("reply", reply)])


@lru_cache(maxsize=512)
def _instructions(signature: type[dspy.Signature]) -> str:
    return "\n".join(line.strip() for line in signature.instructions.splitlines()).strip()


@lru_cache(maxsize=512)
def _format(signature: type[dspy.Signature]) -> str:
    return describe(shape(signature))


def _desc(info: Any) -> str:
    """What a field is for; the default that DSPy fills in says nothing."""
    desc = str((info.json_schema_extra or {}).get("desc") or "")
    return "" if desc.startswith("${") else desc
