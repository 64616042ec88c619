drop sequence card_status_indexes, courier_numbers;
