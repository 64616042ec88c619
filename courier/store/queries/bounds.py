"""Whom a transaction acts for: until it ends, the database's policies show that area alone."""

from __future__ import annotations

_BOUND = """
select set_config('yibao.county', cast(cast(:county as integer) as text), true),
  set_config('yibao.person', :person, true), set_config('yibao.area', {area}, true),
  set_config('yibao.villages', {villages}, true), set_config('role', 'yibao_bound', true)
"""

# ``area`` are the first digits of its region codes.
ADMIN = _BOUND.format(area=":area", villages="''")

# A courier without a village sees what is her own and nothing else.
COURIER = _BOUND.format(
    area="'-'",
    villages="""(select coalesce(string_agg(village_code, ','), '') from courier_villages
    where county_id = :county and courier_id = cast(:person as uuid))""",
)

# Sees no row that any policy guards; what she does is on the trail of her county.
NOBODY = """
select set_config('yibao.county', '-1', true), set_config('yibao.person', '', true),
  set_config('yibao.trail', cast(cast(:county as integer) as text), true),
  set_config('yibao.area', '-', true), set_config('yibao.villages', '', true),
  set_config('role', 'yibao_bound', true)
"""
