"""What lies outside: the handbook on disk, and the process that draws charts."""
