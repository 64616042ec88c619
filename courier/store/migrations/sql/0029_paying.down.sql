alter policy area on cash_deposits using (county_id = bound_county()
  and (township_code ^@ bound_area() or township_code = any (bound_villages())));
drop table payment_links, cash_limits, deposit_announcements, cash_alarms;
