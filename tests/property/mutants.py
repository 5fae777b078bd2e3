# SPDX-License-Identifier: LGPL-2.1-or-later
"""Requests at random whose keys say more than a generator of realistic ones dares: merging in every
direction, windows over changes of the clock, weights that switch terms off. About a fifth are invalid."""
import copy

TOPICS = [f"t{k}" for k in range(6)]
PEOPLE = [f"p{k}" for k in range(5)]
ANYONE = PEOPLE + ["@g"]
DATES = ["2026-03-02", "2026-03-03", "2026-03-08", "2026-03-28", "2026-03-29"]
CLOCKS = ["00:00", "01:30", "02:30", "09:00", "09:30", "10:00", "12:00", "22:00", "24:00"]
ZONES = ["Europe/Paris", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago"]
LENGTHS = ["", "tbd", "?", "3x30 min", "2 x 20", "1.5h", "1h15", "~40", "30m or less", "up to 25m", "<= 1h", "20-35 min", "1-2h", "PT1H5M",
           "1:10", 7, {"preferred": 33}, {"preferred": 31, "min": 17}]


def some(rng, values, most=2):
    return [rng.choice(values) for _ in range(rng.randint(0, most))]


def window(rng, soft):
    if rng.random() < 0.4:
        first, last = sorted(f"{rng.choice(DATES)}T{rng.choice(CLOCKS[:-1])}" for _ in range(2))
        suffix = rng.choice(["", "", "", "Z", "+02:00", ":00"])
        w = {"start": first + suffix, "end": last + suffix}
    else:
        w = {key: rng.choice(values) for key, values in (("day", DATES), ("from", CLOCKS), ("to", CLOCKS)) if rng.random() < 0.6}
    if soft and rng.random() < 0.5:
        w["weight"] = rng.choice([0, 3, 50])
    if soft and rng.random() < 0.2:
        w["soft"] = rng.choice([True, False])
    return w


def windows(rng, soft):
    return [window(rng, soft) for _ in range(rng.randint(0, 3))]


def priced(rng, key, names, bare=True):
    return [rng.choice([n] * bare + [{key: n}, {key: n, "weight": rng.choice([0, 2, 9])}]) for n in some(rng, names, 3)]


def change_topic(rng, t):
    key = rng.choice(["same_as", "within", "prefer", "avoid", "optional", "after", "before", "same_day", "different_day", "apart", "avoid_parallel",
                      "presenters", "required", "requested_by", "duration", "parts", "rooms", "fixed", "priority", "round", "closed", "size"])
    draw = {
        "same_as": lambda: some(rng, TOPICS), "within": lambda: windows(rng, False), "prefer": lambda: windows(rng, True),
        "avoid": lambda: windows(rng, True), "optional": lambda: priced(rng, "person", ANYONE), "after": lambda: priced(rng, "topic", TOPICS),
        "before": lambda: priced(rng, "topic", TOPICS), "avoid_parallel": lambda: priced(rng, "topic", TOPICS, bare=False),
        "presenters": lambda: some(rng, ANYONE), "required": lambda: some(rng, ANYONE), "requested_by": lambda: rng.choice(ANYONE + ["Zoe"]),
        "duration": lambda: rng.choice(LENGTHS), "parts": lambda: rng.randint(1, 3), "rooms": lambda: some(rng, ["r0", "r1"]),
        "fixed": lambda: rng.choice([{}, {"room": "r1"}, {"start": "2026-03-02T10:00"}, {"start": "2026-03-02T10:00Z", "room": "r0"}]),
        "priority": lambda: rng.choice(["must", "high", "normal", "low"]), "round": lambda: {"speakers": rng.sample(PEOPLE, 2)},
        "closed": lambda: rng.choice([True, False]), "size": lambda: rng.choice([10, 25, 50]),
    }
    t[key] = draw.get(key, lambda: some(rng, TOPICS))()


def change_person(rng, p):
    key = rng.choice(["unavailable", "available", "comfort"])
    if key == "comfort":
        p["comfort"] = {k: rng.choice(CLOCKS) for k in ("from", "to") if rng.random() < 0.6}
        p["timezone"] = rng.choice(["Asia/Tokyo", "Australia/Lord_Howe"])
    else:
        p[key] = windows(rng, key == "unavailable")


def change_meeting(rng, request, terms):
    key = rng.choice(["weights", "timezone", "roles", "clusters", "default_duration", "date"])
    if key == "weights":
        request["weights"] = {rng.choice(terms): rng.choice([0, 0, 7]) for _ in range(3)}
    elif key == "timezone":
        request["timezone"] = rng.choice(ZONES)
    elif key == "roles":
        request["roles"] = [{"id": "m", "pool": some(rng, ANYONE) or ["p0"], "history": {p: rng.choice([0, 1, 5]) for p in some(rng, PEOPLE, 3)}}]
    elif key == "clusters":
        request["clusters"] = [{"id": "c", "topics": some(rng, TOPICS) or ["t0"], **rng.choice([{}, {"weight": 4}])}]
    elif key == "default_duration":
        request["default_duration"] = rng.choice([7, 20, 60])
    else:
        request["days"][0]["date"] = rng.choice(DATES)


def mutate(rng, request, terms):
    """A changed copy of a request of six topics, five people and two rooms."""
    request = copy.deepcopy(request)
    for _ in range(rng.choice([1, 2, 4, 6])):
        kind = rng.random()
        if kind < 0.65:
            change_topic(rng, rng.choice(request["topics"]))
        elif kind < 0.8:
            change_person(rng, rng.choice(request["people"]))
        else:
            change_meeting(rng, request, terms)
    return request
