"""The view in a real browser: runs chosen from the list, and a run that is followed."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from redraft.evaluation.store import Store
from tests.report.page.browser import chromium, visit
from tests.report.page.stores import documents, finish, large, put
from tests.view.served import View

pytest.importorskip("starlette", reason="starlette is not here (make test installs it)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def test_runs_are_found_chosen_and_compared(
    browser: Any, tmp_path: Path, environment: dict[str, str]
) -> None:
    """By the forms alone, as without scripts; nothing is refused by the page's own policy."""
    large(tmp_path / "runs.sqlite3", 3)
    with (
        View(tmp_path / "runs.sqlite3", environment) as view,
        visit(browser, view.page()) as found,
    ):
        page = found.page
        page.fill("[name=q]", "refine")
        page.click("text=Search >> nth=-1")
        assert page.locator("[name=run]").count() == 2
        page.click("text=All runs")
        page.check("[name=run][value='3']")
        page.check("[name=run][value='1']")
        page.click("text=Compare the chosen runs")
        assert page.title() == "Is self_refine better than single_pass?"
        assert not found.said
        assert all(address.startswith(view.address) for address in found.asked)


def test_a_link_on_another_sites_page_opens(
    browser: Any, tmp_path: Path, environment: dict[str, str]
) -> None:
    """With the token, and without it from then on."""
    large(tmp_path / "runs.sqlite3", 1)
    with (
        View(tmp_path / "runs.sqlite3", environment) as view,
        visit(browser, "data:text/html,<p>elsewhere") as found,
    ):
        page = found.page
        for address in (view.page(), view.address):
            page.goto("data:text/html,<p>elsewhere")
            page.evaluate(LINK, address)
            with page.expect_navigation():
                page.click("#link")
            assert page.title() == "redraft: runs"


LINK = """(address) => {
  const link = document.createElement("a");
  Object.assign(link, { id: "link", href: address, textContent: "runs" });
  document.body.append(link);
}"""
"""Puts a link to an address on the page."""


def test_a_page_follows_its_run(browser: Any, tmp_path: Path, environment: dict[str, str]) -> None:
    """A row that ends is there without a reload, and what was open stays open.

    Prompts and raw replies come in at the end.
    """
    store, rows, luck = Store(tmp_path / "runs.sqlite3"), documents(3), random.Random(0)
    (run,) = put(store, ["refine"], rows)
    with (
        store.working(run),
        View(tmp_path / "runs.sqlite3", environment) as view,
        visit(browser, view.page(f"report?run={run}&by=critique_count")) as found,
    ):
        page = found.page
        assert page.locator("h1").text_content() == "Nothing to show yet"
        finish(store, run, 0, rows[0], 1, luck)
        page.wait_for_selector("text=What does refine come to?")
        page.locator("#e1 > summary").click()
        page.evaluate("window.mark = 1")
        finish(store, run, 1, rows[1], 1, luck)
        page.wait_for_selector("text=2 of 3 rows done")
        page.wait_for_selector(
            "#e2[data-status=ready], #e2[data-status=not_ready]", state="attached"
        )
        assert page.locator("#e1[open]").count() == 1
        offered = page.locator("[name=status] option").all_text_contents()
        assert {"all", "not done"} < set(offered)
        page.select_option("[name=status]", "todo")
        assert page.locator(".example:not([hidden])").count() == 1
        finish(store, run, 2, rows[2], 1, luck)
        page.wait_for_selector("text=3 of 3 rows done")
        assert "not done" not in page.locator("[name=status] option").all_text_contents()
        assert page.locator(".example:not([hidden])").count() == 3
        assert "(running, " in (page.locator("footer").text_content() or "")
        assert "are left out here" in (page.locator("#kept").text_content() or "")
        assert page.locator(".said").count() == 0
        store.ends(run, "done")
        page.wait_for_selector("#live:not([data-follow])", state="attached")
        assert page.locator(".said").count() == 3
        assert "(done, " in (page.locator("footer").text_content() or "")
        assert "are left out here" not in (page.locator("#kept").text_content() or "")
        assert page.evaluate("window.mark") == 1
        assert page.locator("#e1[open]").count() == 1
        page.locator(".example:has(.entry):not([open]) > summary").last.click()
        page.locator(".example[open] .entry").last.hover()
        assert page.locator(".entry.lit").count() == 1
        assert not found.said
    store.close()


def test_folds_stay_as_they_are_of_each_run(
    browser: Any, tmp_path: Path, environment: dict[str, str]
) -> None:
    """What comes in of one run opens and closes nothing of another's."""
    store, rows, luck = Store(tmp_path / "runs.sqlite3"), documents(2), random.Random(0)
    first, second = put(store, ["refine", "self_refine"], rows)
    batch = store.run(first).batch
    finish(store, first, 0, rows[0], 1, luck)
    finish(store, second, 0, rows[0], 1, luck)
    finish(store, second, 1, rows[1], 1, luck)
    address = f"report?run={first}&run={second}"
    with (
        store.working(batch),
        View(tmp_path / "runs.sqlite3", environment) as view,
        visit(browser, view.page(address)) as found,
    ):
        page = found.page
        page.locator("#e2 > summary").click()
        page.locator("#e2 details.made[data-run='1']").evaluate("one => { one.open = false; }")
        finish(store, first, 1, rows[1], 1, luck)
        page.wait_for_selector("#e2 details.made[data-run='0']", state="attached")
        assert page.locator("#e2 details.made[data-run='1'][open]").count() == 0
        assert page.locator("#e2 details.made[data-run='0'][open]").count() == 1
        assert not found.said
    store.close()
