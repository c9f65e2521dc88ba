"""What `redraft run` is asked: the item, and the settings."""

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redraft.errors import ConfigurationError
from redraft.home import home
from redraft.paths import path_of

from .rounds import AUTO, decided
from .streams import tell
from .usage import asks_a_server

if TYPE_CHECKING:
    from collections.abc import Mapping

    from redraft.programs.item import Item
    from redraft.saved import Saved
    from redraft.settings import Settings

__all__ = ["item_of", "settings_of"]

OF_RUN = "model api_base critic_model program max_rounds min_weaknesses temperature seed max_tokens"
"""Options that are settings of a run."""


def item_of(task: str, options: dict[str, Any]) -> "Item":
    """The task without its boxes, and everything that was given beside it."""
    from redraft.checklist import boxes_from, load_checklist, parse_markdown
    from redraft.programs.item import Item

    from .inputs import read_file, read_task

    text, source = read_task(task)
    words, boxes = parse_markdown(text, source)
    if not words.strip():
        raise ConfigurationError(f"{source} has boxes but no task; write above them what to write")
    if options["checklist"]:
        more = load_checklist(path_of(options["checklist"]))
        free = [box.model_copy(update={"id": ""}) for box in more]
        boxes = boxes_from([*boxes, *free], options["checklist"]) if boxes else more
    hint = "put the text that is to be refined into it"
    draft = read_file(options["draft"], "--draft", hint) if options["draft"] else None
    return Item.of(words.strip(), options["requirements"], boxes, draft)


def settings_of(
    earlier: "Saved | None", options: dict[str, Any]
) -> "tuple[Settings, Mapping[str, Any] | None]":
    """The settings, on top of those of a run that goes on; the models too, if they were needed.

    A compiled program is named by its whole path, since a saved run may go on from elsewhere.
    """
    from redraft.artefact.place import in_full
    from redraft.settings import Settings

    from .keys import may_have_the_key
    from .worker import in_thread

    given = {name: options[name] for name in OF_RUN.split()}
    given["categories"] = options["categories"] or None
    auto = options["rounds"] == AUTO
    if options["rounds"] is not None and not auto:
        given["max_rounds"] = options["rounds"]
    if earlier and not options["api_base"]:
        may_have_the_key(earlier.settings.api_base, Path(options["earlier"]), home("state", "runs"))
    settings, lms = (earlier.settings if earlier else Settings()).but(**given), None
    if earlier and options["api_base"]:
        asks_a_server(settings)
    if auto:
        with contextlib.redirect_stdout(sys.stderr):
            settings, lms, said = in_thread(lambda: decided(settings, options["card"]))
        if not options["quiet"]:
            tell(said)
    return settings.but(program=in_full(settings.program)), lms
