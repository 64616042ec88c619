"""A roster between its pages: the upload, and what was found in it, for an hour.

It is kept under the id of the import that it may become; the key lies in the session of the
admin who sent it, so that nobody else sees the people in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import session

from courier.domain.errors import BadInput
from courier.services.roster_reports import ImportReport, as_json, from_json
from field_app.admin.kept_files import keep, keep_beside, kept, name_of

IN_SESSION, MOST = "rosters", 4
REPORT = "report"


@dataclass(frozen=True, slots=True)
class KeptRoster:
    """An upload and the newest report on it."""

    import_id: UUID
    data: bytes
    report: ImportReport


def keep_roster(data: bytes, report: ImportReport) -> UUID:
    """Keep both; answers the id of the import that it may become."""
    token = keep(data)
    keep_beside(token, REPORT, as_json(report))
    session[IN_SESSION] = [*session.get(IN_SESSION, []), token][-MOST:]
    return name_of(token)


def keep_report(import_id: UUID, report: ImportReport) -> None:
    """The newest report in place of the one before."""
    keep_beside(_token(import_id), REPORT, as_json(report))


def kept_roster(import_id: UUID) -> KeptRoster:
    """What is kept. Raises BadInput ``roster_file_gone``."""
    token = _token(import_id)
    data, report = kept(token), kept(token, REPORT)
    if data is None or report is None:
        raise BadInput("roster_file_gone")
    return KeptRoster(import_id, data, from_json(report))


def _token(import_id: UUID) -> str:
    for token in session.get(IN_SESSION, []):
        if name_of(token) == import_id:
            return str(token)
    raise BadInput("roster_file_gone")
