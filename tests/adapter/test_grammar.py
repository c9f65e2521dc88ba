"""A reply's shape as a grammar: what the engine can say at all."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

import dspy
import pytest
from dspy.lm15 import request_from_openai_chat

from redraft.adapter.fence import render
from redraft.adapter.grammar import grammar
from redraft.adapter.reply import parse
from redraft.adapter.schema import schema
from redraft.adapter.shape import shape
from redraft.signatures import Critique, Draft, EditText, Feedback, Revise, Verify
from redraft.signatures.markers import Items, Verbatim
from redraft.signatures.types import Box, Requirement, Verdict, Weakness
from tests.scripted import embedded

TEXT = 'We ship on "Friday", as the plan says.\nAsk Änne (ext. 12) for the café list — all of it.\n'
BOXES = [Box(id="b1", question="Is the day named?"), Box(id='b"2', question="Who is asked?")]
GIVEN = [Weakness(id="w1", problem="vague", fix="Say it."), Weakness(id="w2", problem="x", fix="y")]
INPUTS: dict[str, Any] = {
    "task": "Write a note.",
    "requirements": [Requirement(id="r1", says="Name the day.")],
    "checklist": BOXES,
    "text": TEXT,
    "categories": ["clarity", "style"],
    "unticked": [Verdict(box="b1", missing="day")],
    "audit": [],
    "min_weaknesses": 2,
    "weaknesses": GIVEN,
    "open_boxes": BOXES,
}
SIGNATURES = [Critique, Revise, EditText, Verify]


def of(signature: Any, **inputs: Any) -> str:
    """The grammar for these inputs beside the usual ones."""
    return grammar(shape(signature), INPUTS | inputs)


def rules(text: str) -> dict[str, str]:
    """The rules of a grammar by name."""
    head, *lines = text.split("\n")
    assert head == "%llguidance {}"
    return {line.partition(": ")[0]: line.partition(": ")[2] for line in lines}


def test_a_tail_may_begin_with_a_mark_only_where_that_was_asked_for() -> None:
    """Else a model repeats the prompt's own marks, or answers in JSON."""
    checked = Box(id="b1", question="?", check="valid json")
    asked = (
        {"task": "Write the config as JSON."},
        {"checklist": [checked]},
        {"checklist": [Box(id="b1", question="Is it valid JSON?")]},
        {"requirements": [Requirement(id="r1", says="Reply with an XML file.")]},
        {"task": "Write."},
    )
    tails = [rules(of(Draft, **given))["TAIL"].partition(" & ")[0] for given in asked]
    assert tails == [r"/\S(?s:.)*/"] * 4 + [r"/[^<{\s](?s:.)*/"]
    kept = rules(of(Revise, text="<h1>Welcome</h1>\n<p>To you.</p>"))["TAIL"]
    assert kept.startswith(r"/\S(?s:.)*/")


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_rule_is_written_once_and_every_name_is_defined(signature: Any) -> None:
    """However often it is used."""
    found = rules(of(signature))
    assert len(set(found.values())) == len(found)
    for body in found.values():
        bare = re.sub(r'"(\\.|[^"\\])*"|/.*/|%(json|regex) .*', "", body)
        assert set(re.findall(r"[A-Za-z_]\w*", bare)) <= set(found)


def test_a_critique_holds_the_ids_and_categories_given() -> None:
    """As JSON strings within grammar strings; nothing else can be said there."""
    text = of(Critique)
    assert r'("\"clarity\"" | "\"style\"")' in text
    assert r'("\"b1\"" | "\"b\\\"2\"" | "\"r1\"" | "\"\"")' in text
    assert r'("\"minor\"" | "\"major\"" | "\"critical\"")' in text


@pytest.mark.parametrize(
    ("asked", "least", "most"), [(0, 0, 5), (-3, 0, 5), (1, 0, 5), (2, 1, 5), (6, 5, 5), (99, 5, 5)]
)
def test_the_minimum_is_what_was_asked_for(asked: int, least: int, most: int) -> None:
    """After the first weakness so many more, at most six in all; none only where none will do."""
    start = rules(of(Critique, min_weaknesses=asked))["start"]
    counts = re.findall(r"\{(\d+),(\d+)\}", start)
    lead = len(re.findall(r'"\[" (\w+(?: ", " \w+)*) \(', start)[-1].split('", "')) - 1
    assert [(int(low) + lead, int(high) + lead) for low, high in counts] == [(least, most)]
    assert ('"[]"' in start) == (asked <= 0)


def test_each_open_box_has_its_row_in_order() -> None:
    """One verdict a box, its id written already."""
    start = rules(of(Verify))["start"]
    assert re.findall(r'"\\"box\\": " ("(?:\\.|[^"\\])*")', start) == [r'"\"b1\""', r'"\"b\\\"2\""']
    assert rules(of(Verify, open_boxes=[]))["start"] == r'"{" "\"verdicts\": " "["  "]" "}"'


def test_a_tail_follows_a_blank_line() -> None:
    """And begins with the text, not with more JSON or a fence."""
    assert rules(of(Revise))["start"].endswith('"\\n\\n" TAIL')


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Send it by Friday, please.", 8),
        ("Go now.", 7),  # shorter than a quote should be: the whole text will do
        ('"yes" to "no".', 4),  # what stands between quotation marks
        ("x" * 500, None),  # no run of whole words is short enough
        ("x" * 500 + " one two three four", 8),
        ("日本語の文章。", 7),
        ('"""', None),
        ("\\\n\t", None),
        ("", None),
    ],
)
def test_a_quote_asks_for_no_more_than_the_text_can_give(text: str, least: int | None) -> None:
    """A bound that no words of the text meet would leave the engine nothing to say."""
    found = [name for name in rules(of(EditText, text=text)) if name.startswith("QUOTE_")]
    assert found == ([] if least is None else [f"QUOTE_TEXT_{least}_240"])


def test_lists_without_a_marker_are_plain() -> None:
    """Signatures of others get a grammar, too."""

    class Plain(dspy.Signature):
        """Do."""

        words: list[str] = dspy.OutputField()
        advice: dict[str, str] = dspy.OutputField()
        share: float | None = dspy.OutputField()

    found = rules(of(Plain))
    assert re.search(r'\("\[]" \| "\[" (r\d) \(", " \1\)\{0,} "]"\)', found["start"])
    assert sum(body.startswith("%json ") for body in found.values()) == 3


class Quoted(dspy.Signature):
    """Do."""

    lines: list[str] = dspy.InputField()
    quote: Annotated[str, Verbatim("lines", 5, 80)] = dspy.OutputField()


def test_a_quote_of_a_list_is_of_the_list_as_it_is_shown() -> None:
    """Not of the brackets and commas that Python writes around it."""
    lines = ["It's 5 o'clock.", "Ben pays."]
    words = rules(grammar(shape(Quoted), {"lines": lines}))["WORDS_LINES"]
    assert f'"substring_words": {json.dumps(render(lines))}' in words
    assert "QUOTE_LINES_" not in grammar(shape(Quoted), {"lines": []})


class Answers(dspy.Signature):
    """Do."""

    questions: list[str] = dspy.InputField()
    answers: Annotated[list[str], Items(each="questions")] = dspy.OutputField()


@pytest.mark.parametrize("count", [0, 1, 12])
def test_each_question_gets_its_item(count: int) -> None:
    """As the schema has it, also where the items are plain strings, and are more than eight."""
    asked = {"questions": [f"q{number}" for number in range(count)]}
    start = rules(grammar(shape(Answers), asked))["start"]
    found = schema(shape(Answers), asked)["properties"]["answers"]
    assert len(re.findall(r"\br\d+\b", start)) == found["minItems"] == found["maxItems"] == count


@pytest.mark.parametrize(
    ("quote", "find"),
    [
        ("the team will ship", "the team will ship"),
        ('The team "will" ship', "the team \u201cwill\u201d ship"),
        ("nowhere to be found", ""),
    ],
)
def test_an_edit_finds_words_of_the_text_alone(quote: str, find: str) -> None:
    """Those that the weakness quotes, as they stand there; else any."""
    text = "Soon the team will ship; the team \u201cwill\u201d ship, says Ana."
    weak = Weakness(id="w1", quote=quote, problem="vague", fix="Say when.")
    start = rules(of(EditText, text=text, weaknesses=[weak]))["start"]
    found = re.search(r'"\\"find\\": " (".*?[^\\]"|\S+)', start)
    assert found is not None
    if find:
        assert json.loads(json.loads(found[1])) == find
    else:
        assert "QUOTE_TEXT" in start


def test_an_element_that_is_given_twice_has_two_rows() -> None:
    """In the grammar and in the schema alike; its name is one of the names."""
    asked = {"aspects": ["tone", "tone", "facts"], "text": "x"}
    found = schema(shape(Feedback), asked)["properties"]["feedback"]
    assert found["minItems"] == found["maxItems"] == 3
    assert found["items"]["properties"]["aspect"]["enum"] == ["tone", "facts"]
    assert rules(grammar(shape(Feedback), asked))["start"].count("aspect") == 3


@pytest.fixture(scope="module")
def lm() -> Iterator[Any]:
    """The smallest model."""
    with embedded() as found:
        yield found


def said(lm: Any, signature: Any, most: int, **inputs: Any) -> Any:
    """What the model says under the signature's grammar to a prompt that asks for nothing."""
    message = {"role": "user", "content": "Go on."}
    request = request_from_openai_chat({"model": lm.model, "messages": [message]})
    told = {"grammar": of(signature, **inputs)}
    config = replace(request.config, max_tokens=most, temperature=0.8, seed=3, extensions=told)
    return lm(replace(request, config=config))


@pytest.mark.model
@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_reply_under_its_grammar_can_be_read(lm: Any, signature: Any) -> None:
    """The engine takes the grammar, and a model that knows nothing says what can be parsed."""
    reply = said(lm, signature, 400, min_weaknesses=1, weaknesses=GIVEN[:1])
    fields = parse(signature, reply.message.text)
    cut = reply.finish_reason == "length"
    assert fields.repaired == (cut and signature is not Revise)
    told = fields.get("weaknesses", [])
    assert (len(told) > cut) == (signature is Critique)
    for weakness in told[:-1] if cut else told:
        assert weakness.category in INPUTS["categories"]
        assert weakness.concerns in {"", "r1", *(box.id for box in BOXES)}
        assert weakness.quote in TEXT
    for verdict, box in zip(fields.get("verdicts", []), BOXES, strict=False):
        assert verdict.box == box.id
        assert verdict.evidence in TEXT
    for one, weakness in zip(fields.get("edits", []), GIVEN, strict=False):
        assert one.weakness == weakness.id
        assert one.find in TEXT
        assert one.find


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Go now.",
        '"yes" to "no".',
        "x" * 500,
        "e\u0301\u0301 \u0915\u094d\u092f.",
        '"""',
        "日本語。",
    ],
)
def test_no_text_leaves_the_engine_without_a_word(lm: Any, text: str) -> None:
    """However little of it can be quoted."""
    reply = said(lm, EditText, 50, text=text, weaknesses=GIVEN[:1])
    (one,) = parse(EditText, reply.message.text)["edits"]
    assert one.find in text
    assert one.find or text in ("x" * 500, '"""')
