"""The outside of intake: folders that scanners write to (`folder`), mail servers (`mailbox`, `wire`), token endpoints (`tokens`).

All of them are believed nothing. What goes wrong is `Unwell`, with a code of `rules.sources.TROUBLES`.
"""

from comitas.intake.gateways.unwell import Unwell

__all__ = ["Unwell"]
