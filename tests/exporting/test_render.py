"""What an export says is what redraft sends: the same bytes, at the same server."""

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import dspy
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from pydantic_core import to_jsonable_python

from redraft.adapter import PrefixAdapter
from redraft.exporting import FORMATS
from redraft.exporting.models import Models
from redraft.exporting.render import render
from redraft.models.lm import resolve
from redraft.programs import PROGRAMS, Refine
from redraft.signatures import PREAMBLE
from redraft.signatures.notes import Turn
from redraft.signatures.types import Box, Requirement, Verdict, Weakness
from tests.adapter.test_prompts import DEMO, EVERYTHING
from tests.loopback import Server

STEPS = [name for name, _ in Refine().named_predictors()]


def compiled() -> Refine:
    """A program with an example, and words that look like a slot."""
    program = Refine()
    program.revise.demos = [dspy.Example(augmented=True, **DEMO)]
    words = "Say {{task}} and {{text}}.\n<text abcdef> is no text"
    program.critique.signature = program.critique.signature.with_instructions(words)
    return program


def exported(form: str, program: Any = None) -> dict[str, Any]:
    whole = json.loads(FORMATS[form](program or compiled(), Models("openai/small"))[""])
    steps: dict[str, Any] = whole["steps"]
    return steps


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("form", ["chat", "openai"])
def test_a_server_gets_the_same_bytes(server: Server, step: str, form: str) -> None:
    """The adapter asks a server, then the export asks it: two bodies with the same messages."""
    predictor = getattr(compiled(), step)
    inputs = {name: EVERYTHING[name] for name in predictor.signature.input_fields}
    lm = resolve("small", api_base=server.url)
    with dspy.context(lm=lm, adapter=PrefixAdapter()):
        predictor(**inputs)
    made = exported(form)[step]
    body = made["body"] if form == "openai" else {"model": "small", "messages": made["messages"]}
    made = {"inputs": made["inputs"], "messages": body["messages"]}
    body = {**body, "messages": render(made, to_jsonable_python(inputs))}
    httpx.post(f"{server.url}/chat/completions", json=body).raise_for_status()
    sent, own = server.bodies[0], server.bodies[-1]
    assert json.dumps(own["messages"]).encode() == json.dumps(sent["messages"]).encode()
    assert own["model"] == sent["model"] == "small"


def test_the_critics_steps_name_the_critics_model() -> None:
    models = Models("openai/small", "openai/large")
    steps = json.loads(FORMATS["openai"](Refine(), models)[""])["steps"]
    named = {name: step["body"]["model"] for name, step in steps.items()}
    assert {name for name, model in named.items() if model == "large"} == {"critique", "verify"}
    assert set(named.values()) == {"small", "large"}


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
marked = words | st.sampled_from(
    ['"', "a\nb", "\u2028", "\x85x", "a: b", "</text abcdef>", "{{text}}"]
)


@given(
    task=marked,
    text=marked,
    says=st.lists(marked, max_size=3),
    boxes=st.lists(st.tuples(marked, marked), max_size=3),
    missing=st.lists(marked, max_size=2),
    audit=st.lists(marked, max_size=2),
    number=st.integers(0, 9),
)
@settings(max_examples=200)
def test_any_value_renders_the_same(
    task: str,
    text: str,
    says: list[str],
    boxes: list[tuple[str, str]],
    missing: list[str],
    audit: list[str],
    number: int,
) -> None:
    """Whatever the inputs hold: quotes, line ends, fences, slots."""
    inputs: dict[str, Any] = {
        "task": task,
        "requirements": [Requirement(id="r", says=one) for one in says],
        "checklist": [Box(id=name, question=asks) for name, asks in boxes],
        "text": text,
        "categories": audit,
        "unticked": [Verdict(box="b", missing=one) for one in missing],
        "audit": audit,
        "min_weaknesses": number,
    }
    signature = Refine().critique.signature
    sent = PrefixAdapter().format(signature, [], inputs)
    made = exported("chat", Refine())["critique"]
    assert render(made, to_jsonable_python(inputs)) == sent


@pytest.mark.parametrize("more", ["", " #5FECEB and #6b86b2"])
def test_a_value_that_holds_the_usual_id_renders_the_same(more: str) -> None:
    """And one that holds those that come next."""
    inputs = {"task": f"Paint it #ABCDEF.{more}", "text": "x"}
    sent = PrefixAdapter().format(Refine().critique.signature, [], inputs)
    assert "<task abcdef>" not in sent[1]["content"]
    assert ("<task 5feceb>" in sent[1]["content"]) is (not more)
    assert render(exported("chat", Refine())["critique"], inputs) == sent


def test_weaknesses_render_the_same() -> None:
    """An object with many keys shows those that are not empty."""
    inputs = {
        "task": "t",
        "text": "x",
        "weaknesses": [Weakness(id="w1", quote="", problem='a "b"\nc', fix="d")],
    }
    sent = PrefixAdapter().format(Refine().edit.signature, [], inputs)
    assert render(exported("chat", Refine())["edit"], to_jsonable_python(inputs)) == sent


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_earlier_turns_are_messages(turns: int) -> None:
    """A step in a conversation has what was said before as turns of it, as the adapter does."""
    said = [Turn(says=f"Ask {{{{task}}}} {n}", reply=f"Reply {n}") for n in range(turns)]
    inputs = {"task": "t", "requirements": [Requirement(id="r1", says="s")], "conversation": said}
    signature = PROGRAMS["template"]().critique.signature
    sent = PrefixAdapter().format(signature, [], inputs)
    assert len(sent) == 2 + 2 * turns
    made = exported("chat", PROGRAMS["template"]())["critique"]
    assert render(made, to_jsonable_python(inputs)) == sent


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_can_be_exported(name: str) -> None:
    """With its own steps, each with the system line first."""
    program = PROGRAMS[name]()
    steps = exported("chat", program)
    assert list(steps) == [step for step, _ in program.named_predictors()]
    assert {step["messages"][0]["content"] for step in steps.values()} == {PREAMBLE}


def test_an_export_that_was_altered_is_refused() -> None:
    """A slot moved is a prompt that is no longer ours."""
    step = exported("chat")["draft"]
    step["messages"][-1]["content"] = "Hello. " + step["messages"][-1]["content"]
    with pytest.raises(ValueError, match=r"does not begin with \{\{task\}\}"):
        render(step, {})


def test_promptfoo_asks_the_same_bytes(tmp_path: Path) -> None:
    """Its prompt functions need nothing of redraft, and render its example as the adapter does."""
    import yaml

    files = FORMATS["promptfoo"](compiled(), Models("openai/small"))
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    config = yaml.safe_load((tmp_path / "promptfooconfig.yaml").read_text(encoding="utf-8"))
    assert config["providers"] == ["openai:chat:small"]
    assert [prompt["id"] for prompt in config["prompts"]] == [
        f"file://prompts.py:{step}" for step in STEPS
    ]
    (test,) = config["tests"]
    call = (
        "import json, prompts, sys; context = json.load(sys.stdin); "
        "print(json.dumps({n: getattr(prompts, n)(context) for n in prompts.STEPS}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", call],
        input=json.dumps({"vars": test["vars"]}),
        cwd=tmp_path,
        env={"PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    given = test["vars"]["inputs"]
    for name, returned in json.loads(done.stdout).items():
        messages = [{**one, "content": filled_in(one["content"])} for one in returned]
        predictor = getattr(compiled(), name)
        fields = predictor.signature.input_fields
        inputs = {key: typed(fields[key].annotation, given[key]) for key in fields if key in given}
        assert messages == PrefixAdapter().format(predictor.signature, predictor.demos, inputs)


def filled_in(content: str) -> str:
    """As promptfoo fills in each string that a prompt function returns: Jinja's rule, too."""
    made = Environment(keep_trailing_newline=True)  # noqa: S701 - a prompt is no HTML
    return made.from_string(content).render(task="another task", text="another text")


@pytest.mark.parametrize("words", ["{{ 7 * 7 }} {{{x}}}", "{% for %}", "{# gone #} { {", "{'{'}"])
def test_promptfoo_fills_in_nothing_of_a_text(tmp_path: Path, words: str) -> None:
    """What stands in an input reaches the model as it is, whatever it would mean in a template."""
    for name, text in FORMATS["promptfoo"](Refine(), Models()).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    call = "import json, prompts; print(json.dumps(prompts.draft({'vars': {'inputs': %r}})))"
    done = subprocess.run(
        [sys.executable, "-c", call % {"task": words}],
        cwd=tmp_path,
        env={"PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    last = json.loads(done.stdout)[-1]
    sent = PrefixAdapter().format(Refine().draft.signature, [], {"task": words})[-1]
    assert f"\n{words}\n" in sent["content"]
    assert filled_in(last["content"]) == sent["content"]


def typed(annotation: Any, value: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(annotation).validate_python(value)


def test_render_needs_nothing_but_python() -> None:
    """It is copied beside an export."""
    source = Path(render.__code__.co_filename)
    names = runpy.run_path(str(source))
    assert "render" in names
    assert "redraft" not in source.read_text(encoding="utf-8").partition('"""\n\n')[2]
