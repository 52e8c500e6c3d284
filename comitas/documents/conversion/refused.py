"""How the program says that a document cannot be converted."""

from comitas.documents.rules.refusals import Code


class Refused(Exception):
    """This document is not converted; `code` has its sentence in `rules.refusals`."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code
