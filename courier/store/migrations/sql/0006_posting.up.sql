-- One call opens an attempt: key, attempt, items, claims, first state.
-- Answers {"replayed": bool, "attempt_id": uuid}. Raises YB409 (reason in DETAIL) and YB404.
create function open_attempt(
  p_county integer, p_attempt uuid, p_key text, p_body_hash bytea, p_out_trade_no text,
  p_channel text, p_courier uuid, p_visit uuid, p_household uuid, p_now timestamptz,
  p_expires timestamptz, p_obligations uuid[], p_fen bigint[]
) returns jsonb language plpgsql as $$
declare
  earlier idempotency_keys;
  wanted integer := cardinality(p_obligations);
  found_count integer;
  problem record;
begin
  insert into idempotency_keys (county_id, key, body_hash, attempt_id, created_at)
    values (p_county, p_key, p_body_hash, p_attempt, p_now) on conflict do nothing;
  if not found then
    select * into earlier from idempotency_keys where county_id = p_county and key = p_key;
    if earlier.body_hash <> p_body_hash then
      raise exception 'key used with another body' using errcode = 'YB409',
        detail = 'idempotency_key_reused';
    end if;
    return jsonb_build_object('replayed', true, 'attempt_id', earlier.attempt_id);
  end if;

  perform 1 from obligations where county_id = p_county and obligation_id = any (p_obligations)
    order by obligation_id for update;
  select o.insuree_id, o.status, o.own_fen, w.fen into problem
    from unnest(p_obligations, p_fen) as w (obligation_id, fen)
    left join obligations o on o.county_id = p_county and o.obligation_id = w.obligation_id
    where o.obligation_id is null or o.status <> 'open' or o.own_fen <> w.fen limit 1;
  if found then
    raise exception 'not payable' using errcode = 'YB409', hint = problem.insuree_id,
      detail = case when problem.status is null then 'obligation_missing'
        when problem.status = 'paid' then 'already_paid'
        when problem.status <> 'open' then 'nothing_to_pay' else 'amount_changed' end;
  end if;

  with claimed as (
    insert into premium_claims (id_number, coverage_year, county_id, attempt_id)
    select i.id_number, o.coverage_year, p_county, p_attempt
      from obligations o join insurees i using (county_id, insuree_id)
      where o.county_id = p_county and o.obligation_id = any (p_obligations)
      order by i.id_number
    on conflict (id_number, coverage_year) where released_at is null do nothing
    returning 1)
  select count(*) into found_count from claimed;
  if found_count <> wanted then
    raise exception 'claimed elsewhere' using errcode = 'YB409', detail = 'being_paid';
  end if;

  insert into payment_attempts values (p_county, p_attempt, p_out_trade_no, p_channel,
    (select sum(fen) from unnest(p_fen) as fen), p_courier, p_visit, p_household, p_now, p_expires);
  insert into payment_items
    select p_county, p_attempt, o.insuree_id, o.coverage_year, o.obligation_id, o.village_code,
      o.own_fen
    from obligations o where o.county_id = p_county and o.obligation_id = any (p_obligations);
  insert into payment_states values (p_county, p_attempt, 'created', p_now);
  if p_channel <> 'cash' then
    insert into waiting_attempts values (p_county, p_attempt, p_now);
  end if;
  return jsonb_build_object('replayed', false, 'attempt_id', p_attempt);
end $$;

-- Ends an unpaid attempt and frees its persons. Answers false when its outcome was already known.
create function release_attempt(
  p_county integer, p_attempt uuid, p_outcome text, p_now timestamptz, p_facts jsonb
) returns boolean language plpgsql as $$
begin
  perform 1 from payment_attempts where county_id = p_county and attempt_id = p_attempt for update;
  insert into payment_states values (p_county, p_attempt, p_outcome, p_now, p_facts)
    on conflict do nothing;
  if not found then
    return false;
  end if;
  update premium_claims c set released_at = p_now
    from payment_items p join insurees i using (county_id, insuree_id)
    where p.county_id = p_county and p.attempt_id = p_attempt and c.id_number = i.id_number
      and c.coverage_year = p.coverage_year and c.attempt_id = p_attempt;
  delete from waiting_attempts where county_id = p_county and attempt_id = p_attempt;
  return true;
end $$;

-- Money that belongs to no obligation: kept, posted to suspense, shown until it goes back.
create function hold_in_suspense(
  p_county integer, p_attempt uuid, p_channel text, p_transaction text, p_amount bigint,
  p_reason text, p_account text, p_holder text, p_now timestamptz
) returns void language plpgsql as $$
declare
  posting uuid := uuidv7();
  item uuid := uuidv7();
begin
  insert into suspense_items values (p_county, item, p_channel, p_transaction, p_attempt, p_amount,
    p_reason, p_holder, p_now);
  insert into postings values (p_county, posting, 'suspense', p_now, p_attempt);
  insert into ledger_lines values
    (p_county, posting, 1, p_account, p_holder, null, p_amount),
    (p_county, posting, 2, 'suspense', item::text, null, -p_amount);
end $$;

-- Posts money that a channel (or a courier, for cash) holds. Harmless when repeated.
-- Answers posted, repeated, or the reason why the money went to suspense.
create function settle_attempt(
  p_county integer, p_out_trade_no text, p_channel text, p_transaction text, p_amount bigint,
  p_paid_at timestamptz, p_now timestamptz, p_receipts bigint[]
) returns text language plpgsql as $$
declare
  attempt payment_attempts;
  problem text;
  account text;
  holder text;
  posting uuid := uuidv7();
begin
  select * into attempt from payment_attempts
    where county_id = p_county and out_trade_no = p_out_trade_no for update;
  account := case when p_channel = 'cash' then 'custody' else 'clearing' end;
  holder := case when p_channel = 'cash' then attempt.courier_id::text else p_channel end;

  -- The attempt's row is locked: nobody adds an outcome between this look and the posting.
  if attempt.attempt_id is null then
    problem := 'unknown_order';
    p_county := 0;  -- whatever county the number seems to name, it is nobody's: all shall see it
  elsif attempt.amount_fen <> p_amount then
    problem := 'other_amount';
  else
    select case state when 'paid' then 'paid_twice' else 'late' end into problem
      from payment_states where county_id = p_county and attempt_id = attempt.attempt_id
        and state in ('paid', 'failed', 'expired');
  end if;

  insert into channel_payments values (p_county, p_channel, p_transaction, p_out_trade_no,
    attempt.attempt_id, p_amount, p_paid_at, p_now,
    case when problem is null then 'posted' else 'suspense' end) on conflict do nothing;
  if not found then
    return 'repeated';
  end if;
  if problem is not null then
    if problem = 'other_amount' then
      perform release_attempt(p_county, attempt.attempt_id, 'failed', p_now,
        '{"reason": "other_amount"}');
    end if;
    perform hold_in_suspense(p_county, attempt.attempt_id, p_channel, p_transaction, p_amount,
      problem, account, holder, p_now);
    return problem;
  end if;

  insert into postings values (p_county, posting, 'premium', p_now, attempt.attempt_id);
  insert into ledger_lines
    select p_county, posting, row_number() over (), side.account, side.holder, item.village_code,
      side.sign * item.amount_fen
    from payment_items item cross join lateral (values
      (account, holder, 1), ('obligation_receivable', item.obligation_id::text, -1)
    ) as side (account, holder, sign)
    where item.county_id = p_county and item.attempt_id = attempt.attempt_id;
  update obligations o set status = 'paid'
    from payment_items item
    where item.county_id = p_county and item.attempt_id = attempt.attempt_id
      and o.county_id = p_county and o.obligation_id = item.obligation_id;
  insert into receipts
    select p_county, coalesce(p_receipts[row_number() over (order by item.insuree_id)],
        nextval('receipt_numbers')), attempt.attempt_id, item.obligation_id, item.insuree_id,
      item.coverage_year, item.village_code, item.amount_fen, p_channel, attempt.courier_id, p_now
    from payment_items item
    where item.county_id = p_county and item.attempt_id = attempt.attempt_id;
  insert into payment_states values (p_county, attempt.attempt_id, 'paid', p_now),
    (p_county, attempt.attempt_id, 'posted', p_now),
    (p_county, attempt.attempt_id, 'receipted', p_now);
  delete from waiting_attempts where county_id = p_county and attempt_id = attempt.attempt_id;
  return 'posted';
end $$;

-- Cash at the door: attempt, posting and receipts in one round trip. The transaction is the attempt.
create function take_cash(
  p_county integer, p_attempt uuid, p_key text, p_body_hash bytea, p_out_trade_no text,
  p_courier uuid, p_visit uuid, p_household uuid, p_now timestamptz, p_paid_at timestamptz,
  p_obligations uuid[], p_fen bigint[], p_receipts bigint[]
) returns jsonb language plpgsql as $$
declare
  opened jsonb;
begin
  opened := open_attempt(p_county, p_attempt, p_key, p_body_hash, p_out_trade_no, 'cash', p_courier,
    p_visit, p_household, p_now, p_now, p_obligations, p_fen);
  if not (opened ->> 'replayed')::boolean then
    perform settle_attempt(p_county, p_out_trade_no, 'cash', p_attempt::text,
      (select sum(fen)::bigint from unnest(p_fen) as fen), p_paid_at, p_now, p_receipts);
  end if;
  return opened;
end $$;
