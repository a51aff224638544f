"""What if there were more contacts: factors on top of what a file says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from constraints.near import nearest
from scheduler.errors import Finding, InputError
from scheduler.spec.volumes import GrowthSpec, VolumeSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.spec.roster import RosterSpec

__all__ = ["with_volumes"]

_LONG_BEFORE = timedelta(days=400)


def with_volumes(spec: RosterSpec, factors: Mapping[str, float]) -> RosterSpec:
    """Return a roster whose volumes grow by more.

    Parameters
    ----------
    factors
        By the name of a queue, a family or an account: how many more, 0.3
        for 30 %; the empty name is all of them.

    Raises
    ------
    InputError
        When a name is none of them.
    """
    if not factors:
        return spec
    known = {*spec.queues, *spec.accounts}
    languages = spec.skills.languages
    known |= {
        f"{name} {language}"
        for name, given in spec.queues.items()
        if given.per
        for language in languages
    }
    more = []
    for name, share in factors.items():
        if name and name not in known:
            raise InputError(
                Finding(
                    f'volume of "{name}": there is no such queue or account'
                    f"{nearest(name, known)}",
                    code="unknown-name",
                )
            )
        is_account = name in spec.accounts
        more.append(
            GrowthSpec.model_construct(
                queue=None if is_account else name or None,
                account=name if is_account else None,
                by=share,
                from_=spec.from_ - _LONG_BEFORE,
                until=None,
            )
        )
    before = spec.volume or VolumeSpec()
    volume = before.model_copy(update={"growth": (*before.growth, *more)})
    return spec.model_copy(update={"volume": volume})
