"""What is counted, and how it must add up."""
