alter table cases drop column story;
