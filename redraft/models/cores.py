"""The cores that this process may run on."""

import os

from .cgroup import limit

__all__ = ["cores"]


def cores() -> int:
    """Those of the machine that its affinity allows, and its container's quota: at least one."""
    most = [os.cpu_count() or 1]
    if hasattr(os, "sched_getaffinity"):
        most.append(len(os.sched_getaffinity(0)))
    match limit("cpu.max"):
        case [quota, period] if quota.isdecimal():
            most.append(-(-int(quota) // int(period)))  # of the last one a part
    return max(1, min(most))
