"""`redraft run` against a server on loopback: what goes in, what comes out, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest

from redraft.adapter.fence import unfence
from tests.cli.conftest import Call, Said
from tests.loopback import BETTER, DRAFT, REASON, ROUND, TASK, Server
from tests.scripted import critique, edit, verify

WORDS = TASK.partition("\n")[0]
FIRST = DRAFT.partition(". ")[0] + "."
FINAL = f"{FIRST} This is {REASON}. {BETTER.partition('. ')[2]}"
YAML = """\
- question: Is it at most 60 words?
  check: words <= 60
- Does it say why the kitchen closes?
"""


@pytest.fixture
def refine(call: Call, server: Server) -> Any:
    """`redraft run` with the model at the server."""

    def run(*arguments: str, **options: Any) -> Said:
        return call("run", *arguments, "--model", "small", "--api-base", server.url, **options)

    return run


def seen(server: Server, number: int = 0) -> dict[str, str]:
    """The fields of one request, as its reader finds them."""
    return unfence(server.bodies[number]["messages"][-1]["content"])


def saved() -> list[Path]:
    """The runs that were saved."""
    import os

    return sorted(Path(os.environ["REDRAFT_HOME"]).glob("runs/*.json"))


class TestAnswer:
    def test_stdout_is_the_text_and_nothing_else(self, refine: Any, server: Server) -> None:
        """The final text and a line's end; all that was said about it is on stderr."""
        done = refine(TASK)
        assert (done.code, done.out) == (0, f"{FINAL}\n")
        assert server.steps == ["draft", "verify", "critique", "edit", "verify"]

    def test_stderr_tells_progress_ledger_checklist_and_cost(self, refine: Any) -> None:
        """Plain lines in that order: each step, each weakness with its edit, each box, the sum."""
        lines = refine(TASK).err.splitlines()
        told = [" ".join(line.split()) for line in lines]
        at = [
            next(n for n, line in enumerate(told) if line.startswith(start))
            for start in (
                "round 0 draft",
                "-> 1 of 2 boxes ticked",
                "round 1 critique",
                "-> 2 of 2 boxes ticked",
                "Round 1: 2 weaknesses, rewritten as edits",
                "w1 clarity, major: It is vague.",
                'before "Please plan ahead and bring your own lunch."',
                'after "Bring a cold lunch; the fridge in the hall stays on."',
                "outcome fixed",
                "w2 from an open box [b2]",
                "Checklist: 2 of 2 boxes ticked",
                "[x] b1 Is it at most 60 words? (code)",
                "[x] b2 Does it say why the kitchen closes? (model)",
                f'"{REASON}"',
                "ready: every box is ticked",
                "1 round; boxes ticked: 50 % > 100 %; the text is that of round 1",
                "5 calls, 500 prompt tokens (250 cached), 100 new",
                "saved: ",
            )
        ]
        assert at == sorted(at)
        assert "\x1b" not in "".join(lines)

    def test_quiet_says_nothing(self, refine: Any) -> None:
        """With --quiet stderr is empty, and the text the same."""
        assert refine(TASK, "--quiet") == (0, f"{FINAL}\n", "")

    def test_out_takes_the_text(self, refine: Any) -> None:
        """The text goes to the file, which is replaced as a whole; stdout stays empty."""
        Path("note.md").write_text("an older and much longer note\n" * 99)
        Path("note.md").chmod(0o600)
        done = refine(TASK, "--out", "note.md")
        assert (done.code, done.out) == (0, "")
        assert Path("note.md").read_text() == f"{FINAL}\n"
        assert Path("note.md").stat().st_mode & 0o777 == 0o600
        assert [path.name for path in Path().iterdir()] == ["note.md"]

    def test_a_link_named_by_out_stays_a_link(self, refine: Any) -> None:
        """What it points to gets the text."""
        Path("real.md").write_text("old")
        Path("link.md").symlink_to("real.md")
        refine(TASK, "--out", "link.md")
        assert Path("link.md").is_symlink()
        assert Path("real.md").read_text() == f"{FINAL}\n"

    @pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a full device")
    def test_out_that_is_full(self, refine: Any) -> None:
        """The text that its file does not take is on stdout, and stderr says so."""
        done = refine(TASK, "--out", "/dev/full")
        assert (done.code, done.out) == (0, f"{FINAL}\n")
        assert "--out /dev/full cannot be written: No space left on device; the text is on" in (
            done.err
        )
        assert Path("/dev/full").is_char_device()

    def test_json_is_the_whole_result(self, refine: Any) -> None:
        """One object on stdout: text, status, verdicts, every round with its ledger, the cost."""
        done = refine(TASK, "--json", "--no-save")
        told = json.loads(done.out)
        assert (done.code, told["format"], told["status"], told["text"]) == (0, 1, "ready", FINAL)
        assert told["task"] == WORDS
        assert [box["check"] for box in told["checklist"]] == ["words <= 60", None]
        assert [verdict["checked"] for verdict in told["verdicts"]] == [True, True]
        assert told["rounds"][1]["ledger"][0]["outcome"] == "fixed"
        assert (told["best"], told["shares"]) == (1, [0.5, 1.0])
        assert told["cost"]["calls"] == 5
        assert told["saved"] is None
        assert saved() == []

    def test_json_beside_out(self, refine: Any) -> None:
        """The file has the text, stdout the object."""
        done = refine(TASK, "--json", "--out", "note.md")
        assert json.loads(done.out)["text"] + "\n" == Path("note.md").read_text()

    def test_what_commands_a_terminal_is_not_repeated(self, refine: Any, server: Server) -> None:
        """A model's escape sequences reach a pipe byte for byte, and stderr not at all."""
        server.script = ROUND | {
            "draft": f"\x1b]0;owned\x07{DRAFT}",
            "critique": critique({"quote": "Please plan ahead", "problem": "\x1b[31mIt is vague."}),
        }
        done = refine(TASK, "--max-rounds", "1")
        assert "\x1b" in done.out
        assert "It is vague." in done.err
        assert not [mark for mark in ("\x1b", "\x07") if mark in done.err]


class TestTask:
    @pytest.mark.parametrize("way", ["words", "file", "path", "stdin"])
    def test_a_task_is_words_a_file_or_stdin(self, refine: Any, server: Server, way: str) -> None:
        """All ask the same; its `- [ ]` lines are boxes, and no part of the task."""
        Path("task.md").write_text(TASK)
        given = {"words": TASK, "file": "task.md", "path": str(Path("task.md").resolve())}
        done = refine(given.get(way, "-"), stdin=TASK.encode() if way == "stdin" else b"")
        assert (done.code, done.out) == (0, f"{FINAL}\n")
        assert seen(server)["task"] == WORDS
        assert seen(server)["checklist"] == (
            "b1: Is it at most 60 words? {words <= 60}\nb2: Does it say why the kitchen closes?"
        )

    def test_a_file_of_another_system(self, refine: Any, server: Server) -> None:
        """A byte order mark and carriage returns are no part of the task."""
        Path("task.md").write_bytes(b"\xef\xbb\xbf" + TASK.replace("\n", "\r\n").encode())
        refine("task.md")
        assert seen(server)["task"] == WORDS

    @pytest.mark.parametrize(("name", "text"), [("c.md", TASK), ("c.yaml", YAML), ("c.yml", YAML)])
    def test_a_checklist_of_its_own(
        self, refine: Any, server: Server, name: str, text: str
    ) -> None:
        """Markdown or YAML, with the same boxes in the end."""
        Path(name).write_text(text)
        done = refine(WORDS, "--checklist", name, "--json")
        boxes = [(box["id"], box["check"]) for box in json.loads(done.out)["checklist"]]
        assert boxes == [("b1", "words <= 60"), ("b2", None)]
        assert done.code == 0

    def test_a_checklist_beside_the_tasks_own_boxes(self, refine: Any, server: Server) -> None:
        """The task's boxes come first, and no id is given twice."""
        Path("c.yaml").write_text('- "Is Ann thanked?"\n- question: Is it kind?\n  id: b1\n')
        refine(TASK, "--checklist", "c.yaml", "--max-rounds", "0")
        assert seen(server)["checklist"].splitlines() == [
            "b1: Is it at most 60 words? {words <= 60}",
            "b2: Does it say why the kitchen closes?",
            "b3: Is Ann thanked?",
            "b4: Is it kind?",
        ]

    def test_requirements_categories_and_weaknesses(self, refine: Any, server: Server) -> None:
        """Each reaches the steps that it is for, those that repeat in their order."""
        refine(
            TASK,
            *("--require", "Be kind.", "--require", "Name Ann."),
            *("--category", "tone", "--category", "legal risk", "--min-weaknesses", "5"),
        )
        asked = [seen(server, number) for number in range(5)]
        for fields in asked:
            assert fields["requirements"].index("Be kind.") < fields["requirements"].index("Name")
        assert asked[2]["categories"] == "tone\nlegal risk"
        assert asked[2]["min_weaknesses"] == "5"

    def test_a_draft_of_the_users_own(self, refine: Any, server: Server) -> None:
        """It is refined instead of one that is written; from a file or from stdin."""
        Path("draft.txt").write_text(DRAFT)
        done = refine(TASK, "--draft", "draft.txt", "--json")
        assert server.steps[0] == "verify"
        assert json.loads(done.out)["rounds"][0]["text"] == DRAFT
        piped = refine(TASK, "--draft", "-", "--json", "--max-rounds", "0", stdin=DRAFT.encode())
        assert json.loads(piped.out)["text"] == DRAFT

    def test_settings_reach_the_server(self, refine: Any, server: Server) -> None:
        """Model, seed and temperature of each call; a verdict is always drawn at 0."""
        refine(TASK, "--seed", "3", "--temperature", "0.4", "--critic-model", "large")
        steps = zip(server.steps, server.bodies, strict=True)
        told = [(step, body["model"], body["seed"], body["temperature"]) for step, body in steps]
        assert told == [
            ("draft", "small", 3_000_000, 0.4),
            ("verify", "large", 3, 0.0),
            ("critique", "large", 3_001_000, 0.4),
            ("edit", "small", 3_001_000, 0.4),
            ("verify", "large", 3, 0.0),
        ]


class TestEnd:
    def test_not_ready_is_1(self, refine: Any, server: Server) -> None:
        """The text as far as it came is on stdout all the same."""
        done = refine(TASK, "--max-rounds", "0")
        assert (done.code, done.out) == (1, f"{DRAFT}\n")
        assert "not ready: 1 of 2 boxes is still open" in done.err
        assert "[ ] b2" in done.err

    def test_without_a_draft_it_is_1_and_nothing_is_printed(
        self, refine: Any, server: Server
    ) -> None:
        """A model that says nothing fails the run; stdout and --out stay as they were."""
        server.script = {"draft": ""}
        Path("note.md").write_text("old")
        done = refine(TASK, "--out", "note.md")
        assert (done.code, done.out, Path("note.md").read_text()) == (1, "", "old")
        assert "failed: no draft came about" in done.err

    def test_over_budget_is_4_with_the_best_text(self, refine: Any, server: Server) -> None:
        """What the tokens bore is printed, and what they lacked is said."""
        done = refine(TASK, "--max-tokens", "2000")
        assert (done.code, done.out) == (4, f"{DRAFT}\n")
        assert "over budget: " in done.err
        assert "of 2,000 tokens are used" in done.err
        assert 120 * len(server.bodies) <= 2000

    def test_a_cap_in_thousands(self, refine: Any) -> None:
        """As evaluate, compile and calibrate take it."""
        done = refine(TASK, "--max-tokens", "2k")
        assert done.code == 4
        assert "of 2,000 tokens are used" in done.err

    def test_no_room_for_a_draft_is_4_and_no_call(self, refine: Any, server: Server) -> None:
        """A budget that cannot bear one call prints nothing and asks nothing."""
        done = refine(TASK, "--max-tokens", "10")
        assert (done.code, done.out, server.bodies) == (4, "", [])
        assert "there was no room for a draft" in done.told

    def test_a_server_that_fails_is_3(
        self, refine: Any, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One line, no traceback, nothing on stdout, and how to go on."""
        monkeypatch.setattr("time.sleep", lambda seconds: None)
        server.before = lambda number, body: (500, {"error": {"message": "boom"}})
        done = refine(TASK)
        assert (done.code, done.out) == (3, "")
        assert done.err.splitlines()[-1].startswith(f"redraft: {server.url} failed: boom")
        (path,) = saved()
        assert f"no steps are answered and saved; go on with: redraft run --continue {path}" in (
            done.err
        )

    def test_an_unreadable_step_is_told_and_stops_nothing(
        self, refine: Any, server: Server
    ) -> None:
        """A critique that cannot be read is said in the progress; the run still ends ready."""
        told = edit(("w1", FIRST, f"It closes {REASON}."))
        server.script = ROUND | {"critique": "no idea", "edit": told}
        done = refine(TASK)
        assert done.code == 0
        assert f"It closes {REASON}." in done.out
        assert "critique  unreadable: " in done.err

    def test_boxes_that_stay_open_say_what_is_missing(self, refine: Any, server: Server) -> None:
        """The checklist names it, and who said so."""
        server.script = ROUND | {"verify": verify(b2="").replace('"it"', '"the reason"')}
        done = refine(TASK, "--max-rounds", "0")
        assert "[ ] b2  Does it say why the kitchen closes? (model)" in done.err
        assert "missing: the reason" in done.err

    def test_a_task_without_boxes_is_critized_once(self, refine: Any, server: Server) -> None:
        """No box to tick: one round, ready, and no checklist in the report."""
        done = refine(WORDS)
        assert done.code == 0
        assert server.steps == ["draft", "critique", "edit"]
        assert "Checklist" not in done.err
        assert "ready: there was no box to tick" in done.err


class TestSaved:
    def test_each_run_is_saved_where_it_says(self, refine: Any) -> None:
        """Under REDRAFT_HOME, readable by its owner alone, named in the last line."""
        done = refine(TASK)
        (path,) = saved()
        assert done.err.splitlines()[-1] == f"saved: {path}"
        assert path.stat().st_mode & 0o777 == 0o600
        assert json.loads(path.read_text())["status"] == "ready"

    def test_save_names_the_file(self, refine: Any) -> None:
        """And nothing else is written."""
        refine(TASK, "--save", "run.json")
        assert [path.name for path in Path().iterdir()] == ["run.json"]
        assert saved() == []

    def test_save_takes_no_file_that_is_there(self, refine: Any, server: Server) -> None:
        """Neither the run that the same line saved before, nor a text; an empty file it takes."""
        Path("run.json").touch()
        assert refine(TASK, "--save", "run.json").code == 0
        Path("notes.md").write_text("mine")
        asked = len(server.bodies)
        for name in ("run.json", "notes.md"):
            before = Path(name).read_bytes()
            done = refine(TASK, "--save", name)
            assert (done.code, done.out, Path(name).read_bytes()) == (2, "", before)
            assert f"--save {name} is there already; if it is a saved run, redraft run" in done.err
        assert len(server.bodies) == asked
        again = refine("--continue", "run.json", "--save", "./run.json")
        assert (again.code, len(server.bodies)) == (0, asked)

    def test_a_lock_that_cannot_be_made_stops_nothing(self, refine: Any) -> None:
        """As where the folder cannot be written: what is there is told again all the same."""
        refine(TASK, "--save", "run.json")
        Path("run.json.lock").mkdir()
        done = refine("--continue", "run.json")
        assert (done.code, done.out) == (0, f"{FINAL}\n")
        assert refine("--continue", "none/run.json").code == 2
        assert not Path("none").exists()

    def test_a_run_that_cannot_be_saved_goes_on(
        self, refine: Any, environment: dict[str, str]
    ) -> None:
        """It warns once, ends as it would, and names no saved file."""
        Path("file").touch()
        environment["REDRAFT_HOME"] = "file"
        done = refine(TASK)
        assert (done.code, done.out) == (0, f"{FINAL}\n")
        assert done.err.count("cannot be written: ") == 1
        assert "; the run goes on, but may not be continued later" in done.err
        assert "saved: " not in done.err

    def test_no_key_is_saved_or_told(
        self, refine: Any, server: Server, environment: dict[str, str]
    ) -> None:
        """The key goes to the server, and appears in no output and no file."""
        environment["REDRAFT_API_KEY"] = "plain-secret-value"
        done = refine(TASK, "--json")
        assert set(server.keys) == {"Bearer plain-secret-value"}
        (path,) = saved()
        assert not [text for text in (*done[1:], path.read_text()) if "plain-secret" in text]

    def test_continuing_a_finished_run_asks_nothing(
        self, refine: Any, call: Call, server: Server
    ) -> None:
        """The text is printed again, without a call and without the server's address."""
        refine(TASK, "--save", "run.json")
        asked = len(server.bodies)
        again = call("run", "--continue", "run.json", "--out", "note.md")
        assert again.code == 0
        assert Path("note.md").read_text() == f"{FINAL}\n"
        assert "5 steps from the saved run" in again.told
        assert len(server.bodies) == asked

    def test_continuing_with_more_rounds(self, refine: Any, call: Call, server: Server) -> None:
        """A run that used up its rounds goes on from there, in the same file."""
        assert refine(TASK, "--save", "run.json", "--max-rounds", "0").code == 1
        done = call("run", "--continue", "run.json", "--max-rounds", "1")
        assert (done.code, done.out) == (0, f"{FINAL}\n")
        assert server.steps == ["draft", "verify", "critique", "edit", "verify"]
        assert json.loads(Path("run.json").read_text())["status"] == "ready"
        assert saved() == []

    def test_a_server_that_dies_in_mid_run_is_not_paid_twice(
        self, refine: Any, call: Call, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Exit 3 with the path; another server goes on there; five calls are paid in all."""
        monkeypatch.setattr("time.sleep", lambda seconds: None)

        def dies(number: int, body: Any) -> None:
            if number == 3:
                server.close()
                raise ConnectionError("the server is gone")

        server.before = dies
        done = refine(TASK)
        (path,) = saved()
        assert (done.code, done.out) == (3, "")
        assert f"2 steps are answered and saved; go on with: redraft run --continue {path}" in (
            done.err
        )
        assert done.err.splitlines()[-1].startswith(f"redraft: no server answers at {server.url}")
        other = Server(ROUND | {"verify": verify(b2=REASON)})
        again = call("run", "--continue", str(path), "--api-base", other.url)
        other.close()
        assert (again.code, again.out) == (0, f"{FINAL}\n")
        assert (server.steps, other.steps) == (["draft", "verify"], ["critique", "edit", "verify"])

    def test_a_key_goes_nowhere_that_only_the_file_says(
        self, refine: Any, call: Call, server: Server, environment: dict[str, str]
    ) -> None:
        """A run from elsewhere is not gone on with before its address is typed, or another."""
        refine(TASK, "--save", "run.json", "--max-rounds", "0")
        run = Path("run.json").read_text()
        Path("run.json").write_text(run.replace(server.url, "http://192.0.2.1/v1"))
        environment["REDRAFT_API_KEY"] = "plain-secret-value"
        done = call("run", "--continue", "run.json", "--max-rounds", "1")
        assert (done.code, done.out) == (2, "")
        assert done.err.endswith("if it may, say so with --api-base http://192.0.2.1/v1\n")
        again = ("run", "--continue", "run.json", "--max-rounds", "1", "--api-base", server.url)
        assert call(*again).code == 0
        assert server.keys[-1] == "Bearer plain-secret-value"
