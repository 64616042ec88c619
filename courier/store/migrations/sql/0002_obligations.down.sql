drop table collection_targets, obligation_versions, obligations;
