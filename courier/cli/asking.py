"""The assistant for commands: the best ear there is, and its answers as plain facts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import click

from courier.domain.topics import Topic
from courier.ports import Interpreter
from courier.services.bubbles import Reply
from courier.services.conversations import ask_once
from courier.services.core import Core
from courier.settings import Settings
from courier.texts import Locale, say
from courier.wiring import best_interpreter, build_core, migrate_database

MOST_ALTERNATIVES = 3


class Listening(Interpreter, Protocol):
    """An ear that knows what it is made of, and what it missed."""

    missed: int

    @property
    def must_load(self) -> bool:
        """Whether it takes its time before the first answer."""

    @property
    def is_installed(self) -> bool:
        """Whether it is more than plain look-up."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers single questions; nothing is kept."""

    core: Core
    locale: Locale
    pack_id: str | None
    ear: Listening

    def reply(self, text: str) -> Reply:
        """What the assistant says. Raises NotFound ``pack_not_found``."""
        return ask_once(self.core, text=text, locale=self.locale, pack_id=self.pack_id)

    def report(self, text: str) -> dict[str, Any]:
        """The same for machines."""
        return answer_report(self.reply(text))


@contextmanager
def asking(locale: Locale, pack_id: str | None) -> Iterator[Asking]:
    """The assistant as a villager meets it, even when no server runs.

    Says on standard error when the model must be loaded first, and at the end how many
    questions only the simpler ear could answer. Raises NotFound ``pack_not_found``.
    """
    settings = lenient_settings()
    with closing(best_interpreter(settings)) as ear:
        core = replace(build_core(settings), interpreter=ear)
        try:
            if pack_id is not None:
                core.shelf.get(pack_id)
            if settings.database_url is None:
                migrate_database(core.engine)  # the embedded one may be new
            _tell_beginning(ear, locale)
            yield Asking(core, locale, pack_id, ear)
            if ear.missed:
                tell("learning.ask_missed", locale, count=ear.missed)
        finally:
            core.engine.dispose()


def answer_report(reply: Reply) -> dict[str, Any]:
    """The answer for machines; ``alternatives`` are topics, best first, ``topic`` the first.

    What nobody understood counts as out of scope, not answered.
    """
    first = reply.messages[0]
    best = next(iter(reply.guesses), None)
    topic = first.topic or (best.topic if best else Topic.OUT_OF_SCOPE.value)
    others = [guess.topic for guess in reply.guesses if guess.topic != topic]
    sure = next((guess.confidence for guess in reply.guesses if guess.topic == topic), None)
    return {
        "topic": topic,
        "confidence": first.confidence if first.confidence is not None else sure,
        "alternatives": [topic, *others][:MOST_ALTERNATIVES],
        "answered": first.answered and topic != Topic.OUT_OF_SCOPE,  # a kind no is no answer
        "text": "\n".join(bubble.text for bubble in reply.messages if not bubble.note),
        "sources": list(dict.fromkeys(one for b in reply.messages for one in b.sources)),
        "pack": first.pack_id,
        "fingerprint": first.pack_fingerprint,
    }


def tell(key: str, locale: Locale, **facts: object) -> None:
    """A line for the person who waits, beside the results."""
    click.echo(say(key, locale, **facts), err=True)


def _tell_beginning(ear: Listening, locale: Locale) -> None:
    if not ear.is_installed:
        tell("learning.ask_simple", locale)
    elif ear.must_load:
        tell("learning.ask_loading", locale)


def lenient_settings() -> Settings:
    """As everywhere; nothing is kept or sealed here, so without a secret the demo's will do."""
    given = dict(os.environ)
    if not given.get("YIBAO_SECRET"):
        given["YIBAO_DEMO"] = "1"
    return Settings.from_environment(given)
