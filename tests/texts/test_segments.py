# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""What a rewrite changed."""

from redraft.texts.segments import added, alike, segments

TEXT = "# Trip\n\nWe leave on Monday. The hotel is near the sea.\n\n- Bring a coat.\n- Bring shoes."


def test_same_text_in_other_typography_has_no_edits() -> None:
    """Line ends, spacing and quote marks alone are no edit."""
    assert segments("It’s here.\r\n\r\nGo  now.", "It's here.\n\nGo now.") == []


def test_one_reworded_sentence_is_one_edit_in_place() -> None:
    """The edit holds both passages and the span of the old one."""
    (edit,) = segments(TEXT, TEXT.replace("on Monday", "on Friday at noon"))
    assert (edit.before, edit.after) == ("We leave on Monday.", "We leave on Friday at noon.")
    assert TEXT[edit.start : edit.end] == edit.before


def test_an_added_and_a_removed_sentence() -> None:
    """An insertion has an empty before; a deletion an empty after."""
    new = TEXT.replace("- Bring a coat.\n", "").replace("The hotel", "Be early. The hotel")
    edits = [(edit.before, edit.after) for edit in segments(TEXT, new)]
    assert edits == [("", "Be early."), ("- Bring a coat.", "")]


def test_a_sentence_split_in_two_is_one_edit() -> None:
    """Both halves belong to the sentence they were."""
    before = "Start. The server reads the queue every minute and mails the owner. End."
    after = "Start. The server reads the queue every minute. It then mails the owner. End."
    (edit,) = segments(before, after)
    assert edit.after == "The server reads the queue every minute. It then mails the owner."


def test_neighbours_reworded_stay_apart() -> None:
    """Two edited sentences side by side are two edits."""
    before = "The cat sat on the mat. The dog ran to the gate."
    after = "The cat sat on the red mat. The dog ran to the old gate."
    assert [edit.before for edit in segments(before, after)] == [
        "The cat sat on the mat.",
        "The dog ran to the gate.",
    ]


def test_added_lists_new_sentences() -> None:
    """What the text before holds is not new."""
    assert added("Go now. Come back.", "COME back. Stay there.") == ["Stay there."]


def test_alike_runs_from_zero_to_one() -> None:
    """The same passage is 1; strangers are far below a pair."""
    assert alike("The hotel is near.", "the hotel is near.") == 1
    assert alike("The hotel is near.", "Budget figures rose.") < 0.35


def test_strangers_between_two_pairs_are_one_edit() -> None:
    """Two sentences replaced by two others that are nothing like them go together."""
    before = "The cat sat on the mat. Rain fell. Wind blew. The dog ran to the gate."
    after = "The cat sat on a mat. Prices doubled. Nobody knows why. The dog ran to a gate."
    assert [(edit.before, edit.after) for edit in segments(before, after)][1] == (
        "Rain fell. Wind blew.",
        "Prices doubled. Nobody knows why.",
    )
