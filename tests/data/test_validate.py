"""Each planted fault gets a message with file, line and id, and no other fault with it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redraft.data import check
from redraft.signatures.types import CATEGORIES

Row = dict[str, Any]
Write = Callable[..., Path]


def put(row: Row, place: str, value: Any) -> None:
    """Set, or with `...` remove, what stands at a dotted place such as weaknesses.0.quote."""
    *path, last = place.split(".")
    at: Any = row
    for part in path:
        at = at[int(part) if part.isdigit() else part]
    if value is ...:
        del at[int(last) if last.isdigit() else last]
    else:
        at[int(last) if last.isdigit() else last] = value


FAULTS = [
    ("weaknesses.0.quote", "was painted", "w1: the quote is not in the draft: 'was painted'"),
    ("weaknesses.0.quote", "soon", "w1: the quote 'soon' is too short to find: 8 characters"),
    (
        "weaknesses.0.quote",
        "Hello all,\nthe gate",
        "weaknesses w1, 'quote' must be on one line",
    ),
    (
        "weaknesses.0.category",
        "style",
        f"w1: unknown category 'style': accepted are {', '.join(CATEGORIES)}",
    ),
    (
        "weaknesses.0.severity",
        "huge",
        "weaknesses w1, 'severity' is 'huge': accepted are 'minor', 'major' or 'critical'",
    ),
    ("weaknesses.0.severity", ..., "weaknesses w1, the field 'severity' is missing"),
    ("weaknesses.0.problem", "", "weaknesses w1, 'problem' is empty"),
    (
        "weaknesses.0.serverity",
        "major",
        "weaknesses w1, unknown field 'serverity': did you mean 'severity'?",
    ),
    ("weaknesses.0.id", "w2", "weaknesses: ids are w2: they must be w1"),
    ("reference", ..., "the field 'reference' is missing"),
    ("refrence", "x", "unknown field 'refrence': did you mean 'reference'?"),
    (
        "reference",
        "The gate is painted on Monday by Ines, with her own green paint.",
        "b1: the reference fails contains \"Friday\": does not contain 'Friday'",
    ),
    (
        "cosmetic",
        "Hi everyone, the gate gets its paint on Friday. Ines brings it.",
        'b1: the cosmetic text passes contains "Friday", unlike the draft',
    ),
    ("clean", "no", "'clean' is 'no': should be a valid boolean"),
    (
        "checklist.2.check",
        "wrods <= 30",
        "b3: 'wrods <= 30' is not a check: did you mean 'words', as in: words 120..180",
    ),
    (
        "checklist.2.check",
        "words <= 13",
        "b3: the verdict is ticked, but words <= 13 says of the draft: 1 word too many",
    ),
    ("checklist", [], "'checklist': List should have at least 1 item after validation, not 0"),
    ("checklist", "b1", "'checklist' is 'b1': should be a valid list"),
    ("verdicts.1.evidence", "Ines has it", "b2: the evidence is not in the draft: 'Ines has it'"),
    ("verdicts.1.evidence", "", "b2: ticked without evidence"),
    ("verdicts.1.missing", "who", "b2: ticked, yet something is missing: 'who'"),
    ("verdicts.0.missing", "", "b1: unticked without saying what is missing"),
    ("verdicts.2", ..., "verdicts are on b1, b2: one a box in order is b1, b2, b3"),
    ("draft", 7, "'draft' is 7: should be a valid string"),
    ("task", "  ", "'task' is empty"),
    ("verdicts.1.box", "b2 ", "verdicts b2 , 'box' has a blank at its start or end"),
    ("id", "note\n01", "'id' must be on one line"),
    ("id", "x" * 81, f"'id' is '{'x' * 39}…': String should have at most 80 characters"),
]


@pytest.mark.parametrize(("place", "value", "problem"), FAULTS)
def test_a_planted_fault_is_named_by_file_line_and_id(
    place: str, value: Any, problem: str, sound: Row, other: Row, write: Write
) -> None:
    """A fault planted in the second row is told with its file, its line and its id."""
    put(sound, place, value)
    path = write("rows.jsonl", other, sound)
    count, faults = check([path])
    assert count == 2
    (told,) = map(str, faults)
    assert told.startswith(f"{path}:2: {sound['id']}: {problem}")


@pytest.fixture
def sound_path(sound: Row, other: Row, write: Write) -> Path:
    return write("rows.jsonl", sound, other)


def test_sound_rows_have_no_fault(sound_path: Path) -> None:
    """The rows that the faults are planted in have none of their own."""
    assert check([sound_path]) == (2, [])


def test_a_weakness_on_a_ticked_box(sound: Row, write: Write) -> None:
    """A planted weakness cannot concern a box that the draft ticks, nor leave its box alone."""
    sound["weaknesses"][0]["concerns"] = "b2"
    assert [fault.problem for fault in check([write("a.jsonl", sound)])[1]] == [
        "w1: concerns b2, but the verdict there is ticked",
        "b1: unticked, but no weakness concerns it",
    ]


def test_a_weakness_that_concerns_nothing(sound: Row, write: Write) -> None:
    """A weakness concerns a box or a requirement that is there; the message lists them."""
    sound["weaknesses"].append({**sound["weaknesses"][0], "id": "w2", "concerns": "b7"})
    (fault,) = check([write("a.jsonl", sound)])[1]
    assert fault.problem == "w2: concerns 'b7': accepted are b1, b2, b3, r1"


def test_a_verdict_that_its_check_contradicts(sound: Row, write: Write) -> None:
    """A coded box that the draft passes cannot be unticked."""
    sound["draft"] = sound["draft"].replace("some time soon", "some time soon, Friday")
    sound["cosmetic"] += " Friday."
    sound["weaknesses"][0]["quote"] = "some time soon"
    (fault,) = check([write("a.jsonl", sound)])[1]
    assert fault.problem == (
        'b1: the verdict is unticked, but contains "Friday" says of the draft: "Friday"'
    )


def test_an_unflawed_row_that_is_not_called_clean(sound: Row, write: Write) -> None:
    """A draft without a weakness must be called clean, so that it is not so by mistake."""
    sound |= {"weaknesses": [], "draft": sound["reference"], "cosmetic": "On Friday, says Ines."}
    sound["verdicts"][0] = {"box": "b1", "checked": True}
    problems = [fault.problem for fault in check([write("a.jsonl", sound)])[1]]
    assert problems == [
        "no weakness is planted: say 'clean': true if the draft is good",
        "the reference is the draft",
    ]
    sound["clean"] = True
    assert check([write("a.jsonl", sound)])[1] == []


def test_a_clean_row_with_faults(sound: Row, write: Write) -> None:
    """A clean row has no weakness and every box ticked."""
    sound["clean"] = True
    assert [fault.problem for fault in check([write("a.jsonl", sound)])[1]] == [
        "clean, but weaknesses are planted: w1",
        "clean, but not every box is ticked",
    ]


def test_boxes_that_are_not_counted(sound: Row, write: Write) -> None:
    """Ids are b1, b2, ... and the verdicts follow them."""
    sound["checklist"][1]["id"] = "b9"
    assert [fault.problem for fault in check([write("a.jsonl", sound)])[1]] == [
        "checklist: ids are b1, b9, b3: they must be b1, b2, b3",
        "verdicts are on b1, b2, b3: one a box in order is b1, b9, b3",
    ]


def test_an_unchanged_cosmetic_text(sound: Row, write: Write) -> None:
    """The cosmetic text has other words than the draft, not only other line breaks."""
    sound["cosmetic"] = sound["draft"].replace("\n", " ")
    (fault,) = check([write("a.jsonl", sound)])[1]
    assert fault.problem == "the cosmetic text is the draft"


def test_an_id_given_twice_in_two_files(sound: Row, other: Row, write: Write) -> None:
    """An id is unique across all the files of a check."""
    first, second = write("a.jsonl", sound), write("b.jsonl", {**other, "id": "note-01"})
    (fault,) = check([first, second])[1]
    assert str(fault) == f"{second}:1: note-01: the id is given already at {first}:1"


@pytest.mark.parametrize("field", ["draft", "reference", "task"])
def test_a_near_duplicate_within_or_across_files(
    field: str, sound: Row, other: Row, write: Write
) -> None:
    """A text that another row has with a word or two changed is found in another file too."""
    other[field] = sound[field].replace("green", "red").replace("crew", "team")
    if field == "draft":
        other["weaknesses"][0]["quote"] = "is painted some time soon"
        other["verdicts"][1]["evidence"] = "Ines brings the red paint"
    split = [write("a.jsonl", sound), write("b.jsonl", other)]
    for paths in ([write("ab.jsonl", sound, other)], split):
        (fault,) = check(paths)[1]
        assert fault.id == "note-02"
        assert fault.problem.startswith(f"the {field} is ")
        assert fault.problem.endswith(f"% alike that of note-01 ({paths[0]}:1)")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b'{"id": "a', "not JSON: Unterminated string starting at at column 8"),
        (b'["a"]', "a row is an object, {...}, and this is a list"),
        (b'{"id": "a", "id": "b"}', "the field 'id' is given twice"),
        (b'{"clean": NaN}', "not JSON: NaN is no JSON value"),
        (b'{"task": "caf\xe9"}', "not UTF-8: byte 0xe9 at 14"),
        (
            b'{"kind": "letter \\ud83d"}',
            "'kind' is not valid Unicode: a lone surrogate U+D83D",
        ),
        (
            b'{"id": "a", "boxes": [{"\\udc00": 1}]}',
            "'boxes' is not valid Unicode: a lone surrogate U+DC00",
        ),
        (b"[" * 100_000, "not JSON: nested too deep"),
    ],
)
def test_a_line_that_holds_no_row(raw: bytes, problem: str, sound: Row, write: Write) -> None:
    """A line that is no JSON object in UTF-8 is named, and the lines around it are still read."""
    path = write("a.jsonl", raw, sound)
    count, faults = check([path])
    assert (count, [str(fault) for fault in faults]) == (1, [f"{path}:1: {problem}"])


def test_an_empty_file(write: Write) -> None:
    """A file without rows is a fault, not a pass."""
    path = write("a.jsonl", "")
    assert [str(fault) for fault in check([path])[1]] == [f"{path}:1: no rows"]


def test_faults_come_in_the_order_of_the_file(sound: Row, other: Row, write: Write) -> None:
    """Whatever rule finds them, faults are told from the first line to the last."""
    rows = [{**other, "id": f"note-0{n}"} for n in (1, 2)]
    rows[0]["severity"] = rows[1]["kind"] = ""
    numbers = [fault.line for fault in check([write("a.jsonl", *rows, "{", sound)])[1]]
    assert numbers == sorted(numbers)
    assert {1, 2, 3} <= set(numbers)


def test_a_byte_order_mark_is_no_fault(sound: Row, write: Write) -> None:
    """Files that a Windows editor saved are read."""
    assert check([write("a.jsonl", b"\xef\xbb\xbf" + json.dumps(sound).encode())]) == (1, [])


def test_both_halves_of_a_character_are_one(sound: Row, write: Write) -> None:
    """What json.dumps makes of a character beyond the first plane is read as that character."""
    sound["kind"] = "note \U0001f600"
    raw = json.dumps(sound)
    assert "\\ud83d\\ude00" in raw
    assert check([write("a.jsonl", raw)]) == (1, [])
