"""Several variants at once, from a file or as a grid."""

from pathlib import Path

import pytest

from redraft.artefact import Card, save
from redraft.errors import ConfigurationError
from redraft.evaluation.variants import grid, read
from redraft.programs import Refine
from redraft.settings import Settings

GOOD = """
[plain]
program = "one_shot"

[short]
program = "refine"
max_rounds = 1
categories = ["tone", "facts"]
model = "local/x"

["four drafts"]
program = "best_of_n"
n = 4
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "variants.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_table_is_a_variant(tmp_path: Path) -> None:
    """In the order of the file, on top of the command's settings."""
    plain, short, drafts = read(write(tmp_path, GOOD), Settings(model="small", seed=3))
    assert [one.name for one in (plain, short, drafts)] == ["plain", "short", "four drafts"]
    assert (plain.settings.program, plain.settings.model) == ("one_shot", "small")
    assert (short.settings.model, short.settings.seed) == ("local/x", 3)
    built = short.build()
    assert (built.max_rounds, built.categories) == (1, ("tone", "facts"))
    assert drafts.build().n == 4


def test_a_compiled_folder_is_named_by_its_key(tmp_path: Path) -> None:
    """With or without its program's name, and with settings that go before its card's."""
    folder = tmp_path / "compiled"
    save(folder, Refine(), Card(program="refine", settings={"max_rounds": 2}), original=Refine())
    text = f'[a]\ncompiled = "{folder}"\n[b]\nprogram = "refine"\ncompiled = "{folder}"\nseed = 5'
    one, two = read(write(tmp_path, text), Settings())
    assert (one.build().max_rounds, two.build().seed) == (2, 5)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[a\n", "is no TOML: "),
        ("", "has no variant; accepted are tables such as [short]"),
        ('program = "refine"', "'program' is in no table; accepted are tables"),
        ("[a]\nmax_rounds = 1", "[a]: neither program nor compiled is given"),
        ('[a]\nprogram = "refine"\nmax_round = 1', "of a variant: did you mean 'max_rounds'?"),
        ('[a]\nprogram = "refine"\nmax_rounds = -1', "[a]: max_rounds: Input should be greater"),
        ('[a]\nprogram = ["refine"]', "[a]: program: Input should be a valid string"),
        ('[a]\ncompiled = "nowhere"', "[a]: compiled: there is no folder nowhere"),
        ('[a]\nprogram = "refine"\n[a.b]\nn = 1', "[a]: 'b' is no setting of a variant"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_told_in_a_line(tmp_path: Path, text: str, says: str) -> None:
    """By its name, the table and the setting."""
    with pytest.raises(ConfigurationError) as refused:
        read(write(tmp_path, text), Settings())
    assert says in str(refused.value)
    assert "variants.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Or that is no text."""
    with pytest.raises(ConfigurationError, match=r"none\.toml cannot be read: No such file"):
        read(tmp_path / "none.toml", Settings())
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match=r"bytes\.toml is no TOML"):
        read(tmp_path / "bytes.toml", Settings())


def test_a_compiled_folder_of_another_program_is_refused(tmp_path: Path) -> None:
    """What a table says it is, it must be."""
    folder = tmp_path / "compiled"
    save(folder, Refine(), Card(program="refine"), original=Refine())
    text = f'[a]\nprogram = "one_shot"\ncompiled = "{folder}"'
    with pytest.raises(ConfigurationError, match="is refine, not one_shot"):
        read(write(tmp_path, text), Settings())


def test_a_grid_has_a_variant_for_each_combination() -> None:
    """The last setting changes fastest; each is called after its point."""
    axes = ["max_rounds=0,2", "min-weaknesses=1,3"]
    found = grid("refine,model=local/x", axes, Settings(seed=1))
    assert [one.name for one in found] == [
        "refine,max_rounds=0,min_weaknesses=1",
        "refine,max_rounds=0,min_weaknesses=3",
        "refine,max_rounds=2,min_weaknesses=1",
        "refine,max_rounds=2,min_weaknesses=3",
    ]
    last = found[-1]
    assert (last.build().max_rounds, last.build().min_weaknesses) == (2, 3)
    assert {(one.settings.model, one.settings.seed) for one in found} == {("local/x", 1)}
    named = grid("mine=refine", ["max_rounds=0,1"], Settings())
    assert [one.name for one in named] == ["mine,max_rounds=0", "mine,max_rounds=1"]


@pytest.mark.parametrize(
    ("axes", "says"),
    [
        (["max_round=0,1"], "did you mean 'max_rounds'?"),
        (["max_rounds"], "accepted is a setting and its values"),
        (["max_rounds=0,,1"], "accepted is a setting and its values, each once"),
        (["max_rounds=1,1"], "accepted is a setting and its values, each once"),
        (["n=2,3", "n=4"], "--set n is given twice"),
        (["max_rounds=1"], "two combinations or more"),
        (["max_rounds=0,many"], "max_rounds: Input should be a valid integer"),
    ],
)
def test_a_grid_that_is_none_is_told_in_a_line(axes: list[str], says: str) -> None:
    """Before anything is made."""
    with pytest.raises(ConfigurationError) as refused:
        grid("refine", axes, Settings())
    assert says in str(refused.value)
