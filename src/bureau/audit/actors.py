"""Who the audit writes down: anyone who can say his name, his body and his request."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Someone who does something."""

    @property
    def username(self) -> str:
        """What he signs in with."""

    @property
    def person_name(self) -> str:
        """What he is called."""

    @property
    def body_code(self) -> str:
        """The code of the body for which he does it."""

    @property
    def request_id(self) -> str:
        """The gesture of which this is a part, as the logs name it."""


@dataclass(frozen=True, slots=True)
class System:
    """The system itself, where nobody is signed in: the command line, and jobs of the night."""

    request_id: str
    username: str = ""
    person_name: str = ""
    body_code: str = ""
