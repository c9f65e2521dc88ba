"""DSPy's own optimizers compile `refine`, and what they find reaches the prompt as sent."""

import json
import random
from typing import Any

import dspy
import pytest
from dspy.lm15 import Request

from redraft.programs import Refine
from redraft.signatures.types import Box
from tests.scripted import Scripted, critique, edit, prompt_of

DRAFT = "The kitchen will be closed. Please plan ahead and bring your own lunch."
BOX = Box(id="b1", question="Is the day named?", check='contains "Thursday"')
TOLD = "Always name the day, and {nothing} else."
"""What the proposers propose; braces are nobody's template."""


def rewrite(request: Request) -> str:
    """A replacement that names the day if the prompt says how, or by luck in every other sample."""
    prompt, rollout = prompt_of(request), (request.config.seed or 0) // 1_000_000_007
    shown = "Thursday rules" in prompt or "closed on Thursday" in prompt  # by task or example
    named = TOLD in prompt or shown or rollout % 2
    day = " on Thursday" if named else " some day"
    return edit(("w1", "The kitchen will be closed.", f"The kitchen will be closed{day}."))


def propose(request: Request) -> str:
    """Whatever a proposer wants, in the form that it wants."""
    if '"module_advice"' in prompt_of(request):
        advice = dict.fromkeys(("draft", "critique", "revise", "edit", "verify"), TOLD)
        return json.dumps({"discussion": "It is vague.", "module_advice": advice})
    if '"proposed_instruction"' in prompt_of(request):
        return json.dumps({"proposed_instruction": TOLD, "proposed_prefix_for_output_field": ""})
    if "`new_instruction`" in prompt_of(request):
        return json.dumps({"new_instruction": TOLD})
    return TOLD


SCRIPT = {
    "critique": critique({"quote": "The kitchen will be closed.", "concerns": "b1"}),
    "edit": rewrite,
    "*": propose,
}


def metric(example: Any, found: Any, *_: Any) -> Any:
    """Share of boxes ticked, in the form that each optimizer asks for."""
    score = found.rounds[found.best].share
    if len(_) > 1 and _[1] is not None:
        return dspy.Prediction(score=score, feedback="Name the day.")
    return score


def examples(count: int) -> list[dspy.Example]:
    """Items alike; the task of the first gives the day away."""
    tasks = ["Write note 0: Thursday rules.", *(f"Write note {n}." for n in range(1, count))]
    given = {"requirements": [], "checklist": [BOX], "draft": DRAFT}
    inputs = ("task", "requirements", "checklist", "draft")
    return [dspy.Example(task=task, **given).with_inputs(*inputs) for task in tasks]


def bootstrap(program: Refine, data: list[dspy.Example], lm: Any) -> Any:
    """One example, from the first item."""
    optimizer = dspy.BootstrapFewShot(metric, metric_threshold=1.0, max_bootstrapped_demos=1)
    return optimizer.compile(program, trainset=data)


def mipro(program: Refine, data: list[dspy.Example], lm: Any) -> Any:
    """Instructions alone, a few trials."""
    optimizer = dspy.MIPROv2(
        metric,
        auto=None,
        num_candidates=2,
        max_bootstrapped_demos=0,
        max_labeled_demos=0,
        prompt_model=lm,
        task_model=lm,
        num_threads=1,
        verbose=False,
    )
    return optimizer.compile(program, trainset=data, valset=data, num_trials=6, minibatch=False)


def simba(program: Refine, data: list[dspy.Example], lm: Any, demos: int = 1) -> Any:
    """Demos, or without any allowed, rules."""
    sizes = {"bsize": 4, "num_candidates": 2, "max_steps": 2, "num_threads": 1}
    optimizer = dspy.SIMBA(metric=metric, max_demos=demos, **sizes)
    return optimizer.compile(program, trainset=data, seed=2)


def simba_rules(program: Refine, data: list[dspy.Example], lm: Any) -> Any:
    """Rules alone."""
    return simba(program, data, lm, demos=0)


def gepa(program: Refine, data: list[dspy.Example], lm: Any) -> Any:
    """Reflection on what failed."""
    optimizer = dspy.GEPA(metric=metric, max_metric_calls=60, reflection_lm=lm, num_threads=1)
    return optimizer.compile(program, trainset=data, valset=data)


DEMO = "Example 1:"


@pytest.mark.parametrize(
    ("optimize", "found"),
    [(bootstrap, DEMO), (mipro, TOLD), (simba, DEMO), (simba_rules, TOLD), (gepa, TOLD)],
)
def test_what_an_optimizer_finds_is_sent(optimize: Any, found: str) -> None:
    """The original fails; the compiled program ticks the box, for its prompt says how."""
    idle = {"*": json.dumps({"discussion": "It is fine.", "module_advice": {}})}
    data, engine = examples(4), Scripted(SCRIPT | (idle if found is DEMO else {}))
    program = Refine(max_rounds=1, rewrites=("edits",))
    with engine.use():
        assert metric(data[1], program(**data[1].inputs())) == 0.0
        compiled = optimize(program, data, engine.lm)
    (before, *_), fresh = engine.of("edit"), Scripted(SCRIPT)
    with fresh.use():
        prediction = compiled(**data[1].inputs())
    (sent,) = fresh.of("edit")
    assert prediction.status == "ready"
    assert found in prompt_of(sent)
    assert found not in prompt_of(before)
    at = prompt_of(before).index("Mend the text")  # all that the steps share stays as it was
    assert prompt_of(sent)[:at] == prompt_of(before)[:at]
    assert prompt_of(sent).rpartition("\n\n")[2] == prompt_of(before).rpartition("\n\n")[2]


@pytest.fixture(autouse=True)
def memory() -> None:
    """Nothing on disk, and random numbers that repeat."""
    random.seed(0)
    dspy.configure_cache(enable_disk_cache=False, enable_memory_cache=True)
