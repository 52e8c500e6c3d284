"""What an administrator fills in about machines (`machines`), and what machines send (`asked`)."""
