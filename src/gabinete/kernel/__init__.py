"""What is true without a database: clock, days, terms, flow, folio, figures, errors and facts."""
