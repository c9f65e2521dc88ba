"""The line to a model while a program compiles: counted, kept, and cut when something fails."""

from collections.abc import Callable
from typing import Any

import dspy
from dspy.lm15 import Request, Response, response_to_events
from dspy.utils.exceptions import (
    ContextWindowExceededError,
    LMError,
    LMInvalidRequestError,
)

from redraft.adapter.calls import ask
from redraft.budget import Budget, spending
from redraft.errors import BudgetError, ModelError, RedraftError
from redraft.programs.meter import OverBudget, metering

from .calls import Calls
from .halt import Halted

__all__ = ["Line", "Switch", "connect"]


class Switch:
    """Cuts every line at once; `error` says why."""

    def __init__(self) -> None:
        self.error: RedraftError | None = None

    def cut(self, error: RedraftError) -> Halted:
        """Let no further call through."""
        self.error = self.error or error
        return Halted(self.error)


class Line:
    """A DSPy engine in front of `lm`, which still owns retries and connection.

    Threads of an optimizer do not see the context of the thread that started them, so
    what every call has to pass stands here: the shared budget, and the calls on disk.
    `told` turns DSPy's errors into ours.
    """

    supports_function_calling = False
    supports_reasoning = False

    def __init__(
        self,
        lm: dspy.BaseLM,
        *,
        budget: Budget,
        calls: Calls,
        switch: Switch,
        told: Callable[[LMError], RedraftError],
    ) -> None:
        self.lm = lm
        self.budget = budget
        self.calls = calls
        self.switch = switch
        self.told = told
        self.supports_response_schema = lm.supports_response_schema
        self.supported_params = lm.supported_params

    def complete(self, request: Request) -> Response:
        """One reply.

        Raises:
            Halted: the budget does not bear the call, the model or its server failed, or the
                answer cannot be kept.
            LMError: this one prompt was refused, for its length for example.
        """
        if self.switch.error:
            raise Halted(self.switch.error)
        try:
            return self.calls.answer(request, self._send)
        except OverBudget as stop:
            raise self.switch.cut(BudgetError(str(stop))) from None
        except (ContextWindowExceededError, LMInvalidRequestError):
            raise
        except LMError as error:
            raise self.switch.cut(self.told(error)) from error
        except OSError as error:
            why = f"the log cannot be written: {error.strerror or error}"
            raise self.switch.cut(ModelError(why)) from None

    def stream(self, request: Request) -> Any:
        """The reply as events, all at its end."""
        yield from response_to_events(self.complete(request))

    def close(self) -> None:
        """Nothing: the model's connection is the model's."""

    def _send(self, request: Request) -> Response:
        with spending(self.budget), metering():
            return ask(self.lm, request, {})

    def __deepcopy__(self, memo: dict[int, Any]) -> "Line":
        return self  # programs are copied with the models that an optimizer gave them


def connect(line: Line) -> dspy.LM:
    """The model that optimizers and programs ask, with the settings of the one behind it."""
    kept = ("temperature", "max_tokens", "seed")
    given = {k: v for k, v in line.lm.kwargs.items() if k in kept and v is not None}
    return dspy.LM(line.lm.model, engine=line, cache=False, num_retries=0, **given)
