"""Imports point one way; see `ALLOWED`."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

ALLOWED: dict[str, tuple[str, ...]] = {
    "redraft.checks": (),
    "redraft.signatures": (),
    "redraft.statistics": (),
    "redraft.texts": (),
    "redraft.data": ("redraft.checks", "redraft.signatures"),
    "redraft.metrics": ("redraft.checks", "redraft.signatures", "redraft.texts"),
    "redraft.programs": ("redraft.checks", "redraft.signatures", "redraft.texts"),
}
"""What a layer may import of ours, besides itself. The application may import all of these."""

CLI = "redraft.cli"
"""Imported by nothing but itself and `python -m redraft`."""


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Every module of the tree by the name it is installed under."""
    for top in ("redraft", "data", "metrics", "programs", "signatures"):
        package = top if top == "redraft" else f"redraft.{top}"
        for parent, _, files in os.walk(root / top):
            parts = Path(parent).relative_to(root / top).parts
            for file in sorted(files):
                if file.endswith(".py"):
                    yield ".".join((package, *parts, file.removesuffix(".py"))), Path(parent, file)


def imports(module: str, source: str) -> Iterator[tuple[int, str]]:
    """Each import's line and full name; `module` of an `__init__.py` ends in `.__init__`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: -node.level] if node.level else []
            base += [node.module] if node.module else []
            yield from ((node.lineno, ".".join((*base, alias.name))) for alias in node.names)


def violations(root: Path) -> list[str]:
    """Every import of ours that points the wrong way, as `module:line imports target`."""
    found = []
    for module, path in modules(root):
        for line, target in imports(module, path.read_text(encoding="utf-8")):
            if not within(target, "redraft"):
                continue
            layer = next((layer for layer in ALLOWED if within(module, layer)), None)
            if layer:
                wrong = not any(within(target, ok) for ok in (layer, *ALLOWED[layer]))
            else:
                wrong = within(target, CLI) and not (
                    within(module, CLI) or module == "redraft.__main__"
                )
            if wrong:
                found.append(f"{module}:{line} imports {target}")
    return found


def test_imports_point_one_way() -> None:
    assert violations(ROOT) == []


def test_it_sees_the_modules_of_every_layer() -> None:
    seen = {module for module, _ in modules(ROOT)}
    assert {"redraft.errors", "redraft.signatures.types", "redraft.programs.__init__"} <= seen


@pytest.mark.parametrize(
    ("file", "source", "target"),
    [
        ("signatures/a.py", "from redraft.programs import refine", "redraft.programs.refine"),
        ("signatures/a.py", "from ..errors import RedraftError", "redraft.errors.RedraftError"),
        ("programs/guards/a.py", "from ...errors import X", "redraft.errors.X"),
        ("programs/guards/__init__.py", "from ... import errors", "redraft.errors"),
        ("programs/a.py", "def f():\n    import redraft.models", "redraft.models"),
        ("programs/a.py", "from redraft.checksums import X", "redraft.checksums.X"),
        ("metrics/a.py", "from redraft import programs", "redraft.programs"),
        ("data/a.py", "import redraft", "redraft"),
        ("data/a.py", "from redraft.errors import RedraftError", "redraft.errors.RedraftError"),
        ("redraft/checks/a.py", "import redraft.signatures.types", "redraft.signatures.types"),
        ("redraft/texts/a.py", "import redraft.signatures.types", "redraft.signatures.types"),
        ("redraft/report.py", "from .cli import main", "redraft.cli.main"),
    ],
)
def test_a_wrong_import_is_found(tmp_path: Path, file: str, source: str, target: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(source)
    (found,) = violations(tmp_path)
    assert found.endswith(f" imports {target}")


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("programs/a.py", "from redraft.signatures.types import Box\nfrom .b import c"),
        ("programs/guards/a.py", "from ..steps import Step\nfrom redraft.checks import length"),
        ("programs/__init__.py", "from .refine import Refine"),
        ("metrics/a.py", "from redraft.texts.text import contains"),
        ("data/a.py", "from redraft.checks import parse\nfrom .schema import Row"),
        ("redraft/compile.py", "from redraft.programs import refine\nimport dspy"),
        ("redraft/cli/run.py", "from . import options\nimport redraft.cli.options"),
        ("redraft/__main__.py", "from redraft.cli import main"),
    ],
)
def test_a_right_import_is_not(tmp_path: Path, file: str, source: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(source)
    assert violations(tmp_path) == []
