drop table papers_added, people_added, consent_evidence;
alter table consents drop column evidence_id;
alter table case_steps disable trigger user;
delete from case_steps s using cases k
where k.county_id = s.county_id and k.case_id = s.case_id and k.kind = 'person_added';
alter table case_steps enable trigger user;
delete from cases where kind = 'person_added';
do $$
begin
  execute (select 'alter table cases drop constraint cases_kind_check, add constraint cases_kind_check '
      || replace(pg_get_constraintdef(oid), '''person_added''::text, ', '')
    from pg_constraint where conname = 'cases_kind_check' and conrelid = 'cases'::regclass);
end $$;
