"""One round of refine: what each step sees, how a rewrite is made, what the round records."""

import json
from typing import Any

import dspy
import pytest
from dspy.utils.exceptions import ContextWindowExceededError

from redraft.adapter.fence import unfence
from redraft.checklist import boxes_from
from redraft.programs import Refine
from redraft.signatures.types import CATEGORIES
from tests.scripted import Scripted, critique, edit, prompt_of, revise, verify

TASK = "Tell the staff when the kitchen closes."
DRAFT = "The kitchen closes soon. Please plan ahead and bring your own lunch."
NEW = "The kitchen closes on Friday at noon. Please plan ahead and bring your own lunch."
BOXES = boxes_from(["Is the day named?", "Is the reason told?"])
SOON = {"quote": "closes soon", "problem": "No day is given.", "fix": "name the day"}
LUNCH = {"quote": "Please plan ahead", "problem": "It helps nobody.", "fix": "say what to bring"}
SCRIPT: dict[str, Any] = {
    "draft": DRAFT,
    "critique": critique({**SOON, "concerns": "b1"}),
    "edit": edit(("w1", "The kitchen closes soon.", "The kitchen closes on Friday at noon.")),
    "revise": revise(NEW, w1="it names Friday at noon"),
    "verify": [verify(b1="", b2=""), verify(b1="on Friday at noon", b2="")],
}
BAD = "I would rather not say."


def refine(
    program: Refine | None = None, *, given: dict[str, Any] | None = None, **script: Any
) -> tuple[Any, Scripted]:
    """One prediction on DRAFT, by default of a single round, and the engine that was asked."""
    engine = Scripted(SCRIPT | script)
    item = {"task": TASK, "checklist": BOXES, "draft": DRAFT} | (given or {})
    with engine.use():
        return (program or Refine(max_rounds=1))(**item), engine


def test_a_step_that_is_too_long_for_the_model_costs_no_text() -> None:
    """It is on record as a step that failed; only the first one ends the program."""
    long = dspy.lm15.ContextLengthError("9000 tokens, and the context has 8192")
    done, _ = refine(Refine(max_rounds=1, rewrites=["whole"]), critique=long)
    assert (done.text, done.status) == (NEW, "not_ready")
    assert "9000 tokens" in done.rounds[1].steps[0].error
    with pytest.raises(ContextWindowExceededError):
        refine(verify=long)


def ids(field: str) -> list[str]:
    """The ids of the weaknesses in a prompt's field."""
    return [json.loads(line)["id"] for line in field.splitlines()]


class TestInView:
    def test_the_task_and_all_it_demands_are_in_view_at_every_step(self) -> None:
        """Task, requirements and checklist begin each prompt, word for word, a rewrite's too."""
        program = Refine(max_rounds=1, rewrites=["edits", "whole", "sample", "restart"])
        given = {"draft": None, "requirements": ["Be kind.", "Name the day."]}
        _, engine = refine(program, given=given, edit=BAD, revise=BAD)
        assert set(engine.steps) == {"draft", "verify", "critique", "edit", "revise"}
        for request in engine.requests:
            seen = unfence(prompt_of(request))
            assert seen["task"] == TASK
            for wanted in ("Be kind.", "Name the day."):
                assert wanted in seen["requirements"]
            assert seen["checklist"] == "b1: Is the day named?\nb2: Is the reason told?"

    def test_verify_sees_neither_critique_nor_notes(self) -> None:
        """Whoever judges the text sees it alone: no weakness, no note, no verdict before."""
        marked = {**SOON, "problem": "PROBLEM here, no day is given", "fix": "FIX the day"}
        _, engine = refine(
            Refine(max_rounds=1, rewrites=["whole"]),
            critique=critique(marked),
            revise=revise(NEW, w1="NOTE that it names Friday at noon"),
        )
        assert "PROBLEM" in prompt_of(engine.of("revise")[0])
        for turn, text in enumerate((DRAFT, NEW)):
            seen = engine.seen("verify", turn)
            assert set(seen) == {"task", "checklist", "text", "open_boxes"}
            assert seen["text"] == text
            prompt = prompt_of(engine.of("verify")[turn])
            assert not [word for word in ("PROBLEM", "FIX", "NOTE") if word in prompt]

    def test_verify_is_asked_coldly(self) -> None:
        """Verdicts are drawn at temperature 0, whatever the model is set to."""
        _, engine = refine()
        assert [request.config.temperature for request in engine.of("verify")] == [0.0, 0.0]

    def test_open_boxes_go_into_the_critique(self) -> None:
        """Each unticked box, with what is missing; a ticked one is not among them."""
        told = verify(b1="closes soon", b2="")
        _, engine = refine(verify=[told, told])
        assert engine.seen("critique")["unticked"] == "b2: it"

    def test_the_audit_goes_into_the_next_critique(self) -> None:
        """What the last rewrite did not fix is told to the next critique, and only that."""
        both = critique(SOON, LUNCH)
        _, engine = refine(Refine(max_rounds=2), critique=both)
        assert "audit" not in engine.seen("critique", 0)
        audit = engine.seen("critique", 1)["audit"]
        assert "Please plan ahead" in audit
        assert "was not taken up: no edit deals with it" in audit
        assert "closes soon" not in audit

    @pytest.mark.parametrize(
        ("program", "least", "categories"),
        [
            (Refine(max_rounds=1), "3", CATEGORIES),
            (Refine(max_rounds=1, min_weaknesses=5), "5", CATEGORIES),
            (Refine(max_rounds=1, categories=["tone", "legal risk"]), "3", ("tone", "legal risk")),
        ],
    )
    def test_the_critique_is_told_how_many_and_of_what_kind(
        self, program: Refine, least: str, categories: tuple[str, ...]
    ) -> None:
        """The least number and the categories are the program's, the user's own included."""
        _, engine = refine(program)
        seen = engine.seen("critique")
        assert seen["min_weaknesses"] == least
        assert seen["categories"] == "\n".join(categories)


class TestWeaknesses:
    def test_only_what_counts_is_kept(self) -> None:
        """Praise, a quote from elsewhere and a fault told twice are dropped with the reason."""
        said = critique(
            SOON,
            {"quote": "closes tomorrow", "problem": "Which day?", "fix": "name it"},
            {"quote": "bring your own lunch", "problem": "Great use of words", "fix": ""},
            {**SOON, "problem": "No day is given at all."},
        )
        done, engine = refine(critique=said)
        last = done.rounds[1]
        assert [weakness.quote for weakness in last.weaknesses if weakness.by == "model"] == [
            "closes soon"
        ]
        assert [dropped.reason for dropped in last.dropped] == ["ungrounded", "praise", "duplicate"]
        assert ids(engine.seen("edit")["weaknesses"]) == [
            weakness.id for weakness in last.weaknesses
        ]

    def test_an_open_box_that_nobody_speaks_of_is_a_weakness(self) -> None:
        """The critique names b1; b2, open too, becomes a weakness that code made."""
        done, _ = refine()
        told = [(one.id, one.by, one.concerns) for one in done.rounds[1].weaknesses]
        assert told == [("w1", "model", "b1"), ("w2", "code", "b2")]
        assert done.rounds[1].weaknesses[1].fix == "Is the reason told?"

    def test_a_failed_check_quotes_what_it_found(self) -> None:
        """A box of code that fails on words of the text makes a weakness that quotes them."""
        boxes = boxes_from(['Is it direct? {lacks "Please"}'])
        done, engine = refine(given={"checklist": boxes}, critique=critique())
        (weakness,) = done.rounds[1].weaknesses
        assert (weakness.by, weakness.quote, weakness.concerns) == ("code", "Please", "b1")
        assert "verify" not in engine.steps

    def test_without_a_weakness_nothing_is_rewritten(self) -> None:
        """No weakness and no open box: one call, and the text stays."""
        ticked = verify(b1="closes soon", b2="plan ahead")
        done, engine = refine(critique=critique(), verify=ticked)
        assert engine.steps == ["verify", "critique"]
        assert (done.status, done.text) == ("ready", DRAFT)


class TestRewrites:
    def test_the_round_says_which_policy_made_the_change(self) -> None:
        """The first policy whose rewrite is taken is named, and its notes are in the ledger."""
        done, _ = refine()
        row = done.rounds[1].ledger[0]
        assert done.rounds[1].policy == "edits"
        assert row.change is not None
        assert (row.before, row.after) == (
            "The kitchen closes soon.",
            "The kitchen closes on Friday at noon.",
        )
        assert (row.outcome, row.ticked) == ("fixed", True)

    def test_an_unchanged_rewrite_moves_on(self) -> None:
        """The next policy is asked under a seed of its own, and hotter; the first has none."""
        done, engine = refine(
            Refine(max_rounds=1, rewrites=["edits", "whole", "sample"]),
            edit=edit(("w1", "", "")),
            revise=[revise(DRAFT)] * 2 + [SCRIPT["revise"]],
        )
        last = done.rounds[1]
        assert [(turned.policy, turned.reason) for turned in last.rejected] == [
            ("edits", "unchanged"),
            ("whole", "unchanged"),
            ("sample", "unchanged"),
        ]
        assert last.policy == "sample"
        asked = [*engine.of("edit"), *engine.of("revise")]
        seeds = [request.config.seed for request in asked]
        assert len(set(seeds)) == len(seeds) == 5
        heat = [request.config.temperature for request in asked]
        assert heat[0] is None
        assert heat[1:] == pytest.approx([0.9, 1.1, 1.1, 1.1])

    def test_each_round_has_seeds_of_its_own(self) -> None:
        """A second round does not repeat the seeds of the first."""
        _, engine = refine(Refine(max_rounds=2), critique=critique(LUNCH), edit=BAD)
        seeds = [request.config.seed for request in engine.of("critique")]
        assert len(set(seeds)) == len(seeds)

    def test_every_rewrite_turned_down_is_paid_for_on_record(self) -> None:
        """The round's costs hold every call, those of rejected rewrites included."""
        done, engine = refine(edit=BAD, revise=[revise(DRAFT), SCRIPT["revise"]])
        calls = sum(cost.calls for round in done.rounds for cost in round.steps)
        assert calls == len(engine.steps)

    def test_a_rewrite_that_loses_a_box_of_code_is_rejected(self) -> None:
        """What code ticked before it must tick after; the text before is kept."""
        boxes = boxes_from(["Is the day named?", 'Is lunch spoken of? {contains "lunch"}'])
        program = Refine(max_rounds=1, rewrites=["whole"])
        without = revise("The kitchen closes on Friday at noon. Please plan ahead, and bring food.")
        done, _ = refine(program, given={"checklist": boxes}, revise=without)
        (turned,) = done.rounds[1].rejected
        assert (turned.policy, turned.reason) == ("whole", "loss")
        assert "b2" in turned.detail
        assert (done.text, done.status) == (DRAFT, "unchanged")

    def test_what_nobody_asked_for_is_reported(self) -> None:
        """A new sentence that answers no weakness, box or requirement is scope creep, and stays."""
        added = f"{NEW} Our quarterly revenue grew nicely."
        done, _ = refine(Refine(max_rounds=1, rewrites=["whole"]), revise=revise(added))
        assert done.rounds[1].scope_creep == ["Our quarterly revenue grew nicely."]
        assert done.text == added

    def test_a_chats_frame_is_taken_off(self) -> None:
        """What a model says around its text is no part of draft or rewrite."""
        program = Refine(max_rounds=1, rewrites=["whole"])
        done, _ = refine(
            program,
            given={"draft": None},
            draft=f"Sure! Here is the email:\n\n{DRAFT}",
            revise=revise(f"Here is the revised email:\n\n{NEW}"),
        )
        assert [round.text for round in done.rounds] == [DRAFT, NEW]


class TestVerdicts:
    def test_a_tick_without_evidence_in_the_text_is_taken_back(self) -> None:
        """The verdict is unticked and says why; real words of the text keep their tick."""
        done, _ = refine(verify=[verify(b1="", b2=""), verify(b1="on Friday", b2="by Sunday")])
        assert [verdict.checked for verdict in done.verdicts] == [True, False]
        assert done.verdicts[1].missing

    def test_a_model_is_asked_only_of_its_own_boxes(self) -> None:
        """A box with a check is answered by code, each round; the model does not see it open."""
        boxes = boxes_from(["Is the day named?", "Is it short? {words <= 20}"])
        done, engine = refine(given={"checklist": boxes})
        assert engine.seen("verify")["open_boxes"] == "b1: Is the day named?"
        assert [(verdict.by, verdict.evidence) for verdict in done.verdicts] == [
            ("model", "on Friday at noon"),
            ("code", "15 words"),
        ]

    def test_boxes_of_code_alone_cost_no_call(self) -> None:
        """Where code answers every box, no verdict is asked of a model."""
        boxes = boxes_from(['Is the day named? {contains "Friday"}'])
        program = Refine(max_rounds=1, rewrites=["edits"])
        done, engine = refine(program, given={"checklist": boxes})
        assert engine.steps == ["critique", "edit"]
        assert (done.status, done.verdicts[0].by) == ("ready", "code")

    def test_without_a_checklist_a_draft_is_critized_once_and_ready(self) -> None:
        """No box to tick: one round, then ready, and no verdict is asked."""
        done, engine = refine(Refine(), given={"checklist": ()})
        assert engine.steps == ["critique", "edit"]
        assert (done.status, done.verdicts, done.text) == ("ready", [], NEW)
