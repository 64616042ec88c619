"""The reader of codes alone, for a command that need not wake the whole house."""

from __future__ import annotations

from courier.adapters.code_reader import CodeWorkers


def code_reader(*, processes: int = 2) -> CodeWorkers:
    """A reader with at most so many processes of its own, started when they are needed."""
    return CodeWorkers(processes=processes)
