"""SQL of applications: links, papers, identity checks. ``:area`` bounds what an admin may see."""

from __future__ import annotations

FORGET_LINKS = """
delete from application_links where county_id = :county_id and courier_id = :courier_id
"""

ADD_LINK = """
insert into application_links (county_id, token_hash, courier_id, expires_at)
values (:county_id, :token_hash, :courier_id, :expires_at)
"""

_APPLICATIONS = """
select c.courier_id, c.name, c.status, c.township_code, t.name as township_name,
  coalesce(t.phone, u.phone) as office_phone, c.photo is not null as has_photo,
  l.expires_at, l.opened_at, l.browser_until,
  array(select r.name from courier_villages v join regions r on r.region_code = v.village_code
    where v.county_id = c.county_id and v.courier_id = c.courier_id
    order by r.name_sort) as villages,
  array(select p.kind from courier_papers p where p.county_id = c.county_id
    and p.courier_id = c.courier_id order by p.kind) as papers
from application_links l join couriers c using (county_id, courier_id)
  join regions t on t.region_code = c.township_code
  join regions u on u.region_code = t.parent_code
where l.county_id = :county_id
"""

BY_TOKEN = _APPLICATIONS + " and l.token_hash = :token_hash for update of l, c"

BY_BROWSER = _APPLICATIONS + " and l.browser_hash = :browser_hash"

HOLD_BY_BROWSER = BY_BROWSER + " for update of c"

OPEN_LINK = """
update application_links
set opened_at = :now, browser_hash = :browser_hash, browser_until = :until
where county_id = :county_id and token_hash = :token_hash
"""

SET_PHOTO = """
update couriers set photo = :photo where county_id = :county_id and courier_id = :courier_id
"""

PHOTO = "select photo from couriers where county_id = :county_id and courier_id = :courier_id"

KEEP_PAPER = """
insert into courier_papers (county_id, courier_id, kind, sealed, given_at)
values (:county_id, :courier_id, :kind, :sealed, :now)
on conflict (county_id, courier_id, kind)
  do update set sealed = excluded.sealed, given_at = excluded.given_at
"""

PAPER = """
select p.sealed from courier_papers p join couriers c using (county_id, courier_id)
where c.county_id = :county_id and c.courier_id = :courier_id and c.township_code like :area
  and p.kind = :kind
"""

PAPERS = """
select kind, given_at from courier_papers
where county_id = :county_id and courier_id = :courier_id order by kind
"""

ERASE_PAPERS = """
delete from courier_papers p using couriers c
where c.county_id = p.county_id and c.courier_id = p.courier_id and c.decided_at < :before
returning p.county_id, p.courier_id, p.kind
"""

ADD_IDENTITY_CHECK = """
insert into identity_checks (county_id, courier_id, seq, paper, at, by_admin)
select :county_id, :courier_id, coalesce(max(seq), 0) + 1, :paper, :now, :admin_id
from identity_checks where county_id = :county_id and courier_id = :courier_id
"""

IDENTITY_CHECKS = """
select i.paper, i.at, a.name as by_name, i.by_admin
from identity_checks i join admins a on a.county_id = i.county_id and a.admin_id = i.by_admin
where i.county_id = :county_id and i.courier_id = :courier_id order by i.seq desc
"""

LINK = """
select expires_at, opened_at, browser_until from application_links
where county_id = :county_id and courier_id = :courier_id
"""
