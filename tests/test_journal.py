"""The journal of a run: saved as it goes, known again afterwards."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from redraft.budget import Budget
from redraft.errors import ConfigurationError
from redraft.journal import Journal, load, new_path
from redraft.programs import Refine
from redraft.programs.item import Item
from redraft.programs.steps import Ask, Reply
from redraft.recall import fingerprint
from redraft.settings import Settings
from redraft.signatures.records import Round, StepCost
from redraft.signatures.types import Verdict
from redraft.written import write_whole

ITEM = Item.of("Write a note.", ["Be kind."], ["Is it kind?"])
COST = StepCost(step="verify", calls=1, prompt_tokens=100, new_tokens=20)
VERDICT = Verdict(box="b1", evidence="dear", checked=True)


def ask(**inputs: Any) -> Ask:
    return Ask("verify", {"task": "Write a note.", **inputs}, {"temperature": 0.0})


def journal(path: Path | None, **more: Any) -> Journal:
    opened = Journal(ITEM, Settings(model="local"), path=path, **more)
    opened.opens(Refine())
    return opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal may lie."""
    return tmp_path / "run.json"


def test_it_is_on_disk_after_each_step(path: Path) -> None:
    """Every answered step and finished round is in the file at once, beside what was asked."""
    kept = journal(path)
    assert load(path).item == ITEM
    kept.answered(ask(), Reply({"verdicts": [VERDICT]}, COST))
    kept.finished(Round(number=0, text="Dear all"))
    saved = load(path)
    assert [step.step for step in saved.steps] == ["verify"]
    assert saved.rounds[0].text == "Dear all"
    assert saved.status is None
    kept.ended("ready")
    assert load(path).status == "ready"


def test_only_its_owner_can_read_it(path: Path) -> None:
    """The file's mode is 0600, and no temporary file stays beside it."""
    journal(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_recorded_step_answers_once_in_its_type(path: Path) -> None:
    """The same question gets the recorded outputs as the signature's types, a second time None."""
    journal(path).answered(ask(), Reply({"verdicts": [VERDICT]}, COST))
    again = journal(path, earlier=load(path))
    reply = again.recall(ask())
    assert reply is not None
    assert reply.outputs == {"verdicts": [VERDICT]}
    assert reply.cost == COST
    assert again.recall(ask()) is None
    assert again.recalled == 1


def test_another_question_is_not_known(path: Path) -> None:
    """Another input, step or setting is another question."""
    journal(path).answered(ask(), Reply({"verdicts": [VERDICT]}, COST))
    again = journal(path, earlier=load(path))
    assert again.recall(ask(text="other")) is None
    assert again.recall(Ask("critique", ask().inputs, ask().config)) is None
    assert again.recall(Ask("verify", ask().inputs, {"temperature": 0.5})) is None


def test_equal_questions_are_answered_in_order(path: Path) -> None:
    """Two replies to one question come back first first."""
    first = journal(path)
    for evidence in ("one", "two"):
        verdict = VERDICT.model_copy(update={"evidence": evidence})
        first.answered(ask(), Reply({"verdicts": [verdict]}, COST))
    again = journal(path, earlier=load(path))
    replies = [again.recall(ask()) for _ in range(2)]
    told = [reply.outputs["verdicts"][0].evidence for reply in replies if reply and reply.outputs]
    assert told == ["one", "two"]


def test_what_the_budget_cut_is_asked_again(path: Path) -> None:
    """A step that was over budget is not recalled."""
    journal(path).answered(ask(), Reply(None, COST, over="no room"))
    assert journal(path, earlier=load(path)).recall(ask()) is None


def test_an_unreadable_reply_is_recalled_only_if_the_run_went_on(path: Path) -> None:
    """The last unreadable reply is asked again; one that later steps built on is kept."""
    bad = COST.model_copy(update={"error": "unreadable"})
    first = journal(path)
    first.answered(ask(), Reply(None, bad))
    assert journal(None, earlier=load(path)).recall(ask()) is None
    first.answered(ask(text="next"), Reply({"verdicts": []}, COST))
    reply = journal(None, earlier=load(path)).recall(ask())
    assert reply is not None
    assert reply.outputs is None
    assert reply.cost.error == "unreadable"


def test_a_reply_that_was_asked_again_answers_nothing_later(path: Path) -> None:
    """The run went on with the new one; what the old one cost still counts, its error is over."""
    journal(path).answered(ask(), Reply(None, COST.model_copy(update={"error": "unreadable"})))
    again = journal(path, earlier=load(path))
    assert again.recall(ask()) is None
    again.answered(ask(), Reply({"verdicts": [VERDICT]}, COST))
    third = journal(path, earlier=load(path))
    reply = third.recall(ask())
    assert reply is not None
    assert reply.outputs == {"verdicts": [VERDICT]}
    assert third.spent == 240
    assert third.asked_again == [COST]


def test_outputs_of_another_shape_are_not_recalled(path: Path) -> None:
    """A record that no longer fits the signature's types is asked again."""
    journal(path).answered(ask(), Reply({"verdicts": "yes"}, COST))
    assert journal(path, earlier=load(path)).recall(ask()) is None


def test_what_was_spent_counts_on(path: Path) -> None:
    """Every recorded token counts, also of steps that are not recalled or that failed."""
    first = journal(path)
    first.answered(ask(), Reply({"verdicts": []}, COST))
    first.answered(ask(), Reply(None, COST, over="no room"))
    assert journal(path, earlier=load(path)).spent == 240
    first.failed(ask(), COST.model_copy(update={"error": "LMServerError"}))
    again = journal(path, earlier=load(path))
    assert again.spent == 360
    again.failed(ask(), COST)
    assert journal(path, earlier=load(path)).spent == 480


def test_what_the_budget_counts_is_what_was_spent(path: Path) -> None:
    """A call under way at its most, one that was refused as nothing, one without usage whole."""
    kept = journal(path)
    budget = Budget(ledger=kept)
    hold = budget.reserve(100, 50, 1)
    assert journal(None, earlier=load(path)).spent == 150
    budget.settle(hold, 0, 0)
    assert journal(None, earlier=load(path)).spent == 0
    budget.forfeit(budget.reserve(100, 50, 1))
    kept.answered(ask(), Reply({"verdicts": []}, COST))
    assert journal(None, earlier=load(path)).spent == 150
    budget.settle(budget.reserve(100, 50, 1), 100, 20)
    kept.answered(ask(), Reply({"verdicts": []}, COST))
    assert journal(None, earlier=load(path)).spent == 270


def test_a_journal_that_says_nothing_of_failures_is_read(path: Path) -> None:
    """As an earlier version wrote it."""
    journal(path).answered(ask(), Reply({"verdicts": []}, COST))
    plain = json.loads(path.read_text())
    plain.pop("lost", None)
    plain.pop("billed", None)
    path.write_text(json.dumps(plain))
    assert journal(path, earlier=load(path)).spent == 120


def test_a_full_disk_is_told_once_and_stops_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal warns once, keeps the file it had, and recovers when there is room."""
    warned: list[str] = []
    kept = journal(path, warn=warned.append)
    before = path.read_text()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        kept.answered(ask(), Reply({"verdicts": []}, COST))
        kept.answered(ask(), Reply({"verdicts": []}, COST))
    assert path.read_text() == before
    assert list(path.parent.iterdir()) == [path]
    (told,) = warned
    assert "No space left on device; the run goes on" in told
    kept.finished(Round(number=0, text="x"))
    assert len(load(path).steps) == 2
    assert kept.trouble == ""


def test_without_a_path_nothing_is_written(tmp_path: Path) -> None:
    """A journal without a path keeps its records in memory only."""
    journal(None).answered(ask(), Reply({"verdicts": []}, COST))
    assert list(tmp_path.iterdir()) == []


def test_a_round_takes_the_place_of_its_number(path: Path) -> None:
    """Rounds that are played again do not pile up."""
    kept = journal(path)
    for text in ("a", "b"):
        kept.finished(Round(number=0, text=text))
        kept.finished(Round(number=1, text=text))
    assert [(round.number, round.text) for round in load(path).rounds] == [(0, "b"), (1, "b")]


def test_an_address_is_saved_without_its_password(path: Path) -> None:
    """Neither name nor password of a server's address is in the file."""
    settings = Settings(api_base="http://me:secret@host/v1")
    Journal(ITEM, settings, path=path).opens(Refine())
    assert "secret" not in path.read_text()
    assert load(path).settings.api_base == "http://host/v1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "cannot be read: No such file"),
        ("not JSON", "no saved run of this version"),
        ('{"format": 99, "started": "2026-01-01T00:00:00Z", "task": "x"}', "(format"),
        ("\xff", "not text"),
    ],
)
def test_what_is_no_journal_is_refused(path: Path, text: str | None, says: str) -> None:
    """A missing, broken or newer file is a configuration error in one line."""
    if text is not None:
        path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigurationError) as refused:
        load(path)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_fingerprint_does_not_hang_on_order() -> None:
    """Keys in another order give the same fingerprint; types and their plain form too."""
    one = Ask("verify", {"a": 1, "b": [VERDICT]}, {"x": 1, "y": 2})
    two = Ask("verify", {"b": [VERDICT.model_dump()], "a": 1}, {"y": 2, "x": 1})
    assert fingerprint(one) == fingerprint(two)


def test_new_paths_lie_in_redrafts_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new path has the time and the task's words in it, and no two are the same."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path))
    paths = {new_path("../Write: a note/for ALL") for _ in range(20)}
    assert len(paths) == 20
    assert {path.parent for path in paths} == {tmp_path / "runs"}
    assert all("-write-a-note-for-all-" in path.name for path in paths)


def test_write_whole_leaves_the_old_file_when_it_fails(path: Path) -> None:
    """A text that cannot be encoded, or a failed write, leaves the old bytes and no litter."""
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text() == "old"
    assert list(path.parent.iterdir()) == [path]


def test_the_file_is_plain_json(path: Path) -> None:
    """The file is JSON with a format number, the settings and no key among them."""
    journal(path)
    data = json.loads(path.read_text())
    assert data["format"] == 1
    assert set(data["settings"]) == set(Settings.model_fields)
    assert not [name for name in data["settings"] if "key" in name]
