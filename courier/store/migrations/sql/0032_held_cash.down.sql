drop policy held on payment_attempts;
drop table held_cash;
-- What was handed in stays a case, of no kind of its own.
update cases set kind = 'other' where kind = 'phone_held';
do $$
begin
  execute (select 'alter table cases drop constraint cases_kind_check, add constraint cases_kind_check '
      || replace(pg_get_constraintdef(oid), '''phone_held''::text, ', '')
    from pg_constraint where conname = 'cases_kind_check' and conrelid = 'cases'::regclass);
end $$;
