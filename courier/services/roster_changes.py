"""Whom a roster would change, and how: told before anything is written, for people to check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from courier.store.queries import roster_differences as queries
from courier.store.rows.rosters import PersonChangeRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say

# What the words of a value are: codes have an entry in the catalogue, other text stands for itself.
CODED = {"relations": "households.relation_", "categories": "categories."}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes (``rosters.change_<kind>``), from what to what.

    Both are empty for what is not shown: telephone numbers and accounts.
    """

    kind: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def words(self, locale: Locale) -> str:
        """What changes, as one sentence."""
        what = say(f"rosters.change_{self.kind}", locale)
        if not (self.before or self.after):
            return say("rosters.changed_only", locale, what=what)
        before, after = self._words(self.before, locale), self._words(self.after, locale)
        return say("rosters.changed_from", locale, what=what, before=before, after=after)

    def _words(self, values: tuple[str, ...], locale: Locale) -> str:
        room = CODED.get(self.kind)
        shown = [say(f"{room}{value}", locale) if room else value for value in values]
        return say("rosters.between", locale).join(shown) or say("rosters.none", locale)


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A known person whom a line changes; ``name`` is the one known so far."""

    line: int
    id_masked: str
    name: str
    differences: tuple[Difference, ...]

    @property
    def is_renamed(self) -> bool:
        """Another name under a known number: one of the two may be wrong."""
        return any(one.kind == "names" for one in self.differences)

    @property
    def needs_slip(self) -> bool:
        """The slip of the household that is left finds this person no more."""
        return any(one.kind == "households" for one in self.differences)

    def words(self, locale: Locale) -> list[str]:
        """What changes, a sentence each."""
        return [one.words(locale) for one in self.differences]

    def advice(self, locale: Locale) -> list[str]:
        """What is to be looked at or done because of it; often nothing."""
        keys = {"rosters.look": self.is_renamed, "rosters.slip_needed": self.needs_slip}
        return [say(key, locale) for key, due in keys.items() if due]


def changed_people(work: Work, county_id: int) -> tuple[PersonChange, ...]:
    """After the comparison and before anything is written; those with another name come first."""
    rows = queries.changed_people(work, {"county_id": county_id})
    return tuple(
        PersonChange(row.line, row.id_masked, row.old_name, tuple(_differences(row)))
        for row in rows
    )


def _differences(row: PersonChangeRow) -> Iterator[Difference]:
    if row.renamed:
        yield Difference("names", (row.old_name,), (row.name,))
    if row.other_village:
        yield Difference("villages", _known(row.old_village), _known(row.village))
    if row.other_household:
        yield Difference("households", _known(row.old_household_no), (row.household_no,))
    if row.other_relation:
        yield Difference("relations", _known(row.old_relation), (row.relation,))
    if row.other_categories:
        yield Difference("categories", tuple(row.old_categories), tuple(row.categories))
    if row.other_phone:
        yield Difference("phones")
    if row.other_account:
        yield Difference("accounts")


def _known(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)
