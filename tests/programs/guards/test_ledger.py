"""Weakness, change, edit and verdict in one row."""

from redraft.programs.guards.ledger import audit, ledger
from redraft.signatures.types import Change, Verdict, Weakness

BEFORE = "Send it soon. The tool is fast. Ask us."
AFTER = "Send it by 5 May. The tool is quick. Ask us."


def weak(number: int, quote: str, problem: str, concerns: str = "") -> Weakness:
    """The weakness of this number."""
    told = {"quote": quote, "problem": problem, "fix": "Say it exactly.", "concerns": concerns}
    return Weakness.model_validate({"id": f"w{number}", **told})


GIVEN = [
    weak(1, "Send it soon", "The deadline is vague.", "b1"),
    weak(2, "The tool is fast", "No figure backs this up.", "b2"),
    weak(3, "Ask us", "It names no address.", "r1"),
    weak(4, "", "Price and licence are left out."),
]
CHANGES = [
    Change(weakness="w1", note="Now by 5 May."),
    Change(weakness="w1", note="A second note."),
    Change(weakness="w2", note="Now says quick."),
]
VERDICTS = [
    Verdict(box="b1", evidence="Send it by 5 May", missing="", checked=True),
    Verdict(box="b2", evidence="", missing="a figure", checked=False),
    Verdict(box="b1", evidence="", missing="", checked=False),
]


def test_every_weakness_has_one_row() -> None:
    """In order, with the first note and the first verdict for each id."""
    rows = ledger(GIVEN, CHANGES, BEFORE, AFTER, VERDICTS)
    assert [row.weakness.id for row in rows] == ["w1", "w2", "w3", "w4"]
    assert [row.outcome for row in rows] == ["fixed", "cosmetic", "unaddressed", "unaddressed"]
    assert [row.ticked for row in rows] == [True, False, None, None]
    assert rows[0].change == CHANGES[0]
    assert (rows[0].before, rows[0].after) == ("Send it soon.", "Send it by 5 May.")
    assert rows[3].change is None


def test_audit_says_what_was_left() -> None:
    """One sentence for each cosmetic or unaddressed row; the fixed are not named."""
    assert audit(ledger(GIVEN, CHANGES, BEFORE, AFTER)) == [
        (
            'w2 ("The tool is fast": No figure backs this up) was said to be fixed, but only the'
            " wording was touched."
        ),
        'w3 ("Ask us": It names no address) was not taken up: no edit deals with it.',
        (
            "w4 (what is left out: Price and licence are left out) was not taken up: no edit"
            " deals with it."
        ),
    ]


def test_a_long_quote_is_cut_in_the_audit() -> None:
    """The line stays short and in one line."""
    quote = "many words\n" * 20
    (line,) = audit(ledger([weak(1, quote, "It goes on and on.")], [], quote, quote))
    assert "..." in line
    assert "\n" not in line
    assert len(line) < 160


def test_an_edit_that_leaves_codes_box_open_fixed_nothing() -> None:
    """What code answers is fixed when code ticks it, or when the words that it names are gone."""
    told = weak(1, "Send it soon", "does not contain '9:00'", "b1").model_copy(
        update={"by": "code"}
    )
    named = weak(2, "The tool is fast", "'The tool is fast' stands there", "b1")
    named = named.model_copy(update={"by": "code"})
    notes = [Change(weakness="w1", note="Now by 5 May."), Change(weakness="w2", note="A figure.")]
    after = "Send it by 5 May. It builds in 9 minutes, not 24. Ask us."
    for ticked, outcomes in [(False, ["cosmetic", "fixed"]), (True, ["fixed", "fixed"])]:
        verdicts = [Verdict(box="b1", checked=ticked, by="code")]
        rows = ledger([told, named], notes, BEFORE, after, verdicts)
        assert [row.outcome for row in rows] == outcomes
    same = ledger([named], notes, BEFORE, f"{after} The tool is fast.", verdicts[:0])
    assert same[0].outcome != "fixed"
