"""The handbook: generated parts are up to date, links lead somewhere, pages are fit to show."""
