"""The tree of errors that people can do something about.

CourierError
├── BadInput          what was given cannot be read or is impossible
├── NotFound          no such thing, or not for this asker
├── NotAllowed        this asker may not do this
│   └── SignedOut     nobody is signed in; the code says why
├── Conflict          somebody or something was first
├── Refused           a rule says no
└── OutsideFailed     an outside system did not do its part

An error carries a code and facts, never prose: the sentence is
``texts.say("errors." + code, locale, **facts)``.
"""

from __future__ import annotations


class CourierError(Exception):
    """An error with a stable code and the facts that its sentence needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return self.code


class BadInput(CourierError):
    """What was given cannot be read or is impossible."""


class NotFound(CourierError):
    """There is no such thing, or it is not for this asker."""


class NotAllowed(CourierError):
    """This asker may not do this."""


class SignedOut(NotAllowed):
    """Nobody is signed in where a program asks; the code says why."""


class Conflict(CourierError):
    """Somebody or something was first."""


class Refused(CourierError):
    """A rule says no."""


class OutsideFailed(CourierError):
    """An outside system did not do its part; trying again may help."""
