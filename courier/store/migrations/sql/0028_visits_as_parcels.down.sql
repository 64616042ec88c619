drop index cases_of_visits;
alter table cases drop column visit_id;
update cases set kind = 'other' where kind in ('moved', 'died');
alter table cases drop constraint cases_kind_check;
alter table cases add constraint cases_kind_check check (kind in ('fraud', 'complaint', 'other'));
drop function colleague_name(uuid);
drop function colleagues_in(text);
drop table visit_positions;
drop index visits_of_household;
alter table visits drop column asker_phone, drop column offered_to, drop column round_on,
  drop column round_place;
drop index states_of_people;
alter table visit_states drop column detail, drop column insuree_id;
