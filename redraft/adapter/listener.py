"""One field of a reply of ours as it is written, for `dspy.streamify`.

DSPy's own `StreamListener` looks for the marks of DSPy's adapters, which our replies lack.
"""

from typing import Any

from dspy.streaming import StreamListener, StreamResponse
from dspy.utils.exceptions import AdapterParseError
from pydantic_core import from_json

from .found import starts
from .reply import parse, tail
from .shape import Shape, shape
from .thoughts import spoken

__all__ = ["FieldListener"]


class FieldListener(StreamListener):
    """Listens to a text field of programs that are asked through `PrefixAdapter`.

        dspy.streamify(program, stream_listeners=[FieldListener("revision")])

    The pieces of a reply add up to the field's value; the last says so. Fields that are no
    text have no pieces. Of replies written side by side the one that begins first is told, where
    their server gives them ids. A reply that has to be asked for again begins anew, piece by
    piece; after a stream that broke off only the prediction is sure.
    """

    def __init__(
        self,
        signature_field_name: str,
        predict: Any = None,
        predict_name: str | None = None,
    ) -> None:
        super().__init__(signature_field_name, predict, predict_name)
        self._reply = self._sent = ""
        self._told: Any = None
        self._beside = set[Any]()

    def receive(self, chunk: Any) -> StreamResponse | None:
        """The piece that this part of the reply adds, if it adds one."""
        said, ident = chunk.choices[0], getattr(chunk, "id", None)
        if ident in self._beside or (self._told and ident != self._told):
            self._beside.add(ident)
            return None
        self._told = ident
        self._reply += said.delta.content or ""
        ended = said.finish_reason is not None
        found = self._whole() if ended else self._so_far()
        piece = found[len(self._sent) :] if found.startswith(self._sent) else ""
        self._sent += piece
        told = bool(self._sent)
        if ended:
            self._reply = self._sent = ""
            self._told = None
        if not (piece or (ended and told)):
            return None
        self.stream_start = True
        return StreamResponse(self.predict_name, self.signature_field_name, piece, ended)

    def finalize(self) -> None:
        """Nothing is held back when a reply has ended."""

    def _whole(self) -> str:
        """The field of a reply that is complete; nothing where it cannot be read."""
        try:
            value = parse(self.predict.signature, self._reply)[self.signature_field_name]
        except AdapterParseError:
            return ""
        return value if isinstance(value, str) else ""

    def _so_far(self) -> str:
        """What of the field is certain by now."""
        form, name = shape(self.predict.signature), self.signature_field_name
        inside = _partial(form, name, spoken(self._reply, goes_on=True))
        if name != form.tail or inside.strip():
            return inside
        return tail(form, self._reply)


def _partial(form: Shape, name: str, reply: str) -> str:
    """What of a text has come in the JSON, whose end may be missing."""
    heads = {head for head, _, _ in form.head.fields}
    for start in starts(reply) if heads else ():
        try:
            found = from_json(reply[start:], allow_partial="trailing-strings")
        except ValueError:
            continue
        if heads & found.keys():
            value = found.get(name)
            return value if isinstance(value, str) else ""
    return ""
