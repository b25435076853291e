"""The oracle: every question answered from its definition, world by world and day by day.

It imports nothing from the package. Days are small numbers: a window with the calendar in its middle, whose
first and last day stand for everything earlier and later, with room for days in a row on each side. Whoever has a known
birth was born on one day before all that, and is of age on some day of the window. Claims are
sets of days; what they leave open is found by trying every set of claims, what is certain or possible by trying
every world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, product

WINDOW = range(-6, 14)
EARLIER, LATER = WINDOW[0], WINDOW[-1]
BORN = -3
World = Mapping[str, int]
Days = frozenset[int]


@dataclass(frozen=True)
class Said:
    """What a claim says of a point: the days that it allows, whether it is hedged or implied, and rejected."""

    days: Days
    weak: bool = False
    rejected: bool = False


@dataclass(frozen=True)
class Thing:
    """Something that lasts from the day of one point to that of another.

    `told` says whether anything that is said, or limits it, gives a last day of its start and a first day of its end.
    """

    name: str
    start: str
    end: str
    doubted: bool = False
    owner: str = ""
    post: str = ""
    after: tuple[str, ...] = ()
    told: tuple[bool, bool] = (True, True)


@dataclass(frozen=True)
class Place:
    """A post: a thing with lapses (agreed or only claimed), and the owners of its first and final terms.

    `told` says whether anything is said of its start, and of its end.
    """

    thing: Thing
    lapses: tuple[Thing, ...] = ()
    claimed: tuple[Thing, ...] = ()
    first: tuple[str, ...] = ()
    final: tuple[str, ...] = ()
    told: tuple[bool, bool] = (True, True)


@dataclass(frozen=True)
class Led:
    """A leadership of a body: a thing, and whether claims name its leader and date its start and end.

    `existing` are the first and last day on which the body may have existed.
    """

    thing: Thing
    body: str
    contests: bool
    dated: bool = True
    existing: tuple[int, int] = (EARLIER, LATER)


@dataclass(frozen=True)
class Life:
    """A person: the points of birth and death, and the first day of age and in the party, where they are known."""

    birth: str
    death: str
    of_age: int | None = None
    joined: int | None = None


@dataclass(frozen=True)
class Setting:
    """What bounds a start or an end that no claim bounds.

    Attributes:
        lives: People by name, the owners of things.
        inside: For each thing the things that it is in, of or leads, and what holds those; an office has its posts.
        party: The things that are in a party.
        only: Lists of things of which only one can be at a time.
        moves: Lists of terms of one office, in which nobody has two posts at a time.
        contesting: The leaderships whose leader is claimed, by body.
        groups: The collective leaderships, with the names of their members.
    """

    lives: Mapping[str, Life]
    inside: Mapping[str, Sequence[Sequence[Thing]]]
    party: frozenset[str] = frozenset()
    only: Sequence[Sequence[Thing]] = ()
    moves: Sequence[Sequence[Thing]] = ()
    contesting: frozenset[str] = frozenset()
    groups: Sequence[tuple[Thing, Sequence[str]]] = ()


def consistent(claims: Sequence[Days]) -> Days:
    """Return the union, over the maximal consistent sets of claims, of the days that all of a set allow."""
    sets = [set(chosen) for size in range(1, len(claims) + 1) for chosen in combinations(range(len(claims)), size)]
    agreeing = [chosen for chosen in sets if frozenset.intersection(*(claims[n] for n in chosen))]
    maximal = [chosen for chosen in agreeing if not any(chosen < other for other in agreeing)]
    return frozenset(day for chosen in maximal for day in frozenset.intersection(*(claims[n] for n in chosen)))


def left_open(said: Sequence[Said]) -> range:
    """Return the days between the first and last that the claims leave open; weak ones only widen."""
    standing = [one for one in said if not one.rejected]
    stated = [one.days for one in standing if not one.weak]
    days = consistent([one.days for one in standing]) | consistent(stated)
    return range(min(days), max(days) + 1) if days else WINDOW


def rests_on_weak(said: Sequence[Said]) -> bool:
    """Return whether a point rests on hedged or implied claims alone."""
    standing = [one for one in said if not one.rejected]
    return bool(standing) and all(one.weak for one in standing)


Points = Mapping[str, Sequence[Said]]
Limit = tuple[str, str, int]
Outer = Mapping[str, int]


def worlds(points: Points, things: Sequence[Thing], setting: Setting | None = None) -> list[World]:
    """Return every choice of days in which each thing starts no later than it ends, within lives and limits."""
    return settled(points, things, setting or Setting({}, {}))[0]


def settled(points: Points, things: Sequence[Thing], setting: Setting) -> tuple[list[World], set[tuple[str, str]]]:
    """Return the worlds, and the sides of points that limits alone bound."""
    orders = [(thing.start, thing.end) for thing in things]
    lives = [(thing, setting.lives[thing.owner]) for thing in things if thing.owner in setting.lives]
    for thing, life in lives:
        if not thing.doubted:
            orders += [(life.birth, thing.start), (thing.end, life.death)]
    left = {name: [BORN] if _is_birth(name, setting, said) else left_open(said) for name, said in points.items()}
    every: list[World] = [dict(zip(left, days, strict=True)) for days in product(*left.values())]
    every = [world for world in every if all(world[one] <= world[other] for one, other in orders)]
    if not every:
        return [], set()
    first, last = outer(every)
    of_lives = list(_of_lives(lives, first, last))
    if any(day > last[point] if side == "start" else day < first[point] for point, side, day in of_lives):
        return [], set()
    others = [
        *_of_wholes(things, setting, first, last),
        *_of_groups(setting, last),
        *_of_rivals(points, setting, first, last),
        *_of_moves(setting, first, last),
    ]
    limits = [*of_lives, *(one for one in others if _unbounded(points, left, *one[:2]))]
    for point, side, day in limits:
        if side == "start" and day <= last[point]:
            every = [world for world in every if world[point] >= day]
    first, last = outer(every)
    for point, side, day in limits:
        if side == "end" and day >= first[point]:
            every = [world for world in every if world[point] <= day]
    first, last = outer(every)
    outermost = {"start": first, "end": last}
    setting_it = {one for one in limits if outermost[one[1]][one[0]] == one[2]}
    return every, {(point, side) for point, side, _ in setting_it if _unbounded(points, left, point, side)}


def outer(every: Sequence[World]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the first and the last day of each point in any world."""
    names = every[0]
    return {n: min(w[n] for w in every) for n in names}, {n: max(w[n] for w in every) for n in names}


def _is_birth(name: str, setting: Setting, said: Sequence[Said]) -> bool:
    return bool(said) and any(life.birth == name for life in setting.lives.values())


def _unbounded(points: Points, left: Mapping[str, Sequence[int]], point: str, side: str) -> bool:
    """Return whether what is said of a point leaves one side of it open."""
    days = left[point]
    return not points[point] or (min(days) == EARLIER if side == "start" else max(days) == LATER)


def _of_lives(lives: Sequence[tuple[Thing, Life]], first: Outer, last: Outer) -> Iterator[Limit]:
    """Nobody serves before the age of sixteen or after death."""
    for thing, life in lives:
        if life.of_age is not None:
            yield thing.start, "start", life.of_age
        if last[life.death] < LATER:
            yield thing.end, "end", last[life.death]


def _of_wholes(things: Sequence[Thing], setting: Setting, first: Outer, last: Outer) -> Iterator[Limit]:
    """Nothing is before what it is in began or after that ended, nor in a party before joining it."""
    for thing in things:
        for parts in setting.inside.get(thing.name, ()):
            began, ended = min(first[part.start] for part in parts), max(last[part.end] for part in parts)
            if began > EARLIER:
                yield thing.start, "start", began
            if ended < LATER:
                yield thing.end, "end", ended
        life = setting.lives.get(thing.owner)
        if life and life.joined is not None and thing.name in setting.party:
            yield thing.start, "start", life.joined


def _of_groups(setting: Setting, last: Outer) -> Iterator[Limit]:
    """A collective leadership lasts while two of its members are of age and alive."""
    for group, members in setting.groups:
        lives = [setting.lives.get(member) for member in members]
        if len(lives) > 1:
            ages = sorted(EARLIER if life is None or life.of_age is None else life.of_age for life in lives)
            deaths = sorted(LATER if life is None else last[life.death] for life in lives)
            if ages[1] > EARLIER:
                yield group.start, "start", ages[1]
            if deaths[-2] < LATER:
                yield group.end, "end", deaths[-2]


def _of_rivals(points: Points, setting: Setting, first: Outer, last: Outer) -> Iterator[Limit]:
    """Of what only one can be at a time, nothing is while another certainly is, before or after it."""
    for rivals in setting.only:
        for thing, other in permutations(rivals, 2):
            if thing.owner == other.owner or other.doubted:
                continue
            sure = _sure(other, first, last)
            for third in rivals:
                known = third.name in setting.contesting and _bounded(points, third)
                if known and third.owner != other.owner:
                    sure -= set(range(first[third.start], last[third.end] + 1))
            yield from _beside(thing, sure, first, last)


def _of_moves(setting: Setting, first: Outer, last: Outer) -> Iterator[Limit]:
    """Nobody has a post of an office while certainly in another of it, before or after it."""
    for terms in setting.moves:
        for term, other in permutations(terms, 2):
            if term.owner == other.owner and term.post != other.post and not other.doubted:
                yield from _beside(term, _sure(other, first, last), first, last)


def _sure(thing: Thing, first: Outer, last: Outer) -> set[int]:
    """Return the days on which a thing is in every world."""
    if last[thing.start] == LATER or first[thing.end] == EARLIER:
        return set()
    return set(range(last[thing.start], first[thing.end] + 1)) - {EARLIER, LATER}


def _beside(thing: Thing, sure: set[int], first: Outer, last: Outer) -> Iterator[Limit]:
    """A thing lies before or after some days, on the side where it is known to lie."""
    if sure and last[thing.start] < min(sure):
        yield thing.end, "end", min(sure)
    if sure and first[thing.end] > max(sure):
        yield thing.start, "start", max(sure)


def _bounded(points: Points, thing: Thing) -> bool:
    """Return whether what is said of a thing gives its first and its last day."""
    said, told = points[thing.start], points[thing.end]
    return bool(said and told) and min(left_open(said)) > EARLIER and max(left_open(told)) < LATER


def covers(thing: Thing, world: World, day: int) -> bool:
    """Return whether a thing covers a day of a world, its first and last included."""
    return world[thing.start] <= day <= world[thing.end]


def value(answers: Iterable[bool], *, doubted: bool = False) -> str:
    """Return "certain" where all are so, "possible" where some are."""
    found = set(answers)
    return "impossible" if True not in found else "possible" if doubted or False in found else "certain"


def holds(things: Sequence[Thing], world: World, mode: str, days: Sequence[int]) -> bool:
    """Return whether things together cover some day of a time, or every day of it."""
    whole = all if mode == "through" else any
    return whole(any(covers(thing, world, day) for thing in things) for day in days)


def owner_holds(terms: Sequence[Thing], owner: str, every: Sequence[World], mode: str, days: Sequence[int]) -> str:
    """Answer whether an owner's terms cover a time; doubted ones may not have been at all."""
    own = [term for term in terms if term.owner == owner]
    sure = [term for term in own if not term.doubted]
    if not any(holds(own, world, mode, days) for world in every):
        return "impossible"
    return "certain" if all(holds(sure, world, mode, days) for world in every) else "possible"


def nobody(
    places: Sequence[Place], terms: Sequence[Thing], every: Sequence[World], mode: str, days: Sequence[int]
) -> tuple[str, frozenset[str]] | None:
    """Answer whether nobody (also) may have held an office at a time, and why."""
    sure = [term for term in terms if not term.doubted]
    for place in places:
        every = _existing_while_held(place, sure, every)
    owners = {term.owner for term in terms}
    empty = [world for world in every if not _anyone(sure, world, mode, days)]
    if not empty:
        return None
    bare = [(w, d) for w in (every if mode == "through" else empty) for d in days if not holds(sure, w, "on", [d])]
    reasons = set(_reasons(places, terms, bare))
    if mode == "through" and any(_changed(terms, world, days) for world in every):
        reasons.add("changed-hands")
    silent = [(w, d) for w in every if not holds(sure, w, "during", days) for d in days]
    known = any(owner_holds(terms, owner, every, mode, days) != "impossible" for owner in owners)
    unsure = known or "silent" in set(_reasons(places, terms, silent))
    return "possible" if unsure else "certain", frozenset(reasons)


def _anyone(terms: Sequence[Thing], world: World, mode: str, days: Sequence[int]) -> bool:
    owners = {term.owner for term in terms}
    return any(holds([term for term in terms if term.owner == owner], world, mode, days) for owner in owners)


def _reasons(places: Sequence[Place], terms: Sequence[Thing], bare: Sequence[tuple[World, int]]) -> Iterator[str]:
    for world, day in bare:
        if all(_gone(place, world, day) for place in places):
            yield "no-post"
        for place in places:
            if _stands(place, world, day):
                yield "vacant" if _told(place, terms, world, day) else "silent"


def _existing_while_held(place: Place, sure: Sequence[Thing], every: Sequence[World]) -> Sequence[World]:
    """Return the worlds in which a post exists while it is certainly held, where nothing tells since or until when."""
    held = [term for term in sure if term.post == place.thing.name]
    if not held:
        return every
    first, last = outer(every)
    begun = min((last[term.start] for term in held if term.told[0]), default=LATER)
    lasts = max((first[term.end] for term in held if term.told[1]), default=EARLIER)
    start, end = place.thing.start, place.thing.end
    since, until = place.told
    if " " in start and (not since or last[start] == LATER) and first[start] <= begun < LATER:
        every = [world for world in every if world[start] <= begun]
    if " " in end and (not until or first[end] == EARLIER) and EARLIER < lasts <= last[end]:
        every = [world for world in every if world[end] >= lasts]
    return every


def _within(lapse: Thing, world: World, day: int) -> bool:
    return world[lapse.start] < day < world[lapse.end]


def _gone(place: Place, world: World, day: int) -> bool:
    lapsed = any(_within(lapse, world, day) for lapse in (*place.lapses, *place.claimed))
    return lapsed or not covers(place.thing, world, day)


def _stands(place: Place, world: World, day: int) -> bool:
    return covers(place.thing, world, day) and not any(_within(lapse, world, day) for lapse in place.lapses)


def _told(place: Place, terms: Sequence[Thing], world: World, day: int) -> bool:
    """Return whether claims speak of a gap: after the final holder, before the first, between two who followed."""
    if place.first and place.final:
        return True
    ends = {term.name: world[term.end] for term in terms}
    for term in terms:
        later, over = world[term.start] > day, world[term.end] < day
        own = term.post == place.thing.name
        if own and ((later and term.owner in place.first) or (over and term.owner in place.final)):
            return True
        if later and any(earlier in ends and ends[earlier] < day for earlier in term.after):
            return True
    return False


def _changed(terms: Sequence[Thing], world: World, days: Sequence[int]) -> bool:
    """Return whether two owners each held on some day and none on every day, whichever doubted terms there were."""
    doubted = [term for term in terms if term.doubted]
    sure = [term for term in terms if not term.doubted]
    for size in range(len(doubted) + 1):
        for there in combinations(doubted, size):
            present = [*sure, *there]
            owners = {term.owner for term in present if holds([term], world, "during", days)}
            if len(owners) > 1 and not _anyone(present, world, "through", days):
                return True
    return False


def allen(one: Thing, other: Thing, world: World) -> str:
    """Return which of the thirteen relations holds in a world."""
    (a, b), (c, d) = (world[one.start], world[one.end]), (world[other.start], world[other.end])
    if a == c:
        return "starts" if b < d else "equals" if b == d else "started by"
    if b == d:
        return "finished by" if a < c else "finishes"
    if a < c:
        return "contains" if b > d else "before" if b < c else "meets" if b == c else "overlaps"
    return "during" if b < d else "after" if a > d else "met by" if a == d else "overlapped by"


def hidden(one: Thing, other: Thing, worlds: Sequence[World]) -> bool:
    """Return whether the window hides in which order two things begin: one always before it, the other perhaps.

    All births are one day here; by the bounds, what may begin on that day may begin before or after a birth.
    """
    starts = [(world[one.start], world[other.start]) for world in worlds]
    hiding = ({EARLIER}, {BORN})
    before = any(set(pair) in hiding for pair in starts)
    return one.start != other.start and before and any(set(side) in hiding for side in zip(*starts, strict=True))


def relations(one: Thing, other: Thing, every: Sequence[World]) -> tuple[str | None, frozenset[str]]:
    """Return the relation that holds in every world, or None, and those that hold in some."""
    found = frozenset(allen(one, other, world) for world in every)
    return (next(iter(found)) if len(found) == 1 and not (one.doubted or other.doubted) else None), found


def shares(one: Thing, other: Thing, world: World) -> bool:
    """Return whether some day is covered by both."""
    return any(covers(one, world, day) and covers(other, world, day) for day in WINDOW)


def parted(one: Thing, other: Thing, world: World) -> bool:
    """Return whether some day lies between them that neither covers."""
    early, late = sorted((one, other), key=lambda thing: world[thing.start])
    return any(world[early.end] < day < world[late.start] for day in WINDOW)


def leads(led: Led, world: World, day: int) -> bool:
    """Return whether a leadership covers a day on which its body may exist."""
    return covers(led.thing, world, day) and led.existing[0] <= day <= led.existing[1]


def contested(led: Led, everyone: Sequence[Led], every: Sequence[World], day: int) -> bool:
    """Return whether another leadership of the body, with a known start and end, may name another leader then."""
    for other in everyone:
        starts, ends = {w[other.thing.start] for w in every}, {w[other.thing.end] for w in every}
        known = other.contests and other.dated and min(starts) > EARLIER and max(ends) < LATER
        rival = other.body == led.body and other.thing.owner != led.thing.owner
        exists = other.existing[0] <= day <= other.existing[1]
        if known and rival and exists and min(starts) <= day <= max(ends):
            return True
    return False


def _begins(led: Led, every: Sequence[World]) -> bool:
    return min(world[led.thing.start] for world in every) > EARLIER


def leader_leads(led: Led, everyone: Sequence[Led], every: Sequence[World], mode: str, days: Sequence[int]) -> str:
    """Answer whether a leadership covers a time: some day of it or all, certainly only where uncontested."""
    whole = all if mode == "through" else any
    free = {day for day in days if not contested(led, everyone, every, day)}
    if not _begins(led, every):
        return "impossible"
    if not any(whole(leads(led, world, day) for day in days) for world in every):
        return "impossible"
    sure = all(whole(day in free and leads(led, world, day) for day in days) for world in every)
    return "certain" if sure and not led.thing.doubted else "possible"


def nobody_leads(
    everyone: Sequence[Led], together: Sequence[Thing], every: Sequence[World], mode: str, days: Sequence[int]
) -> tuple[str, frozenset[str]] | None:
    """Answer whether nobody (also) may have led alone at a time, and why."""
    if all(not one.existing[0] <= day <= one.existing[1] for one in everyone for day in days):
        return "certain", frozenset({"no-body"})
    begun = [led for led in everyone if _begins(led, every)]
    groups = [one for one in together if min(world[one.start] for world in every) > EARLIER]
    free = {led.thing.name: {d for d in days if not contested(led, everyone, every, d)} for led in begun}
    sure = [led for led in begun if not led.thing.doubted]

    def led_on(world: World, day: int) -> bool:
        return any(day in free[led.thing.name] and leads(led, world, day) for led in sure)

    def all_through(led: Led, world: World) -> bool:
        return all(leads(led, world, day) for day in days)

    def someone(world: World) -> bool:
        if mode == "through":
            return any(len(free[led.thing.name]) == len(days) and all_through(led, world) for led in sure)
        return any(led_on(world, day) for day in days)

    empty = [world for world in every if not someone(world)]
    if not empty:
        return None
    silent_days = [(w, d) for w in every if not any(led_on(w, day) for day in days) for d in days]
    bare = [(w, d) for w in every for d in days if not led_on(w, d)] if mode == "through" else silent_days
    reasons = set(_led_reasons(groups, bare))
    if mode == "through" and any(_led_in_turn(begun, world, days, someone) for world in every):
        reasons.add("changed-hands")
    unsure = any(leader_leads(led, everyone, every, mode, days) != "impossible" for led in begun)
    unsure = unsure or "silent" in set(_led_reasons(groups, silent_days))
    return "possible" if unsure else "certain", frozenset(reasons)


def _led_reasons(groups: Sequence[Thing], bare: Sequence[tuple[World, int]]) -> Iterator[str]:
    for world, day in bare:
        if any(covers(one, world, day) for one in groups):
            yield "collective"
        if not any(covers(one, world, day) for one in groups if not one.doubted):
            yield "silent"


def _led_in_turn(begun: Sequence[Led], world: World, days: Sequence[int], someone: Callable[[World], bool]) -> bool:
    there = [led for led in begun if any(leads(led, world, day) for day in days)]
    whole = [led for led in there if all(leads(led, world, day) for day in days)]
    return not someone(world) and len([led for led in there if led not in whole]) > 1
