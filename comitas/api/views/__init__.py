"""The administrator's pages (`machines`), and the operations of the door, by subject."""
