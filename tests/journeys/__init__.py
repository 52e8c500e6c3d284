"""Stories of the office, in a real browser, against the real processes. Each page that is seen goes through axe."""
