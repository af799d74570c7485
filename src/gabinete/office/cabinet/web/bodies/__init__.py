"""Pages where cabinets are defined, their year is planned, and the calendar of all of them."""
