"""What a signature's replies look like, as a tree."""

import json
from typing import Annotated, Any, Literal

import dspy
import pytest
from pydantic import BaseModel, Field, RootModel

from redraft.adapter.item import ids
from redraft.adapter.reply import dump, parse
from redraft.adapter.schema import schema
from redraft.adapter.shape import Choice, Flag, Listing, Object, Other, Text, shape
from redraft.signatures import Critique, Draft, EditText, Revise, Verify
from redraft.signatures.markers import Free, Items, Length, OneOf, Verbatim
from redraft.signatures.types import Box, Weakness


def item(signature: Any) -> dict[str, Any]:
    """The fields of the one list that the signature puts out."""
    ((_, listing, _),) = shape(signature).head.fields
    assert isinstance(listing, Listing)
    assert isinstance(listing.item, Object)
    return {name: node for name, node, _ in listing.item.fields}


@pytest.mark.parametrize(
    ("signature", "head", "tail"),
    [
        (Draft, [], "draft"),
        (Critique, ["weaknesses"], None),
        (Revise, ["changes"], "revision"),
        (EditText, ["edits"], None),
        (Verify, ["verdicts"], None),
    ],
)
def test_a_long_text_is_the_tail(signature: Any, head: list[str], tail: str | None) -> None:
    """Everything else goes into the object before it."""
    form = shape(signature)
    assert [name for name, _, _ in form.head.fields] == head
    assert form.tail == tail


def test_a_weakness_is_asked_for_without_what_code_gives() -> None:
    """Quote, categories and ids point to the inputs that hold them."""
    fields = item(Critique)
    assert set(fields) == {"category", "quote", "problem", "fix", "concerns", "severity"}
    assert fields["category"] == Choice(of=OneOf(("categories",)))
    assert fields["concerns"] == Choice(of=OneOf(("checklist", "requirements"), optional=True))
    assert fields["quote"].verbatim.source == "text"
    assert fields["quote"].verbatim.optional
    assert fields["severity"] == Choice(values=("minor", "major", "critical"))


def test_the_lists_say_how_many_items_they_hold() -> None:
    """A minimum for weaknesses; one note, edit and verdict for each thing asked about."""
    counts = {}
    for signature in (Critique, Revise, EditText, Verify):
        ((_, listing, _),) = shape(signature).head.fields
        assert isinstance(listing, Listing)
        counts[signature.__name__] = listing.items
    assert counts["Critique"].least_from == "min_weaknesses"
    assert (counts["Revise"].each, counts["Revise"].key) == ("weaknesses", "weakness")
    assert (counts["EditText"].each, counts["EditText"].key) == ("weaknesses", "weakness")
    assert (counts["Verify"].each, counts["Verify"].key) == ("open_boxes", "box")


def test_every_marker_names_an_input_of_its_signature() -> None:
    """A name that is misspelt would constrain nothing."""
    for signature in (Critique, Revise, EditText, Verify):
        ((_, listing, _),) = shape(signature).head.fields
        assert isinstance(listing, Listing)
        named = {listing.items.least_from, listing.items.each} - {""}
        for node in item(signature).values():
            if isinstance(node, Choice) and node.of:
                named |= set(node.of.sources)
            if isinstance(node, Text) and node.verbatim:
                named.add(node.verbatim.source)
        assert named <= set(signature.input_fields)
        assert listing.items.key in {"", *item(signature)}


class Note(BaseModel):
    """A record of ours."""

    says: str
    sure: bool


class Many(dspy.Signature):
    """Do."""

    text: str = dspy.InputField()
    short: Annotated[str, Length(2, 9)] = dspy.OutputField(desc="a word")
    word: str = dspy.OutputField()
    yes: bool = dspy.OutputField()
    which: Literal["a", "b"] = dspy.OutputField()
    level: Literal[1, 2] = dspy.OutputField()
    note: Note = dspy.OutputField()
    words: list[str] = dspy.OutputField()
    share: float = dspy.OutputField()
    advice: dict[str, str] = dspy.OutputField()
    copied: Annotated[str, Verbatim("text", 1, 5)] = dspy.OutputField()


def test_other_signatures_have_shapes_too() -> None:
    """Those of DSPy's own optimizers for one: nothing is left out."""
    nodes = {name: node for name, node, _ in shape(Many).head.fields}
    assert nodes["short"] == Text(2, 9)
    assert nodes["word"] == Text()
    assert nodes["yes"] == Flag()
    assert nodes["which"] == Choice(values=("a", "b"))
    assert isinstance(nodes["level"], Other)
    assert nodes["note"] == Object((("says", Text(), ""), ("sure", Flag(), "")))
    assert nodes["words"] == Listing(Text(), Items(most=None))
    assert nodes["share"] == Other({"type": "number"})
    assert nodes["advice"] == Other({"type": "object", "additionalProperties": {"type": "string"}})
    assert nodes["copied"] == Text(verbatim=Verbatim("text", 1, 5))
    assert shape(Many).tail is None


class Renamed(BaseModel):
    """A record whose field goes by another name."""

    sender: str = Field(alias="from")


class Tree(BaseModel):
    """A record that holds itself."""

    name: str
    children: list["Tree"] = []


class Limited(dspy.Signature):
    """Do."""

    score: int = dspy.OutputField(ge=1, le=10)
    code: Annotated[str, Field(pattern="[a-z]+")] = dspy.OutputField()
    marks: list[Annotated[int, Field(ge=1, le=6)]] = dspy.OutputField()
    mail: Renamed = dspy.OutputField()
    tree: Tree = dspy.OutputField()


def test_limits_that_pydantic_enforces_are_in_the_shape() -> None:
    """What it would refuse is neither asked for nor taken for well formed."""
    nodes: Any = {name: node for name, node, _ in shape(Limited).head.fields}
    assert nodes["score"] == Other({"type": "integer", "minimum": 1, "maximum": 10})
    assert nodes["code"] == Other({"type": "string", "pattern": "[a-z]+"})
    assert nodes["marks"].item == Other({"type": "integer", "minimum": 1, "maximum": 6})
    assert list(nodes["mail"].schema["properties"]) == ["from"]
    assert nodes["tree"].fields[0] == ("name", Text(), "")
    assert "$ref" in json.dumps(nodes["tree"].fields[1][1].item.schema)
    told = schema(shape(Limited), {})
    assert "Tree" in told["$defs"]
    assert told["properties"]["score"]["maximum"] == 10


@pytest.mark.parametrize(
    ("mark", "node"),
    [
        (OneOf(("people",)), Choice(of=OneOf(("people",)))),
        (Verbatim("text", 1, 5), Text(verbatim=Verbatim("text", 1, 5))),
        (Length(2, 9), Text(2, 9)),
    ],
)
def test_the_only_output_keeps_its_marker(mark: Any, node: Any) -> None:
    """It is no free text then."""

    class Pick(dspy.Signature):
        """Do."""

        people: list[str] = dspy.InputField()
        text: str = dspy.InputField()
        who: Annotated[str, mark] = dspy.OutputField()

    assert shape(Pick).tail is None
    assert [(name, found) for name, found, _ in shape(Pick).head.fields] == [("who", node)]


class Tags(RootModel[list[str]]):
    """A list under a name."""


class Word(RootModel[Annotated[str, Length(2, 9)]]):
    """A text under a name."""


class Nest(RootModel[list["Nest"]]):
    """A list of lists, however deep."""


class Rooted(dspy.Signature):
    """Do."""

    tags: Tags = dspy.OutputField()
    word: Word = dspy.OutputField()
    nest: Nest = dspy.OutputField()
    by: list[Tags] = dspy.OutputField()


def test_a_model_of_one_value_is_that_value() -> None:
    """Pydantic reads it without a name around it, and so it is asked for."""
    nodes: Any = {name: node for name, node, _ in shape(Rooted).head.fields}
    assert nodes["tags"] == Listing(Text(), Items(most=None))
    assert nodes["word"] == Text(2, 9)
    assert "$ref" in json.dumps(nodes["nest"].item.schema)
    assert nodes["by"].item == nodes["tags"]
    values = {"tags": ["a"], "word": "me", "nest": [[], [[]]], "by": [["b"], []]}
    found = parse(Rooted, json.dumps(values))
    assert found["tags"] == Tags(["a"])
    assert found["word"] == Word("me")
    assert json.loads(dump(shape(Rooted), found)) == values


def test_a_marker_goes_before_a_limit() -> None:
    """It says more; a lone output with a limit is no free text either."""

    class Quote(dspy.Signature):
        """Do."""

        text: str = dspy.InputField()
        said: Annotated[str, Verbatim("text", 5, 50)] = dspy.OutputField(max_length=80)

    class Code(dspy.Signature):
        """Do."""

        code: Annotated[str, Field(pattern="[a-z]+")] = dspy.OutputField()

    ((_, node, _),) = shape(Quote).head.fields
    assert node == Text(verbatim=Verbatim("text", 5, 50))
    assert shape(Code).tail is None


def test_what_a_field_is_for_is_its_description() -> None:
    """The default that DSPy fills in says nothing, and is left out."""
    notes = {name: note for name, _, note in shape(Many).head.fields}
    assert (notes["short"], notes["word"]) == ("a word", "")


def test_a_marked_output_is_the_tail_wherever_it_stands() -> None:
    """It ends the reply even if the signature names it first."""

    class First(dspy.Signature):
        """Do."""

        body: Annotated[str, Free()] = dspy.OutputField()
        count: int = dspy.OutputField()

    form = shape(First)
    assert form.tail == "body"
    assert [name for name, _, _ in form.head.fields] == ["count"]


def test_ids_are_read_from_records_mappings_and_strings() -> None:
    """Whatever a list input holds; none where it is missing."""
    boxes = [Box(id="b1", question="?"), {"id": "b2", "question": "?"}, "b3", {"box": "b4"}]
    assert ids({"checklist": boxes}, "checklist") == ["b1", "b2", "b3", "b4"]
    assert ids({"weaknesses": [Weakness(id="w7")]}, "weaknesses") == ["w7"]
    assert ids({}, "checklist") == ids({"checklist": None}, "checklist") == []


def test_a_shape_is_found_once() -> None:
    """The same signature gives the very same object."""
    assert shape(Critique) is shape(Critique)
