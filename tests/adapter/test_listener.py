"""A field of a reply, piece by piece, as it is written."""

import asyncio
import json
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import dspy
import pytest
from dspy.streaming import StreamResponse
from hypothesis import given
from hypothesis import strategies as st

from redraft.adapter import FieldListener
from redraft.adapter.reply import parse
from redraft.signatures import Draft, Revise
from tests.scripted import Scripted


class Two(dspy.Signature):
    """Answer."""

    question: str = dspy.InputField()
    kind: str = dspy.OutputField()
    sure: bool = dspy.OutputField()
    answer: str = dspy.OutputField()


CHANGES = '{"changes": [{"weakness": "w1", "note": "Names the day."}]}'
TEXT = 'The kitchen closes on "Friday".\n\n```\nat noon {"a": 1}\n```\n\nSee you.'
ANSWERED = '{"kind": "a \\u00e9 \\"b\\" \\\\n", "sure": true, "answer": "Yes, it is."}'
REPLIES = {
    "revision": (
        Revise,
        [
            f"{CHANGES}\n\n{TEXT}",
            f"```json\n{CHANGES}\n```\n\n{TEXT}\n",
            f"```json\n{CHANGES}\n\n{TEXT}\n```",
            f"Here it is:\n\n{CHANGES}\n{TEXT}",
            CHANGES[:-1] + f', "revision": {json.dumps(TEXT)}}}',
            f"{CHANGES[:-3]}\n\n{TEXT}",
            f"<think>Maybe {CHANGES}\n\nno.</think>\n{CHANGES}\n\n{TEXT}",
            f'{{"changes": [], "revision": {json.dumps(TEXT)}}}\n\nmore',
            f'{{"changes": [], "revision": " "}}\n\n{TEXT}',
            '{"changes": [], "revision": "One\nline."}\n\nmore',
            f"I {{use}} this: {CHANGES}\n\n{TEXT}",
            f"The {{}} here: {CHANGES}\n\n{TEXT}",
        ],
    ),
    "draft": (Draft, [TEXT, f"\n\n{TEXT}  \n", f" <thinking>\nHm.</thinking>\n{TEXT}", "<thin"]),
    "kind": (Two, [ANSWERED, f'<think>{{"kind": "b"}}</think>{ANSWERED}']),
    "answer": (Two, [ANSWERED, f"```json\n{ANSWERED}\n```"]),
}
EVERY = [(field, reply) for field, (_, replies) in REPLIES.items() for reply in replies]


def listening(field: str) -> FieldListener:
    """A listener to that field of the signature that has it."""
    return FieldListener(field, dspy.Predict(REPLIES[field][0]), "self")


def chunk(text: str | None, end: str | None, ident: str | None = None) -> Any:
    """A part of a reply, as DSPy hands it over."""
    said = SimpleNamespace(delta=SimpleNamespace(content=text), finish_reason=end)
    return SimpleNamespace(id=ident, choices=[said])


def heard(listener: FieldListener, pieces: list[str]) -> list[StreamResponse]:
    """What it tells of a reply that comes in these pieces, then ends."""
    parts = [*((piece, None) for piece in pieces), (None, "stop")]
    chunks = [chunk(text, end) for text, end in parts]
    return [told for one in chunks if (told := listener.receive(one))]


@given(st.sampled_from(EVERY), st.lists(st.integers(0, 200), max_size=30))
def test_the_pieces_add_up_to_the_field(case: tuple[str, str], cuts: list[int]) -> None:
    """However the reply is cut, nothing is told twice, or taken back."""
    field, reply = case
    ends = sorted({0, *(cut for cut in cuts if cut < len(reply)), len(reply)})
    told = heard(listening(field), [reply[a:b] for a, b in pairwise(ends)])
    assert "".join(one.chunk for one in told) == parse(REPLIES[field][0], reply)[field]
    assert [one.is_last_chunk for one in told] == [False] * (len(told) - 1) + [True]


@pytest.mark.parametrize(("field", "least"), [("revision", 40), ("draft", 40), ("kind", 8)])
def test_it_tells_while_the_reply_is_written(field: str, least: int) -> None:
    """A character at a time comes out as about as many pieces."""
    told = heard(listening(field), list(REPLIES[field][1][0]))
    assert len(told) > least


@pytest.mark.parametrize("before", ["", "Here {it} is: ", "```json\n"])
@pytest.mark.parametrize("size", [1, 4])
def test_a_text_inside_the_json_is_told_as_well(before: str, size: int) -> None:
    """A server that takes a schema has the whole reply as one object."""
    text = "Dear all, " + "the room is booked for Monday. " * 20
    reply = before + json.dumps({"changes": [], "revision": text})
    told = heard(listening("revision"), [reply[a : a + size] for a in range(0, len(reply), size)])
    assert "".join(one.chunk for one in told) == text
    assert len(told) > len(text) / size - 5


def test_an_object_that_is_no_head_is_no_beginning_of_the_text() -> None:
    """What cannot be read is not told."""
    assert heard(listening("revision"), ['{"x": 1}', f"\n\n{CHANGES[:-1]}", "\n\nThe"]) == []


def test_a_reply_that_is_asked_for_again_begins_anew() -> None:
    """The second is told whole."""
    listener = listening("revision")
    first = heard(listener, ["no JSON", " at all"])
    second = heard(listener, [CHANGES, "\n\nThe ", "text."])
    assert first == []
    assert [one.chunk for one in second] == ["The", " text.", ""]


def test_of_replies_side_by_side_one_is_told() -> None:
    """Their pieces are not mixed, and a reply that comes later is told again."""
    listener = listening("draft")
    parts = [("One ", None, "a"), ("Uno ", None, "b"), ("two.", None, "a"), ("dos.", None, "b")]
    ends = [(None, "stop", "a"), ("!", None, "b"), (None, "stop", "b")]
    told = [listener.receive(chunk(*part)) for part in [*parts, *ends]]
    assert "".join(one.chunk for one in told if one) == "One two."
    later = [
        listener.receive(chunk("Three.", None, "c")),
        listener.receive(chunk(None, "stop", "c")),
    ]
    assert "".join(one.chunk for one in later if one) == "Three."


def test_a_field_that_is_no_text_has_no_pieces() -> None:
    """Lists come with the prediction."""
    listener = FieldListener("changes", dspy.Predict(Revise), "self")
    assert heard(listener, [CHANGES, "\n\nThe text."]) == []


def test_streamify_takes_it() -> None:
    """The text, then the prediction."""
    engine = Scripted({"draft": "One two.\nThree."})

    async def run() -> list[Any]:
        draft = dspy.streamify(dspy.Predict(Draft), stream_listeners=[FieldListener("draft")])
        return [part async for part in draft(task="A note.", requirements=[], checklist=[])]

    with engine.use():
        told, *_, last = asyncio.run(run())
    assert (told.predict_name, told.signature_field_name) == ("self", "draft")
    assert told.chunk == "One two.\nThree."
    assert last.draft == told.chunk


def test_a_number_that_is_too_long_ends_no_stream() -> None:
    """Nothing of the reply can be read, and it is asked for again."""
    listener = FieldListener("kind", dspy.Predict(Two), "self")
    assert heard(listener, ['{"sure": ', "1" * 5000, "}"]) == []
