create sequence courier_numbers start 100001;
create sequence card_status_indexes minvalue 0 start 0;
