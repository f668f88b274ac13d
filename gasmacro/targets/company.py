"""One expansion that stands for several assemblers, as long as they agree.

In: the profile that is read, and others.  Out: a profile that reads as the first.  Rule: of the others those stay that
give the same value for every behaviour asked, and the same answer to every question put by `agree`; one that parts is
dropped, and needs an expansion of its own.  What the first gives is never changed by the company it has.
"""

from __future__ import annotations

from gasmacro.targets.schema import Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from gasmacro.targets.schema import Answer


class Company(Profile):
    """`leader`, read while `others` look on. `others` are those that have agreed so far."""

    def __init__(self, leader: Profile, others: Sequence[Profile]) -> None:
        self.assembler = leader.assembler
        self.arch = leader.arch
        self.leader = leader
        self.others: list[Profile] = list(others)

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            # Reached once per behaviour: afterwards it stands in __dict__, and those that are left agree on it.
            value = getattr(self.leader, name)
            if self.others:
                self.others[:] = [other for other in self.others if getattr(other, name) == value]
            self.__dict__[name] = value
            return value

    @property
    def own(self) -> Profile:
        """The profile whose values are read."""
        return self.leader

    def agree(self, ask: Callable[[Profile], Answer]) -> Answer:
        """What a question put to the leader gives. Others that give anything else, or nothing, are dropped."""
        answer = ask(self.leader)
        if self.others:
            self.others[:] = [other for other in self.others if _gives(ask, other, answer)]
        return answer

    def asked(self) -> dict[str, Any]:
        """The release-dependent behaviours that the leader was asked."""
        return self.leader.asked()

    def ever(self, name: str) -> tuple[Any, ...]:
        """The values that a behaviour has in any release of the leader's family."""
        return self.leader.ever(name)

    def fresh(self) -> Profile:
        """The leader with nothing asked, alone."""
        return self.leader.fresh()


def _gives(ask: Callable[[Profile], Answer], profile: Profile, answer: Answer) -> bool:
    try:
        return ask(profile) == answer
    except Exception:  # noqa: BLE001 - whatever it is, an expansion of its own will meet it and tell it
        return False
