"""Many cards at once: drawing is the processor's work, so all processors draw."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from courier.adapters.pictures.card import draw_card
from courier.domain.faces import CardFace, CardPictures
from courier.texts import Locale

FEW = 30  # below this, starting processes costs more than they save
AT_ONCE = 10  # cards that a process takes up together


def draw_cards(faces: Sequence[CardFace], locale: Locale) -> Iterator[CardPictures]:
    """Both sides of each as PNG, in order."""
    draw = partial(draw_card, locale=locale)
    if len(faces) < FEW:
        yield from map(draw, faces)
        return
    # Spawned, not forked: the caller may have threads and connections.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as processes:
        yield from processes.map(draw, faces, chunksize=AT_ONCE)
