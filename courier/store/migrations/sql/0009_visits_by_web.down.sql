drop index attempts_of_visit;
drop index visits_of_phone;
update visits set asked_through = 'chat' where asked_through = 'web';
alter table visits drop constraint visits_asked_through_check;
alter table visits add constraint visits_asked_through_check
  check (asked_through in ('chat', 'admin', 'courier', 'list'));
