"""What ends a compile at once, wherever it is."""

from redraft.errors import RedraftError
from redraft.programs.program import Program

__all__ = ["Halted"]


class Halted(BaseException):
    """The budget or the model is at its end; `error` says which, and its exit code.

    Optimizers take an exception for a candidate that scores 0 and go on; a
    BaseException they let through. `found` is what the optimizer has by then, where it
    hands that over.
    """

    def __init__(self, error: RedraftError) -> None:
        super().__init__(str(error))
        self.error = error
        self.found: Program | None = None
