"""A user's own data: files, folders and the hub, mapped to our fields."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasets
import pyarrow
import pytest
from pyarrow import parquet

from redraft.data import Row
from redraft.data import rows as our_rows
from redraft.errors import ConfigurationError, ModelError
from redraft.sources import open_data

RECORDS: list[dict[str, Any]] = [
    {"key": 7, "prompt": "Thank the crew.", "rules": ["short", "warm"], "text": "Thanks."},
    {"key": 8, "prompt": "Invite Ada.", "rules": [], "text": "Come, Ada."},
]
UNREAD = "someone/notes: the hub's dataset cannot be read"
MAP = {"id": "key", "task": "prompt", "requirements": "rules", "draft": "text"}
Put = Callable[[str, str], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def to(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return to


def lines(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def refused(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(ConfigurationError) as caught:
        open_data(*args, **kwargs)
    return str(caught.value)


def mapped(rows: list[Row]) -> None:
    """The rows that RECORDS make under MAP."""
    assert [(row.id, row.task, row.draft) for row in rows] == [
        ("7", "Thank the crew.", "Thanks."),
        ("8", "Invite Ada.", "Come, Ada."),
    ]
    assert [(item.id, item.says) for item in rows[0].requirements] == [
        ("r1", "short"),
        ("r2", "warm"),
    ]
    assert rows[1].requirements == []


def test_jsonl(put: Put) -> None:
    """Columns become the fields that they are mapped to; requirements are counted."""
    mapped(open_data(str(put("a.jsonl", lines(RECORDS))), mapping=MAP))


def test_a_cell_may_be_long(put: Put) -> None:
    """Longer than the csv module takes unless it is told."""
    long = "tea, " * 40_000
    (row,) = open_data(str(put("a.csv", f'task,draft\nGreet.,"{long}"\n')))
    assert row.draft == long


def test_csv(put: Put) -> None:
    """A cell with several lines stands for a list, and a record may span lines."""
    first = '7,Thank the crew.,"short\nwarm",Thanks.'
    text = f'key,prompt,rules,text\n{first}\n8,Invite Ada.,,"Come, Ada."\n'
    mapped(open_data(str(put("a.csv", text)), mapping=MAP))


def test_parquet(tmp_path: Path) -> None:
    """A Parquet file is read as it is, lists included."""
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(RECORDS), path)
    mapped(open_data(str(path), mapping=MAP))


@pytest.mark.parametrize("shared", [True, False])
def test_parquet_that_is_small_on_disk_and_large_when_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, shared: bool
) -> None:
    """One text over and over again: it is told before it fills the memory."""
    path = tmp_path / "bomb.parquet"
    texts: Any = pyarrow.DictionaryArray.from_arrays(
        pyarrow.array([0] * 500, pyarrow.int32()), pyarrow.array(["x" * 100_000])
    )
    texts = texts if shared else texts.dictionary_decode()
    parquet.write_table(pyarrow.table({"task": texts}), path, row_group_size=500)
    assert path.stat().st_size < 1_000_000
    monkeypatch.setattr("redraft.sources.records.MOST", 20_000_000)
    told = refused(str(path))
    assert told == f"{path}:1: larger than 20 MB when it is read: give fewer rows"
    monkeypatch.setattr("redraft.sources.records.MOST", 60_000_000)
    assert len(open_data(str(path))) == 500


def test_parquet_of_a_column_in_a_dictionary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part holds all of the dictionary, which the rows do not take in memory again."""
    path = tmp_path / "a.parquet"
    tasks = [f"Write {number}." for number in range(3_000)]
    column = pyarrow.array(tasks).dictionary_encode()
    parquet.write_table(pyarrow.table({"task": column}), path)
    monkeypatch.setattr("redraft.sources.records.MOST", 1_000_000)
    assert [row.task for row in open_data(str(path))] == tasks


def test_parquet_in_parts(tmp_path: Path) -> None:
    """Every row of a file of many parts, each with its number."""
    path = tmp_path / "a.parquet"
    tasks = [f"Write {number}." for number in range(1_000)]
    parquet.write_table(pyarrow.table({"task": tasks}), path, row_group_size=99)
    assert [row.task for row in open_data(str(path))] == tasks


def test_parquet_that_is_damaged(tmp_path: Path) -> None:
    """What is wrong with it is told, in the words of who reads it."""
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"task": [f"Write {n}." for n in range(1_000)]}), path)
    data = path.read_bytes()
    path.write_bytes(data[:4] + b"\xff" * 200 + data[204:])
    said = refused(str(path))
    assert said.startswith(f"{path} cannot be read: ")
    assert not said.endswith(": None")


def test_a_folder_has_a_file_a_split(put: Put) -> None:
    """A split of a folder is the file of that name; a split that is not there is refused."""
    folder = put("dev.jsonl", lines(RECORDS)).parent
    put("test.csv", "task\nGreet.\n")
    mapped(open_data(str(folder), "dev", MAP))
    assert open_data(str(folder), "test")[0].task == "Greet."
    assert refused(str(folder), "train").endswith("no split 'train'; accepted are dev, test")
    assert refused(str(folder)).endswith("name a split; accepted are dev, test")


def test_a_split_has_one_file(put: Put) -> None:
    """Of two files of one split none is taken by chance; another split is read all the same."""
    folder = put("dev.csv", "task\nGreet.\n").parent
    put("dev.jsonl", lines([{"task": "Thank."}]))
    put("test.csv", "task\nInvite.\n")
    assert refused(str(folder), "dev") == (
        f"{folder}: the split 'dev' is in several files, dev.csv, dev.jsonl: keep one"
    )
    assert [row.task for row in open_data(str(folder), "test")] == ["Invite."]
    assert refused(str(folder)).endswith("name a split; accepted are dev, test")


def test_a_suffix_in_capitals_is_the_same_in_a_folder(put: Put) -> None:
    """As it is where the file is named itself."""
    path = put("dev.CSV", "task\nGreet.\n")
    assert open_data(str(path.parent), "dev") == open_data(str(path))
    put("dev.csv", "task\nThank.\n")
    if len(list(path.parent.iterdir())) == 2:  # a file system may hold the two for one
        assert "dev.CSV, dev.csv: keep one" in refused(str(path.parent), "dev")


def test_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any other name is a dataset of the hub; its only split need not be named."""
    asked = []

    def load(name: str, split: str) -> datasets.Dataset:
        asked.append((name, split))
        return datasets.Dataset.from_list(RECORDS)

    monkeypatch.setattr(datasets, "load_dataset", load)
    monkeypatch.setattr(datasets, "get_dataset_split_names", lambda name: ["train"])
    mapped(open_data("someone/notes", "dev", MAP))
    mapped(open_data("someone/notes", mapping=MAP))
    assert asked == [("someone/notes", "dev"), ("someone/notes", "train")]
    monkeypatch.setattr(datasets, "get_dataset_split_names", lambda name: ["a", "b"])
    assert refused("someone/notes") == "someone/notes: name a split; accepted are a, b"


@pytest.mark.parametrize(
    ("raised", "error", "said"),
    [
        (ConnectionError("down"), ModelError, "the hub cannot be reached"),
        (FileNotFoundError("gone"), ConfigurationError, "no such file, nor on the hub: gone"),
        (
            datasets.exceptions.DatasetNotFoundError("gone"),
            ConfigurationError,
            "no such file, nor on the hub: gone",
        ),
        (ValueError('Unknown split "x"'), ConfigurationError, f'{UNREAD}: Unknown split "x"'),
        (RuntimeError("No scripts"), ConfigurationError, f"{UNREAD}: No scripts"),
        (PermissionError("gated"), ConfigurationError, f"{UNREAD}: gated"),
        (
            datasets.exceptions.DatasetGenerationError("no JSON"),
            ConfigurationError,
            f"{UNREAD}: no JSON",
        ),
    ],
)
def test_what_the_hub_refuses(
    raised: Exception, error: type[Exception], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outage may be tried again; a name or split that is not there is the person's.

    What is there and cannot be read is not told to be missing.
    """

    def load(name: str, split: str) -> None:
        raise raised

    monkeypatch.setattr(datasets, "load_dataset", load)
    with pytest.raises(error, match=said):
        open_data("someone/notes", "x")


def test_our_own_examples_by_name() -> None:
    """`redraft` and a split are the examples that come with us."""
    assert open_data("redraft", "dev") == our_rows("dev")
    assert (
        refused("redraft")
        == "--data redraft: name a split with --split; accepted are train, dev, test"
    )
    assert refused("redraft", "dev", {"task": "prompt"}) == (
        "--map goes with --data of your own; the examples of redraft are mapped already"
    )


def test_an_unknown_field_and_an_unknown_column(put: Put) -> None:
    """A wrong --map is repeated, with what is near and all that is accepted."""
    path = str(put("a.jsonl", lines(RECORDS)))
    said = refused(path, mapping={"taks": "prompt"})
    assert said.startswith("--map taks=prompt: no field 'taks': did you mean 'task'? Accepted are ")
    said = refused(path, mapping={"task": "promt"})
    assert said == (
        "--map task=promt: no column 'promt': did you mean 'prompt'? "
        "Accepted are key, prompt, rules, text"
    )


def test_blanks_round_a_column_s_name_are_no_part_of_it(tmp_path: Path, put: Put) -> None:
    """In a table of any kind; a name as it is written comes first."""
    record = {"id ": "1", " task": "Greet.", "draft": "Hi.", " draft": "Ho.", " text": "A."}
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([record]), path)
    for source in (path, put("a.jsonl", lines([record]))):
        for name in ("text", " text"):
            (row,) = open_data(str(source), mapping={"reference": name})
            told = (row.id, row.task, row.draft, row.reference)
            assert told == ("1", "Greet.", "Hi.", "A.")
        assert open_data(str(source), mapping={"draft": " draft"})[0].draft == "Ho."


def test_no_column_for_the_task(put: Put) -> None:
    """Without a task there is nothing to run: the message says how to name its column."""
    assert refused(str(put("a.jsonl", lines(RECORDS)))) == (
        "no column 'task' among 'key', 'prompt', 'rules', 'text': name it by --map task=COLUMN"
    )


def test_rows_without_an_id_are_named_by_what_they_say(put: Put) -> None:
    """By task and draft, whatever file and line they stand in, so that equal rows pair."""
    told = [{"task": "Greet."}, {"task": "Greet.", "draft": "Hi."}, {"task": "Thank."}]
    first = [row.id for row in open_data(str(put("mail.jsonl", lines(told))))]
    assert len(set(first)) == 3
    other = open_data(str(put("post.jsonl", lines([{"task": "New."}, *reversed(told)]))))
    assert [row.id for row in other][1:] == first[::-1]
    mapped_ = put("a.csv", "prompt,text\nGreet.,\nGreet.,Hi.\nThank.,\n")
    found = open_data(str(mapped_), mapping={"task": "prompt", "draft": "text"})
    assert [row.id for row in found] == first


def test_rows_that_say_the_same_are_numbered_and_given_ids_are_kept(put: Put) -> None:
    told = [{"task": "Greet."}, {"id": "x", "task": "Greet."}, {"task": "Greet."}]
    one, given, two = (row.id for row in open_data(str(put("a.jsonl", lines(told)))))
    assert (given, two) == ("x", f"{one}-2")


@pytest.mark.parametrize(
    "boxes",
    [
        "- [ ] Is it short? {words <= 9}\n- [ ] Is it kind?",
        "# Tone\n- [ ] Is it short? {words <= 9}\n\nAnd also:\n- [ ] Is it kind?",
        "Is it short? {words <= 9}\nIs it kind?",
        '["Is it short? {words <= 9}", "Is it kind?"]',
        ["Is it short? {words <= 9}", "Is it kind?"],
        [{"question": "Is it short?", "check": "words <= 9"}, {"question": "Is it kind?"}],
    ],
)
def test_a_checklist_as_people_write_it(boxes: Any, put: Put) -> None:
    """Boxes come as Markdown, a line each, JSON in a cell, a list of text or of mappings."""
    (row,) = open_data(str(put("a.jsonl", lines([{"task": "Greet.", "checklist": boxes}]))))
    assert [(box.id, box.question, box.check) for box in row.checklist] == [
        ("b1", "Is it short?", "words <= 9"),
        ("b2", "Is it kind?", None),
    ]


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ([{"id": "r2", "says": "short"}, "warm"], ["r2", "r1"]),
        (["short", {"id": 0, "says": "warm"}], ["r1", "0"]),
    ],
)
def test_what_has_no_id_takes_a_free_one(given: list[Any], ids: list[str], put: Put) -> None:
    """Those that are given come first, in whichever order; a number is one."""
    (row,) = open_data(str(put("a.jsonl", lines([{"task": "Greet.", "requirements": given}]))))
    assert [one.id for one in row.requirements] == ids


def test_boxes_within_the_task(put: Put) -> None:
    """Boxes that stand in the task are taken out of it, as `redraft run` does."""
    task = "Greet.\n\n- [ ] Is it short? {words <= 9}"
    (row,) = open_data(str(put("a.jsonl", lines([{"task": task}]))))
    assert row.task == "Greet."
    assert [box.check for box in row.checklist] == ["words <= 9"]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"task": ""}, "the field 'task' is missing"),
        ({"task": 3}, "'task' is '3': Input should be a valid string"),
        ({"task": "t", "requirements": 3}, "'requirements' is 3: accepted are a list, or one"),
        ({"task": "t", "clean": "perhaps"}, "'clean' is 'perhaps': should be a valid boolean"),
        ({"task": "t", "checklist": ["x {wrods <= 3}"]}, "'wrods <= 3' is not a check"),
        (
            {"task": "t", "checklist": "- [ ] Is it short?\nIs it kind?"},
            "'checklist': 'Is it kind?' is no box: begin every line with - [ ], or none",
        ),
        (
            {"task": "t", "requirements": [{"id": "r1", "says": "a"}, {"id": "r1", "says": "b"}]},
            "requirements: the id r1 is there twice",
        ),
        ({"task": "t", "weaknesses": [{"quote": "q"}]}, "w1, the field 'category' is missing"),
        ({"task": "t", "weaknesses": '[{"quote"'}, "'weaknesses' is not JSON: "),
    ],
)
def test_a_bad_record_is_named_by_file_line_and_id(
    record: dict[str, Any], said: str, put: Put
) -> None:
    """What a row of ours cannot hold is told with its file, line and id."""
    path = put("a.jsonl", lines([{"id": "x1", "task": "t"}, {"id": "x2", **record}]))
    message = refused(str(path))
    assert message.startswith(f"{path}:2: x2: ")
    assert said.removeprefix("'task' is '3': Input ") in message


def test_an_id_given_twice(put: Put) -> None:
    """Two rows with one id could not be told apart in a run."""
    path = put("a.jsonl", lines([{"id": "x", "task": "t"}] * 2))
    assert refused(str(path)) == f"{path}:2: x: the id is given already at {path}:1"


def test_many_faults_are_cut_short(put: Put) -> None:
    """Five faults are told, and how many more there are."""
    path = put("a.jsonl", lines([{"task": "t"}, *[{"task": n} for n in range(9)]]))
    message = refused(str(path)).splitlines()
    assert len(message) == 6
    assert message[-1] == "and 4 more"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.jsonl", '{"task": "t"}\n{"task"', ":2: not JSON: Expecting ':' delimiter at column 8"),
        ("a.jsonl", "", ":1: no rows"),
        ("a.csv", "task\n", ":1: no rows"),
        ("a.csv", "task\nt,u\n", ":2: more cells than columns"),
        ("a.csv", 'task\nt\n"u" v\n', ":3: not CSV: ',' expected after '\"'"),
        ("a.parquet", "task", ":1: not Parquet: "),
        ("a.txt", "task", ": accepted are files named .jsonl, .csv, .parquet"),
    ],
)
def test_a_file_that_cannot_be_read(name: str, text: str, said: str, put: Put) -> None:
    """The message names the file, and the line where there is one."""
    path = put(name, text)
    assert refused(str(path)).startswith(f"{path}{said}")


def test_a_cell_that_is_not_utf_8(tmp_path: Path) -> None:
    """A byte of another encoding is named."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"task\ntea\ncaf\xe9\n")
    assert refused(str(path)) == f"{path}:3: not UTF-8: byte 0xe9"


def test_a_path_that_is_not_there() -> None:
    """What looks like a path is not asked of the hub."""
    for source in ("notes.jsonl", "./notes", "a/b/c"):
        assert refused(source) == f"{source}: no such file or folder"


def test_one_file_has_no_split(put: Put) -> None:
    """A split of a single file is a mistake, not ignored."""
    path = put("a.jsonl", lines([{"task": "t"}]))
    assert refused(str(path), "dev") == f"{path} is one file and has no split 'dev': leave it out"
