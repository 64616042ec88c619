drop table refund_numbers;
drop index one_done_a_refund;
-- One try is left: the newest, with the word "done" of whichever try it was.
alter table refund_states disable trigger append_only;
delete from refund_states s using refunds f
  where f.county_id = s.county_id and f.refund_id = s.refund_id and s.try < f.tries
    and s.state not in ('requested', 'done');
alter table refund_states enable trigger append_only;
alter table refund_states drop constraint refund_states_pkey;
alter table refund_states drop column try;
alter table refund_states add primary key (county_id, refund_id, state);
alter table refunds drop column tries;
