"""Duty: who must look when. Reminders and alerts by mail that say nothing of any case, the rota, the calendar link."""
