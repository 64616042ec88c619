alter table suspense_items drop constraint suspense_items_reason_check,
  add constraint suspense_items_reason_check check (reason in ('unknown_order', 'paid_twice',
    'late', 'other_amount', 'paid_elsewhere')) not valid;
alter policy area on receipt_voids using (county_id = bound_county() and exists (
  select from receipts above where above.county_id = receipt_voids.county_id
    and above.receipt_no = receipt_voids.receipt_no));
drop table phone_items, phone_leaves;
