"""The cache of replies: private, without pickled objects, apart for each server."""

import hashlib
import os
import re
from pathlib import Path

from redraft.home import home

__all__ = ["folder", "use"]

_ADDRESSES = re.compile(
    r"_(API_BASE|BASE_URL|ENDPOINT|RESOURCE|REGION|WORKSPACE_ID)$"
    r"|^AWS_ENDPOINT_URL|^GOOGLE_CLOUD_|^GCLOUD_PROJECT$"
)


def folder() -> Path:
    """The folder that replies are kept in.

    A model at `--api-base` has the address in its name, and so in its keys. Addresses that
    come from the environment are in no key of DSPy's: each set of them has its own folder.
    """
    found = sorted(f"{k}={v}" for k, v in os.environ.items() if _ADDRESSES.search(k))
    return home("cache", "replies") / hashlib.sha256("\n".join(found).encode()).hexdigest()[:16]


def use() -> None:
    """Let DSPy keep replies on disk there; only their owner can read them."""
    import dspy

    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    for one in (place.parent, place):
        one.chmod(0o700)
    dspy.configure_cache(
        enable_disk_cache=True,
        enable_memory_cache=False,
        disk_cache_dir=str(place),
        restrict_pickle=True,
    )
