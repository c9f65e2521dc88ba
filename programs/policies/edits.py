"""Rewriting by replacements: one for each weak passage, put into the text by code.

A quote may be half a sentence, and two weaknesses may quote the same one. What a model writes
for half a sentence breaks the other half, so it is shown whole sentences, and the weaknesses of
one passage are mended together. One that no grammar holds to them may find fewer words all the
same: then these alone are replaced, unless what it wrote for them is a whole sentence.
"""

from collections.abc import Callable, Sequence
from typing import Any

from redraft.programs.asking import ask
from redraft.programs.guards import lost
from redraft.programs.item import Item
from redraft.programs.steps import Steps
from redraft.signatures.types import LONGEST, Change, Edit, Weakness
from redraft.texts.ids import known_as
from redraft.texts.text import locate

from .additions import added, below_head
from .attempt import Attempt, inputs_of
from .layout import codes, table_at
from .places import Span, meet, replaced, whole, words

__all__ = ["apply_edits", "by_passage", "edits", "widened"]


def edits(
    item: Item, text: str, weaknesses: Sequence[Weakness], config: dict[str, Any]
) -> Steps[list[Attempt]]:
    """One replacement for each weak passage; the rest of the text stays as it is."""
    merged, members = by_passage(text, weaknesses)
    reply = yield from ask("edit", inputs_of(item, text, merged), config)
    if reply.outputs is None:
        return [Attempt(None, costs=[reply.cost])]
    said = [requirement.says for requirement in item.requirements]
    asks = [weakness.fix for weakness in weaknesses]
    ids = [weakness.id for weakness in merged]
    new, done = apply_edits(
        text,
        [
            edit.model_copy(update={"weakness": known_as(edit.weakness, ids)})
            for edit in reply.outputs["edits"]
        ],
        {weakness.id: weakness for weakness in merged},
        lambda before, after: not lost(item.task, said, before, after, asks=asks),
    )
    changes = [
        Change(weakness=ident, note=f"replaced {edit.find!r}"[:240])
        for edit in done
        for ident in members.get(edit.weakness, [edit.weakness])
    ]
    return [Attempt(new, changes, [reply.cost])]


def by_passage(
    text: str, weaknesses: Sequence[Weakness]
) -> tuple[list[Weakness], dict[str, list[str]]]:
    """The weaknesses with their quotes widened to whole sentences, one a passage.

    Also, for the id of each, the ids of the weaknesses that it stands for.
    """
    groups: list[tuple[Span | None, list[Weakness]]] = []
    for weakness in weaknesses:
        span = widened(text, weakness.quote) if weakness.quote else None
        near = [group for group in groups if span and group[0] and meet(group[0], span)]
        if span and near:
            groups = [group for group in groups if group not in near]
            spans = [span, *(known for known, _ in near if known)]
            held = [one for _, members in near for one in members]
            span = min(start for start, _ in spans), max(end for _, end in spans)
            groups.append((span, [*held, weakness]))
        else:
            groups.append((span, [weakness]))
    merged = [_merged(text, span, members) for span, members in groups]
    return merged, {
        one.id: [w.id for w in held] for one, (_, held) in zip(merged, groups, strict=True)
    }


def widened(text: str, quote: str) -> Span | None:
    """The span of the whole sentences that hold the quote; None if the text does not."""
    span = locate(text, quote)
    return None if span is None else whole(text, span)


def apply_edits(
    text: str,
    found: Sequence[Edit],
    weaknesses: dict[str, Weakness],
    keeps: Callable[[str, str], bool] = lambda before, after: True,
) -> tuple[str, list[Edit]]:
    """The text with each edit's words replaced, and the edits that were applied.

    Its words are those in the passage that its weakness quotes, where this has them. An edit
    for an omission that does not repeat the passage it found is put after it; an empty
    replacement takes the words out. A heading or list item keeps its mark, code its fences.
    Passed over is an edit whose words are not there (any more), that changes nothing,
    that ends at the longest it may be and so may be cut, that puts something else for the row
    of a table or takes its head, that leaves a block of code open, or whose result `keeps`,
    asked with the texts before and after it, does not allow: one bad edit does not cost the
    good ones.
    """
    done = []
    passages = {ident: widened(text, one.quote) for ident, one in weaknesses.items() if one.quote}
    for edit in found:
        weakness, passage = weaknesses.get(edit.weakness), passages.get(edit.weakness)
        place = None if len(edit.replace) == LONGEST else _place(text, edit.find, passage)
        if place is None:
            continue
        omitted = weakness is not None and not weakness.quote
        put = added if omitted and edit.replace.strip() else replaced
        span, new = below_head(text, *put(text, place, edit.replace.strip()))
        edited = _tidy(text[: span[0]], new, text[span[1] :])
        broken = new == text[slice(*span)] or _breaks(text, span, new, edited)
        if not broken and keeps(text, edited):
            grown = len(edited) - len(text)
            passages = {ident: one and _moved(one, span, grown) for ident, one in passages.items()}
            text = edited
            done.append(edit)
    return text, done


def _moved(passage: Span, span: Span, grown: int) -> Span:
    """Where the passage stands after an edit of the span that made the text longer by so much."""
    if passage[1] <= span[0]:
        return passage
    if span[1] <= passage[0]:
        return passage[0] + grown, passage[1] + grown
    start = min(passage[0], span[0])
    return start, max(start, max(passage[1], span[1]) + grown)


def _place(text: str, find: str, passage: Span | None) -> Span | None:
    """Where the words stand in the passage that the weakness quotes, else first in the text."""
    return (passage and words(text, find, passage)) or words(text, find)


def _breaks(text: str, span: Span, new: str, edited: str) -> bool:
    """Whether a table would lose a row to something else or its head, or code a fence."""
    if all(one.closed for one in codes(text)) and not all(one.closed for one in codes(edited)):
        return True
    table = table_at(text, span[0])
    if table is None or not text.startswith("|", span[0]) or span[0] == span[1]:
        return False
    return not new.startswith("|") if new else span[0] < table.head and span[1] < table.end


def _merged(text: str, span: Span | None, members: list[Weakness]) -> Weakness:
    """One weakness for all that is wrong with one passage."""
    first = members[0]
    if span is None:
        return first
    said = {
        name: "; ".join(dict.fromkeys(getattr(one, name) for one in members))
        for name in ("problem", "fix")
    }
    return first.model_copy(update={"quote": text[slice(*span)], **said})


def _tidy(before: str, new: str, after: str) -> str:
    """The three joined; what a passage taken out leaves is one gap, not two."""
    if new:
        return before + new + after
    lead, rest = before.rpartition("\n")[2], after.partition("\n")[0]
    if not (lead.strip() or rest.strip()):
        return _closed(before[: len(before) - len(lead)], after[len(rest) :])
    gap = before.endswith(" ") or after.startswith(" ")
    before, after = before.rstrip(" "), after.lstrip(" ")
    edge = not gap or before[-1:] in ("", "\n") or after[:1] in ("", "\n", *".,;:!?")
    return before + ("" if edge else " ") + after


def _closed(before: str, after: str) -> str:
    """What stood before and after a line that was taken out, with neither its break nor its gap."""
    if not after:
        return before.removesuffix("\n").removesuffix("\r")
    alone = not before or before.endswith("\n\n")
    return before + (after[1:].removeprefix("\n") if alone else after[1:])
