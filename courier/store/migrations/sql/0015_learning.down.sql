drop index chat_messages_by_time;
drop table chat_counts, told_answers, measured_questions, learning_phrases;
