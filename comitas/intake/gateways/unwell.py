"""What a source suffers from."""


class Unwell(Exception):
    """A look cannot go on. `code` has its sentence in `rules.sources.TROUBLES`; `figures` is what that names, never a server's words."""

    def __init__(self, code: str, **figures: str) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures
