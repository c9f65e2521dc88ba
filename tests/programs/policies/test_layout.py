"""Edits of code, tables and tick boxes: what is laid out by lines stays laid out."""

import pytest

from redraft.programs.policies.edits import apply_edits, by_passage
from redraft.signatures.types import Edit, Weakness

CODE = "Install it:\n\n```bash\npip install foo\nfoo init\n```\n\nThen run ...\n"
LOOP = "Use it:\n\n~~~python\nif z:\n    for x in y\n        print(x)\n~~~\nDone. Bye.\n"
TABLE = "| Task | Owner |\n|---|---|\n| Fix login | Ana |\n| Buy cake | Ben |\n\nThat is all.\n"
BOXES = "- [ ] Fix it soon\n- [x] Test it\n"


def edited(text: str, find: str, replace: str, quote: str | None = None) -> str:
    """The text with this edit made, of a weakness at the words found unless it says where."""
    weak = Weakness(id="w1", quote=find if quote is None else quote, problem="p", fix="f")
    edit = Edit(weakness="w1", find=find, replace=replace)
    return apply_edits(text, [edit], {"w1": weak})[0]


@pytest.mark.parametrize(
    ("find", "replace", "old", "new"),
    [
        ("pip install foo", "pip install foo==1.2", "foo\n", "foo==1.2\n"),
        (
            "pip install foo",
            "Run pip install foo==1.2.",
            "pip install foo",
            "Run pip install foo==1.2.",
        ),
        (
            "```bash\npip install foo\nfoo init",
            "pip install foo==1.2\nfoo init",
            "foo\n",
            "foo==1.2\n",
        ),
        ("bash\npip install foo", "pip install foo==1.2", "foo\n", "foo==1.2\n"),
        ("bash\npip install foo", "bash\npip install foo==1.2", "foo\n", "foo==1.2\n"),
        ("foo init\n```", "foo start", "foo init", "foo start"),
        ("foo init", "```bash\nfoo start\n```", "foo init", "foo start"),
        (
            "```bash\npip install foo",
            "```sh\npip install bar\n```",
            "bash\npip install foo",
            "sh\npip install bar",
        ),
        (
            "```bash\npip install foo\nfoo init\n```",
            "foo start",
            "pip install foo\nfoo init",
            "foo start",
        ),
        (
            "```bash\npip install foo\nfoo init\n```\n\n",
            "",
            "```bash\npip install foo\nfoo init\n```\n\n",
            "",
        ),
        ("foo init", "", "foo init\n", ""),
        ("```bash", "", "", ""),
        ("Install it:\n\n```bash\npip install foo", "Install foo with pip:", "", ""),
    ],
)
def test_an_edit_in_a_code_block_leaves_its_fences(
    find: str, replace: str, old: str, new: str
) -> None:
    """Neither line goes, nor comes twice; an edit that would leave one alone is passed over."""
    assert edited(CODE, find, replace) == CODE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("find", "replace", "result"),
    [
        ("for x in y", "for x in y:", LOOP.replace("in y", "in y:")),
        ("x in y", "x in z.", LOOP.replace("in y", "in z.")),
        (
            "for x in y\n        print(x)",
            "pass",
            LOOP.replace("for x in y\n        print(x)", "pass"),
        ),
        ("Done", "It is done.", LOOP.replace("Done.", "It is done.")),
    ],
)
def test_code_is_no_sentence(find: str, replace: str, result: str) -> None:
    """A stop at the end of a replacement takes no code beside it, and no fence before it."""
    assert edited(LOOP, find, replace) == result


@pytest.mark.parametrize(
    ("text", "quote", "passage"),
    [
        (CODE, "install foo", "pip install foo"),
        (CODE, "foo\nfoo", "pip install foo\nfoo init"),
        (LOOP, "in y", "for x in y"),
        (LOOP, "Done", "Done."),
    ],
)
def test_a_quote_from_code_is_widened_to_its_lines(text: str, quote: str, passage: str) -> None:
    """The fence is none of them."""
    merged, _ = by_passage(text, [Weakness(id="w1", quote=quote, problem="p", fix="f")])
    assert [one.quote for one in merged] == [passage]


@pytest.mark.parametrize(
    ("text", "find", "new", "result"),
    [
        (CODE, "foo init", "Run it twice.", CODE.replace("```\n\n", "```\n\nRun it twice.\n\n")),
        (CODE, "foo init", "foo init\nfoo check", CODE.replace("init", "init\nfoo check")),
        (CODE, "foo init", "```bash\nfoo init -v\n```", CODE.replace("init", "init -v")),
        (CODE, "foo init", "Run foo init.", CODE.replace("```\n\n", "```\n\nRun foo init.\n\n")),
        (CODE[:44], "foo init", "Run it twice.", CODE[:44]),
        (TABLE, "Fix login", "Due on Friday.", TABLE.replace("\n\n", "\n\nDue on Friday.\n\n")),
        (TABLE, "Fix login", "| Rest | Cy |", TABLE.replace("Ana |\n", "Ana |\n| Rest | Cy |\n")),
        (TABLE, "Owner", "| Rest | Cy |", TABLE.replace("---|\n", "---|\n| Rest | Cy |\n")),
        (TABLE, "|---|---|", "| Rest | Cy |", TABLE.replace("---|\n", "---|\n| Rest | Cy |\n")),
        (
            TABLE,
            "Owner",
            "| Task | Owner |\n| Rest | Cy |",
            TABLE.replace("---|\n", "---|\n| Rest | Cy |\n"),
        ),
        (
            TABLE,
            "Owner",
            "| Task | Owner |\n| --- | --- |\n| Rest | Cy |",
            TABLE.replace("|---|---|\n", "| --- | --- |\n| Rest | Cy |\n"),
        ),
        (TABLE, "Owner", "| Task | Owner | Due |", TABLE.replace("Owner |", "Owner | Due |")),
    ],
)
def test_what_was_left_out_goes_after_a_block_of_code_or_a_table(
    text: str, find: str, new: str, result: str
) -> None:
    """Not into it, unless it is a row or repeats the line; a row goes below the divider."""
    assert edited(text, find, new, quote="") == result


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        (TABLE, "| Buy cake | Ben |", TABLE.replace("| Buy cake | Ben |\n", "")),
        (TABLE, "| Fix login | Ana |", TABLE.replace("| Fix login | Ana |\n", "")),
        (TABLE, "| Task | Owner |", TABLE),
        (TABLE, "|---|---|", TABLE),
        (
            TABLE,
            "| Task | Owner |\n|---|---|\n| Fix login | Ana |\n| Buy cake | Ben |",
            "That is all.\n",
        ),
        ("- a\n- b thing\n- c\n", "- b thing", "- a\n- c\n"),
        ("- a\n- b thing", "- b thing", "- a"),
        ("Dear Ann,\nIt is late.\nBye, Bo", "It is late.", "Dear Ann,\nBye, Bo"),
        ("One.\n\nTwo.\n\nThree.", "Two.", "One.\n\nThree."),
        ("> One\n> Two here\n\nText.\n", "> Two here", "> One\n\nText.\n"),
    ],
)
def test_a_line_taken_out_takes_its_break(text: str, gone: str, left: str) -> None:
    """A table or list goes on after it; the header of rows that stay is not taken out."""
    assert edited(text, gone, "") == left


def test_rows_after_a_changed_header_go_below_the_divider() -> None:
    """Where a replacement of the header brings some."""
    new = "| What | Owner |\n| Rest | Cy |"
    result = TABLE.replace("Task", "What").replace("---|\n", "---|\n| Rest | Cy |\n")
    assert edited(TABLE, "| Task | Owner |", new) == result


@pytest.mark.parametrize(
    ("find", "new"),
    [
        ("- [ ] Fix it soon", "Fix the login."),
        ("- [ ] Fix it soon", "- Fix the login."),
        ("- [ ] Fix it soon", "[ ] Fix the login."),
        ("- [ ] Fix it soon", "- [ ] Fix the login."),
        ("[ ] Fix it soon", "Fix the login."),
        ("Fix it soon", "Fix the login."),
        ("Fix it", "- Fix the login."),
    ],
)
def test_a_tick_box_is_a_mark_that_stays(find: str, new: str) -> None:
    """Whether the replacement repeats it, its item's mark alone, or neither."""
    assert edited(BOXES, find, new) == BOXES.replace("Fix it soon", "Fix the login.")


def test_a_tick_may_be_changed() -> None:
    """A box that the replacement brings is taken."""
    assert edited(BOXES, "- [x] Test it", "- [ ] Test it") == BOXES.replace("[x]", "[ ]")


@pytest.mark.parametrize(
    ("text", "find", "new", "result"),
    [
        ("|A|B|\r\n|-|-|\r\n|a|b|\r\n", "|A|B|", "|c|d|", "|A|B|\r\n|-|-|\r\n|c|d|\n|a|b|\r\n"),
        ("|A|B|\r\n|-|-|\r\n|a|b|\r\n", "|a|b|", "Bye.", "|A|B|\r\n|-|-|\r\n|a|b|\r\n\nBye.\n"),
        ("```\r\na = 1\r\n```\r\n", "```\r\na = 1", "a = 2", "```\r\na = 2\r\n```\r\n"),
        ("````md\n```\nx y\n```\n````\n", "x y", "An x.", "````md\n```\nAn x.\n```\n````\n"),
        ("Use ```x``` now.\nGo on.", "Use ```x```", "Use y.", "Use y.\nGo on."),
    ],
)
def test_line_ends_and_long_fences(text: str, find: str, new: str, result: str) -> None:
    """A carriage return is white space, and a fence ends at one as long as itself."""
    assert edited(text, find, new, quote="" if "|" in text else None) == result
