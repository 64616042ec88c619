drop table live_codes_seen;
drop trigger keep_holder_key on courier_devices;
drop function keep_holder_key();
alter table courier_devices drop column holder_key_at, drop column holder_key;
