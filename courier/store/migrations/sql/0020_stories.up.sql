-- What somebody reported, with the names of those it is about: sealed. ``what`` stays masked.
alter table cases add column story bytea;
