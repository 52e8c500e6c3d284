"""What is kept about carrying a request out: which particulars, which dates, what must be watched."""
