"""Headings, lists, tables, owners and dates."""

import pytest

from redraft.checks import parse


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("# Plan", True),
        ("###### the PLAN of work ######", True),
        ("Plan\n----", True),
        ("Plan\r\n====\r\n", True),
        ("**Plan**", True),
        ("__Plan:__", True),
        ("**Plan**:", True),
        ("Plan:", True),
        ("Our plan for today:\n- a", True),
        ("> ## Plan", True),
        ("# [Plan](x)", True),
        ("The plan.", False),
        ("**Plan** of work", False),
        ("# Planning", False),
        ("#Plan", False),
        ("Run\n\n```\n# Plan\n```", False),
        ("", False),
    ],
)
def test_has_headings(text: str, passed: bool) -> None:
    """A heading is Markdown's, a line only of bold, or a line that ends with a colon."""
    assert parse('has headings "Plan"')(text).passed is passed


def test_headings_that_are_missing_are_named() -> None:
    """Every heading that is lacking is named, and those found are quoted."""
    result = parse('has headings "Problem", "Plan", "Rollback"')("# The problem\n\nPlan:\nGo.")
    assert result.evidence == '"The problem", "Plan:"'
    assert result.missing == "no heading 'Rollback'"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Our plan for this problem:", "no heading 'Plan'"),
        ("# Problem and plan\n# Notes", "no heading 'Plan'"),
        ("# Problem\n# Problem and plan", ""),
        ("# Problem and plan\n# Problem", ""),
        ("# Problem and plan\n# Plan", ""),
        ("# Notes", "no heading 'Problem', 'Plan'"),
    ],
)
def test_each_is_a_heading_of_its_own(text: str, missing: str) -> None:
    """One heading counts for one, and each for the one that would lack it."""
    assert parse('has headings "Problem", "Plan"')(text).missing == missing


def test_headings_are_shared_out_among_many() -> None:
    """Of three, the first two give way for the last."""
    check = parse('has headings "a", "b", "c"')
    assert check("# a b\n# b c\n# a").passed
    assert check("# a b c\n# a\n# b").evidence == '"a", "b", "a b c"'
    assert check("# a b c\n# a b c").missing == "no heading 'c'"


@pytest.mark.parametrize(
    ("kind", "text", "passed"),
    [
        ("list", "Do:\n- a", True),
        ("list", "12) a", True),
        ("list", "  + a", True),
        ("list", "> * a", True),
        ("list", "-a\n1.a\n---", False),
        ("list", "Run\n```\n- a\n```", False),
        ("list", "", False),
        ("list", "```markdown\n- a\n```", True),
        ("table", "| a | b |\r\n|---|:-:|\r\n| 1 | 2 |", True),
        ("table", "a | b\n- | -", True),
        ("table", "a | b", False),
        ("table", "a\n---", False),
        ("table", "~~~\n|a|\n|-|\n~~~\nRun", False),
    ],
)
def test_has_list_and_table(kind: str, text: str, passed: bool) -> None:
    """Markdown lists and pipe tables count, outside code."""
    result = parse(f"has {kind}")(text)
    assert result.passed is passed
    assert result.missing == ("" if passed else f"no Markdown {kind}")


@pytest.mark.parametrize(
    ("item", "passed"),
    [
        ("Docs @ana", True),
        ("Docs (owner: Ana)", True),
        ("Docs. **Owner:** Ana", True),
        ("Docs, owned by Ana", True),
        ("Docs, assigned to @ana", True),
        ("Docs (Owner: \u00c9mile)", True),
        ("Docs. __Owner:__ Ana", True),
        ("Docs. _Owner: Ana_", True),
        ("Docs _@ana_", True),
        ("Docs @ana_b", True),
        ("Docs", False),
        ("Docs ana@example.com", False),
        ("Docs (owner: TBD)", False),
        ("Docs. Owner: _TBD_", False),
        ("Docs. Owner: [Name]", False),
        ("Docs. Owner:", False),
        ("Ask the owner", False),
    ],
)
def test_item_has_owner(item: str, passed: bool) -> None:
    """@name, Owner: X and the like name an owner; TBD and an address do not."""
    assert parse("every item has owner")(f"- {item}").passed is passed


@pytest.mark.parametrize(
    "date",
    "2026-03-01;2026-03-01T10:00;1 March;1st of March;March 1;Mar 1, 2026;March 2026;01/03/2026;"
    "1.3.26;2026/3/1;Q3 2026;Q3;H1 2026;Friday;Fri;week 2;Day 3;tomorrow;by May;in 2 weeks;"
    "within 48 hours;next week;end of the month;EOD;by 2027;3.11.2025;03.11.25;on 3.11.25;"
    "move it to 3.11.25;version 3 on 3.11.25;upgrade to 3.11.12 by 1 May;"
    "_by Friday_;_1 March_;__Q3__;[P1][Q3]".split(";"),
)
def test_item_has_date(date: str) -> None:
    """Calendar dates, quarters, weekdays and plan weeks are dates."""
    result = parse("every item has date")(f"* Ship it: {date}.")
    assert result.passed
    assert result.evidence == "1 item has a date"


@pytest.mark.parametrize(
    "item",
    "Update website 14.11.25 (Ben);Run payroll 28.11.25 (Ana);Install router 12.11.25 - Ben;"
    "Release 14.11.25;move the update call from 3.11.25 to 5.11.25;send the update from 3.11.25;"
    "Use room 4 from 3.11.25;updated at 3.11.25".split(";"),
)
def test_a_date_after_a_verb_is_one(item: str) -> None:
    """What is updated, run or installed then is not named, so no version of it follows."""
    assert parse("every item has date")(f"- {item}").passed


@pytest.mark.parametrize(
    "words",
    "soon;2026-13-01;version 1.2.3;1/2 the cost;this may help;march on;h1 and h2;5 items;"
    "32 March;March 50%;Mondayish;a.b-2026-03-01;upgrade Python to 3.11.12;release 1.2.10;"
    "upgrade to version 1.2.10;v 1.2.10;bump from 1.2.10 to 1.2.11;update it to Node 20.1.10;"
    "install Node 20.1.10;pin Python at 3.11.12;updating from Node 20.1.10;"
    "use Python 3.11.12;Version 1.2.10;migrate to Python 3.11.12;"
    "upgrade to _3.11.12_;with by_friday_noon".split(";"),
)
def test_item_has_no_date(words: str) -> None:
    """Months that cannot be, versions, fractions and the verb may are no dates."""
    assert not parse("every item has date")(f"- Ship it {words}").passed


def test_every_item_is_asked() -> None:
    """One item without is enough to fail, and it is named; no list fails too."""
    check = parse("every item has owner")
    result = check("- Docs @ana\n- Tests\n\nText.\n\n1. Ship @bob\n2. Rest\r\n")
    assert result.missing == "no owner: 'Tests', 'Rest'"
    assert result.evidence == "2 without an owner"
    assert check("No list @ana").missing == "no Markdown list, so no item has an owner"
    assert check("- Docs\n  by @ana\n\n  or so\n- Tests @bob").passed


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("- Docs\n  - Owner: Ana\n  - Due: Friday", ""),
        ("- Docs\n  - _Owner:_ Ana", ""),
        ("- Launch\n  - Docs @ana\n  - Tests @bob", ""),
        ("- Launch\n  - Docs @ana\n  - Tests", "no owner: 'Tests'"),
        ("- Launch\n  - Docs\n  - Tests", "no owner: 'Launch'"),
        ("- Docs @ana\n  - covers install\n    - and setup", ""),
    ],
)
def test_nested_items(text: str, missing: str) -> None:
    """A field below an item counts for it; an item that heads others has it if all of them do."""
    assert parse("every item has owner")(text).missing == missing
