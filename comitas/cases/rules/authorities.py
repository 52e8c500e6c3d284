"""What kind of authority executes, for the sentence that says where a case stands."""

from collections.abc import Collection

KIND_OF_FUNCTION: dict[str, str] = {"court": "court", "prosecution": "prosecutor", "police": "police"}


def kind_of(functions: Collection[str]) -> str:
    """A code of `codes.AUTHORITY_KINDS` from the functions in the directory; "other" where they do not tell."""
    return next((kind for function, kind in KIND_OF_FUNCTION.items() if function in functions), "other")
