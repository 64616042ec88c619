"""What a courier's phone fetches and hands in by itself, and the pages that it keeps."""

from __future__ import annotations

from field_app.phone.pages import phone_shell

rooms = (phone_shell,)
