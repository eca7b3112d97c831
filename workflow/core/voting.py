"""Votes as arithmetic over a list of voters that is fixed when the state is entered (trap D17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workflow.core.definition import Join

AGAINST: Final = "reject"
ABSTAIN: Final = "abstain"
HALF: Final = 50


def votes_needed(join: Join, voters: int) -> int:
    """How many of so many must approve. Half of them is a tie, and a tie is lost."""
    if join.rule == "count":
        return min(join.count, voters)
    if join.count == HALF:
        return voters // 2 + 1
    return -(-voters * join.count // 100)


@dataclass(frozen=True, slots=True)
class Tally:
    """How a vote stands. Whoever abstains is counted among the voters, so an abstention helps nobody to win."""

    join: Join
    voters: int
    approving: int
    against: int
    abstaining: int
    vetoed: bool = False
    veto_open: bool = False

    @property
    def needed(self) -> int:
        return votes_needed(self.join, self.voters)

    @property
    def silent(self) -> int:
        return self.voters - self.approving - self.against - self.abstaining

    @property
    def won(self) -> bool:
        return not self.vetoed and not self.veto_open and self.approving >= self.needed

    @property
    def lost(self) -> bool:
        return self.vetoed or self.approving + self.silent < self.needed

    @property
    def settled(self) -> bool:
        """Whether the state is left now: no answer can change the result, and nobody insists on hearing them all."""
        return self.silent == 0 or (self.join.early and (self.won or self.lost))
