-- The role stays: other databases of the same server may use it.
do $$
declare
  rule record;
begin
  for rule in select tablename, policyname from pg_policies
      where schemaname = 'public' and 'yibao_bound' = any (roles) loop
    execute format('drop policy %I on %I', rule.policyname, rule.tablename);
    execute format('alter table %I disable row level security', rule.tablename);
  end loop;
  execute format('revoke temporary on database %I from yibao_bound', current_database());
end $$;
do $$
begin
  execute replace(
    pg_get_functiondef('open_attempt'::regproc),
    'hint = coalesce(problem.insuree_id::text, ''''),', 'hint = problem.insuree_id,');
end $$;
drop index handoffs_of_conversations;
alter table sessions drop column looks_at;
alter default privileges in schema public revoke all on tables from yibao_bound;
alter default privileges in schema public revoke all on sequences from yibao_bound;
revoke all on all tables in schema public from yibao_bound;
revoke all on all sequences in schema public from yibao_bound;
drop function renew_figures_of_people();
drop function enrolled_outside(integer, text, bytea[]);
drop function bound_villages();
drop function bound_area();
drop function bound_trail();
drop function bound_person();
drop function bound_county();
