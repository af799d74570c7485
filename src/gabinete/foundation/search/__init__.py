"""Finding a record by folio or by its words."""
