drop table roster_imports, slips, insuree_categories, memberships, households, insurees,
  person_identities, regions;
