"""CPU time of formatting and parsing one typed call, the engine stubbed.

Every step of the labelled examples of the dev split goes through each adapter in turn, `--rounds`
times. `format and parse` is those two alone; `whole call` is all of the adapter's call, with
DSPy's own client around an engine that answers at once.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any, ClassVar

import dspy
from dspy.lm15 import Message, Request, Response, TextPart, Usage

from benchmarks.asks import Asked, asked, examples
from benchmarks.tables import publish, table
from redraft.adapter import PrefixAdapter
from redraft.adapter.reply import dump
from redraft.adapter.shape import shape

ADAPTERS: dict[str, Any] = {
    "ours": PrefixAdapter(),
    "ChatAdapter": dspy.ChatAdapter(),
    "JSONAdapter": dspy.JSONAdapter(),
}
PARAMS = ("temperature", "max_tokens", "seed")
SERVERS = {
    "unconstrained": PARAMS,
    "takes a JSON schema": (*PARAMS, "response_format"),
    "takes a grammar": (*PARAMS, "response_format", "grammar"),
}


class Stub:
    """An engine that answers `text` at once."""

    supports_function_calling: ClassVar[bool] = False
    supports_reasoning: ClassVar[bool] = False

    def __init__(self, params: tuple[str, ...]) -> None:
        self.supported_params = frozenset(params)
        self.supports_response_schema = "response_format" in params
        self.text = ""
        self.lm = dspy.LM("stub/model", engine=self, cache=False, num_retries=0)

    def complete(self, request: Request) -> Response:
        """The reply."""
        message = Message.assistant([TextPart(self.text)])
        usage = Usage(input_tokens=1, output_tokens=1)
        return Response(
            id=None, model=request.model, message=message, finish_reason="stop", usage=usage
        )

    def close(self) -> None:
        """Nothing to close."""


def reply(adapter: str, call: Asked) -> str:
    """The reply that this adapter asks for, with the call's outputs in it."""
    if adapter == "ours":
        return dump(shape(call.signature), call.outputs)
    host = ADAPTERS[adapter]
    return str(host.format_assistant_message_content(call.signature, call.outputs))


def milliseconds(work: Callable[..., Any], *given: Any) -> float:
    """CPU time of this thread."""
    began = time.thread_time()
    work(*given)
    return 1000 * (time.thread_time() - began)


def measure(server: str, calls: list[Asked], rounds: int) -> dict[str, tuple[float, float]]:
    """For each adapter the mean of (format and parse, whole call), in ms a call."""
    engine = Stub(SERVERS[server])
    spent = {name: [0.0, 0.0] for name in ADAPTERS}
    replies = {name: [reply(name, call) for call in calls] for name in ADAPTERS}
    for turn in range(-1, rounds):  # the first turn warms up and does not count
        for number, (signature, inputs, _) in enumerate(calls):
            for name, adapter in ADAPTERS.items():
                engine.text = replies[name][number]
                parts = milliseconds(adapter.format, signature, [], inputs)
                parts += milliseconds(adapter.parse, signature, engine.text)
                whole = milliseconds(adapter, engine.lm, {}, signature, [], inputs)
                if turn >= 0:
                    spent[name][0] += parts
                    spent[name][1] += whole
    count = rounds * len(calls)
    return {name: (parts / count, whole / count) for name, (parts, whole) in spent.items()}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10, help="times that each call is made")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    given = parser.parse_args()
    calls = [call for row in examples() for call in asked(row)]
    lines = []
    for server in SERVERS:
        found = measure(server, calls, given.rounds)
        parts, whole = found["ChatAdapter"]
        lines += [
            (server, name, f"{one:.3f}", f"{one / parts:.2f}", f"{two:.3f}", f"{two / whole:.2f}")
            for name, (one, two) in found.items()
        ]
    head = ("server", "adapter", "format and parse, ms", "of ChatAdapter")
    body = table((*head, "whole call, ms", "of ChatAdapter"), lines)
    told = f"{len(calls)} calls (4 steps of {len(calls) // 4} examples), {given.rounds} rounds."
    publish("calls", f"{body}\n\n{told}", write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
