"""How the demo's own database is told from any other."""

from __future__ import annotations

MARK_TEXT = "demo county, invented people"

DATABASE_NAME = "select current_database()"

IS_MARKED = f"""
    select coalesce(obj_description(to_regclass('public.regions')) = '{MARK_TEXT}', false)
"""

MARK = f"comment on table regions is '{MARK_TEXT}'"

HAS_OUR_TABLES = """
    select to_regclass('public.insurees') is not null and to_regclass('public.admins') is not null
"""

HAS_TABLES = """
    select exists (select from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema'))
"""

HAS_PEOPLE = """
    select exists (select from insurees) or exists (select from admins)
      or exists (select from regions)
"""
