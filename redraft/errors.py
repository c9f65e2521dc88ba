"""Errors, split by who can mend them.

    RedraftError
    ├── ConfigurationError   the person: a bad option, file, name or key      exit 2
    ├── ModelError           the model or its server; `retryable` or not      exit 3
    └── BudgetError          a cap on calls, tokens or money was reached      exit 4

Every message says what was given, what is accepted and what to type, in one line
where one line will do. No message ever holds a key.
"""

__all__ = ["BudgetError", "ConfigurationError", "ModelError", "RedraftError"]


class RedraftError(Exception):
    """Base of every error that a person is meant to read."""

    exit_code = 1


class ConfigurationError(RedraftError):
    """The person can mend it: what was given, what is accepted, what to type."""

    exit_code = 2


class ModelError(RedraftError):
    """The model or its server failed; `retryable` says whether to try again."""

    exit_code = 3

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class BudgetError(RedraftError):
    """The next call could pass a cap, so it was not made."""

    exit_code = 4
