drop table chat_browsers;
