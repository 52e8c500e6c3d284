"""Reading letters. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.drafting.queries.filling import Asked, Filled, filled
from comitas.drafting.queries.letters import letter, letters, of_case, others_named, wanting, waiting
from comitas.drafting.queries.sheets import sheet

__all__ = ["Asked", "Filled", "filled", "letter", "letters", "of_case", "others_named", "sheet", "waiting", "wanting"]
