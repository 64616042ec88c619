alter table visits drop constraint visits_asked_through_check;
alter table visits add constraint visits_asked_through_check
  check (asked_through in ('chat', 'web', 'admin', 'courier', 'list'));
create index visits_of_phone on visits (county_id, contact_phone)
  where status not in ('signed_off', 'not_done', 'cancelled');
create index attempts_of_visit on payment_attempts (county_id, visit_id)
  where visit_id is not null;
