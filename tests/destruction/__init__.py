"""What was destroyed is looked for everywhere."""
