"""What is left out of a reply that was cut in the middle of its JSON."""

import time
from typing import Any

import dspy
import pytest
from dspy.lm15 import Message, Response, TextPart, Usage
from pydantic import BaseModel

from redraft.adapter.reply import parse
from redraft.adapter.torn import untorn
from tests.scripted import Scripted


class Report(BaseModel):
    """A record with a list in it."""

    title: str
    items: list[str] = []


class Said(BaseModel):
    """A record of two texts, neither of which must be there."""

    who: str = ""
    what: str = ""
    tags: list[str] = []


def read(kind: Any, reply: str) -> Any:
    """What becomes of the output `f` where the server has cut the reply there."""
    cut = Response(
        id=None,
        model="scripted/model",
        message=Message.assistant([TextPart(reply)]),
        finish_reason="length",
        usage=Usage(input_tokens=50, output_tokens=90),  # fewer than the limit: not asked again
    )
    engine = Scripted({"*": cut})
    with engine.use():
        asked = dspy.Predict(dspy.Signature({"f": (kind, dspy.OutputField())}))
        found = asked(config={"max_tokens": 500}).f
    assert len(engine.requests) == 1
    return found


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ('["one", "two", "thr', ["one", "two"]),
        ('["one", "two", ', ["one", "two"]),
        ('["one", "two"', ["one", "two"]),
        ('["one", "two"]', ["one", "two"]),
        ('["one"]', ["one"]),
        ('["one"]\n}', ["one"]),
        ('["on', []),
        ("[", []),
        ('["a, \\"b\\" [", "c\\', ['a, "b" [']),
    ],
)
def test_of_a_list_only_a_torn_item_goes(reply: str, kept: list[str]) -> None:
    """One whose end was written stays."""
    assert read(list[str], f'{{"f": {reply}') == kept


def test_a_number_at_the_end_may_be_torn() -> None:
    """Nobody knows whether a digit was to follow, unless something else does."""
    assert read(list[int], '{"f": [1, 22, 3') == [1, 22]
    assert read(list[int], '{"f": [1, 22, 3]') == [1, 22, 3]
    assert read(dict[str, int], '{"f": {"a": 1, "b": 2') == {"a": 1}


def test_a_record_that_was_begun_goes_whole() -> None:
    """Half of it would say what nobody said, also where a list of its own was complete."""
    whole = '{"f": [{"who": "Ann", "what": "all"}, '
    for torn in ('{"who": "Ben", "what": "he', '{"who": "Ben", "tags": ["x"]', '{"who": "Ben"'):
        assert read(list[Said], whole + torn) == [Said(who="Ann", what="all")]


def test_a_list_further_down_loses_its_torn_item() -> None:
    """As one at the top does."""
    found = read(Report, '{"f": {"title": "T", "items": ["one", "two", "thr')
    assert found == Report(title="T", items=["one", "two"])
    assert read(Report, '{"f": {"title": "T", "items": ["one"]').items == ["one"]


def test_a_mapping_loses_its_torn_entry() -> None:
    """The text of it, or its name alone."""
    assert read(dict[str, str], '{"f": {"a": "one", "b": "tw') == {"a": "one"}
    assert read(dict[str, str], '{"f": {"a": "one", "b') == {"a": "one"}
    assert read(dict[str, str], '{"f": {"a": "one", "b": "two"') == {"a": "one", "b": "two"}
    lists = '{"f": {"a": ["x"], "b": ["y", "z'
    assert read(dict[str, list[str]], lists) == {"a": ["x"]}


def test_a_text_stays_as_far_as_it_came() -> None:
    """A record cannot be without it."""
    assert read(Report, '{"f": {"title": "Half a ti') == Report(title="Half a ti")


def test_what_stands_before_the_json_is_passed_over() -> None:
    """Quotation marks and braces of a sentence are none of it."""
    assert read(list[str], 'The 5" {form} } ]:\n```json\n{"f": ["one", "tw') == ["one"]


@pytest.mark.parametrize(
    "reply",
    ["['one', 'two, th", '["one", "a "b", c", "th', '["one", "two"}, "th', '["one", // and\n"tw'],
)
def test_a_list_of_bad_json_loses_its_last_item(reply: str) -> None:
    """As the mending has it, since a comma may be anything there."""
    found = read(list[str], f'{{"f": {reply}')
    assert found[0] == "one"
    assert found == parse(dspy.Signature("-> f: list[str]"), f'{{"f": {reply}')["f"][:-1]


def test_a_list_of_bad_json_that_was_closed_loses_nothing() -> None:
    """The bracket at the end says so."""
    assert read(list[str], "{'f': ['one', 'two']") == ["one", "two"]


@pytest.mark.parametrize("piece", ['{"a": ', '["', '\\"', "{", '", "', '{"a":1} ', "[", "\\"])
def test_a_long_reply_is_read_in_one_go(piece: str) -> None:
    """However many brackets it opens, or quotation marks."""
    asked = dspy.Signature("-> f: int, g: int")
    fields = parse(asked, '{"f": 1, "g": 2')
    begun = time.process_time()
    assert untorn(parse, asked, '{"f": 1, "g": {' + piece * 100_000, fields) is fields
    assert time.process_time() - begun < 10
