"""What a roster left in the database."""

from __future__ import annotations


def rows(core, sql: str) -> list[tuple]:
    with core.begin() as work:
        return [tuple(row) for row in work.run(sql)]


def owed(core) -> dict[str, tuple]:
    return {
        name: (status, fen)
        for name, status, fen in rows(
            core,
            "select name, status, own_fen from obligations join insurees"
            " using (county_id, insuree_id)",
        )
    }
