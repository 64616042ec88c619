"""Forms of visits; labels are keys of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from courier.domain.additions import RELATIONS, AddReason
from courier.domain.consent_proofs import ConsentMethod, Proof
from courier.domain.visit_outcomes import Elsewhere, Told
from courier.domain.visits import LONGEST_NAME, LONGEST_NOTE, LONGEST_PLACE, NotDoneReason
from courier.services.people import GIVEN
from courier.services.visit_outcomes import Person

LONGEST_SAID = 100
LONGEST_PHONE = 30


class DayField(DateField):  # type: ignore[misc]
    """A day, whose refusal is a key of the catalogue."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day. Raises ValueError with the key ``errors.visit_day_unreadable``."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("errors.visit_day_unreadable") from error


def _at_most(longest: int) -> Length:
    return Length(max=longest, message="visits.too_long")


class ScanForm(FlaskForm):  # type: ignore[misc]
    """A slip: scanned or typed, or its picture."""

    code = StringField()
    picture = FileField()


class IdNumberForm(FlaskForm):  # type: ignore[misc]
    """Somebody's identity number, read from the card."""

    id_number = StringField(
        "slips.id_number",
        description="slips.id_number_hint",
        validators=[InputRequired("visits.fill_in"), _at_most(LONGEST_PHONE)],
    )


class ConsentForm(FlaskForm):  # type: ignore[misc]
    """How they agreed, with the proof, and what stood on the screen: the total, the language."""

    method = RadioField(
        "households.method",
        choices=[
            SelectChoice(way.value, f"households.method_{way.value}") for way in ConsentMethod
        ],
        validators=[InputRequired("households.method_needed")],
    )
    signature = HiddenField()
    code = StringField()
    witness_name = StringField("at_table.witness_name")
    witness_relation = StringField(
        "at_table.witness_relation", description="at_table.witness_relation_hint"
    )
    shown_fen = HiddenField()
    read_in = HiddenField()

    def proof(self) -> Proof:
        """What was given; the service takes what belongs to the method."""
        return Proof(
            signature=self.signature.data or "",
            slip=self.code.data or "",
            witness_name=self.witness_name.data or "",
            witness_relation=self.witness_relation.data or "",
        )


class AddForm(FlaskForm):  # type: ignore[misc]
    """Somebody who is to be added to a household, and pictures of the papers."""

    request_id = HiddenField()
    reason = RadioField(
        "additions.reason",
        choices=[SelectChoice(one.value, f"additions.reason_{one.value}") for one in AddReason],
        validators=[InputRequired("additions.reason_needed")],
    )
    name = StringField("additions.name", validators=[InputRequired("visits.fill_in")])
    id_number = StringField("additions.id_number", description="additions.id_number_hint")
    born = DayField("additions.born", description="additions.born_hint", validators=[Optional()])
    relation = SelectField(
        "additions.relation",
        choices=[SelectChoice("", "additions.choose")]
        + [SelectChoice(one.value, f"households.relation_{one.value}") for one in RELATIONS],
        validators=[InputRequired("visits.fill_in")],
    )
    category = SelectField(
        "additions.category",
        description="additions.category_hint",
        choices=[SelectChoice("", "additions.no_category")]
        + [SelectChoice(one.value, f"categories.{one.value}") for one in GIVEN],
        validators=[Optional()],
    )
    papers = MultipleFileField("additions.paper")

    def facts(self) -> dict[str, str]:
        """Who it is, as it was typed."""
        fields = (self.name, self.id_number, self.relation, self.category)
        return {field.name: field.data or "" for field in fields}


class NotDoneForm(FlaskForm):  # type: ignore[misc]
    """Why it could not be done, and when to come again."""

    reason = RadioField(
        "visits.reason",
        choices=[SelectChoice(why.value, f"visits.reason_{why.value}") for why in NotDoneReason],
        validators=[InputRequired("visits.reason_needed")],
    )
    next_on = DayField("visits.next_on", description="visits.next_on_hint", validators=[Optional()])
    elsewhere = RadioField(
        "outcomes.elsewhere",
        choices=[SelectChoice(where.value, f"outcomes.elsewhere_{where}") for where in Elsewhere],
        default=Elsewhere.UNSURE.value,
        validators=[Optional()],
    )
    person = SelectField("outcomes.who_died", description="outcomes.who_died_hint", default="")
    moved_to = StringField(
        "outcomes.moved_to",
        description="outcomes.moved_to_hint",
        validators=[_at_most(LONGEST_PLACE)],
    )

    def may_name(self, people: Iterable[Person]) -> None:
        """Offer the people of the household, and nobody first."""
        self.person.choices = [
            SelectChoice("", "outcomes.nobody_named"),
            *(SelectChoice(str(one.insuree_id), one.name) for one in people),
        ]

    def told(self) -> Told:
        """What was said at the door."""
        return Told(
            elsewhere=Elsewhere(self.elsewhere.data or Elsewhere.UNSURE),
            insuree_id=UUID(self.person.data) if self.person.data else None,
            moved_to=self.moved_to.data or "",
        )


class AnnounceForm(FlaskForm):  # type: ignore[misc]
    """The cash that she is about to hand in, in yuan."""

    amount = StringField("cash.announce_amount", validators=[InputRequired("visits.fill_in")])


class RequestForm(FlaskForm):  # type: ignore[misc]
    """A wish for a visit."""

    village = StringField(
        "visits.ask_village",
        description="visits.ask_village_hint",
        validators=[InputRequired("visits.fill_in"), _at_most(LONGEST_SAID)],
    )
    village_code = StringField()
    contact_name = StringField(
        "visits.ask_name",
        description="visits.ask_name_hint",
        validators=[InputRequired("visits.fill_in"), _at_most(LONGEST_NAME)],
    )
    contact_phone = StringField(
        "visits.ask_phone",
        description="visits.ask_phone_hint",
        validators=[InputRequired("visits.fill_in"), _at_most(LONGEST_PHONE)],
    )
    asker_phone = StringField(
        "outcomes.asker_phone",
        description="outcomes.asker_phone_hint",
        validators=[_at_most(LONGEST_PHONE)],
    )
    place = StringField(
        "visits.ask_place",
        description="visits.ask_place_hint",
        validators=[_at_most(LONGEST_PLACE)],
    )
    wanted_on = DayField("visits.ask_day", validators=[Optional()])
    note = TextAreaField(
        "visits.ask_note",
        description="visits.ask_note_hint",
        validators=[_at_most(LONGEST_NOTE)],
    )


class NumberForm(FlaskForm):  # type: ignore[misc]
    """The number of a visit."""

    visit_no = StringField("visits.number", validators=[InputRequired("visits.fill_in")])
