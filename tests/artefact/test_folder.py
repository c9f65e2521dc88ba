"""An artefact goes out and comes back the same, or says why it does not."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import dspy
import pytest

from redraft.adapter import PrefixAdapter
from redraft.app import build
from redraft.artefact import Artefact, Card, Compared, DataUsed, Estimate, load, save
from redraft.errors import ConfigurationError
from redraft.programs import Refine
from redraft.settings import Settings
from tests.adapter.test_prompts import DEMO, EVERYTHING

SECRET = "sk-not-for-any-file-0123"  # noqa: S105 - the test looks for it
CARD = Card(program="refine", settings={"max_rounds": 2}, optimizer="bootstrap")


def compiled() -> Refine:
    """A program with other words, an example with a set in it, a model and its key."""
    program = Refine()
    program.revise.demos = [dspy.Example(augmented=True, tags={"b", "a"}, **DEMO)]
    program.critique.signature = program.critique.signature.with_instructions("Say ```what```.")
    lm = dspy.LM("openai/x", api_key=SECRET, extra_headers={"x": SECRET}, aws_secret=SECRET)
    program.verify.lm = lm
    program._compiled = True
    return program


def prompts(program: Refine) -> dict[str, Any]:
    """Every step's messages on the same inputs."""
    steps = dict(program.named_predictors())
    return {
        name: PrefixAdapter().format(
            step.signature,
            step.demos,
            {key: EVERYTHING[key] for key in step.signature.input_fields},
        )
        for name, step in steps.items()
    }


def saved(folder: Path, **card: Any) -> Path:
    save(folder, compiled(), CARD.model_copy(update=card), original=Refine())
    return folder


def test_the_same_prompts_come_back(tmp_path: Path) -> None:
    """Byte for byte, in every step; the card's settings make the program, and others on top."""
    folder = saved(tmp_path / "deep" / "x")
    artefact = load(folder)
    assert isinstance(artefact.program, Refine)
    assert prompts(artefact.program) == prompts(compiled())
    assert prompts(artefact.program) != prompts(Refine())
    assert artefact.program.max_rounds == 2
    assert load(folder, max_rounds=5).program.max_rounds == 5
    names = [step.signature.__name__ for _, step in artefact.program.named_predictors()]
    assert names == [step.signature.__name__ for _, step in Refine().named_predictors()]


def test_dspy_reads_the_state_too(tmp_path: Path) -> None:
    """`program.json` is what `dspy.Module.load` takes."""
    program = Refine()
    program.load(saved(tmp_path / "x") / "program.json")
    assert prompts(program) == prompts(compiled())


def test_no_file_holds_a_secret(tmp_path: Path) -> None:
    """Nothing of the model is kept, and there is nothing beside the three files."""
    folder = saved(tmp_path / "x")
    assert sorted(path.name for path in folder.iterdir()) == [
        "card.json",
        "program.json",
        "prompts.md",
    ]
    assert not any(SECRET in path.read_text() for path in folder.iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_prompts_md_shows_what_changed(tmp_path: Path) -> None:
    """A diff for each step that changed, in a fence that its text cannot close."""
    page = (saved(tmp_path / "x") / "prompts.md").read_text()
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## critique",
        "## revise",
    ]
    assert "\n+Say ```what```.\n" in page
    assert "\n````diff\n" in page
    save(tmp_path / "same", Refine(), CARD, original=Refine())
    assert "Nothing" in (tmp_path / "same" / "prompts.md").read_text()


def gained(mean: float, low: float, high: float, p: float = 0.01) -> Compared:
    """A comparison that comes to this."""
    gain = Estimate(mean=mean, low=low, high=high)
    return Compared(
        before=Estimate(mean=0.4),
        after=Estimate(mean=0.4 + mean),
        gain=gain,
        p=p,
        rows_better=1,
        rows_worse=0,
        dropped=1,
    )


@pytest.mark.parametrize(
    ("held_out", "said"),
    [
        (
            gained(0.2, 0.1, 0.3),
            "better than the original: gain +0.200 (+0.100 to +0.300), 95 % interval",
        ),
        (gained(-0.2, -0.3, -0.1), "worse than the original: gain -0.200 (-0.300 to -0.100)"),
        (
            gained(-0.1, -0.2, 0),
            "can't tell whether it is better than the original: gain -0.100 (-0.200 to +0.000)",
        ),
        (gained(0.2, 0.1, 0.3, p=0.06), "can't tell whether it is better than the original: gain"),
        (gained(0.1, -0.1, 0.3), "can't tell whether it is better than the original: gain +0.100"),
        (None, "not compared with the original"),
    ],
)
def test_the_artefact_says_whether_it_is_better(
    tmp_path: Path, held_out: Compared | None, said: str
) -> None:
    """On the card, in words, and above the diffs of prompts.md, with the scores."""
    used = DataUsed(source="x", split="test", rows=6, sha256="")
    folder = saved(tmp_path / "x", held_out=held_out, metric="scope", data={"held_out": used})
    card = json.loads((folder / "card.json").read_text())
    assert card["verdict"].startswith(said)
    line = (folder / "prompts.md").read_text().splitlines()[2]
    assert said in line
    if held_out:
        scores = f"original 0.400, compiled {held_out.after.mean:.3f}"
        assert line.startswith(f"scope on 5 held-out rows: {scores}; ")


def test_a_card_from_before_there_was_a_verdict_is_read(tmp_path: Path) -> None:
    """Without it, and without how many rows were left out."""
    folder = saved(tmp_path / "x", held_out=gained(0.2, 0.1, 0.3))
    card = json.loads((folder / "card.json").read_text())
    del card["verdict"], card["held_out"]["dropped"]
    (folder / "card.json").write_text(json.dumps(card))
    assert load(folder).card.verdict == ""


def test_a_new_one_replaces_an_old_one(tmp_path: Path) -> None:
    """And nothing else: a folder with other files, or a file, is left alone."""
    folder = saved(tmp_path / "x", seed=1)
    saved(folder, seed=2)
    assert load(folder).card.seed == 2
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(ConfigurationError, match=r"holds notes\.txt; name a new folder"):
        saved(folder)
    assert (folder / "notes.txt").read_text() == "mine"
    with pytest.raises(ConfigurationError, match="is a file"):
        saved(folder / "notes.txt")


def test_a_link_stays_one(tmp_path: Path) -> None:
    """What it leads to is replaced, beside itself, and found again after a kill."""
    target = saved(tmp_path / "disk" / "x", seed=1)
    link = tmp_path / "link"
    link.symlink_to(target)
    saved(link, seed=2)
    assert link.is_symlink()
    assert load(target).card.seed == 2
    assert sorted(path.name for path in tmp_path.rglob("*") if path.parent != target) == [
        "disk",
        "link",
        "x",
    ]
    target.rename(target.with_name(".x.abcdefgh.old"))
    assert load(link).card.seed == 2
    assert link.is_symlink()
    assert [path.name for path in target.parent.iterdir()] == ["x"]


def test_a_failed_write_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full ends with one clear line, the old artefact, and no litter."""
    folder = saved(tmp_path / "x", seed=1)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("redraft.artefact.swap.os.fsync", full)
    with pytest.raises(ConfigurationError, match="cannot be written: No space left"):
        saved(folder, seed=2)
    assert load(folder).card.seed == 1
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("renames", [1, 2])
def test_a_kill_between_the_renames_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    """Killed after the old one was put aside, or before it was let go: the new one is there."""
    folder, names = saved(tmp_path / "x", seed=1), iter(range(renames))
    rename = Path.rename

    def killed(path: Path, target: Path) -> Path:
        if next(names, None) is None:
            raise SystemExit
        return rename(path, target)

    mine = tmp_path / ".x.mine.old"
    (mine / "notes").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        patch.setattr("redraft.artefact.swap.shutil.rmtree", lambda *args, **more: None)
        with suppress(SystemExit):
            saved(folder, seed=2)
    assert folder.exists() == (renames == 2)
    shutil.copytree(tmp_path, tmp_path / "copy")
    assert load(folder).card.seed == 2
    saved(tmp_path / "copy" / "x", seed=3)
    assert load(tmp_path / "copy" / "x").card.seed == 3
    mine.rename(tmp_path / "mine")
    shutil.rmtree(tmp_path / "copy" / mine.name)
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["x"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "mine", "x"]


def test_a_kill_that_left_the_old_one_alone_gives_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To whoever runs it by its name alone, too."""
    saved(tmp_path / "x", seed=1).rename(tmp_path / ".x.abcdefgh.old")
    assert load(tmp_path / "x").card.seed == 1
    (tmp_path / "x").rename(tmp_path / ".x.abcdefgh.old")
    monkeypatch.chdir(tmp_path)
    assert isinstance(build(Settings(program="x")), Refine)


def change(folder: Path, **fields: Any) -> None:
    path = folder / "card.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def deeper(folder: Path) -> None:
    (folder / "program.json").write_text("[" * 100_000)


Spoil = Callable[[Path], object]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: (f / "card.json").unlink(), r"card\.json cannot be read: No such file"),
        (lambda f: (f / "program.json").unlink(), r"program\.json cannot be read: No such file"),
        (lambda f: (f / "card.json").write_text("{"), r"card\.json is no JSON"),
        (lambda f: (f / "program.json").write_text("[1]"), "holds no JSON object"),
        (lambda f: (f / "program.json").write_text("{}"), "is no state of refine .KeyError"),
        (lambda f: (f / "program.json").write_bytes(b"\xff\xfe"), "is no JSON"),
        (lambda f: (f / "card.json").write_text("{}"), "program: Field required"),
        (lambda f: change(f, format=2), "no card that this version reads .format"),
        (lambda f: change(f, program="refin"), "no program is called 'refin': did you mean"),
        (lambda f: change(f, settings={"nonsense": 1}), "unexpected keyword argument 'nonsense'"),
        (
            lambda f: change(f, settings={"max_rounds": 10**6}),
            r"settings\.max_rounds: Input should",
        ),
        (
            lambda f: change(f, program="best_of_n", settings={"n": 1_000_000}),
            "settings.n: Input should be less than or equal to 1000",
        ),
        (lambda f: change(f, settings={"max_rounds": "many"}), r"settings\.max_rounds: Input sho"),
        (lambda f: change(f, settings={"categories": 7}), r"settings\.categories: Input should"),
        (deeper, "RecursionError|is no JSON|no state"),
    ],
)
def test_a_broken_artefact_says_what_is_wrong(tmp_path: Path, spoil: Spoil, said: str) -> None:
    """One line, whatever is broken."""
    folder = saved(tmp_path / "x")
    spoil(folder)
    with pytest.raises(ConfigurationError, match=said) as raised:
        load(folder)
    assert "\n" not in str(raised.value)


def test_a_path_that_is_no_folder(tmp_path: Path) -> None:
    """Missing, or a file."""
    with pytest.raises(ConfigurationError, match="does not exist; accepted is the folder"):
        load(tmp_path / "x")
    (tmp_path / "x").write_text("")
    with pytest.raises(ConfigurationError, match="is a file; accepted is the folder"):
        load(tmp_path / "x")


def test_a_changed_signature_is_refused(tmp_path: Path) -> None:
    """With what changed, and what to do."""
    folder = saved(tmp_path / "x")
    fields = load(folder).card.signatures
    fields["critique"]["mood"] = "input str"
    change(folder, signatures=fields)
    with pytest.raises(ConfigurationError) as raised:
        load(folder)
    said = str(raised.value)
    assert "critique: the input mood is gone" in said
    assert f"redraft compile refine --out {folder}" in said


def test_run_takes_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--program compiled/x`, and x alone within its folder; chosen settings go on top."""
    folder = saved(tmp_path / "x")
    program = build(Settings(program=str(folder), max_rounds=7))
    assert isinstance(program, Refine)
    assert prompts(program) == prompts(compiled())
    assert program.max_rounds == 7
    monkeypatch.chdir(tmp_path)
    assert prompts(build(Settings(program="x"))) == prompts(compiled())
    with pytest.raises(ConfigurationError, match="compiled/none does not exist"):
        build(Settings(program="compiled/none"))
    with pytest.raises(ConfigurationError, match=r"did you mean 'refine'.*a compiled one"):
        build(Settings(program="refin"))


def test_an_artefact_is_plain_data() -> None:
    """Program and card, no more."""
    assert set(Artefact.__dataclass_fields__) == {"program", "card"}


@pytest.mark.parametrize(
    ("hidden", "files"),
    [
        (".x.abc.old", ("program.json", "card.json", "prompts.md")),
        (".x.abcdefgh.old", ()),
        (".x.abcdefgh.old", ("card.json",)),
        (".x.abcdefgh.old", ("program.json", "card.json", "prompts.md", "notes")),
    ],
)
def test_a_folder_that_no_save_has_left_is_nobodys_to_take(
    tmp_path: Path, hidden: str, files: tuple[str, ...]
) -> None:
    """Whoever reads `x` finds none: the folder stays where it is, with all that it holds."""
    (tmp_path / hidden).mkdir()
    for name in files:
        (tmp_path / hidden / name).write_text("mine")
    with pytest.raises(ConfigurationError, match="does not exist"):
        load(tmp_path / "x")
    assert sorted(path.name for path in (tmp_path / hidden).iterdir()) == sorted(files)
