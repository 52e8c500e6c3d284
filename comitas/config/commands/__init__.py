"""Commands of the operator that speak to a running database. Each module has `main(arguments) -> int`."""
