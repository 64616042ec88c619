"""What people send stays in memory: Flask would write larger files to the disk, unsealed."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Flask, Request


class RequestInMemory(Request):
    """A request whose files, bounded by ``MAX_CONTENT_LENGTH``, never touch the disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - what the parser tells
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()


def init_app(app: Flask) -> None:
    """Use it for every request."""
    app.request_class = RequestInMemory
