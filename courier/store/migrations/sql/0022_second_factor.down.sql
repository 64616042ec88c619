drop table admin_recovery_codes;
drop table passkey_challenges;
drop table admin_passkeys;
drop table admin_code_secrets;
drop table begun_sign_ins;
alter table sessions drop column browser;
