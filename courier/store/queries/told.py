"""Words that were told, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from courier.store.rows.told import ToldRow
from courier.store.unit_of_work import Work

COLUMNS = "receipt, pack_id, pack_fingerprint, topic, locale, text, source, first_on"


def keep(work: Work, rows: Sequence[ToldRow]) -> None:
    """Keep wordings; those that are there already stay as they are."""
    work.run(
        """insert into told_answers (receipt, pack_id, pack_fingerprint, topic, locale, text,
             source, first_on)
           values (:receipt, :pack_id, :pack_fingerprint, :topic, :locale, :text, :source,
             :first_on)
           on conflict do nothing""",
        [asdict(row) for row in rows],
    )


def told(work: Work, receipt: str) -> ToldRow | None:
    """One wording."""
    return work.first(
        ToldRow,
        f"select {COLUMNS} from told_answers where receipt = :receipt",
        {"receipt": receipt},
    )


def latest(work: Work, most: int) -> list[ToldRow]:
    """The newest wordings, newest first."""
    return work.all(
        ToldRow,
        f"""select {COLUMNS} from told_answers
           order by first_on desc, pack_id, topic, receipt limit :most""",
        {"most": most},
    )
