drop table courier_notices_read;
drop table courier_notices;
