drop trigger append_only on obligation_versions;
drop trigger append_only on courier_states;
drop trigger append_only on visit_states;
drop trigger append_only on consents;
drop table cash_deposits, refund_states, refunds, suspense_items, receipt_voids, receipts,
  receipt_books, ledger_lines, postings, channel_payments, waiting_attempts, payment_states, premium_claims,
  payment_items, payment_attempts, idempotency_keys;
drop sequence receipt_numbers;
drop sequence receipt_book_numbers;
drop function refuse_unbalanced;
drop function refuse_change;
