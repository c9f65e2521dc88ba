"""What a reply may look like, read off a signature once.

A signature's outputs become a tree of six kinds of node; `grammar`, `schema` and
`describe` each write that tree in their own language, with the item's inputs filled in
where a node names one (`Verbatim`, `OneOf`, `Items`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Annotated, Any, Literal, get_args, get_origin

import dspy
from annotated_types import BaseMetadata, GroupedMetadata
from pydantic import BaseModel, RootModel, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema

from redraft.signatures.markers import Avoids, Free, Items, Length, OneOf, Verbatim

__all__ = [
    "Choice",
    "Flag",
    "Listing",
    "Node",
    "Object",
    "Other",
    "Shape",
    "Text",
    "desc",
    "shape",
]


@dataclass(frozen=True)
class Text:
    """A string of `least` to `most` characters; `verbatim` if copied from an input."""

    least: int = 0
    most: int | None = None
    verbatim: Verbatim | None = None


@dataclass(frozen=True)
class Choice:
    """One of `values`, or of the ids that the inputs `of` names list."""

    values: tuple[str, ...] = ()
    of: OneOf | None = None


@dataclass(frozen=True)
class Flag:
    """true or false."""


@dataclass(frozen=True)
class Listing:
    """A list of `item`s, as many as `items` says."""

    item: "Node"
    items: Items


@dataclass(frozen=True)
class Object:
    """Named fields in order, each with what it is for."""

    fields: tuple[tuple[str, "Node", str], ...]


@dataclass(frozen=True)
class Other:
    """Anything else, as its JSON schema says."""

    schema: Mapping[str, Any] = field(hash=False)


Node = Text | Choice | Flag | Listing | Object | Other


@dataclass(frozen=True)
class Shape:
    """A reply: a JSON object of the `head` outputs, then the output `tail` as plain text.

    Either may be missing: an empty head means that the reply is the text alone.
    `avoids` says what the tail may not hold, `note` what it is for.
    """

    head: Object
    tail: str | None
    avoids: Avoids | None = None
    note: str = ""


def shape(signature: type[dspy.Signature]) -> Shape:
    """The shape of `signature`'s replies, found once for each signature.

    An output marked `Free`, or the only output if it is a string, is the tail: long
    text does not have to squeeze through JSON escapes, and nothing that it contains can
    cut it, since it runs to the end of the reply.
    """
    key: Any = signature
    return _shape(key)


@lru_cache(maxsize=512)
def _shape(signature: type[dspy.Signature]) -> Shape:
    outputs = signature.output_fields
    tail = next((name for name, info in outputs.items() if _mark(info, Free)), None)
    if len(outputs) == 1 and tail is None:
        name, info = next(iter(outputs.items()))
        marks = [mark for mark in info.metadata if isinstance(mark, Verbatim | OneOf | Length)]
        held = marks or _limited(info.annotation, tuple(info.metadata))
        tail = name if info.annotation is str and not held else None
    fields = tuple(
        (name, _node(info.annotation, tuple(info.metadata)), desc(info))
        for name, info in outputs.items()
        if name != tail
    )
    if tail is None:
        return Shape(Object(fields), None)
    return Shape(Object(fields), tail, _mark(outputs[tail], Avoids), desc(outputs[tail]))


def desc(info: FieldInfo) -> str:
    """What a field is for; the default that DSPy fills in says nothing."""
    extra = info.json_schema_extra
    said = str((extra.get("desc") if isinstance(extra, dict) else "") or "")
    return "" if said.startswith("${") else said


def _mark(info: FieldInfo, kind: type) -> Any:
    return next((mark for mark in info.metadata if isinstance(mark, kind)), None)


def _node(
    annotation: Any, metadata: tuple[Any, ...], within: frozenset[type] = frozenset()
) -> Node:
    """The node of a type: as its marker says, else as pydantic limits it, else as it is.

    `within` are the models that it is a part of.
    """
    while get_origin(annotation) is Annotated:
        metadata = (*metadata, *annotation.__metadata__)
        annotation = get_args(annotation)[0]
    for mark in metadata:
        match mark:
            case Verbatim():
                return Text(verbatim=mark)
            case OneOf():
                return Choice(of=mark)
            case Length() if annotation is str:
                return Text(mark.least, mark.most)
            case Items() if get_origin(annotation) is list:
                return Listing(_node(get_args(annotation)[0], (), within), mark)
    if limited := _limited(annotation, metadata):
        return Other(limited)
    return _unmarked(annotation, within)


def _limited(annotation: Any, metadata: tuple[Any, ...]) -> dict[str, Any] | None:
    """The schema of a type that pydantic limits; None where that shows in no schema."""
    limits = _limits(metadata)
    if not limits:
        return None
    held = TypeAdapter(Annotated[annotation, *limits]).json_schema()
    return None if held == TypeAdapter(annotation).json_schema() else held


def _limits(metadata: Iterable[Any]) -> list[Any]:
    """What pydantic holds a value to, which beside the type may stand in a `Field`."""
    marks = chain.from_iterable(
        mark.metadata if isinstance(mark, FieldInfo) else [mark] for mark in metadata
    )
    return [mark for mark in marks if isinstance(mark, BaseMetadata | GroupedMetadata)]


def _unmarked(annotation: Any, within: frozenset[type]) -> Node:
    """The node of a type that nothing is said of; one that holds itself is left to pydantic."""
    if annotation is str:
        return Text()
    if annotation is bool:
        return Flag()
    if get_origin(annotation) is Literal and all(isinstance(a, str) for a in get_args(annotation)):
        return Choice(values=get_args(annotation))
    if get_origin(annotation) is list:
        return Listing(_node(get_args(annotation)[0], (), within), Items(most=None))
    model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    if model and annotation not in within and not _renamed(annotation):
        if issubclass(annotation, RootModel):
            root = annotation.model_fields["root"]
            return _node(root.annotation, tuple(root.metadata), within | {annotation})
        return _object(annotation, within | {annotation})
    return Other(TypeAdapter(annotation).json_schema())


def _object(model: type[BaseModel], within: frozenset[type]) -> Object:
    return Object(
        tuple(
            (name, _node(info.annotation, tuple(info.metadata), within), info.description or "")
            for name, info in model.model_fields.items()
            if not _skipped(info)
        )
    )


def _renamed(model: type[BaseModel]) -> bool:
    """Whether a field goes by another name in JSON."""
    return any(info.alias or info.validation_alias for info in model.model_fields.values())


def _skipped(info: FieldInfo) -> bool:
    skip: Any = SkipJsonSchema
    return any(mark is skip or isinstance(mark, skip) for mark in info.metadata)
