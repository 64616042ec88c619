alter table cases drop column card_courier_id, drop column card_reason, drop column card_no;
drop index couriers_by_number;
drop table grid_answers, wrong_digits, spent_digits;
drop trigger keep_digits_secret on courier_devices;
drop function keep_digits_secret;
alter table courier_devices drop column digits_kept_at, drop column digits_secret;
drop table check_alarms, check_places;

create table card_checks (
  county_id integer not null,
  card_id uuid not null,
  day date not null,
  verdict text not null,
  checks integer not null,
  primary key (county_id, card_id, day, verdict)
);
insert into card_checks (county_id, card_id, day, verdict, checks)
select c.county_id, (select k.card_id from cards k where k.county_id = c.county_id
    and k.courier_id = c.courier_id order by k.issued_at desc limit 1), c.day, c.reason,
  sum(c.checks)
from courier_checks c
where exists (select from cards k where k.county_id = c.county_id
  and k.courier_id = c.courier_id)
group by c.county_id, c.courier_id, c.day, c.reason;
drop table courier_checks;
