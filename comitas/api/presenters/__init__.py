"""How machines are told things (`said` and what stands on it), and how an administrator is told of machines (`machines`)."""
