-- Signed status lists: which of a county's cards are in order, for checkers without a network.

-- The next place in a county's list; a place is given out once.
create table status_places (
  county_id integer primary key,
  next_place integer not null check (next_place > 0)
);
insert into status_places select county_id, max(status_index) + 1 from cards group by county_id;
drop sequence card_status_indexes;

-- The card in a phone has a place of its own, so that a lost phone takes only its own cards along.
create table live_card_places (
  county_id integer not null,
  place integer not null check (place >= 0),
  card_id uuid not null,
  device_id uuid not null,
  primary key (county_id, place),
  unique (county_id, card_id, device_id),
  foreign key (county_id, card_id) references cards,
  foreign key (county_id, device_id) references courier_devices
);
create trigger append_only before update or delete or truncate on live_card_places
  for each statement execute function refuse_change();

-- A card that was followed by a renewed one stays in order until its own end: it was not lost, and
-- a phone without a network shows it for a while. Whatever stops the courier's card stops it too.
alter table cards add column renewed_at timestamptz,
  add check (renewed_at is null or revoked_at is not null);

-- Moves whenever the county's list would say something else.
create table status_versions (
  county_id integer primary key,
  version bigint not null,
  moved_by xid8 not null
);

-- The newest signed list of each county.
create table status_lists (
  county_id integer primary key,
  version bigint not null,
  made_at timestamptz not null,
  kid text not null references issuer_keys,
  etag text not null,
  signed bytea not null
);

-- At the end of the transaction and once in it. It waits where the trail's links wait, and first:
-- who holds the one may have the other, so nobody waits in a circle.
create function move_status_version() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(1017, new.county_id);
  insert into status_versions as v values (new.county_id, 1, pg_current_xact_id())
  on conflict (county_id) do update
    set version = v.version + 1, moved_by = excluded.moved_by
    where v.moved_by <> excluded.moved_by;
  return null;
end $$;
create constraint trigger status_moved after insert or update of revoked_at, renewed_at, status_index
  on cards
  deferrable initially deferred for each row execute function move_status_version();
create constraint trigger status_moved after update of status on couriers
  deferrable initially deferred for each row when (old.status is distinct from new.status)
  execute function move_status_version();
create constraint trigger status_moved after update of revoked_at on courier_devices
  deferrable initially deferred for each row
  when (old.revoked_at is distinct from new.revoked_at) execute function move_status_version();
create constraint trigger status_moved after insert on live_card_places
  deferrable initially deferred for each row execute function move_status_version();

-- A key whose secret got out is believed no longer. One key signs at a time.
alter table issuer_keys
  add column revoked_at timestamptz,
  add column revoked_reason text,
  add check (revoked_at is null or retired_at is not null),
  add check ((revoked_at is null) = (revoked_reason is null));
create unique index one_signing_key on issuer_keys ((true)) where retired_at is null;
