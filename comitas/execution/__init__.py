"""What carrying a request out needs: things, translations, costs, decisions, freezes, service, persons held, phone notes."""
