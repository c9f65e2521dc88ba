"""Checklists read from a task, from files and from Python values."""

import json
from pathlib import Path

import pytest

from redraft.checklist import boxes_from, load_checklist, parse_markdown
from redraft.errors import ConfigurationError
from redraft.signatures.types import Box


def questions(text: str) -> list[str]:
    """The questions of the boxes in `text`."""
    return [box.question for box in parse_markdown(text)[1]]


def test_task_and_boxes_part() -> None:
    """Boxes leave the task with the heading that only announced them, and get ids in order."""
    text = (
        "# Launch email\r\n\r\nWrite to Bob.\r\n\r\n## Checklist\r\n\r\n"
        "- [ ] Under 170 words {words <= 170}\r\n* [x] Is it warm?\r\n\r\nThanks!\r\n"
    )
    task, boxes = parse_markdown(text)
    assert task == "# Launch email\r\n\r\nWrite to Bob.\r\n\r\nThanks!"
    assert boxes == [
        Box(id="b1", question="Under 170 words", check="words <= 170"),
        Box(id="b2", question="Is it warm?"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] a\n* [x] b\n+ [X] c\n1. [ ] d\n2) [ ] e", ["a", "b", "c", "d", "e"]),
        ("- [ ] a\n  - [ ] b\n\t- [ ] c", ["a", "b", "c"]),
        ("> - [ ] a", ["a"]),
        ("- [ ] z\n- [ ] a\n  goes on\n\n  not this", ["z", "a goes on"]),
        ("- [ ] a\nnot this", ["a"]),
        ("- [ ] Names:\n  - price\n  - date", ["Names: price; date"]),
        ("- []  a", ["a"]),
        ("```\n- [ ] a\n```\n- [ ] b", ["b"]),
        ("```a b```\n- [ ] a", ["a"]),
        ("- [a] b\n- [ ]c\n[ ] d", []),
        ("", []),
    ],
)
def test_boxes_as_people_write_them(text: str, expected: list[str]) -> None:
    """Every bullet, nesting and continuation counts; boxes in code do not."""
    assert questions(text) == expected


@pytest.mark.parametrize(
    ("heading", "goes"),
    [
        ("Checklist:", True),
        ("## The final check-list", True),
        ("**Acceptance criteria**", True),
        ("Checklist\n=========", True),
        ("Done when:", True),
        ("It must be:", False),
        ("# Checklist for pilots", False),
        ("Write a checklist", False),
    ],
)
def test_an_orphaned_heading_goes(heading: str, goes: bool) -> None:
    """Only a heading that says no more than "Checklist" goes with its boxes."""
    task, _ = parse_markdown(f"Write.\n\n{heading}\n\n- [ ] a\n\nEnd.")
    assert task == ("Write.\n\nEnd." if goes else f"Write.\n\n{heading}\n\nEnd.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x\n- [ ]", "task:2: a box needs a question, as in: - [ ] Is it under 170 words? "),
        ("- [ ] a b\n- [ ] A  b", "task:2: 'A b' is already given at task:1"),
        ("- [ ] a {words <= }", "task:1: 'words <=' is not a check: 'words' takes < <= > >= "),
        ("- [ ] a {words <= 3}\n- [ ] A {words < 4}", "task:2: 'A' is already given at task:1"),
    ],
)
def test_a_bad_box_names_its_line(text: str, message: str) -> None:
    """An empty question, a duplicate and a bad check are refused with file and line."""
    with pytest.raises(ConfigurationError) as caught:
        parse_markdown(text)
    assert str(caught.value).startswith(message)


def test_one_question_may_have_two_checks() -> None:
    """The same words with another check are another box."""
    assert len(questions("- [ ] Length {words >= 3}\n- [ ] Length {words <= 9}")) == 2


def test_load_markdown(tmp_path: Path) -> None:
    """A Markdown file gives its boxes; a byte order mark is no part of it."""
    path = tmp_path / "list.md"
    path.write_text("\ufeff- [ ] caf\u00e9?\nnotes\n", encoding="utf-8")
    assert load_checklist(path) == [Box(id="b1", question="caf\u00e9?")]


def test_load_yaml(tmp_path: Path) -> None:
    """A YAML list holds questions, or mappings with question, check and id."""
    path = tmp_path / "list.yaml"
    path.write_text(
        "- Is it short? {words <= 3}\n"
        "- {question: Warm, check: 'contains \"dear\"', id: warm}\n"
        "- check: no placeholders\n"
        "- question: Clear?\n  id: 7\n",
        encoding="utf-8",
    )
    assert load_checklist(str(path)) == [
        Box(id="b1", question="Is it short?", check="words <= 3"),
        Box(id="warm", question="Warm", check='contains "dear"'),
        Box(id="b3", question="no placeholders", check="no placeholders"),
        Box(id="7", question="Clear?"),
    ]


def test_load_json(tmp_path: Path) -> None:
    """A JSON list holds the same, tabs before it or characters written as escapes."""
    path = tmp_path / "list.json"
    boxes = ["Is it warm? \U0001f600", {"question": "Short?", "check": "words <= 3", "id": 7}]
    for indent in (None, 2, "\t"):
        path.write_text(json.dumps(boxes, indent=indent), encoding="utf-8")
        assert load_checklist(path) == [
            Box(id="b1", question="Is it warm? \U0001f600"),
            Box(id="7", question="Short?", check="words <= 3"),
        ]


def test_an_id_may_be_0() -> None:
    """It is no id that is left out."""
    boxes = boxes_from([{"id": 0, "question": "a"}, {"id": 1, "question": "b"}])
    assert [box.id for box in boxes] == ["0", "1"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.yaml", "- a\n- 5\n", ":2: 5 is not a box: accepted is text, or a mapping with "),
        ("a.yaml", "- Tone: warm\n", ":1: unknown key 'Tone': accepted are question, check "),
        ("a.yaml", "- question: a\n  chek: b\n", ":1: unknown key 'chek': accepted are "),
        ("a.yaml", "- {question: a, check: 5}\n", ":1: check is 5: write it as text, in quotes"),
        ("a.yaml", "- a\n- {question: b, check: wrods}\n", ":2: 'wrods' is not a check: did you "),
        ("a.yaml", "- a\n\n- A\n", ":3: 'A' is already given at "),
        ("a.yml", "a: b\n", ":1: a YAML checklist is a list: begin lines with -"),
        ("a.yml", "- [a\n", ":2: not YAML: "),
        ("a.yml", "- ''\n", ":1: a box needs a question"),
        ("a.yml", "", ":1: no boxes; accepted are a list of questions, such as"),
        ("a.md", "- a\n", ":1: no boxes; accepted are lines such as - [ ] "),
        ("a.md", "x\n\n- [ ] a {wrods <= 3}\n", ":3: 'wrods <= 3' is not a check: did you mean "),
        ("a.yaml", "['a', 'A ']\n", ":1, box 2: 'A' is already given at "),
        ("a.yaml", "- &a Kind?\n- *a\n", ":1, box 2: 'Kind?' is already given at "),
        ("a.yaml", "- a\n- 2024-02-31\n", ":2: not YAML: day is out of range for month: write "),
        ("a.yaml", "- a\n- {question: b, id: !!int x}\n", ":2: not YAML: invalid literal for int"),
        ("a.yaml", "- a\n- b\x07\n", ":2: not YAML: special characters are not allowed"),
        ("a.yaml", "[" * 50_000, ":1: not YAML: nested too deep"),
        ("a.yaml", '- a\n- "b \\ud83d"\n', ":2: 'b \\ud83d' is not valid Unicode: a lone "),
        ("a.json", '["a", "A "]', ", box 2: 'A' is already given at "),
        ("a.json", '[{"id": "x", "question": "a"}, {"id": "x", "question": "b"}]', ", box 2: id"),
        ("a.json", '["a",\n"b \\ud83d"]', ", box 2: 'b \\ud83d' is not valid Unicode: a lone "),
        ("a.json", '[{"question": "a", "id": "\\udc00"}]', ", box 1: '\\udc00' is not valid "),
        ("a.json", '["a",\n 5]', ", box 2: 5 is not a box"),
        ("a.json", '["a",\n', ":2: not JSON: Expecting value"),
        ("a.json", "- a\n", ":1: not JSON: "),
        ("a.json", '{"question": "a"}', ':1: a JSON checklist is a list, as in ["Is it '),
        ("a.json", "[" * 100_000, ":1: not JSON: nested too deep"),
        ("a.json", f"[{'9' * 5_000}]", ":1: not JSON: "),
        ("a.json", "[]", ":1: no boxes; accepted are a list of questions"),
        ("a.doc", "- [ ] a", " is no checklist: name it .md, .yaml, .yml or .json"),
    ],
)
def test_a_bad_file_names_its_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    """The message holds the file, the line, what was wrong and what is accepted."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_checklist(path)
    assert str(caught.value).startswith(f"{path}{message}")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is missing, or no text, is named with the reason."""
    with pytest.raises(ConfigurationError, match=r"no\.md cannot be read: No such file"):
        load_checklist(tmp_path / "no.md")
    for data, says in ((b"- [ ] \xff\n", "is not UTF-8"), (b"PK\0\n", "is no text but binary")):
        (tmp_path / "a.md").write_bytes(data)
        with pytest.raises(ConfigurationError, match=rf"a\.md {says}"):
            load_checklist(tmp_path / "a.md")


def test_boxes_from_python_values() -> None:
    """Strings, mappings and boxes become boxes with ids of their own."""
    warm = Box(id="b2", question="Warm?")
    boxes = boxes_from(["words < 9", {"question": "Clear?"}, warm])
    assert [box.id for box in boxes] == ["b1", "b2x", "b2"]
    assert boxes[0] == Box(id="b1", question="words < 9", check="words <= 8")
    assert boxes[2] == warm
    assert boxes_from([]) == []


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (["a", " "], "checklist, box 2: a box needs a question"),
        (["a", "A "], "checklist, box 2: 'A' is already given at checklist, box 1"),
        ([Box(id="x", question="a"), {"question": "b", "id": "x"}], "checklist, box 2: id 'x' is "),
        ([5], "checklist, box 1: 5 is not a box"),
        ([{"check": "wrods"}], "checklist, box 1: 'wrods' is not a check"),
        ("a", "checklist: a checklist is a list of questions, not one value"),
    ],
)
def test_bad_python_values(items: list[object], message: str) -> None:
    """What is refused is named by its place."""
    with pytest.raises(ConfigurationError) as caught:
        boxes_from(items)  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)
