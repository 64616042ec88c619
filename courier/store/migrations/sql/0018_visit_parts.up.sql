-- The part of the day at which a visit is wished.
alter table visits add column wanted_part text
  check (wanted_part in ('morning', 'noon', 'afternoon', 'evening'));
