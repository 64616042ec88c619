-- The trail is a chain: each event's link covers the event and the link before it, so that an
-- event cannot be altered, taken out or put between others without breaking what follows.
create table audit_links (
  county_id integer not null,
  place bigint not null check (place > 0),
  event_id bigint not null,
  link bytea not null check (octet_length(link) = 32),
  primary key (county_id, place),
  unique (county_id, event_id),
  foreign key (county_id, event_id) references audit_events
);
create trigger append_only before update or delete or truncate on audit_links
  for each statement execute function refuse_change();

-- SHA-256 over the link before and the event's fields, each as «length:text,». In Python:
-- courier/domain/trail.py.
create function audit_link(p_before bytea, p_event audit_events) returns bytea
  language sql stable as $$
  select sha256(coalesce(p_before, ''::bytea) || string_agg(
      convert_to(octet_length(field)::text || ':', 'UTF8') || convert_to(field, 'UTF8')
      || convert_to(',', 'UTF8'), ''::bytea order by place))
  from unnest(array[p_event.county_id::text, p_event.event_id::text,
      trunc(extract(epoch from p_event.at) * 1000000)::bigint::text, p_event.actor_kind,
      p_event.actor_id, p_event.action, p_event.subject, p_event.facts::text])
    with ordinality as fields (field, place)
$$;

-- At the end of the transaction, one after the other: the order of the chain is that of commits.
create function link_audit_event() returns trigger language plpgsql as $$
declare
  head audit_links;
begin
  perform pg_advisory_xact_lock(1017, new.county_id);
  select * into head from audit_links where county_id = new.county_id order by place desc limit 1;
  insert into audit_links values (new.county_id, coalesce(head.place, 0) + 1, new.event_id,
    audit_link(head.link, new));
  return null;
end $$;

do $$
declare
  event audit_events;
  head audit_links;
begin
  for event in select * from audit_events order by county_id, event_id loop
    select * into head from audit_links where county_id = event.county_id
      order by place desc limit 1;
    insert into audit_links values (event.county_id, coalesce(head.place, 0) + 1, event.event_id,
      audit_link(head.link, event));
  end loop;
end $$;

create constraint trigger linked after insert on audit_events
  deferrable initially deferred for each row execute function link_audit_event();
