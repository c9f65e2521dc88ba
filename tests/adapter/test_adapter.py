"""One typed call: what is sent, what comes back, what is counted."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import dspy
import pytest
from dspy.lm15 import CacheConfig, Message, Response, TextPart, Usage
from dspy.utils.callback import BaseCallback
from dspy.utils.dummies import DummyLM
from dspy.utils.exceptions import (
    AdapterParseError,
    ContextWindowExceededError,
    LMInvalidRequestError,
    LMServerError,
)

from redraft.adapter import PrefixAdapter
from redraft.errors import ConfigurationError
from redraft.pace import TRIES
from redraft.programs.meter import Meter, metering
from redraft.signatures import Critique, Draft, EditText, Revise, Verify, Write
from redraft.signatures.types import Box, Change, Weakness
from tests.scripted import Scripted, edit, prompt_of, revise, verify

TEXT = "We ship soon. Ask the team for the list."
BOXES = [Box(id="b1", question="Is the day named?")]
GOOD = verify(b1="Ask the team")
BAD = "I have no opinion."
ASKED = {"task": "Write a note.", "requirements": [], "checklist": BOXES, "text": TEXT}
VERIFY = ASKED | {"open_boxes": BOXES}
WEAK = [Weakness(id="w1", problem="p", fix="f")]
REVISE = ASKED | {"weaknesses": WEAK}


@pytest.fixture(autouse=True)
def _cache() -> None:
    """DSPy's own, in memory, whatever other tests have made of it."""
    dspy.configure_cache(enable_disk_cache=False, enable_memory_cache=True)


def call(engine: Scripted, signature: Any = Verify, **inputs: Any) -> tuple[Any, Meter]:
    """One prediction, and what it cost."""
    given = {Verify: VERIFY, Revise: REVISE}.get(signature, ASKED)
    inputs = {k: v for k, v in (given | inputs).items() if k in ("config", *signature.input_fields)}
    with engine.use(), metering() as meter:
        return dspy.Predict(signature)(**inputs), meter


def told(text: str, finish: str = "stop", tokens: int | None = 7) -> Response:
    """A reply with usage of its own."""
    return Response(
        id=None,
        model="scripted/model",
        message=Message.assistant([TextPart(text)]),
        finish_reason=finish,
        usage=Usage(input_tokens=50, output_tokens=tokens, cache_read_tokens=30),
    )


def test_a_call_is_one_request_and_all_of_it_is_counted() -> None:
    """Tokens as the server tells them, those from its cache apart."""
    engine = Scripted({"verify": told(GOOD)})
    found, meter = call(engine)
    assert found.verdicts[0].evidence == "Ask the team"
    assert meter == Meter(calls=1, prompt_tokens=50, cached_tokens=30, new_tokens=7)


def test_asynchronous_calls_are_the_same() -> None:
    """The same request, the same fields, the same counts."""
    engine = Scripted({"verify": [BAD, GOOD] * 2})
    found, meter = call(engine)

    async def later() -> tuple[Any, Meter]:
        with engine.use(), metering() as counted:
            return await dspy.Predict(Verify).acall(**VERIFY), counted

    again, counted = asyncio.run(later())
    assert (again.verdicts, counted) == (found.verdicts, meter)
    assert engine.requests[:2] == engine.requests[2:]


class TestConstraint:
    """How far a reply is held to its form depends on who is asked."""

    def sent(self, adapter: PrefixAdapter | None = None, **engine: Any) -> tuple[Any, Any]:
        """The grammar and the response format of a request."""
        found = Scripted({"verify": GOOD}, **engine)
        with found.use(adapter=adapter or PrefixAdapter()):
            dspy.Predict(Verify)(**VERIFY)
        config = found.requests[0].config
        return (config.extensions or {}).get("grammar"), config.response_format

    def test_an_engine_that_takes_grammars_gets_one(self) -> None:
        """And no schema beside it."""
        grammar, schema = self.sent(grammar=True, schema=True)
        assert grammar.startswith("%llguidance")
        assert schema is None

    def test_a_server_that_takes_schemas_gets_one(self) -> None:
        """A strict one."""
        grammar, schema = self.sent(schema=True)
        assert grammar is None
        assert "b1" in json.dumps(schema)
        assert '"strict": true' in json.dumps(schema)

    def test_others_get_none(self) -> None:
        """And none at all if it is switched off."""
        assert self.sent() == (None, None)
        off = PrefixAdapter(constrain=False)
        assert self.sent(off, grammar=True, schema=True) == (None, None)

    def test_lengths_can_be_left_out(self) -> None:
        """For services that refuse them."""
        assert "maxLength" in json.dumps(self.sent(schema=True)[1])
        assert "maxLength" not in json.dumps(self.sent(PrefixAdapter(bounds=False), schema=True))

    def test_a_text_alone_is_free(self) -> None:
        """Plain text needs neither, unless something is forbidden."""
        engine = Scripted({"write": "Text."}, grammar=True, schema=True)
        call(engine, Write)
        assert not engine.requests[0].config.extensions
        assert engine.requests[0].config.response_format is None

    def test_open_mappings_are_not_strict(self) -> None:
        """Strict servers refuse a schema that does not name every field."""

        class Advice(dspy.Signature):
            """Do."""

            advice: dict[str, str] = dspy.OutputField()

        engine = Scripted({"*": '{"advice": {"a": "b"}}'}, schema=True)
        call(engine, Advice)
        schema = engine.requests[0].config.response_format
        assert "advice" in schema["schema"]["properties"]
        assert not schema.get("strict")


class TestSecondTry:
    """A reply that cannot be read is asked for once more."""

    def test_it_is_asked_under_another_seed_and_hotter(self) -> None:
        """Else a cache, or a cold model, would say the same again."""
        engine = Scripted({"verify": [BAD, GOOD]})
        found, meter = call(engine, config={"seed": 5, "temperature": 0.0})
        assert found.verdicts[0].checked
        assert (meter.calls, meter.retries, meter.repairs) == (2, 1, 0)
        first, second = (request.config for request in engine.requests)
        assert (first.seed, first.temperature) == (5, 0.0)
        assert (second.seed, second.temperature) == (1_000_008, 0.4)
        assert prompt_of(engine.requests[0]) == prompt_of(engine.requests[1])

    def test_a_hot_call_stays_as_hot(self) -> None:
        """The temperature is never lowered, nor is one chosen where nobody chose."""
        for chosen in (1.1, None):
            engine = Scripted({"verify": [BAD, GOOD]})
            call(engine, config={} if chosen is None else {"temperature": chosen})
            assert [one.config.temperature for one in engine.requests] == [chosen, chosen]

    def test_it_goes_past_a_cache(self) -> None:
        """A cached failure would repeat for ever; the second reply is then cached itself."""
        engine = Scripted({"verify": [BAD, GOOD]}, cache=True)
        for turn in range(2):
            found, meter = call(engine, task=f"Task of {id(engine)}")
            assert found.verdicts[0].checked
            assert meter.retries == 1
            assert len(engine.requests) == 2, turn

    def test_two_failures_are_an_error(self) -> None:
        """With the second reply in it; both calls are counted."""
        engine = Scripted({"verify": [BAD, "no"]})
        with engine.use(), metering() as meter, pytest.raises(AdapterParseError) as caught:
            dspy.Predict(Verify)(**VERIFY)
        assert caught.value.lm_response == "no"
        assert (meter.calls, meter.retries) == (2, 1)

    def test_what_was_mended_is_counted(self) -> None:
        """And costs no second call."""
        _, meter = call(Scripted({"verify": GOOD[:-1]}))
        assert (meter.calls, meter.repairs, meter.retries) == (1, 1, 0)

    def test_each_try_that_was_mended_is_counted_once(self) -> None:
        """The first could not be read even so."""
        _, meter = call(Scripted({"verify": ['{"verdict": [', GOOD[:-1]]}))
        assert (meter.calls, meter.repairs, meter.retries) == (2, 1, 1)

    def test_a_list_that_was_mended_inside_a_string_is_counted(self) -> None:
        """DSPy reads it, by the same repair."""

        class Sizes(dspy.Signature):
            """Do."""

            sizes: list[int] = dspy.OutputField()

        for said, mended in (('"[1, 2,]"', 1), ('"[1, 2]"', 0), ("[1, 2]", 0)):
            found, meter = call(Scripted({"*": f'{{"sizes": {said}}}'}), Sizes)
            assert found.sizes == [1, 2]
            assert (meter.repairs, meter.retries) == (mended, 0)


class TestCutReply:
    """A reply that ended at its limit is asked for with more room."""

    WORDS = " ".join(f"word{number}" for number in range(60))
    LONG = revise(WORDS, w1="Done so.")

    def test_it_is_asked_with_twice_the_room(self) -> None:
        """And is whole then."""
        engine = Scripted({"revise": self.LONG})
        found, meter = call(engine, Revise, config={"max_tokens": 100})
        assert found.revision == self.WORDS
        assert [request.config.max_tokens for request in engine.requests] == [100, 200]
        assert (meter.calls, meter.cut, meter.retries) == (2, 1, 1)

    def test_one_that_loops_is_asked_anew(self) -> None:
        """More room would hold more of the same; another seed says something else."""
        engine = Scripted({"draft": [told("It is so, " * 30, "length"), told("It is.")]})
        found, meter = call(engine, Draft, config={"max_tokens": 100, "seed": 1})
        assert found.draft == "It is."
        first, second = (request.config for request in engine.requests)
        assert second.max_tokens == 100
        assert second.seed != first.seed
        assert (meter.calls, meter.cut, meter.retries) == (2, 1, 1)

    def test_one_that_is_cut_again_is_told_of(self) -> None:
        """What came is what there is; both cuts are counted."""
        found, meter = call(Scripted({"revise": self.LONG}), Revise, config={"max_tokens": 40})
        assert found.revision.startswith("word")
        assert len(found.revision) < 500
        assert (meter.calls, meter.cut) == (2, 2)

    def test_without_a_limit_the_reply_tells_the_room(self) -> None:
        """Or a usual one, where the server tells nothing."""
        for tokens, room in ((300, 600), (None, 2048)):
            engine = Scripted({"verify": [told(GOOD[:20], "length", tokens), told(GOOD)]})
            call(engine)
            assert engine.requests[1].config.max_tokens == room

    @pytest.mark.parametrize("error", [ContextWindowExceededError, LMInvalidRequestError])
    def test_where_there_is_no_more_room_the_first_reply_counts(self, error: Any) -> None:
        """The server's refusal of the longer call is no failure of the step."""
        refusal = error(message="max_tokens is too large")
        engine = Scripted({"revise": [told(self.LONG[:300], "length"), refusal]})
        found, meter = call(engine, Revise)
        assert found.revision.startswith("word")
        assert (meter.cut, meter.retries) == (1, 1)

    def test_one_that_the_context_has_cut_is_not_asked_again(self) -> None:
        """It ended before its own limit: with more room it would end at the same place."""
        engine = Scripted({"revise": [told(self.LONG[:300], "length", 90)]})
        found, meter = call(engine, Revise, config={"max_tokens": 500})
        assert found.revision.startswith("word")
        assert (meter.calls, meter.cut, meter.retries) == (1, 1, 0)

    def test_the_item_that_it_was_cut_in_is_left_out(self) -> None:
        """Half an edit would put half a sentence into the text."""
        cut = told(edit(("w1", "We ship soon.", "We ship on"))[:-4], "length", 90)
        engine = Scripted({"edit": [cut]})
        found, _ = call(engine, EditText, config={"max_tokens": 500}, weaknesses=WEAK)
        assert found.edits == []
        whole = edit(("w1", "We ship soon.", "We ship."), ("w1", "Ask the team", "Ask Ann, and"))
        engine = Scripted({"edit": [told(whole[:-4], "length", 90)]})
        found, _ = call(engine, EditText, config={"max_tokens": 500}, weaknesses=WEAK)
        assert [one.replace for one in found.edits] == ["We ship."]

    def test_items_before_the_place_where_it_was_cut_stay(self) -> None:
        """Notes that only had to be mended are whole; it is the text that was cut."""
        notes = '{"changes": [{"weakness": "w1", "note": "It says when."},]}'
        cut = told(f"{notes}\n\nThe text goes on and", "length", 90)
        found, meter = call(Scripted({"revise": [cut]}), Revise, config={"max_tokens": 500})
        assert (len(found.changes), meter.repairs, meter.cut) == (1, 1, 1)

    def test_thoughts_are_a_part_of_what_was_cut(self) -> None:
        """They filled the limit, so more room helps, whatever the text took."""
        thinking = Response(
            id=None,
            model="scripted/model",
            message=Message.assistant([TextPart(self.LONG[:300])]),
            finish_reason="length",
            usage=Usage(input_tokens=50, output_tokens=90, total_tokens=550),
        )
        engine = Scripted({"revise": [thinking, told(self.LONG)]})
        found, meter = call(engine, Revise, config={"max_tokens": 500})
        assert (found.revision, meter.retries) == (self.WORDS, 1)

    def test_one_that_cannot_be_read_either_is_tried_again(self) -> None:
        """Each try for its own reason."""
        engine = Scripted({"verify": [told('{"x', "length"), told(BAD), told(GOOD)]})
        found, meter = call(engine)
        assert found.verdicts[0].checked
        assert (meter.calls, meter.cut, meter.retries) == (3, 1, 2)


class TestMany:
    """More completions of one prompt."""

    def test_each_is_a_call_of_its_own(self) -> None:
        """Under seeds and rollout ids of their own, so that they differ."""
        engine = Scripted({"draft": ["One.", "Two.", "Three."]}, cache=True)
        task = f"Task of {id(engine)}"
        config = {"n": 3, "seed": 7, "rollout_id": 40}
        found, meter = call(engine, Draft, task=task, config=config)
        assert found.completions.draft == ["One.", "Two.", "Three."]
        assert [request.config.seed for request in engine.requests] == [7, 8, 9]
        assert meter.calls == 3

    def test_rollouts_of_a_whole_program_differ_too(self) -> None:
        """Optimizers sample programs by a rollout id at the model, over that of the call."""
        engine = Scripted({"draft": "One."})
        for rollout in (None, 1, 2):
            extra = {} if rollout is None else {"rollout_id": rollout, "temperature": 1.0}
            with engine.use(lm=engine.lm.copy(**extra)):
                dspy.Predict(Draft)(**ASKED, config={"rollout_id": 3, "seed": 3})
        seeds = [request.config.seed for request in engine.requests]
        assert seeds[0] == 3
        assert len(set(seeds)) == 3

    def test_rollouts_of_a_plain_predictor_differ_too(self) -> None:
        """`dspy.BestOfN` tells them apart at the model alone."""
        engine = Scripted({"draft": "One."})
        for rollout in (1, 2, 3):
            lm = engine.lm.copy(rollout_id=rollout, temperature=1.0, seed=7)
            with engine.use(lm=lm):
                dspy.Predict(Draft)(**ASKED)
        assert len({request.config.seed for request in engine.requests}) == 3

    def test_the_same_rollout_is_cached(self) -> None:
        """The same question under the same rollout is not paid twice."""
        engine = Scripted({"draft": ["One.", "Two."]}, cache=True)
        task = f"Task of {id(engine)}"
        for rollout, want in ((0, "One."), (0, "One."), (1, "Two.")):
            found, meter = call(engine, Draft, task=task, config={"rollout_id": rollout})
            assert found.draft == want
            assert meter.calls == 1
        assert len(engine.requests) == 2
        assert meter.new_tokens == 1


class TestDemos:
    """Worked examples stand between the instruction and the output format."""

    DEMO = REVISE | {
        "changes": [Change(weakness="w1", note="It names the day.")],
        "revision": "We ship on Friday.",
        "augmented": True,
    }

    def prompt(self, *demos: dict[str, Any]) -> str:
        """The prompt of a rewrite with these demos."""
        return str(PrefixAdapter().format(Revise, list(demos), REVISE)[1]["content"])

    def test_a_whole_example_shows_inputs_and_reply(self) -> None:
        """The reply as it would be sent, after the instruction, before the format."""
        text = self.prompt(self.DEMO)
        reply = (
            '{"changes": [{"weakness": "w1", "note": "It names the day."}]}\n\nWe ship on Friday.'
        )
        assert f">\n{reply}\n</reply " in text
        places = [
            text.index(part)
            for part in ("Write the text again", "Example 1:", reply, "Reply with JSON")
        ]
        assert places == sorted(places)

    def test_an_incomplete_example_shows_what_it_has(self) -> None:
        """One without any output shows nothing, and takes no place."""
        text = self.prompt({"text": "old", "revision": "new"}, {"text": "alone"})
        assert "\nnew\n</reply" in text
        assert "alone" not in text
        assert "Example 2" not in text

    def test_a_saved_program_asks_the_same(self) -> None:
        """Records come back from JSON as mappings; the prompt is the same, byte for byte."""
        predict = dspy.Predict(Critique)
        inputs = ASKED | {"categories": ["clarity"], "unticked": [], "audit": []}
        weakness = Weakness(id="w1", category="clarity", problem="It is vague.", fix="Say when.")
        predict.demos = [dspy.Example(**inputs, min_weaknesses=1, weaknesses=[weakness])]
        other = dspy.Predict(Critique)
        other.load_state(json.loads(json.dumps(predict.dump_state())))
        adapter = PrefixAdapter()
        before, after = (
            adapter.format(Critique, one.demos, inputs | {"min_weaknesses": 1})
            for one in (predict, other)
        )
        assert isinstance(other.demos[0]["checklist"][0], dict)
        assert after == before

    def test_a_changed_instruction_is_sent(self) -> None:
        """Also where an optimizer writes it into the signature in place."""
        signature = Draft.with_instructions("First.")
        adapter = PrefixAdapter()
        assert "First." in adapter.format(signature, [], ASKED)[1]["content"]
        signature.instructions = "Second.\n    And more."
        assert "\nSecond.\nAnd more.\n" in adapter.format(signature, [], ASKED)[1]["content"]


class TestHost:
    """What DSPy offers around an adapter."""

    def test_errors_of_the_model_come_through(self) -> None:
        """After as many tries as are made; each is counted."""
        engine = Scripted({"verify": dspy.lm15.ServerError("down")})
        with engine.use(), metering() as meter, pytest.raises(LMServerError, match="down"):
            dspy.Predict(Verify)(**VERIFY)
        assert meter == Meter(calls=TRIES, retries=TRIES - 1)

    def test_what_failed_in_passing_is_tried_again(self) -> None:
        """In both ways to call."""
        predict = dspy.Predict(Verify)
        ways = predict, lambda **asked: asyncio.run(predict.acall(**asked))
        for way in ways:
            engine = Scripted({"verify": [dspy.lm15.ServerError("down"), told(GOOD)]})
            with engine.use(), metering() as meter:
                assert way(**VERIFY).verdicts
            assert (meter.calls, meter.retries) == (2, 1)

    def test_a_refused_call_is_not_tried_again(self) -> None:
        """It would be refused again."""
        engine = Scripted({"verify": dspy.lm15.InvalidRequestError("bad")})
        with engine.use(), pytest.raises(LMInvalidRequestError, match="bad"):
            dspy.Predict(Verify)(**VERIFY)
        assert len(engine.requests) == 1

    @pytest.mark.parametrize("takes", [0, 1, 2])
    def test_a_schema_that_is_refused_is_sent_looser(self, takes: int) -> None:
        """Without bounds, then not at all; the next call begins where that one ended."""

        def answer(request: Any) -> Any:
            form = request.config.response_format
            level = 2 if form is None else 1 if "maxItems" not in json.dumps(form) else 0
            return told(GOOD) if level >= takes else dspy.lm15.InvalidRequestError("no schema")

        engine = Scripted({"verify": answer}, schema=True)
        with engine.use():
            for turn in range(2):
                with metering() as meter:
                    assert dspy.Predict(Verify)(**VERIFY).verdicts
                assert (meter.calls, meter.retries) == ((1, 0) if turn else (takes + 1, takes))

    def test_what_is_refused_without_a_schema_too_takes_no_schema_away(self) -> None:
        """It was the prompt: the next one has its schema again."""

        def answer(request: Any) -> Any:
            bad = "forbidden words" in prompt_of(request)
            return dspy.lm15.InvalidRequestError("a filter") if bad else told(GOOD)

        engine = Scripted({"verify": answer}, schema=True)
        with engine.use():
            with pytest.raises(LMInvalidRequestError, match="a filter"):
                dspy.Predict(Verify)(**VERIFY | {"text": "forbidden words"})
            dspy.Predict(Verify)(**VERIFY)
        assert "maxItems" in json.dumps(engine.requests[-1].config.response_format)

    @pytest.mark.parametrize("many", [False, True])
    def test_what_is_no_text_is_refused(self, many: bool) -> None:
        """An image would be sent as its address in words, and nobody would see it."""

        class Look(dspy.Signature):
            """Say what it shows."""

            seen: dspy.Image | list[dspy.Image] = dspy.InputField()
            says: str = dspy.OutputField()

        image = dspy.Image("data:image/png;base64,iVBORw0KGgo=")
        engine = Scripted({"*": "A cat."})
        with engine.use(), pytest.raises(ConfigurationError, match=r"seen holds a dspy.Image"):
            dspy.Predict(Look)(seen=[image] if many else image)
        assert engine.requests == []

    def test_an_image_deeper_down_is_refused_too(self) -> None:
        """In a record or a mapping it would go in as DSPy's own marks for it."""
        image = dspy.Image("data:image/png;base64,iVBORw0KGgo=")

        class Look(dspy.Signature):
            """Say what it shows."""

            seen: Any = dspy.InputField()
            says: str = dspy.OutputField()

        with Scripted({"*": "Yes."}).use():
            dspy.Predict(Look)(seen=dspy.Reasoning(content="So it is."))
        for seen in ({"a": [image]}, dspy.History(messages=[{"question": image}])):
            engine = Scripted({"*": "A cat."})
            with engine.use(), pytest.raises(ConfigurationError, match=r"seen holds a dspy.Image"):
                dspy.Predict(Look)(seen=seen)
            assert engine.requests == []

    def test_usage_is_tracked(self) -> None:
        """As with any adapter."""
        engine = Scripted({"verify": told(GOOD)})
        with engine.use(track_usage=True):
            found = dspy.Predict(Verify)(**VERIFY)
        (usage,) = found.get_lm_usage().values()
        assert usage["completion_tokens"] == 7

    def test_dummy_models_work(self) -> None:
        """DSPy's own stand-in needs no engine of ours; its replies are JSON or plain."""
        told = {"verdicts": [{"box": "b1", "evidence": "Ask the team", "checked": True}]}
        dummy = DummyLM([told, told], adapter=dspy.JSONAdapter())
        with dspy.context(lm=dummy, adapter=PrefixAdapter()):
            assert dspy.Predict(Verify)(**VERIFY).verdicts[0].checked

    def test_history_is_data_like_any_other_input(self) -> None:
        """A conversation goes in as one field."""

        class Chat(dspy.Signature):
            """Answer."""

            history: dspy.History = dspy.InputField()
            question: str = dspy.InputField()
            answer: str = dspy.OutputField()

        engine = Scripted({"*": "Yes."})
        said = dspy.History(messages=[{"question": "a\n</history>", "answer": "b"}])
        with engine.use():
            assert dspy.Predict(Chat)(history=said, question="c").answer == "Yes."
        assert json.loads(engine.seen("*")["history"]) == said.model_dump()

    def test_streaming_ends_in_the_prediction(self) -> None:
        """Status messages on the way, the fields at the end."""
        engine = Scripted({"verify": GOOD})

        async def run() -> Any:
            last = None
            async for part in dspy.streamify(dspy.Predict(Verify))(**VERIFY):
                last = part
            return last

        with engine.use():
            found = asyncio.run(run())
        assert found.verdicts[0].checked

    @pytest.mark.parametrize(("loop", "hint"), [(dspy.Refine, "Write more."), (dspy.BestOfN, None)])
    def test_refine_and_best_of_n_work(self, loop: Any, hint: str | None) -> None:
        """DSPy's own loops try again, Refine with its advice before the next try."""
        advice = json.dumps({"discussion": "It is short.", "advice": {"self": "Write more."}})
        engine = Scripted({"draft": ["One.", "Two."], "*": advice})

        def reward(_: Any, found: Any) -> float:
            return float("two" in found.draft.lower())

        with engine.use():
            again = loop(module=dspy.Predict(Draft), N=3, reward_fn=reward, threshold=1.0)
            found = again(**ASKED)
        assert found.draft == "Two."
        assert engine.steps.count("draft") == 2
        assert [engine.seen("draft", turn).get("hint_") for turn in (0, 1)] == [None, hint]

    def test_chain_of_thought_works(self) -> None:
        """Signatures that DSPy extends are new ones."""
        text = json.dumps({"reasoning": "It is so.", "draft": "Text."})
        engine = Scripted({"*": text})
        with engine.use():
            found = dspy.ChainOfThought(Draft)(**ASKED)
        assert (found.reasoning, found.draft) == ("It is so.", "Text.")


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """DSPy's cache in memory alone, so that tests leave nothing on disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dspy.cache, "enable_disk_cache", False)
        yield


def test_a_module_that_writes_inputs_into_inputs_works() -> None:
    """`dspy.ReAct` hands its trajectory on as text, and the adapter writes that."""
    called = {"next_thought": "t", "next_tool_name": "look", "next_tool_args": {"what": "it"}}
    done = {"next_thought": "t", "next_tool_name": "finish", "next_tool_args": {}}
    replies = [json.dumps(one) for one in (called, done, {"reasoning": "r", "answer": "x"})]

    def look(what: str) -> str:
        """Look something up."""
        return f"seen: {what}"

    engine = Scripted({"*": replies})
    with engine.use():
        told = dspy.ReAct("question -> answer", tools=[look])(question="What is it?")
    assert told.answer == "x"
    assert "seen: it" in engine.seen("*", 1)["trajectory"]


class Several:
    """A value that compares element by element, as arrays and tables do."""

    def __eq__(self, other: object) -> Any:
        raise ValueError("which of them?")

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return "several"


def test_an_input_that_compares_element_by_element_is_sent() -> None:
    """Whether it is empty is not asked of a value of another's type."""
    engine = Scripted({"*": "yes"})
    with engine.use():
        dspy.Predict(dspy.Signature({"z": (Any, dspy.InputField()), "a": dspy.OutputField()}))(
            z=Several()
        )
    assert "several" in engine.seen("*")["z"]


def test_null_is_no_text() -> None:
    """A reply that has no answer is asked for again; "None" would be passed on as a fact."""
    engine = Scripted({"*": ['{"a": "x", "b": null}', '{"a": "x", "b": "y"}']})
    with engine.use():
        assert dspy.Predict("q -> a, b")(q="?").b == "y"


@pytest.mark.parametrize(
    "given",
    [
        {"api_version": "2024-10-21"},
        {"organization": "org-x", "project": "p"},
        {"prompt_cache": CacheConfig()},
    ],
)
def test_what_dspy_takes_at_the_model_ends_no_call(given: dict[str, Any]) -> None:
    """Settings of its client are the client's; a prompt cache is set as DSPy sets it."""
    engine = Scripted({"draft": "One."})
    engine.lm.kwargs |= given
    assert call(engine, Draft)[0].draft == "One."
    (request,) = engine.requests
    assert request.config.cache == given.get("prompt_cache")


class Watching(BaseCallback):
    """Counts what an adapter does."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def on_adapter_format_start(self, **_: Any) -> None:
        """A prompt is made."""
        self.seen.append("format")

    def on_adapter_parse_start(self, **_: Any) -> None:
        """A reply is read."""
        self.seen.append("parse")


def test_callbacks_see_each_reply_that_is_read() -> None:
    """As those of DSPy's own adapters do."""
    watching, engine = Watching(), Scripted({"verify": [BAD, GOOD]})
    with engine.use(), dspy.context(callbacks=[watching]):
        dspy.Predict(Verify)(**VERIFY)
    assert watching.seen == ["format", "parse", "parse"]


def test_a_kind_of_it_may_read_replies_in_its_own_way() -> None:
    """And need not say what it mended."""

    class Loud(PrefixAdapter):
        def parse(self, signature: type[dspy.Signature], completion: str) -> dict[str, Any]:
            return {"draft": completion.upper()}

    engine = Scripted({"draft": "A note."})
    with engine.use(adapter=Loud()):
        assert dspy.Predict(Draft)(task="Write.").draft == "A NOTE."


def test_a_kind_of_it_reads_a_cut_reply_in_its_own_way_too() -> None:
    """Without the item that the cut went through."""

    class Steps(dspy.Signature):
        """Do."""

        steps: list[str] = dspy.OutputField()

    class Loud(PrefixAdapter):
        def parse(self, signature: type[dspy.Signature], completion: str) -> dict[str, Any]:
            fields = super().parse(signature, completion)
            fields["steps"] = [one.upper() for one in fields["steps"]]
            return fields

    engine = Scripted({"*": told('{"steps": ["one", "two", "thr', "length", 400)})
    with engine.use(adapter=Loud()):
        assert dspy.Predict(Steps)().steps == ["ONE", "TWO"]


def test_native_tool_calls_are_not_asked_for() -> None:
    """Of a module that would have them: tools are fields, as for DSPy's own adapters."""
    tool = {"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}
    engine = Scripted({"verify": GOOD})
    found, _ = call(engine, config={"tools": [tool], "tool_choice": "required"})
    assert found.verdicts
    assert not engine.requests[0].tools
