-- Roles are the server's: another database may make this one at the same moment.
do $$
begin
  if not exists (select from pg_roles where rolname = 'yibao_bound') then
    begin
      create role yibao_bound nologin;
    exception when duplicate_object or unique_violation then
      null;
    end;
  end if;
  if exists (select from pg_roles where rolname = 'yibao_bound'
      and (rolsuper or rolbypassrls or rolcanlogin)) then
    raise exception 'the role yibao_bound must be bound by policies and must not sign in'
      using errcode = '42501';
  end if;
  if not pg_has_role(current_user, 'yibao_bound', 'set') then
    execute format('grant yibao_bound to %I with inherit false, set true', current_user);
  end if;
end $$;
