drop function take_cash;
drop function settle_attempt;
drop function hold_in_suspense;
drop function release_attempt;
drop function open_attempt;
