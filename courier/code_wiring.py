"""The reader of codes alone, for a command that need not wake the whole house."""

from __future__ import annotations

from courier.adapters.picture_workers import PictureWorkers


def code_reader(*, processes: int = 2) -> PictureWorkers:
    """A reader with at most so many processes of its own, started when they are needed."""
    return PictureWorkers(processes=processes)
