"""A case of Ines', seen through the door."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pytest

from comitas.api.tests.calling import Caller
from comitas.cases.models import Case, Part
from comitas.cases.tests import building
from comitas.samples.cast import Cast


@dataclass
class Scene:
    """A case that may be read, with a part, and a restricted one that Rosa may not."""

    cast: Cast
    case: Case
    part: Part
    hidden: Case
    hidden_part: Part

    def calling(self, who: str = "ines", *scopes: str, language: str = "en") -> Caller:
        return (
            Caller(self.cast.people[who], scopes, language)
            if scopes
            else Caller(self.cast.people[who], language=language)
        )

    @property
    def central(self) -> UUID:
        return self.cast.central


@pytest.fixture
def scene(cast: Cast, at: datetime) -> Scene:
    case = building.open_case(cast, at)
    hidden = building.restricted_case(cast, at, title="Xqzvolabrint")
    return Scene(
        cast,
        case,
        building.add_part(cast, at, case),
        hidden,
        building.add_part(cast, at, hidden, description="Xqzvolabrint"),
    )
