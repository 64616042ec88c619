drop trigger linked on audit_events;
drop function link_audit_event();
drop function audit_link(bytea, audit_events);
drop table audit_links;
