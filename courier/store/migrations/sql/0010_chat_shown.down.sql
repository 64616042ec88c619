drop index conversations_by_age;
alter table chat_messages drop column shown;
