"""What figures may be narrowed to, besides period and side."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Empty: all of them. `authority` is one of ours, `executing` the authority that has or had a part; `offence` an article of the Convention."""

    kind: str = ""
    state: str = ""
    offence: str = ""
    authority: UUID | None = None
    executing: UUID | None = None

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kind or self.authority or self.within)

    @property
    def within(self) -> bool:
        """Whether cases are left out that the sums by authority, side and kind cannot tell apart."""
        return bool(self.state or self.offence or self.executing)


ALL = Narrowed()
