"""What is done with Word files, pictures and pages of others: only inside the sealed box (`core.boxed`)."""
