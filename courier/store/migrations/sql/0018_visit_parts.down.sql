alter table visits drop column wanted_part;
