"""Who is measured at which size, who is not and why, and how long it will take."""

from collections.abc import Iterator, Sequence

from bench.contestants import CONTESTANTS, Contestant
from bench.figures import LeftOut, read_results
from bench.report import duration

# Small archives are measured several times.
REPEATS, REPEATED_UP_TO = 3, 100_000


def repeats(size: int) -> int:
    """Say how many times everyone is measured at a size."""
    return REPEATS if size <= REPEATED_UP_TO else 1


def planned(
    sizes: Sequence[int], only: Sequence[str], left_out: list[LeftOut]
) -> Iterator[tuple[int, Contestant]]:
    """Give who is measured at which size, and note who is not."""
    for size in sizes:
        for contestant in CONTESTANTS:
            why = (
                f"not beyond {contestant.up_to:,}: {contestant.further}" if size > contestant.up_to else None
            )
            why = why or contestant.obstacle()
            if only and not any(text in contestant.name for text in only):
                continue
            if why:
                left_out.append(LeftOut(size, contestant.name, why))
            else:
                yield size, contestant


def expected(plan: Sequence[tuple[int, Contestant]]) -> str:
    """Say how long the plan takes, by the figures kept last."""
    before, seconds, unknown, larger = read_results(), 0.0, 0, False
    for size, contestant in plan:
        known = [figure for figure in before.figures if figure.name == contestant.name]
        if known:
            nearest = min(known, key=lambda figure: max(figure.size / size, size / figure.size))
            larger |= size > nearest.size
            each = nearest.whole_seconds * max(1, size / nearest.size)
            seconds += each * repeats(size)
        else:
            unknown += 1
    # What does not grow with an archive is counted as if it did.
    about = "at most about" if larger else "about"
    told = f"{len(plan)} measurements, {about} {duration(seconds)} by the last figures"
    return f"{told}, {unknown} of them never measured before" if unknown else told
