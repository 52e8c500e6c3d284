"""The door: what arrives, what it says, who may do what with it."""
