-- What a courier's phone handed in after it had no network: each item once, with what came of it.
create table phone_items (
  county_id integer not null,
  item_id uuid not null,
  courier_id uuid not null,
  device_id uuid not null,
  kind text not null check (kind in ('step', 'not_done', 'consent', 'cash')),
  body_hash bytea not null,
  at timestamptz not null,
  received_at timestamptz not null,
  outcome text not null check (outcome in ('done', 'refused', 'held')),
  code text not null,
  facts jsonb not null default '{}',
  leads_to text,
  -- What is held for the township; what was worked stands where it belongs.
  body_sealed bytea,
  primary key (county_id, item_id),
  foreign key (county_id, courier_id) references couriers,
  foreign key (county_id, device_id) references courier_devices,
  check ((outcome = 'held') = (body_sealed is not null))
);
create index items_of_phone on phone_items (county_id, device_id, outcome);

-- Receipt numbers that one phone alone may write on, for cash taken without a network.
create table phone_leaves (
  county_id integer not null,
  receipt_no bigint not null,
  courier_id uuid not null,
  device_id uuid not null,
  set_aside_at timestamptz not null,
  primary key (county_id, receipt_no),
  foreign key (county_id, courier_id) references couriers,
  foreign key (county_id, device_id) references courier_devices
);
create index leaves_of_phone on phone_leaves (county_id, device_id);

do $$
declare kept text;
begin
  foreach kept in array array['phone_items', 'phone_leaves'] loop
    execute format('create trigger append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', kept);
    execute format('alter table %I enable row level security', kept);
    execute format('create policy area on %1$I to yibao_bound using (county_id = bound_county()
      and exists (select from couriers above where above.county_id = %1$I.county_id
        and above.courier_id = %1$I.courier_id))', kept);
  end loop;
end $$;

-- A leaf may be void without ever having been a receipt: its money belongs to nobody's obligation.
alter policy area on receipt_voids using (county_id = bound_county() and (
  exists (select from receipts above where above.county_id = receipt_voids.county_id
    and above.receipt_no = receipt_voids.receipt_no)
  or exists (select from phone_leaves above where above.county_id = receipt_voids.county_id
    and above.receipt_no = receipt_voids.receipt_no)));

alter table suspense_items drop constraint suspense_items_reason_check,
  add constraint suspense_items_reason_check check (reason in ('unknown_order', 'paid_twice',
    'late', 'other_amount', 'paid_elsewhere', 'no_consent'));
