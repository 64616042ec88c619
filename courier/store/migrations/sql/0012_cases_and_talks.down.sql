drop table office_hours;
drop table handoffs;
drop table case_steps;
drop table cases;
