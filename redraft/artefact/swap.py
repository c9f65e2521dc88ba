"""A folder put in the place of another: in two renames, of which a kill may leave the first.

.x.RANDOM       the new folder, while it is written
.x.RANDOM.old   the older one of that name, while the new one takes its place
"""

import os
import re
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from redraft.written import allowed

__all__ = ["put_whole", "recover"]


def put_whole(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the files in a folder beside it, then rename; an older folder goes last.

    A link stays, and what it leads to is replaced.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    folder = _real(folder)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    old = _old(new)
    try:
        new.chmod(allowed(0o755))
        for name, text in texts.items():
            with (new / name).open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        if folder.exists():
            folder.rename(old)
        _take_place(new, folder, old)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(folder: Path, names: Collection[str]) -> None:
    """Finish what a kill left between the renames: a folder with files of all these `names`.

    Older folders, of files of these names alone, that a kill did not let go are let go.

    Raises:
        OSError: it cannot be renamed.
    """
    folder = _real(folder)
    for old in folder.parent.glob(".*.old"):
        if not _is_of(folder, old) or not _held(old) <= set(names):
            continue
        if not folder.exists():
            both = (old.with_suffix(""), old)
            whole = next((one for one in both if _held(one) == set(names)), None)
            if whole is None:
                continue
            whole.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def _take_place(new: Path, folder: Path, old: Path) -> None:
    try:
        new.rename(folder)
    except OSError:
        if not new.exists() and folder.exists():
            return  # whoever read it meanwhile has finished it
        if old.exists():
            old.rename(folder)
        raise


def _real(folder: Path) -> Path:
    """Where a link leads, to what is there or is to be."""
    return Path(os.path.realpath(folder)) if folder.is_symlink() else folder


def _old(new: Path) -> Path:
    return new.with_name(f"{new.name}.old")


def _is_of(folder: Path, old: Path) -> bool:
    """Whether the name is that of an older folder of this very name, as `tempfile` makes it."""
    return bool(re.fullmatch(rf"\.{re.escape(folder.name)}\.[a-z0-9_]{{8}}\.old", old.name))


def _held(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
