"""What a process that opens strangers' pictures gives up before the first one comes.

A fault in a picture decoder then reaches nothing: no file can be opened, no connection made, no
program started, no core dump written. Linux holds it by seccomp for every thread; other Unix
systems bound memory, files and core dumps only, and Windows nothing yet.
"""

from __future__ import annotations

import errno
import sys

MOST_MEMORY = 3 << 30
"""Bytes of address space; the models and the largest picture need about half of it."""

MOST_FILES = 64

_ALLOWED = """
    read readv write writev close fstat newfstatat lseek mmap munmap mprotect madvise mremap brk
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack futex exit exit_group clock_gettime
    clock_nanosleep gettimeofday getpid gettid sched_yield sched_getaffinity getcpu getrandom
    restart_syscall tgkill poll ppoll select pselect6 getrusage sysinfo membarrier rseq
"""
"""Memory, time, threads that run already, and the pipes that are open already."""

_DEADLY = """
    socket connect bind listen accept accept4 socketpair execve execveat fork vfork ptrace
    process_vm_readv process_vm_writev bpf mount kexec_load init_module finit_module
"""
"""No part of the reader has a use for these: whoever calls them is not the reader."""


def lock() -> None:
    """Give up everything but memory, time and the pipes already open; there is no way back.

    Raises:
        OSError, RuntimeError: it cannot be held, on a system that should.
    """
    if sys.platform != "win32":
        _limit()
    if sys.platform == "linux":
        _filter()


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_AS, MOST_MEMORY),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def _filter() -> None:
    import pyseccomp  # type: ignore[import-untyped]  # noqa: PLC0415 - there on Linux only

    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    rules.set_attr(pyseccomp.Attr.CTL_TSYNC, 1)  # the threads of the recogniser run already
    for name in _ALLOWED.split():
        rules.add_rule(pyseccomp.ALLOW, name)
    for name in _DEADLY.split():
        rules.add_rule(pyseccomp.KILL_PROCESS, name)
    rules.load()
