"""`comitas rebuild NAME`: make a projection again from the ledger's first line."""

from comitas.config.commands import words


def main(arguments: list[str]) -> int:
    """Exit code 1 where there is no such projection."""
    parser = words.parser("rebuild", "Make a projection again from the ledger's first line; it gives the same rows.")
    parser.add_argument("name", help="which, such as statistics.flow")
    name = parser.parse_args(arguments).name
    words.set_up()
    from comitas.config import readers
    from comitas.ledger import actions as ledger

    try:
        reader = readers.named(name)
    except LookupError as error:
        return words.refuse(str(error.args[0]))
    print(f"{name} was made again from {ledger.rebuild(reader)} lines.")
    return 0
