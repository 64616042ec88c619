-- Beside the scope that every query carries, the database itself shows an admin or a courier her own
-- area alone. A transaction that acts for one takes the role yibao_bound and says where she may look
-- (courier/store/queries/bounds.py). Unsaid is nowhere. What acts for no person (posting a channel's
-- word, jobs, villagers' pages) stays the owner of the tables, whom policies do not bind.
-- The county that an admin of a whole city looks at; none is the county of her account.
alter table sessions add column looks_at integer;

create function bound_county() returns integer language sql stable parallel safe as $$
  select nullif(current_setting('yibao.county', true), '')::integer
$$;
create function bound_person() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('yibao.person', true), '')::uuid
$$;
-- Whose trail is written on by somebody who sees no county: whoever runs the system.
create function bound_trail() returns integer language sql stable parallel safe as $$
  select nullif(current_setting('yibao.trail', true), '')::integer
$$;
-- The first digits of an admin's area; a courier has her villages instead. Policies call these
-- bare, not in a subquery: so the planner knows the values and estimates by them.
create function bound_area() returns text language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('yibao.area', true), ''), '-')
$$;
create function bound_villages() returns text[] language sql stable parallel safe as $$
  select string_to_array(current_setting('yibao.villages', true), ',')
$$;

-- What a roster may know of people outside its sender's area: that they are there. Who is bound asks
-- for her own area, whatever she names.
create function enrolled_outside(p_county integer, p_area text, p_numbers bytea[])
  returns table (id_number bytea, is_here boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id_number, p.county_id = coalesce(bound_county(), p_county)
  from unnest(p_numbers) as asked (id_number)
    join person_identities p on p.id_number = asked.id_number
    left join insurees i on i.county_id = p.county_id and i.insuree_id = p.insuree_id
  where p.county_id <> coalesce(bound_county(), p_county)
    or not case when bound_county() is null then i.village_code like p_area
      else i.village_code ^@ bound_area() end
$$;
revoke execute on function enrolled_outside(integer, text, bytea[]) from public;

-- The planner's figures after a large roster; only who owns a table may renew them.
create function renew_figures_of_people() returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze insurees, person_identities, households, memberships, insuree_categories;
end $$;
revoke execute on function renew_figures_of_people() from public;

do $$
declare
  protected record;
  here constant text := 'county_id = bound_county()';
  -- Money that came for an order nobody knows belongs to no county, and all shall see it.
  or_nobodys constant text := 'county_id in (0, bound_county())';
  in_area constant text := ' and (%1$s ^@ bound_area() or %1$s = any (bound_villages()))';
  or_hers constant text :=
    ' and (%1$s ^@ bound_area() or %1$s = any (bound_villages()) or courier_id = bound_person())';
  beside constant text :=
    ' and exists (select from %1$I above where above.county_id = %3$I.county_id'
    ' and above.%2$I = %3$I.%2$I)';
begin
  for protected in
    select name, format(here || in_area, at) as rule from (values
      ('insurees', 'village_code'), ('households', 'village_code'), ('obligations', 'village_code'),
      ('collection_targets', 'village_code'), ('payment_items', 'village_code'),
      ('cash_deposits', 'township_code'), ('cases', 'region_code'), ('handoffs', 'region_code'),
      ('card_batches', 'region_code')
    ) as of_place (name, at)
    union all
    select name, format(here || or_hers, at) from (values
      ('couriers', 'township_code'), ('visits', 'village_code'), ('receipts', 'village_code')
    ) as of_courier (name, at)
    union all
    select name, here || format(beside, above, key, name) from (values
      ('memberships', 'households', 'household_id'),
      ('insuree_categories', 'insurees', 'insuree_id'), ('slips', 'households', 'household_id'),
      ('obligation_versions', 'obligations', 'obligation_id'),
      ('courier_states', 'couriers', 'courier_id'), ('courier_villages', 'couriers', 'courier_id'),
      ('courier_invitations', 'couriers', 'courier_id'),
      ('courier_devices', 'couriers', 'courier_id'), ('cards', 'couriers', 'courier_id'),
      ('receipt_books', 'couriers', 'courier_id'), ('live_card_places', 'cards', 'card_id'),
      ('application_links', 'couriers', 'courier_id'), ('courier_papers', 'couriers', 'courier_id'),
      ('quiz_tries', 'couriers', 'courier_id'), ('identity_checks', 'couriers', 'courier_id'),
      ('courier_checks', 'couriers', 'courier_id'), ('check_places', 'couriers', 'courier_id'),
      ('check_alarms', 'couriers', 'courier_id'), ('wrong_digits', 'couriers', 'courier_id'),
      ('spent_digits', 'courier_devices', 'device_id'),
      ('grid_answers', 'households', 'household_id'),
      ('card_batch_couriers', 'card_batches', 'batch_id'),
      ('card_batch_files', 'card_batches', 'batch_id'),
      ('visit_states', 'visits', 'visit_id'), ('consents', 'insurees', 'insuree_id'),
      ('payment_states', 'payment_attempts', 'attempt_id'),
      ('receipt_voids', 'receipts', 'receipt_no'), ('case_steps', 'cases', 'case_id')
    ) as of_row (name, above, key)
    union all
    -- What her colleagues sign in with, besides the password: that it is there, and to void it.
    select name, here || format(' and exists (select from admins a where a.county_id = %1$I.county_id'
        ' and a.admin_id = %1$I.admin_id and a.region_code ^@ bound_area())',
        name)
      from unnest(array['begun_sign_ins', 'admin_code_secrets', 'admin_passkeys',
        'admin_recovery_codes']) as name
    union all
    select name, here from unnest(array['admins', 'sessions', 'audit_events', 'audit_links',
      'idempotency_keys', 'outgoing_messages', 'waiting_attempts',
      'live_codes_seen', 'office_hours', 'person_identities', 'status_places', 'status_versions',
      'status_lists']) as name
    union all
    select name, or_nobodys from unnest(array['channel_payments', 'postings', 'ledger_lines'])
      as name
    union all
    select name, or_nobodys || format(beside, 'refunds', 'refund_id', name)
      from unnest(array['refund_states', 'refund_numbers']) as name
    union all values
      -- Money whose order is known is the matter of the places of its people.
      ('suspense_items', or_nobodys || ' and (attempt_id is null or exists (select
        from payment_attempts a where a.county_id = suspense_items.county_id
          and a.attempt_id = suspense_items.attempt_id))'),
      ('refunds', or_nobodys || ' and (exists (select from suspense_items i
          where i.county_id = refunds.county_id and i.suspense_id = refunds.suspense_id)
        or exists (select from receipts r
          where r.county_id = refunds.county_id and r.receipt_no = refunds.receipt_no))'),
      -- What colleagues of the area brought in, or of the county, or what came at the terminal.
      ('roster_imports', here || ' and not exists (select from admins a
        where a.county_id = roster_imports.county_id
          and a.admin_id::text = roster_imports.imported_by
          and a.region_code not like ''%000000'' and not a.region_code ^@ bound_area())'),
      -- Her own; and whoever was to pay for people of the area.
      ('payment_attempts', here || ' and (courier_id = bound_person() or exists (select
        from payment_items item where item.county_id = payment_attempts.county_id
          and item.attempt_id = payment_attempts.attempt_id))'),
      -- A county's phrases are no township's: the assistant is everybody's.
      ('learning_phrases', '(county_id is null or ' || here || ' and length(bound_area()) <= 6)')
  loop
    execute format('alter table %I enable row level security', protected.name);
    execute format('create policy area on %I to yibao_bound using (%s)', protected.name,
      protected.rule);
  end loop;
end $$;

create policy noted on audit_events for insert to yibao_bound
  with check (county_id = bound_trail());
create policy noted on audit_links to yibao_bound using (county_id = bound_trail());

-- That somebody of the area is being paid for elsewhere is to be seen; nobody else's payment is.
alter table premium_claims enable row level security;
create policy seen on premium_claims for select to yibao_bound using (exists (
  select from insurees i where i.county_id = bound_county()
    and i.id_number = premium_claims.id_number));
create policy area on premium_claims to yibao_bound using (county_id = bound_county()
  and exists (select from insurees i where i.county_id = bound_county()
    and i.id_number = premium_claims.id_number));

-- Of what villagers say to the assistant, those talks and cases that were brought to the area.
create index handoffs_of_conversations on handoffs (conversation_id)
  where conversation_id is not null;
alter table conversations enable row level security;
create policy brought on conversations to yibao_bound using (
  exists (select from handoffs h where h.conversation_id = conversations.conversation_id)
  or exists (select from cases c where c.conversation_id = conversations.conversation_id));
alter table chat_messages enable row level security;
create policy brought on chat_messages to yibao_bound using (
  exists (select from handoffs h where h.conversation_id = chat_messages.conversation_id)
  or exists (select from cases c where c.conversation_id = chat_messages.conversation_id));

-- An obligation that is not there, or not to be seen, is named; the refusal had no sentence before.
do $$
begin
  execute replace(
    pg_get_functiondef('open_attempt'::regproc), 'hint = problem.insuree_id,',
    'hint = coalesce(problem.insuree_id::text, ''''),');
end $$;

grant select, insert, update, delete on all tables in schema public to yibao_bound;
grant usage on all sequences in schema public to yibao_bound;
grant execute on function enrolled_outside(integer, text, bytea[]), renew_figures_of_people()
  to yibao_bound;
-- Tables of later migrations; tests/structure/test_guarded_tables.py asks each for its policy.
alter default privileges in schema public
  grant select, insert, update, delete on tables to yibao_bound;
alter default privileges in schema public grant usage on sequences to yibao_bound;
-- Nothing that an admin or a courier does begins here.
revoke all on alembic_version, chat_browsers, phone_codes, channel_messages, channel_nonces,
  channel_senders, passkey_challenges from yibao_bound;
-- Whose password it is, is asked by nobody who acts for an admin: all columns but its hash.
revoke select on admins from yibao_bound;
do $$
begin
  execute (select format('grant select (%s) on admins to yibao_bound',
      string_agg(quote_ident(attname), ', ' order by attnum))
    from pg_attribute where attrelid = 'admins'::regclass and attnum > 0 and not attisdropped
      and attname <> 'password_hash');
end $$;
do $$
begin
  execute format('grant temporary on database %I to yibao_bound', current_database());
end $$;
