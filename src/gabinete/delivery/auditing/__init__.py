"""The auditor's door: who changed what, the story of a record, restricted readings, the seal and its verification."""
