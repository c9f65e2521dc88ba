"""What is installed is what stands in the tree, from locked requirements."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
TOOL = PROJECT["tool"]["setuptools"]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def files() -> dict[str, Path]:
    """Every file under the package roots, by the path it is installed at."""
    found = {}
    for package, folder in TOOL["package-dir"].items():
        for parent, folders, names in os.walk(ROOT / folder):
            folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
            inside = Path(package.replace(".", "/"), os.path.relpath(parent, ROOT / folder))
            for name in names:
                if not name.startswith("."):
                    found[(inside / name).as_posix()] = Path(parent, name)
    return found


def sources() -> dict[str, Path]:
    """Those of them that are Python."""
    return {name: path for name, path in files().items() if name.endswith(".py")}


def pins(lock: Path) -> dict[str, list[Requirement]]:
    """The pinned requirements of a lock by name; a name has several under markers."""
    found: dict[str, list[Requirement]] = {}
    for line in lock.read_text().replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement = Requirement(re.split(r"\s+--hash=", line)[0])
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel built from that sdist, offline."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tree)
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in TOOL["package-dir"].values():
        shutil.copytree(ROOT / folder, tree / folder, symlinks=True, ignore=ignore)
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", tree / "dist", tree],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return tree / "dist"


@pytest.fixture(scope="module")
def unzipped(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel is installed in, its dependencies elsewhere."""
    folder = tmp_path_factory.mktemp("installed")
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202
    return folder


def test_every_folder_with_code_is_a_listed_package() -> None:
    folders = {Path(path).parent.as_posix().replace("/", ".") for path in sources()}
    assert sorted(TOOL["packages"]) == sorted(folders)
    bare = [f for f in folders if f.replace(".", "/") + "/__init__.py" not in sources()]
    assert bare == [], "a folder without __init__.py is no package"


def test_the_wheel_holds_every_module_and_nothing_outside_redraft(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {n for n in names if n.endswith(".py")} == set(sources())
    assert "redraft/py.typed" in names
    assert {n.split("/")[0] for n in names} == {"redraft", "redraft-0.1.0.dist-info"}


def test_the_wheel_holds_every_other_file_of_the_packages(built: Path) -> None:
    """The data, the templates of the report, the models' catalogue: whatever lies in the tree."""
    (wheel,) = built.glob("*.whl")
    wanted = set(files()) - set(sources())
    assert {"redraft/models/catalogue.toml", "redraft/data/dev.jsonl"} <= wanted
    assert "redraft/report/page/templates/report.html" in wanted
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


@pytest.mark.parametrize(
    ("command", "says"), [(["model", "list"], "smollm2-135m"), (["data", "stats"], "train")]
)
def test_what_is_installed_works(
    unzipped: Path, environment: dict[str, str], tmp_path: Path, command: list[str], says: str
) -> None:
    """The commands that read files beside the code do so from the wheel."""
    python = [sys.executable, "-P"]
    settings: dict[str, Any] = {"env": {**environment, "PYTHONPATH": str(unzipped)}}
    settings |= {"cwd": tmp_path, "capture_output": True, "text": True}
    where = [*python, "-c", "import redraft; print(redraft.__file__)"]
    found = subprocess.run(where, check=True, **settings).stdout
    assert Path(found).is_relative_to(unzipped)
    done = subprocess.run([*python, "-m", "redraft", *command], check=False, **settings)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


def test_the_sdist_holds_every_module_once(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [n.partition("/")[2] for n in archive.getnames()]
    modules = sorted(n for n in names if n.endswith(".py") and n != "setup.py")
    assert modules == sorted(p.relative_to(ROOT).as_posix() for p in sources().values())


def test_each_package_outside_redraft_has_a_relative_symlink_inside_it() -> None:
    outside = {p: f for p, f in TOOL["package-dir"].items() if p != f}
    for package, folder in outside.items():
        link = ROOT / package.replace(".", "/")
        assert link.is_symlink(), f"make it: ln -s ../{folder} {link.relative_to(ROOT)}"
        assert os.readlink(link) == f"../{folder}"  # noqa: PTH115 - a Path would drop a "./"
        assert link.resolve() == (ROOT / folder).resolve()


def test_every_import_is_a_declared_dependency() -> None:
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["local"]]
    declared = {canonicalize_name(Requirement(wanted).name) for wanted in asked}
    owners = packages_distributions()
    for installed, path in sources().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import():
                    tops = {alias.name.partition(".")[0] for alias in node.names}
                case ast.ImportFrom(level=0, module=str(module)):
                    tops = {module.partition(".")[0]}
                case _:
                    continue
            for top in tops - sys.stdlib_module_names - {"redraft"}:
                owner = map(canonicalize_name, owners.get(top, [top]))
                assert declared & set(owner), f"{installed}:{node.lineno} imports {top}"


def test_the_locks_are_there() -> None:
    assert [lock.stem for lock in LOCKS] == ["base", "dev", "local"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
class TestLock:
    def test_every_requirement_is_pinned_and_hashed(self, lock: Path) -> None:
        for line in lock.read_text().replace("\\\n", " ").splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                assert re.match(r"[A-Za-z0-9._-]+==\S+ ", line), line[:80]
                assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", line), line[:80]

    def test_no_line_names_an_index_a_host_or_a_path(self, lock: Path) -> None:
        text = lock.read_text()
        assert "://" not in text
        assert not re.search(r"^\s*-(?!-hash=sha256:)", text, re.MULTILINE), "an option of pip"
        assert not re.search(r"(^|\s)(/|~|\.\.?/)|\s@\s", text, re.MULTILINE)

    def test_torch_and_compromised_releases_stay_out(self, lock: Path) -> None:
        found = pins(lock)
        assert "torch" not in found
        assert not {str(r.specifier) for r in found["litellm"]} & {"==1.82.7", "==1.82.8"}

    def test_it_answers_what_pyproject_asks(self, lock: Path) -> None:
        extras = {"base": [], "local": ["local"], "dev": ["local", "dev"]}[lock.stem]
        asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
        for extra in extras:
            asked += PROJECT["project"]["optional-dependencies"][extra]
        found = pins(lock)
        for wanted in map(Requirement, asked):
            got = found.get(canonicalize_name(wanted.name), [])
            assert got, f"{wanted} is not locked: run `make lock`"
            for pin in got:
                (version,) = pin.specifier
                assert wanted.specifier.contains(version.version), f"{wanted}, locked {pin}"

    def test_the_locks_agree(self, lock: Path) -> None:
        everything = pins(ROOT / "requirements" / "dev.txt")
        for name, requirements in pins(lock).items():
            assert {str(r.specifier) for r in requirements} <= {
                str(r.specifier) for r in everything[name]
            }
