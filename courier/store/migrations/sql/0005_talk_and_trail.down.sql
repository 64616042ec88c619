drop table outgoing_messages, audit_events, chat_messages, conversations;
