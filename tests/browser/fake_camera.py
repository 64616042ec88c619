"""A video file that shows one QR code, for Chromium's fake camera."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from PIL import Image

WIDTH, HEIGHT, FRAMES = 640, 480, 10


def write_video(path: Path, text: str) -> Path:
    """Write ``text`` as a code in the middle of a white picture, one second of YUV 4:2:0."""
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="png", scale=1, border=4)
    code = Image.open(buffer).convert("L")
    scale = (HEIGHT - 80) // code.width
    code = code.resize((code.width * scale, code.height * scale), Image.Resampling.NEAREST)
    picture.paste(code, ((WIDTH - code.width) // 2, (HEIGHT - code.height) // 2))
    colour = bytes([128]) * (WIDTH * HEIGHT // 2)
    frame = b"FRAME\n" + picture.tobytes() + colour
    path.write_bytes(
        b"YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT) + frame * FRAMES
    )
    return path


def camera_flags(video: Path) -> list[str]:
    """Chromium's flags for a camera that shows ``video`` and asks nobody's leave."""
    return [
        "--no-sandbox",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
