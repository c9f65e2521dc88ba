"""The facts that a task names."""

from redraft.texts.facts import facts


def test_names_figures_addresses_and_quoted_words() -> None:
    """Each kind is found once, as written."""
    task = (
        "Write to Bob Lima about Project Apollo. Mention “dry run”, `make_all`, $300, 5%,"
        " https://x.org/a and ana@x.org. Bob Lima decides."
    )
    expected = {"Bob Lima", "Project Apollo", "dry run", "make_all", "$300", "5%"}
    found = facts([task], "")
    assert expected | {"https://x.org/a", "ana@x.org"} <= set(found)
    assert len(found) == len(set(found))


def test_figures_have_units_and_names_any_letters() -> None:
    """A unit belongs to its figure; where words are not set apart a figure stands alone."""
    found = facts(["Keep p99 under 500ms, 20GB and $4.2k for \u00c9mile; \u9700\u89815\u53f0."], "")
    assert found == ["500ms", "20GB", "$4.2k", "5", "\u00c9mile"]
    assert facts(["by the 3rd, in the 1990s, v2"], "") == []


def test_counts_and_forms_are_no_facts() -> None:
    """How long the text is to be, and what it is called, need not stand in it."""
    assert (
        facts(["Write a README of at most 300 words in 4 short sections, 2-3 bullets."], "") == []
    )


def test_a_heading_counts_if_it_was_asked_for() -> None:
    """Every content word of the heading stands in the demand."""
    text = "# Tool\n\n## Installation\n\nx\n\n### History ###\n\ny"
    assert facts(["It must say how to install it.", "Add a history."], text) == [
        "Installation",
        "History",
    ]


def test_what_a_demand_forbids_is_no_fact() -> None:
    """It may go; what is to be remembered, or done, may not."""
    assert facts(['Thank Bob Lima. Do not use the word "guys".'], "") == ["Bob Lima"]
    assert facts(["Never mention Acme. Say 300 EUR.", "Don't name Ana Roe; say Friday."], "") == [
        "300",
        "EUR",
        "Friday",
    ]
    assert "48213" in facts(["Say that the parcel did not include the adapter 48213."], "")
    assert "49" in facts(["Cover the price, not to mention the 49 EUR fee."], "")
    assert facts(["Do not mention the price but name Bob Lima."], "") == ["Bob Lima"]
    assert facts(["Don't forget to mention Friday.", "Tell them to never use port 8080."], "") == [
        "Friday",
        "8080",
    ]


def test_words_between_quotations_are_no_fact() -> None:
    """A quoted letter is too short to be one, and its marks open none."""
    assert facts(['Write it in the first person ("I" or "we").'], "") == ["we"]
    assert facts(["Name `a`, `b` and `make`."], "") == ["make"]
