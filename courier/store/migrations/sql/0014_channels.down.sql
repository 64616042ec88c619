drop index chat_messages_of_agents;
drop table channel_nonces, channel_messages, channel_senders;
