-- The public half of the key that was made in a courier's registered phone and never leaves it:
-- x and y of a point on P-256. A phone has one; another key needs another invitation.
alter table courier_devices
  add column holder_key bytea check (octet_length(holder_key) = 64),
  add column holder_key_at timestamptz,
  add check ((holder_key is null) = (holder_key_at is null));

create function keep_holder_key() returns trigger language plpgsql as $$
begin
  if old.holder_key is not null and new.holder_key is distinct from old.holder_key then
    raise exception 'a phone keeps its key' using errcode = 'YB409', detail = 'phone_has_key';
  end if;
  return new;
end $$;
create trigger keep_holder_key before update of holder_key on courier_devices
  for each row execute function keep_holder_key();

-- Live codes that somebody checked lately: shown to a second one, a code is a copy. ``looked_by``
-- is a browser's passing mark, worth nothing afterwards.
create table live_codes_seen (
  county_id integer not null,
  digest bytea not null check (octet_length(digest) = 32),
  looked_by bytea not null,
  seen_at timestamptz not null,
  primary key (county_id, digest)
);
create index live_codes_seen_by_time on live_codes_seen (seen_at);
