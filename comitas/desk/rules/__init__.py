"""What the screens decide by themselves."""
