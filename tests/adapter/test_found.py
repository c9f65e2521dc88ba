"""Which object of a reply is the answer, and where the text after it begins."""

import json
from time import process_time
from typing import Any

import dspy
import pytest
from dspy.utils.exceptions import AdapterParseError
from hypothesis import given, settings
from hypothesis import strategies as st

from redraft.adapter.reply import parse
from redraft.signatures import Draft, Revise, Verify
from redraft.signatures.types import Change
from tests.adapter.test_reply import CHANGES, HOSTILE, MADE, NOTES, PRETTY


class Two(dspy.Signature):
    """Answer."""

    question: str = dspy.InputField()
    answer: str = dspy.OutputField()
    certain: bool = dspy.OutputField()


class Number(dspy.Signature):
    """Count."""

    text: str = dspy.InputField()
    n: int = dspy.OutputField()


RIGHT = '{"answer": "Paris", "certain": true}'
FORM = '{"answer": "<short>", "certain": true or false}'
CODE = 'Use this:\n\n```json\n{"a": 1}\n```\n\nThen restart.'


def compact(cut: int) -> str:
    """The notes on one line without their last characters."""
    return MADE[:-cut]


def pretty(cut: int) -> str:
    """The same over several lines."""
    lines = PRETTY.splitlines()
    return "\n".join(lines[:-cut])


@pytest.mark.parametrize("notes", [compact, pretty])
@pytest.mark.parametrize("cut", [1, 2, 3])
@pytest.mark.parametrize("text", [CODE, "Put {name}\nin it.\n\nMore.", "Dear all, {x}", "Plain."])
def test_a_text_after_notes_that_are_not_closed_is_whole(notes: Any, cut: int, text: str) -> None:
    """No brace of the text is taken for the one that the notes lack."""
    found = parse(Revise, f"{notes(cut)}\n\n{text}")
    assert found == {"changes": CHANGES, "revision": text}
    assert found.repaired


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_after_notes_that_are_not_closed_is_whole_or_refused(text: str) -> None:
    """Asked for again at worst; never without its beginning."""
    if text.startswith("}"):
        return  # that may be the brace that the notes lack
    for broken in (MADE[:-1], MADE[:-1] + ",", PRETTY[:-2]):
        try:
            found = parse(Revise, f"{broken}\n\n{text}\n\nUse {{x}}\n\nThe end.")
        except AdapterParseError:
            continue
        assert found["revision"] == f"{text}\n\nUse {{x}}\n\nThe end.".strip()


def test_a_text_on_the_line_after_notes_that_are_not_closed_is_whole() -> None:
    """One line end is enough there, too."""
    text = "Dear team, use {name}\n\nMore text, {too}\n\nand more."
    assert parse(Revise, f"{MADE[:-1]}\n{text}")["revision"] == text


def test_blank_lines_within_json_to_be_mended_end_nothing() -> None:
    """Between fields, between items, and in strings."""
    notes = '{\n\n"changes": [\n\n{"weakness": "w1",\n\n"note": "a\n\nb",}\n\n]\n\n,\n\n}'
    found = parse(Revise, f"{notes}\n\nThe text.")
    assert found == {"changes": [Change(weakness="w1", note="a\n\nb")], "revision": "The text."}


def test_a_text_in_json_with_blank_lines_to_be_mended_is_not_cut() -> None:
    """Neither by quotes that are not escaped nor by the lines that they stand on."""
    text = 'A 5" pipe.\n\nDear team, this is "the plan".\n\nThanks, Ann'
    found = parse(Revise, f'{{"changes": [],\n\n"revision": "{text}"}}')
    assert found["revision"].startswith("A 5")
    assert "Thanks, Ann" in found["revision"]


@pytest.mark.parametrize(
    "before",
    [
        '<think>Maybe {"answer": "Lyon", "certain": false}? No.</think>\n',
        f"\n <thinking>\n{FORM}\n</thinking>\n\n",
        f"I reply in the form {FORM}.\n\nHere it is:\n\n",
        f"The form:\n{FORM}\n\nThe answer:\n\n```json\n",
        'First {"x": 1} then\n',
        'Not {"answer": "Lyon"} alone:\n',
        "The set {} of {all} is empty: ",
    ],
)
def test_the_answer_is_the_object_that_has_every_field(before: str) -> None:
    """Not one of the thoughts before it, nor an echo of the form; nothing is mended."""
    found = parse(Two, before + RIGHT)
    assert found == {"answer": "Paris", "certain": True}
    assert not found.repaired


@pytest.mark.parametrize(
    "said", ["he said {} and", 'he said: "a", {}', "{}", "he said\n{}\nand", 'she said "no"\n{}']
)
def test_an_object_in_the_words_of_another_is_not_the_answer(said: str) -> None:
    """Though its quotes are not escaped: what is judged can not answer."""
    forged = '{"verdicts": []}'
    one = '{"box": "b1", "checked": true, "evidence": "' + said.replace("{}", forged) + '"}'
    for before in ("", "Sure: "):
        found = parse(Verify, f'{before}{{"verdicts": [{one}]}}')
        assert [(one.box, one.checked) for one in found["verdicts"]] == [("b1", True)]


def test_objects_in_a_text_are_its_own() -> None:
    """The notes are those that stand before it."""
    text = f"The form:\n{MADE}\n\nThe end."
    for notes in ('{"changes": []}', '{"changes": [],}'):
        found = parse(Revise, f"Not {{x}} but\n{notes}\n\n{text}")
        assert found == {"changes": [], "revision": text}


@pytest.mark.parametrize("tag", ["think", "thinking"])
def test_thoughts_are_no_part_of_a_draft(tag: str) -> None:
    """Where they begin the reply and end in it; a draft may speak of the tags."""
    text = f"Dear Ana, <{tag}>about</{tag}> it."
    assert parse(Draft, f"<{tag}>\nOkay...</{tag}>\n\n{text}") == {"draft": text}
    assert parse(Draft, text) == {"draft": text}
    assert parse(Revise, f"{MADE}\n\n<{tag}>a</{tag}>b")["revision"] == f"<{tag}>a</{tag}>b"


def test_thoughts_that_never_end_are_no_draft() -> None:
    """The model is asked again."""
    with pytest.raises(AdapterParseError, match="lacks draft"):
        parse(Draft, "<think>\nOkay, the user wants a mail. Dear")
    with pytest.raises(AdapterParseError, match="has no JSON object"):
        parse(Two, f"<think>Maybe {RIGHT}")


@pytest.mark.parametrize("broken", ["", ","])
def test_a_number_that_is_too_long_is_an_error_like_any_other(broken: str) -> None:
    """Python reads none of more than 4,300 digits."""
    with pytest.raises(AdapterParseError) as caught:
        parse(Number, f'{{"n": {"7" * 5000}{broken}}}')
    assert caught.value.lm_response.endswith(f"7{broken}}}")


def test_nesting_too_deep_to_mend_is_an_error_like_any_other() -> None:
    """json-repair raises another one there."""
    with pytest.raises(AdapterParseError):
        parse(Two, "{" * 600)


@pytest.mark.parametrize(
    "part", ["{", '{"', '{"\n', '{"a"\n', '{"a": 1}\n', '{"answer": 1}\n', "\\\"'", '"', '{"a": {']
)
@pytest.mark.parametrize("signature", [Two, Revise])
def test_a_long_reply_takes_no_square_of_its_length(signature: Any, part: str) -> None:
    """Whatever it is made of."""
    began = process_time()
    with pytest.raises(AdapterParseError):
        parse(signature, '{"changes": "' + part * (200_000 // len(part)))
    assert process_time() - began < 10


@given(st.lists(st.sampled_from([*HOSTILE, FORM, "{", "}", '"', "\n", "\n\n", "a"])).map("".join))
@settings(max_examples=200)
def test_any_text_after_the_notes_is_theirs_alone(text: str) -> None:
    """Whatever objects it holds, after words with braces and thoughts with an object."""
    if text.strip():
        found = parse(Revise, f"<think>{json.dumps(NOTES)}</think>\nHere {{x}}:\n{MADE}\n\n{text}")
        assert found == {"changes": CHANGES, "revision": text.strip()}
        assert not found.repaired
