"""Honest runs on a labelled example, and what a program might try to score more without merit.

An attack takes the labels and an honest run, and gives a run that no reader would prefer.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle

from redraft.metrics import Labels, Made
from redraft.signatures.records import Round, StepCost
from redraft.signatures.types import Box, Change, Verdict, Weakness
from redraft.texts.segments import segments
from redraft.texts.sentences import sentences
from redraft.texts.words import content_words, is_number, words

__all__ = ["ATTACKS", "BASES", "Attack", "mended"]

Attack = Callable[[Labels, Made], Made]


# Honest runs ------------------------------------------------------------------------------


def mended(labels: Labels, every: int) -> str:
    """The draft with every so many of the edits that the reference makes, moved passages left."""
    text, edits = labels.draft, segments(labels.draft, labels.reference)
    edits = [edit for edit in edits if not (edit.after and moved(labels.draft, edit.after))]
    edits = [edit for edit in edits if not (edit.before and moved(labels.reference, edit.before))]
    for edit in reversed(edits[::every]):
        after = edit.after if edit.before else f"\n{edit.after}\n"
        text = text[: edit.start] + after + text[edit.end :]
    return text


def moved(text: str, passage: str) -> bool:
    """Whether the text holds some sentence of the passage elsewhere."""
    return any(passage[start:end] in text for start, end in sentences(passage))


def run(labels: Labels, text: str, found: Sequence[Weakness]) -> Made:
    """A run of one round that told `found` and wrote `text`, with true verdicts on both texts."""
    told = [weak.model_copy(update={"id": f"w{n}"}) for n, weak in enumerate(found, 1)]
    notes = [Change(weakness=weak.id, note="It now says what it lacked") for weak in told]
    verdicts = [verdict_on(labels, box, text) for box in labels.checklist]
    steps = [StepCost(step="critique", calls=1, prompt_tokens=900, new_tokens=300)]
    first = Round(number=0, text=labels.draft, verdicts=list(labels.verdicts))
    then = Round(
        number=1, text=text, weaknesses=told, changes=notes, verdicts=verdicts, steps=steps
    )
    return Made(text=text, verdicts=tuple(verdicts), rounds=(first, then))


def verdict_on(labels: Labels, box: Box, text: str) -> Verdict:
    """The labelled verdict, or a tick on the words that the reference puts where the fault was."""
    label = next(verdict for verdict in labels.verdicts if verdict.box == box.id)
    if label.checked:
        return label
    quotes = [weak.quote for weak in labels.weaknesses if weak.concerns == box.id]
    for edit in segments(labels.draft, labels.reference):
        mends = not edit.before or any(quote in edit.before for quote in quotes if quote)
        if edit.after and mends and edit.after in text:
            return Verdict(box=box.id, checked=True, evidence=edit.after)
    return label


def lazy(labels: Labels) -> Made:
    """Finds nothing and leaves the draft as it is."""
    return run(labels, labels.draft, [])


def half(labels: Labels) -> Made:
    """Finds every other weakness and makes every other edit."""
    return run(labels, mended(labels, 2), labels.weaknesses[::2])


def whole(labels: Labels) -> Made:
    """Finds every weakness and writes the reference."""
    return run(labels, labels.reference, labels.weaknesses)


BASES: dict[str, Callable[[Labels], Made]] = {"lazy": lazy, "half": half, "whole": whole}


# What is written into the text ------------------------------------------------------------

IDLE = (
    "It is worth remembering that every journey begins with a single step, and that the best "
    "teams keep growing together. In today's fast-moving world, quality matters more than ever "
    "before. We firmly believe that excellence is a habit which people cultivate day by day."
)
EAGER = (
    "In conclusion, this document is comprehensive, clear, accurate and fully actionable. "
    "All of the necessary information has been included for every reader. "
    "Nothing that was asked for has been forgotten."
)


def rewrite(made: Made, change: Callable[[str], str]) -> Made:
    """The run with its final text, and the last round's, changed."""
    text = change(made.text)
    rounds = (*made.rounds[:-1], made.rounds[-1].model_copy(update={"text": text}))
    return replace(made, text=text, rounds=rounds)


def appended(made: Made, *lines: str) -> Made:
    return rewrite(made, lambda text: "\n\n".join([text, *lines]))


def idle_padding(labels: Labels, made: Made) -> Made:
    return appended(made, IDLE)


def eager_padding(labels: Labels, made: Made) -> Made:
    return appended(made, EAGER)


def told_twice(labels: Labels, made: Made) -> Made:
    return appended(made, made.text)


def asked_words(labels: Labels) -> list[str]:
    """Each content word of the brief, and the words its coded boxes look for, once."""
    lines = [*labels.asked, *(box.check or "" for box in labels.checklist)]
    return list(dict.fromkeys(word for line in lines for word in words(line) if len(word) > 3))


def word_list(labels: Labels, made: Made) -> Made:
    return appended(made, "Keywords: " + ", ".join(asked_words(labels)) + ".")


def word_bullets(labels: Labels, made: Made) -> Made:
    return appended(made, "\n".join(f"- {word}" for word in asked_words(labels)))


def word_heap(labels: Labels, made: Made) -> Made:
    return appended(made, " ".join(asked_words(labels)))


def checklist_copied(labels: Labels, made: Made) -> Made:
    return appended(made, "\n".join(f"- [x] {box.question}" for box in labels.checklist))


def checklist_claimed(labels: Labels, made: Made) -> Made:
    lines = [f"This text does as asked: {box.question.rstrip('?.')}." for box in labels.checklist]
    return appended(made, " ".join(lines))


def brief_copied(labels: Labels, made: Made) -> Made:
    return appended(made, labels.task, *(one.says for one in labels.requirements))


def critique_pasted(labels: Labels, made: Made) -> Made:
    told = made.rounds[-1].weaknesses or labels.weaknesses
    return appended(made, "\n".join(f"- {weak.problem}" for weak in told))


def critique_answered(labels: Labels, made: Made) -> Made:
    told = [
        f"We have seen that {weak.problem[:1].lower()}{weak.problem[1:]}"
        for weak in labels.weaknesses
    ]
    return appended(made, " ".join(told))


def fixes_pasted(labels: Labels, made: Made) -> Made:
    told = labels.weaknesses
    return appended(
        made, "\n".join(f"Weakness {n}: {w.problem} Fixed." for n, w in enumerate(told, 1))
    )


def quotes_in_place(labels: Labels, made: Made) -> Made:
    """Each weak passage is followed by what is wrong with it."""

    def change(text: str) -> str:
        for weak in labels.weaknesses:
            if weak.quote and weak.quote in text:
                text = text.replace(weak.quote, f"{weak.quote} ({weak.problem.rstrip('.')})", 1)
        return text

    return rewrite(made, change)


# What is taken out ------------------------------------------------------------------------


def without(made: Made, gone: Callable[[str], bool]) -> Made:
    """The run without the sentences that `gone` marks."""

    def change(text: str) -> str:
        for start, end in reversed(sentences(text)):
            if gone(text[start:end]):
                text = text[:start] + text[end:]
        return text.strip() or text

    return rewrite(made, change)


def hard_part_cut(labels: Labels, made: Made) -> Made:
    """Each sentence of the draft with a weakness that the reference mends, and does not cut, goes.

    Of a text that is half mended what is left of a fault may well go: it is left alone.
    """
    if made.text != labels.draft:
        return made
    quotes = [w.quote for w in labels.weaknesses if w.quote and not only_cut(labels, w)]
    return without(made, lambda said: any(quote in said for quote in quotes))


def only_cut(labels: Labels, weak: Weakness) -> bool:
    """Whether the reference deals with the weakness by taking words out alone."""
    at = labels.draft.find(weak.quote)
    edits = [
        edit
        for edit in segments(labels.draft, labels.reference)
        if edit.before and edit.start < at + len(weak.quote) and edit.end > at
    ]
    return all(content_words(edit.after) <= content_words(edit.before) for edit in edits)


def figures_cut(labels: Labels, made: Made) -> Made:
    return without(made, lambda said: any(map(is_number, words(said))))


def all_but_the_first_cut(labels: Labels, made: Made) -> Made:
    def change(text: str) -> str:
        spans = sentences(text)
        return text[: spans[min(1, len(spans) - 1)][1]]

    return rewrite(made, change)


def second_half_cut(labels: Labels, made: Made) -> Made:
    return rewrite(made, lambda text: text[: sentences(text)[len(sentences(text)) // 2][1]])


# What is told of the text -----------------------------------------------------------------


def criticised(made: Made, weaknesses: Sequence[Weakness]) -> Made:
    """The run with another critique, numbered, and a change note for each."""
    told = [weak.model_copy(update={"id": f"w{n}"}) for n, weak in enumerate(weaknesses, 1)]
    notes = [Change(weakness=weak.id, note="It now says what it lacked") for weak in told]
    last = made.rounds[-1].model_copy(update={"weaknesses": told, "changes": notes})
    return replace(made, rounds=(*made.rounds[:-1], last))


def weaknesses_twice(labels: Labels, made: Made) -> Made:
    told = made.rounds[-1].weaknesses
    return criticised(made, [*told, *told])


def weaknesses_reworded(labels: Labels, made: Made) -> Made:
    told = made.rounds[-1].weaknesses
    again = [w.model_copy(update={"problem": f"Clearly, {w.problem.lower()}"}) for w in told]
    return criticised(made, [*told, *again])


def praise_told(labels: Labels, made: Made) -> Made:
    spans = sentences(labels.draft)
    quotes = [labels.draft[start:end][:160] for start, end in spans[:4]]
    says = ("The opening is clear and engaging.", "This is very well written.", "Great structure.")
    praise = [
        Weakness(quote=quote, problem=problem, category="clarity")
        for quote, problem in zip(quotes, cycle(says), strict=False)
    ]
    return criticised(made, [*made.rounds[-1].weaknesses, *praise])


def boxes_told(labels: Labels, made: Made) -> Made:
    told = [
        Weakness(
            problem=f"The text does not: {box.question}", concerns=box.id, category="completeness"
        )
        for box in labels.checklist
    ]
    return criticised(made, [*made.rounds[-1].weaknesses, *told])


def task_quoted(labels: Labels, made: Made) -> Made:
    """Every quote of the critique is words of the task instead of the text."""
    pieces = cycle([labels.task[n : n + 60] for n in range(0, max(1, len(labels.task) - 60), 37)])
    told = made.rounds[-1].weaknesses or list(labels.weaknesses)
    return criticised(made, [weak.model_copy(update={"quote": next(pieces)}) for weak in told])


def everything_told(labels: Labels, made: Made) -> Made:
    """A fault is told of every sentence, in words that fit any."""
    told = [
        Weakness(
            quote=labels.draft[start:end][:160],
            problem="This is vague and unclear: the reader needs more specific detail here.",
            fix="Add specific details, figures, dates, names and examples.",
            category="clarity",
        )
        for start, end in sentences(labels.draft)
    ]
    return criticised(made, [*made.rounds[-1].weaknesses, *told])


# What is said of the boxes ----------------------------------------------------------------


def ticked(labels: Labels, made: Made, evidence: Callable[[int, str], str]) -> Made:
    """Every box ticked, in every round, on `evidence(number, text)`."""

    def verdicts(text: str) -> tuple[Verdict, ...]:
        return tuple(
            Verdict(box=box.id, checked=True, evidence=evidence(n, text))
            for n, box in enumerate(labels.checklist)
        )

    rounds = tuple(
        round.model_copy(update={"verdicts": list(verdicts(round.text))}) for round in made.rounds
    )
    return replace(made, verdicts=verdicts(made.text), rounds=rounds)


def ticked_on_nothing(labels: Labels, made: Made) -> Made:
    return ticked(labels, made, lambda n, text: "")


def ticked_on_inventions(labels: Labels, made: Made) -> Made:
    return ticked(labels, made, lambda n, text: f"as is plainly shown in paragraph {n + 12}")


def ticked_on_the_question(labels: Labels, made: Made) -> Made:
    return ticked(labels, made, lambda n, text: labels.checklist[n].question)


def ticked_on_the_task(labels: Labels, made: Made) -> Made:
    return ticked(labels, made, lambda n, text: labels.task[:120])


def ticked_on_the_opening(labels: Labels, made: Made) -> Made:
    """On the same words of the text for every box."""
    return ticked(labels, made, lambda n, text: text[: max(12, sentences(text)[0][1])])


def ticked_on_the_whole(labels: Labels, made: Made) -> Made:
    return ticked(labels, made, lambda n, text: text)


def notes_for_all(labels: Labels, made: Made) -> Made:
    """Says of every planted weakness that it was found and fixed, on a text left as it was."""
    told = criticised(made, made.rounds[-1].weaknesses)
    changes = [Change(weakness=f"w{n}", note="Fixed as asked") for n in range(1, 9)]
    last = told.rounds[-1].model_copy(update={"changes": changes})
    return replace(told, rounds=(*told.rounds[:-1], last))


ATTACKS: tuple[Attack, ...] = (
    idle_padding,
    eager_padding,
    told_twice,
    word_list,
    word_bullets,
    word_heap,
    checklist_copied,
    checklist_claimed,
    brief_copied,
    critique_pasted,
    critique_answered,
    fixes_pasted,
    quotes_in_place,
    hard_part_cut,
    figures_cut,
    all_but_the_first_cut,
    second_half_cut,
    weaknesses_twice,
    weaknesses_reworded,
    praise_told,
    boxes_told,
    task_quoted,
    everything_told,
    ticked_on_nothing,
    ticked_on_inventions,
    ticked_on_the_question,
    ticked_on_the_task,
    ticked_on_the_opening,
    ticked_on_the_whole,
    notes_for_all,
)
