"""The system calls that nothing in the box may make: behind the namespaces, a second wall in front of the kernel."""

from __future__ import annotations

import errno
import os

DENIED = (
    *("socket", "connect", "bind", "listen", "accept", "accept4"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd"),
    *("mount", "umount2", "move_mount", "open_tree", "fsopen", "pivot_root", "chroot", "unshare", "setns"),
    *("bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "open_by_handle_at"),
    *("keyctl", "add_key", "request_key", "kexec_load", "init_module", "finit_module", "delete_module"),
    *("reboot", "swapon", "swapoff", "acct", "syslog", "settimeofday", "clock_settime", "personality"),
)
"""Denied with EPERM: networking, other processes, mounts and namespaces, and the kernel's most attacked corners."""


def filter_file() -> int | None:
    """A descriptor of the compiled filter for `bwrap --seccomp`, which the caller closes; None without libseccomp.

    The box stands without it: it is the second wall.
    """
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError):
        return None
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in DENIED:
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
    descriptor = os.memfd_create("seccomp")
    with os.fdopen(os.dup(descriptor), "wb") as file:
        rules.export_bpf(file)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
