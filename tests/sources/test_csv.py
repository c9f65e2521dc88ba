"""CSV as spreadsheets and people write it: its header, and text that stands for other things."""

from pathlib import Path
from typing import Any

import pytest

from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.sources import open_data


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


def read(path: Path, text: str, **mapping: str) -> list[Row]:
    path.write_text(text, encoding="utf-8")
    return open_data(str(path), mapping=mapping)


def refused(path: Path, text: str, **mapping: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read(path, text, **mapping)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "id, task, draft, checklist\nx,Greet.,Hi.,Is it kind?\n",
        "id, task, draft, checklist\nx, Greet., Hi., Is it kind?\n",
        'id, "task", "draft", "checklist"\nx, "Greet.", "Hi.", "Is it kind?"\n',
        "id\t,\u00a0task ,draft ,checklist \nx,Greet.,Hi.,Is it kind?\n",
    ],
)
def test_blanks_round_the_names_of_columns(path: Path, text: str) -> None:
    """Are no part of them, so that no field is lost, and the blank after a comma is none."""
    (row,) = read(path, text)
    assert (row.id, row.task, row.draft) == ("x", "Greet.", "Hi.")
    assert [box.question for box in row.checklist] == ["Is it kind?"]


def test_a_comma_in_quotes_after_a_blank(path: Path) -> None:
    """Parts nothing, where blanks follow the commas of the header."""
    (row,) = read(path, 'task, draft\n"Greet, warmly.", "Dear, dear."\n')
    assert (row.task, row.draft) == ("Greet, warmly.", "Dear, dear.")


def test_the_blanks_before_a_cell_are_kept_elsewhere(path: Path) -> None:
    """A draft may begin with them."""
    (row,) = read(path, "task,draft\nGreet.,  Hi.\n")
    assert row.draft == "  Hi."


def test_a_column_with_blanks_can_be_mapped(path: Path) -> None:
    """By its name without them."""
    (row,) = read(path, "id, prompt\nx,Greet.\n", task="prompt")
    assert row.task == "Greet."


@pytest.mark.parametrize("header", ["task,draft,draft", "task,draft, draft ", '"draft",task,draft'])
def test_a_column_given_twice(path: Path, header: str) -> None:
    """Neither is taken by chance."""
    said = refused(path, f"{header}\na,b,c\n")
    assert said == f"{path}:1: the column 'draft' is given twice"


def test_columns_without_a_name_are_left_out(path: Path) -> None:
    """Spreadsheets leave commas behind, and the number of a row may stand under no name."""
    (row,) = read(path, ",task,,\n0,Greet.,,\n")
    assert row.task == "Greet."
    said = refused(path, ",prompt,,\n0,Greet.,,\n")
    assert said == "no column 'task' among 'prompt': name it by --map task=COLUMN"


def test_a_column_that_is_empty_is_there(path: Path) -> None:
    """It can be mapped, and no row has a checklist."""
    rows = read(path, "task,Boxes\nGreet.,\nThank.\n", checklist="Boxes")
    assert [row.checklist for row in rows] == [[], []]
    assert refused(path, "task,Boxes\nGreet.,\n", checklist="Box") == (
        "--map checklist=Box: no column 'Box': did you mean 'Boxes'? Accepted are task, Boxes"
    )


def test_an_empty_cell_is_no_record_of_a_public_set(path: Path) -> None:
    """As if its column were not there."""
    path.write_text("id,concepts\n1,\n")
    with pytest.raises(ConfigurationError, match="not a record of commongen_hard: "):
        open_data(f"commongen_hard:{path}")


def test_a_header_over_two_lines(path: Path) -> None:
    """The rows below are counted from where they stand."""
    assert refused(path, 'task,"a\nb"\nt,u,v\n') == f"{path}:3: more cells than columns"
    assert refused(path, '"task"x\nt\n').startswith(f"{path}:1: not CSV: ")


def test_blanks_round_an_id(path: Path) -> None:
    """Are no part of it."""
    assert [row.id for row in read(path, "id,task\na ,Write.\n\tb,Write.\n")] == ["a", "b"]
    said = refused(path, "id,task\na,Write.\na ,Write.\n")
    assert said == f"{path}:3: a: the id is given already at {path}:2"
    assert refused(path, 'id,task\n"a\nb",Write.\n').endswith(": 'id' must be on one line")


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("[Must] be short", ["[Must] be short"]),
        ("[Must] be short\n[Should] be warm", ["[Must] be short", "[Should] be warm"]),
        ("[1] a source", ["[1] a source"]),
        ("[[Names]] in brackets", ["[[Names]] in brackets"]),
        ('["short", "warm"]', ["short", "warm"]),
        ('  [{"says": "short"}]\n', ["short"]),
        ("[]", []),
    ],
)
def test_requirements_in_brackets(path: Path, cell: str, says: list[str]) -> None:
    """Are JSON only where they can be read as it."""
    quoted = cell.replace('"', '""')
    (row,) = read(path, f'task,requirements\nGreet.,"{quoted}"\n')
    assert [item.says for item in row.requirements] == says


@pytest.mark.parametrize("field", ["requirements", "checklist", "weaknesses"])
def test_a_list_nested_too_deep(path: Path, field: str) -> None:
    """Is told as any cell that cannot be read."""
    said = refused(path, f"id,task,{field}\nx,Greet.,{'[' * 100_000}\n")
    assert said == f"{path}:2: x: {field!r} is not JSON: nested too deep"


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("requirements", '["short", "warm"'),
        ("requirements", '[{"says": "short",}]'),
        ("weaknesses", "[Must] be short"),
        ("requirements", "['Be short', 'Name the date']"),
        ("checklist", "['Be short', 'Name the date']"),
        ("checklist", '["Be short", "Name the date"'),
    ],
)
def test_a_list_that_is_broken(path: Path, field: str, cell: str) -> None:
    """Is not taken for a line of text."""
    quoted: Any = cell.replace('"', '""')
    said = refused(path, f'id,task,{field}\nx,Greet.,"{quoted}"\n')
    assert said.startswith(f"{path}:2: x: {field!r} is not JSON: ")


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("[ ] 'Short' it is?\n[ ] Warm?", ["[ ] 'Short' it is?", "[ ] Warm?"]),
        ("[x] Warm?", ["[x] Warm?"]),
        ("- [ ] 'Short' it is?\n- [x] Warm?", ["'Short' it is?", "Warm?"]),
    ],
)
def test_a_checklist_in_brackets(path: Path, cell: str, asked: list[str]) -> None:
    """Is no list that is broken, though its boxes are written in brackets."""
    (row,) = read(path, f'task,checklist\nGreet.,"{cell}"\n')
    assert [box.question for box in row.checklist] == asked
