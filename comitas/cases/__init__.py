"""The heart: the request, its parts, and their life."""
