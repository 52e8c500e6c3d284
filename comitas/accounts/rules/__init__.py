"""Roles and permissions, as tables that a head of authority can read."""
