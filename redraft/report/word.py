"""How far the ticks of a text can be believed that only a model vouches for."""

from redraft.app import Outcome
from redraft.models import store
from redraft.models.catalogue import entries

from .lines import count

__all__ = ["word"]


def word(outcome: Outcome) -> str:
    """How many boxes are ticked on a model's word, and what is known of it; empty for none."""
    trusted = sum(one.checked and one.by == "model" for one in outcome.verdicts)
    if not trusted:
        return ""
    ticks = f"{count(trusted, 'box')} {'is' if trusted == 1 else 'are'} ticked on a model's word"
    known = _known(outcome.settings.critic_model or outcome.model)
    return f"{ticks}; {known or 'redraft calibrate measures how far it goes'}"


def _known(model: str) -> str:
    """What a calibration of an embedded model found; empty for any other."""
    found = [entry for entry in entries() if f"local/{entry.name}" == model]
    if model == "local":
        found = [strongest] if (strongest := store.strongest()) else []
    return found[0].verifier if found else ""
