"""The public sets by name: what a record of each becomes, and the copies where they are."""

import json
from itertools import islice
from pathlib import Path
from typing import Any

import datasets
import pytest

from redraft.checks import parse
from redraft.errors import ConfigurationError, ModelError
from redraft.sources import SETS, open_data
from redraft.sources.ifeval import CODED

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
FILES = {
    "ifeval": "ifeval_541.jsonl",
    "commongen_hard": "commongen_hard.jsonl",
    "argrewrite": "argrewrite_essays.jsonl",
    "pep": "pep_pairs.jsonl",
}


def adapted(name: str, record: dict[str, Any], tmp_path: Path) -> Any:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(record) + "\n")
    (row,) = open_data(f"{name}:{path}")
    return row


@pytest.mark.parametrize("name", sorted(SETS))
def test_the_copy_of_a_public_set(name: str, tmp_path: Path) -> None:
    """The first rows of the real set are read, with a task and a box each."""
    source = SHARED / FILES[name]
    if not source.exists():
        pytest.skip(f"no copy of {name} at {source}")
    path = tmp_path / "part.jsonl"
    with source.open(encoding="utf-8") as file:
        path.write_text("".join(islice(file, 25)), encoding="utf-8")
    rows = open_data(f"{name}:{path}")
    assert len(rows) == 25
    assert all(row.task and row.checklist for row in rows)
    if name in ("argrewrite", "pep"):
        assert all(row.draft and row.reference for row in rows)
        assert sum(len(row.weaknesses) for row in rows) >= 25


def test_ifeval_boxes_are_coded_where_our_checks_can_say_it(tmp_path: Path) -> None:
    """An instruction becomes a check, or a question for a model; none is dropped."""
    record = {
        "key": 12,
        "prompt": "Write two bullets, no commas, in Marathi.",
        "instruction_id_list": [
            "punctuation:no_comma",
            "length_constraints:number_words",
            "language:response_language",
        ],
        "kwargs": [{}, {"relation": "at least", "num_words": 20}, {"language": "mr"}],
    }
    row = adapted("ifeval", record, tmp_path)
    assert row.id == "ifeval-12"
    assert [box.check for box in row.checklist] == ["lacks /,/", "words >= 20", None]
    assert row.checklist[2].question == "Follows the instruction on response language: language mr"


def test_ifeval_reads_the_nulls_of_the_hubs_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the hub every argument is a column, null where an instruction does not take it."""
    record = {
        "key": 1,
        "prompt": "p",
        "instruction_id_list": ["keywords:existence"],
        "kwargs": [{"keywords": ["tea"], "num_words": None}],
    }
    asked = []

    def load(name: str, split: str) -> datasets.Dataset:
        asked.append((name, split))
        return datasets.Dataset.from_list([record])

    monkeypatch.setattr(datasets, "load_dataset", load)
    (row,) = open_data("ifeval")
    assert asked == [("google/IFEval", "train")]
    assert row.checklist[0].question == "Follows the instruction on existence: keywords tea"


TWICE = {"relation": "at least", "keyword": "tea", "frequency": 2}
FEWER = {**TWICE, "relation": "less than"}
LETTERS = {"let_relation": "at least", "letter": "#", "let_frequency": 2}
CAPITALS = {"capital_relation": "less than", "capital_frequency": 2}


@pytest.mark.parametrize(
    ("name", "kwargs", "yes", "no"),
    [
        ("change_case:capital_word_frequency", CAPITALS, "A word", "TWO WORDS"),
        ("change_case:english_capital", {}, "TEA", "TEa"),
        ("change_case:english_lowercase", {}, "tea", "Tea"),
        ("detectable_content:number_placeholders", {"num_placeholders": 2}, "[a]\n[b]", "[a] b"),
        ("detectable_content:postscript", {"postscript_marker": "P.S."}, "p. s. Tea", "steps."),
        ("detectable_content:postscript", {"postscript_marker": "P.P.S"}, "P.P.S Tea", "P.S Tea"),
        ("detectable_format:constrained_response", {}, "My answer is no.", "My answer is tea."),
        ("detectable_format:json_format", {}, '{"a": 1}', "{a: 1}"),
        (
            "detectable_format:multiple_sections",
            {"section_spliter": "PART", "num_sections": 2},
            "PART 1\na\nPART 2",
            "PART 1\nPART",
        ),
        (
            "detectable_format:number_highlighted_sections",
            {"num_highlights": 2},
            "*a*\n**b**",
            "*a* ** **",
        ),
        ("detectable_format:title", {}, "<<Tea>>\nx", "<< >>"),
        ("keywords:existence", {"keywords": ["tea", "a/b"]}, "A/B\nTeas", "teas"),
        ("keywords:forbidden_words", {"forbidden_words": ["tea"]}, "teas", "Tea"),
        ("keywords:frequency", TWICE, "Tea\nsteal", "tea"),
        ("keywords:frequency", FEWER, "tea", "tea tea"),
        ("keywords:letter_frequency", LETTERS, "#\n#", "#"),
        (
            "length_constraints:number_sentences",
            {"relation": "less than", "num_sentences": 2},
            "One.",
            "One. Two.",
        ),
        (
            "length_constraints:number_words",
            {"relation": "at least", "num_words": 2},
            "two words",
            "one",
        ),
        ("punctuation:no_comma", {}, "a; b", "a, b"),
        ("startend:end_checker", {"end_phrase": "Any tea?"}, "Hi. Any tea?", "Any tea? No."),
        ("startend:quotation", {}, '"a\nb"', '"a" b'),
    ],
)
def test_an_ifeval_check_answers_as_ifeval_does(
    name: str, kwargs: dict[str, Any], yes: str, no: str
) -> None:
    """A text that follows the instruction passes, and one that just does not fails."""
    check = parse(CODED[name](kwargs))
    assert check(yes).passed, check(yes).missing
    assert not check(no).passed, check(no).evidence


def test_commongen_asks_for_cover_and_for_coherence(tmp_path: Path) -> None:
    """A list of the words ticks the coded box, so a judged one stands beside it."""
    row = adapted("commongen_hard", {"id": "c1", "concepts": ["dog", "run"]}, tmp_path)
    covers, coherent = row.checklist
    assert covers.check == 'covers "dog", "run"'
    assert coherent.check is None
    assert "dog, run" in row.task


def test_argrewrite_weaknesses_concern_the_box_of_their_criterion(tmp_path: Path) -> None:
    """The expert's words become weaknesses of the first draft, cut to what a line holds."""
    record = {
        "id": "arg1",
        "draft1": "one",
        "draft3": "three",
        "expert_weaknesses": [
            {"category": "evidence", "text": "Too little. " * 40},
            {"category": "title", "text": "None."},
            {"category": "claim", "text": " "},
        ],
    }
    row = adapted("argrewrite", record, tmp_path)
    assert (row.draft, row.reference, len(row.checklist)) == ("one", "three", 10)
    assert [(item.concerns, item.category) for item in row.weaknesses] == [
        ("b4", "evidence"),
        ("", "title"),
    ]
    assert row.weaknesses[0].problem.endswith(" ...")
    assert 220 < len(row.weaknesses[0].problem) <= 240


def test_pep_sections_are_coded_where_a_heading_tells(tmp_path: Path) -> None:
    """A section that only the accepted version has is a coded box; one that grew is judged."""
    record = {
        "id": "pep-0042",
        "title": "Tea",
        "draft": "Motivation\n==========\n\nTea.\n",
        "revised": "Motivation\n==========\n\nMuch tea.\n\nAbstract\n========\n\nTea.\n",
        "weaknesses": [
            {"category": "abstract", "kind": "missing_or_stub"},
            {"category": "motivation", "kind": "underdeveloped"},
        ],
    }
    row = adapted("pep", record, tmp_path)
    assert row.task == "Write PEP 42, 'Tea': what should change in Python, why, and how."
    assert [box.check for box in row.checklist] == ['has headings "abstract"', None]
    assert [item.problem for item in row.weaknesses] == [
        "The section on abstract is missing or a stub",
        "The section on motivation is underdeveloped",
    ]
    assert [verdict.checked for verdict in row.verdicts] == [False, False]
    assert (row.draft, row.reference) == (record["draft"], record["revised"])


@pytest.mark.parametrize(
    ("source", "mapping", "said"),
    [
        ("pep", None, "pep is not on the hub: write pep:FILE"),
        ("pep:x.jsonl", {"task": "t"}, "pep is mapped already: leave out --map"),
        ("pep:x.jsonl", None, "x.jsonl: no such file or folder"),
    ],
)
def test_a_public_set_that_cannot_be_opened(
    source: str, mapping: dict[str, str] | None, said: str
) -> None:
    """A set that is nowhere, or mapped a second time, is refused with what to write."""
    with pytest.raises(ConfigurationError) as caught:
        open_data(source, mapping=mapping)
    assert str(caught.value) == said


def test_a_public_set_while_the_hub_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to read the set from a file instead."""

    def load(name: str, split: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(datasets, "load_dataset", load)
    with pytest.raises(ModelError, match="give a file instead, as in ifeval:FILE") as caught:
        open_data("ifeval")
    assert caught.value.retryable


def test_a_record_of_another_set(tmp_path: Path) -> None:
    """A file that is no copy of the set is refused by file, line and id."""
    with pytest.raises(ConfigurationError, match=r":1: x: not a record of pep: KeyError: 'draft'"):
        adapted("pep", {"id": "x"}, tmp_path)
