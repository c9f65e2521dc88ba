"""A variant as people type it."""

from pathlib import Path

import pytest

from redraft.artefact import Card, save
from redraft.errors import ConfigurationError
from redraft.evaluation.variant import made, parse
from redraft.programs import Refine
from redraft.settings import Settings


def test_a_name_alone_takes_the_commands_settings() -> None:
    """Its name is the program's."""
    variant = parse("refine", Settings(model="small", max_rounds=2))
    assert (variant.name, variant.settings.program) == ("refine", "refine")
    assert variant.settings.model == "small"
    assert variant.build().max_rounds == 2


def test_its_own_settings_go_before_the_commands() -> None:
    """In their types, and under a name of its own."""
    given = "short=refine,max-rounds=1,model=local/x,categories=tone+facts"
    variant = parse(given, Settings(model="small", max_rounds=2))
    assert variant.name == "short"
    assert (variant.settings.max_rounds, variant.settings.model) == (1, "local/x")
    assert variant.settings.categories == ("tone", "facts")


def test_each_repeat_has_a_seed_of_its_own() -> None:
    """Else its calls would be the same calls."""
    variant = parse("refine", Settings(seed=7))
    assert [variant.build(repeat).seed for repeat in range(3)] == [7, 8, 9]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("refine,max_round=1", "did you mean 'max_rounds'?"),
        ("refine,max_rounds", "max_rounds has no value"),
        ("refine,max_rounds=many", "max_rounds: Input should be a valid integer"),
        ("refine,max_tokens=5", "'max_tokens' is no setting"),
    ],
)
def test_what_is_no_setting_is_refused(given: str, says: str) -> None:
    """In a line that says what is accepted."""
    with pytest.raises(ConfigurationError) as refused:
        parse(given, Settings())
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("given", "says"), [("refin", "did you mean 'refine'"), ("a/b", "a/b does not")]
)
def test_what_is_no_program_is_refused(given: str, says: str) -> None:
    """A name is told the nearest one, a folder that it is none."""
    with pytest.raises(ConfigurationError, match=says):
        parse(given, Settings()).build()


def test_a_compiled_folder_brings_its_state_and_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its card's settings hold, unless the variant sets them otherwise."""
    program = Refine(max_rounds=2)
    signature = program.critique.signature.with_instructions("Look twice.")
    program.critique.signature = signature
    folder = tmp_path / "compiled"
    save(folder, program, Card(program="refine", settings={"max_rounds": 2}), original=Refine())
    built = parse(str(folder), Settings()).build(1)
    assert (built.max_rounds, built.seed) == (2, 1)
    assert built.critique.signature.instructions == "Look twice."
    assert parse(f"{folder},max_rounds=1", Settings()).build().max_rounds == 1
    monkeypatch.chdir(tmp_path)
    near = parse("compiled", Settings())
    there = made("x", {"compiled": f"../{tmp_path.name}/compiled"}, Settings(), "x")
    assert there.settings == near.settings
    (tmp_path / "refine").mkdir()  # a folder called like a program is not that program
    assert parse("refine", Settings()).settings.program == "refine"
    monkeypatch.chdir("/")
    assert (near.name, near.build().max_rounds) == ("compiled", 2)
