"""All attempts of a DSPy module that tries again, as one step of a program."""

import asyncio
from types import SimpleNamespace
from typing import Any

import dspy
from dspy.utils.callback import BaseCallback
from dspy.utils.exceptions import AdapterParseError
from pydantic import BaseModel

from redraft.signatures.records import StepCost
from redraft.signatures.types import Verdict
from redraft.texts.unchanged import empty

from .guards import chats, refuses, strip_preamble
from .item import Item
from .judge import answered, judge
from .meter import OverBudget
from .steps import drive, failure, model_of

__all__ = ["Attempts", "Made"]


class Made(BaseModel):
    """What the attempts came to: the best draft, its verdicts, what the verdicts of all cost."""

    draft: str = ""
    verdicts: list[Verdict] = []
    costs: list[StepCost] = []
    over: str = ""


class Attempts:
    """Called as a step is: `wrapped` (`dspy.BestOfN` or `dspy.Refine`) around a program's draft.

    The reward is the share of boxes ticked, the threshold all of them. A draft that can't
    be read, or that the budget does not bear, is an attempt without reward; `over` tells
    of the latter. What DSPy swallows of a server's errors is raised if no attempt was left.
    """

    signature = SimpleNamespace(output_fields=Made.model_fields)

    def __init__(self, program: Any, wrapped: Any) -> None:
        self.program = program
        self.wrapped = wrapped

    def __call__(self, *, config: dict[str, Any], lm: Any = None, **inputs: Any) -> dspy.Prediction:
        """The outputs are the fields of `Made`."""
        return self._made(_Told(self.program, Item.of(**inputs)), config, inputs)

    async def acall(
        self, *, config: dict[str, Any], lm: Any = None, **inputs: Any
    ) -> dspy.Prediction:
        """The same in a thread: neither module of DSPy's is asynchronous.

        Where nobody waits for it any more, the call under way is the last.
        """
        told = _Told(self.program, Item.of(**inputs))
        try:
            return await asyncio.to_thread(self._made, told, config, inputs)
        finally:
            told.awaited = False

    def _made(
        self, told: "_Told", config: dict[str, Any], inputs: dict[str, Any]
    ) -> dspy.Prediction:
        writer = _Writer(self.program.draft, config, told)
        module = self.wrapped(module=writer, N=self.program.n, reward_fn=told.reward, threshold=1.0)
        outer = dspy.settings.trace
        # DSPy's modules write into the trace, which an evaluation keeps none of
        with dspy.context(trace=[], callbacks=[*(dspy.settings.callbacks or []), told]):
            best = module(**inputs)
        if best is None and told.error is not None:
            raise told.error
        draft = best.draft if best is not None else ""
        if outer is not None:
            outer.extend(told.traces.get(draft, []))
        verdicts = told.verdicts.get(draft, [])
        made = Made(draft=draft, verdicts=verdicts, costs=told.costs, over=told.over)
        return dspy.Prediction(**dict(made))


class _Told(BaseCallback):
    """What the attempts told; DSPy's copies of its modules share it."""

    def __init__(self, program: Any, item: Item) -> None:
        self.program = program
        self.item = item
        self.verdicts: dict[str, list[Verdict]] = {}
        self.costs: list[StepCost] = []
        self.over = ""
        self.error: Exception | None = None
        self.traces: dict[str, list[Any]] = {}
        self.awaited = True

    def __deepcopy__(self, memo: Any) -> "_Told":
        return self

    def on_module_end(
        self, call_id: str, outputs: Any | None, exception: Exception | None = None
    ) -> None:
        """Note what DSPy swallows: a call that the budget did not bear, a hint without form."""
        if isinstance(exception, OverBudget):
            self.over = str(exception)
        elif isinstance(exception, AdapterParseError):
            self.costs.append(StepCost(step="attempt", error=failure(exception)))

    def reward(self, inputs: dict[str, Any], prediction: dspy.Prediction) -> float:
        """The share of the checklist's boxes that the draft ticks; below 0 where it is none."""
        text = prediction.draft
        if empty(text):
            return -2.0
        if refuses(text, task=self.item.task) or chats(text):
            self.verdicts[text] = answered(self.item, text, None)
            return -1.0
        self.wanted()
        trace = dspy.settings.trace
        try:
            verdicts, costs = drive(self.program, judge(self.item, text))
        except OverBudget as stop:
            self.over = str(stop)
            verdicts, costs = answered(self.item, text, None), []
        except Exception as error:
            self.failed("verify", error)
            raise
        self.traces[text] = self._of_program(trace)
        self.verdicts[text] = verdicts
        self.costs += costs
        return sum(verdict.checked for verdict in verdicts) / len(verdicts) if verdicts else 1.0

    def wanted(self) -> None:
        """Go on only while somebody waits for the attempts."""
        if not self.awaited:
            raise asyncio.CancelledError

    def failed(self, step: str, error: Exception) -> None:
        """Note the error of a server, which DSPy swallows."""
        self.error = error
        self.costs.append(StepCost(step=step, error=type(error).__name__))

    def _of_program(self, trace: list[Any]) -> list[Any]:
        """What one attempt asked, as if the program's own predictors had: DSPy asks copies."""
        asked = list[Any]()
        verify, draft = _asking(self.program.verify), _asking(self.program.draft)
        for predictor, inputs, outputs in trace:
            ours = verify if predictor is verify else draft
            known = {k: v for k, v in inputs.items() if k in ours.signature.input_fields}
            asked.append((ours, known, outputs))
        return asked


def _asking(step: Any) -> Any:
    """The predictor of a step, which may think first."""
    return getattr(step, "predict", step)


class _Writer(dspy.Module):
    """Writes the draft that the task asks for."""

    def __init__(self, draft: dspy.Predict, settings: dict[str, Any], told: _Told) -> None:
        super().__init__()
        self.draft = draft
        self.settings = settings
        self.told = told

    def forward(self, **inputs: Any) -> dspy.Prediction:
        """One attempt."""
        self.told.wanted()
        lm = model_of("draft")
        try:
            reply = self.draft(**inputs, config=self.settings, **({"lm": lm} if lm else {}))
        except (AdapterParseError, OverBudget):
            return dspy.Prediction(draft="")
        except Exception as error:
            self.told.failed("draft", error)
            raise
        return dspy.Prediction(draft=strip_preamble(reply.draft, self.told.item.task))
