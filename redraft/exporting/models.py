"""Which model a step is for, and what a server calls it."""

from typing import NamedTuple

from redraft.app import CRITIC_STEPS

__all__ = ["Models", "served"]


class Models(NamedTuple):
    """The model that a program was compiled with, and its critic's; empty where there is none."""

    main: str = ""
    critic: str = ""

    def of(self, step: str) -> str:
        """The model of a step."""
        return (step in CRITIC_STEPS and self.critic) or self.main


def served(model: str) -> str:
    """The name by which a server knows the model, without DSPy's name of the provider."""
    return model.partition("/")[2] or model
