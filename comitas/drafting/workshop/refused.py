"""How the workshop says that a Word file is not taken."""


class Refusal(Exception):
    """`code` has its sentence in `rules.word.WHY`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
