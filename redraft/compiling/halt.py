"""What ends a compile at once, wherever it is."""

from redraft.errors import RedraftError

__all__ = ["Halted"]


class Halted(BaseException):
    """The budget or the model is at its end; `error` says which, and its exit code.

    Optimizers take an exception for a candidate that scores 0 and go on; a
    BaseException they let through.
    """

    def __init__(self, error: RedraftError) -> None:
        super().__init__(str(error))
        self.error = error
