drop index cards_that_run_out;
alter table cards drop column expiry_noted_at;
drop trigger ready_before_approval on couriers;
drop function refuse_unready_courier();
drop table identity_checks;
drop table quiz_tries;
drop table courier_papers;
drop table application_links;
-- The state «refused» is unknown below; such an application stays ended.
alter table couriers
  drop constraint approved_by_somebody,
  drop constraint couriers_status_check,
  drop column decided_at;
update couriers set status = 'revoked' where status = 'refused';
alter table couriers
  add constraint couriers_status_check
    check (status in ('applied', 'approved', 'active', 'suspended', 'revoked')),
  add constraint couriers_check check (status = 'applied' or approved_by is not null) not valid;
