"""States, authorities (ours and theirs), contact points, treaties, and what each accepts."""
