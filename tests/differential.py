#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compare the judge with an independent one, written in Python from the specification alone.

    tests/differential.py --helper build/tests/property/judge-lines [--seconds 60] [--share] [--seed 1] [--shared ../shared]

Requests: every one of SHARED/bench/requests, both examples and any number of `generate.py --rich`. For each, agendas
are composed at random (clean ones and hopeless ones) and mutated one to three times, with and without an earlier agenda.
Both judges must name the same set of broken rules, agree on whether the file itself is at fault, and where no rule is
broken give the same cost by term. Prints counts; exit 1 on any disagreement, or if some rule or term was never met (with
--share, a short run, that is no failure), 77 where SHARED is not there.
"""
import argparse
import collections
import copy
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

RULES = """placed must block grid starts length room_overlap person_overlap transfer person_busy room_busy room_fit fixed within position
after before follows same_day different_day apart part_order part_spacing role_pool role_busy role_twice role_elsewhere""".split()
TERMS = """drop_high drop_normal drop_low shorten prefer avoid soft_unavailable optional order parallel cluster idle late comfort role_open
role_presenting role_repeat role_load moved role_moved""".split()


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(loaded)
    return loaded


# -- Composing agendas -------------------------------------------------------------------------------


class Composer:
    """Agendas of one request: as good as a short random search makes them, and worse."""

    def __init__(self, judge, request, rng):
        self.judge, self.r, self.rng = judge, request, rng
        self.points = []
        for start, end, _ in request.blocks:
            local = start.astimezone(request.zone)
            minute = start + timedelta(minutes=-(local.hour * 60 + local.minute) % request.grain)
            points = []
            while minute < end:
                points.append(minute)
                minute += timedelta(minutes=request.grain)
            self.points.append(points)

    def spot(self, item, topic, taken):
        """A random place for an item that keeps most rules about it alone, or None."""
        r, rng = self.r, self.rng
        for _ in range(40):
            block = rng.randrange(len(r.blocks))
            if not self.points[block]:
                continue
            room = rng.choice(topic["_rooms"] or list(r.rooms))
            start = rng.choice(self.points[block])
            fixed = topic.get("fixed", {}).get("start")
            if fixed and item == topic["_items"][0]:
                start = r.local(fixed)
            length = topic["_preferred"]
            if rng.random() < 0.4:
                length = rng.randrange(topic["_min"], topic["_preferred"] + 1, r.grain)
            span = (start, start + timedelta(minutes=length))
            day = r.blocks[block][2]
            if day in r.starts and start not in r.starts[day] or not (r.blocks[block][0] <= start and span[1] <= r.blocks[block][1]):
                continue
            if not r.room_fits(topic, room) or not r.room_open(room, span) or any(not r.free(p, span) for p in topic["_cast"]):
                continue
            if any(not self.judge.inside(span, w) for w in topic["_within"]):
                continue
            if any(self.judge.overlap(span, (s, e)) and (q == room or cast & set(topic["_cast"])) for s, e, q, cast in taken):
                continue
            return span[0], span[1], room, block
        return None

    def holders(self, block, room, blocks):
        r, rng, span, out = self.r, self.rng, self.r.blocks[block][:2], {}
        for role, spec in r.roles.items():
            busy = {p for b in blocks for p in b["roles"].values() if p and b["_block"] == block}
            pool = [p for p in spec["pool"] if p not in busy and p not in out.values() and r.free(p, span)]
            needed = {p for b in blocks if b["room"] != room and b["_block"] == block for i in b["items"] for p in r.topics[i["topic"]]["_cast"]}
            pool = [p for p in pool if p not in needed]
            out[role] = rng.choice(pool) if pool and rng.random() < 0.9 else None
        return out

    def write(self, instant):
        return instant.astimezone(self.r.zone).isoformat()

    def agenda(self, places):
        """The agenda of item -> (start, end, room, block)."""
        r, cells = self.r, {}
        for item, (start, end, room, block) in places.items():
            cells.setdefault((block, room), []).append((start, item, end))
        blocks = []
        for (block, room), items in sorted(cells.items()):
            rows = [{"id": i, "topic": r.items[i], "start": self.write(s), "end": self.write(e), "room": room} for s, i, e in sorted(items)]
            blocks.append({"start": self.write(r.blocks[block][0]), "end": self.write(r.blocks[block][1]), "room": room, "roles": {}, "items": rows, "_block": block})
        for b in blocks:
            b["roles"] = self.holders(b["_block"], b["room"], blocks)
        days = [{"date": d, "blocks": [b for b in blocks if r.blocks[b["_block"]][2] == d]} for d in r.dates]
        for b in blocks:
            del b["_block"]
        placed = {r.items[i] for i in places}
        return {"plenary": 1, "kind": "agenda", "timezone": r.zone.key, "status": "feasible", "score": {"cost": 0, "bound": 0},
                "days": days, "unplaced": [{"topic": t} for t in r.topics if t not in placed]}

    def compose(self):
        """Places what fits, then drops what the judge names, a few times over."""
        r, places, taken = self.r, {}, []
        topics = list(r.topics.values())
        self.rng.shuffle(topics)
        for topic in topics:
            spots = []
            for item in topic["_items"]:
                spot = self.spot(item, topic, taken + [(*s[:3], set(topic["_cast"])) for s in spots])
                if spot is None:
                    break
                spots.append(spot)
            if len(spots) == len(topic["_items"]):
                spots.sort()
                places.update(zip(topic["_items"], spots))
                taken += [(*s[:3], set(topic["_cast"])) for s in spots]
        agenda = self.agenda(places)
        for _ in range(4):
            verdict = self.judge.Verdict(r, agenda).run()
            words = {w.strip(":,") for line in verdict.broken if not line.startswith("must") for w in line.split()}
            out = {t for t, topic in r.topics.items() if t in words or words & set(topic["_items"])}
            out = {t for t in out if any(i in places for i in r.topics[t]["_items"])}
            if not out:
                break
            gone = set(self.rng.sample(sorted(out), (len(out) + 1) // 2))
            places = {i: p for i, p in places.items() if r.items[i] not in gone}
            agenda = self.agenda(places)
        self.score(agenda, self.judge.Verdict(r, agenda).run())
        return agenda

    def score(self, agenda, verdict):
        status = self.rng.choice(["optimal", "feasible"])
        agenda["status"] = status
        agenda["score"] = {"cost": verdict.cost, "bound": verdict.cost - (status == "feasible"),
                           "terms": [{"term": t, "cost": c} for t, c in verdict.costs.items()]}


# -- Spoiling them -----------------------------------------------------------------------------------


class Spoiler:
    """One change to an agenda; each method is a kind of change and may decline by returning False."""

    def __init__(self, composer, agenda, rng):
        self.c, self.r, self.a, self.rng = composer, composer.r, agenda, rng
        self.blocks = [(d, b) for d in agenda["days"] for b in d["blocks"]]
        self.items = [(b, i) for _, b in self.blocks for i in b["items"]]

    def shifted(self, text, minutes):
        return self.c.write(self.r.local(text) + timedelta(minutes=minutes))

    def step(self):
        g = self.r.grain
        return self.rng.choice([-1440, -60, -30, -g, -1, 1, g, 2 * g, 15, 30, 60, 1440])

    def shift(self):
        _, i = self.rng.choice(self.items)
        by = self.step()
        i["start"], i["end"] = self.shifted(i["start"], by), self.shifted(i["end"], by)

    def shift_within_reach(self):
        _, i = self.rng.choice(self.items)
        by = self.rng.choice([-1, 1]) * self.r.grain * self.rng.randrange(1, 7)
        i["start"], i["end"] = self.shifted(i["start"], by), self.shifted(i["end"], by)

    def stretch(self):
        _, i = self.rng.choice(self.items)
        i["end"] = self.shifted(i["end"], self.step())

    def empty(self):
        _, i = self.rng.choice(self.items)
        i["end"] = i["start"] if self.rng.random() < 0.7 else self.shifted(i["start"], -self.rng.choice([1, 15, 60]))

    def swap(self):
        (b, i), (c, j) = self.rng.choice(self.items), self.rng.choice(self.items)
        i["start"], j["start"] = j["start"], i["start"]
        i["end"], j["end"] = j["end"], i["end"]
        if b is not c and self.rng.random() < 0.7:
            b["items"].remove(i)
            b["items"].append(j)
            c["items"].remove(j)
            c["items"].append(i)
            i["room"], j["room"] = c["room"], b["room"]

    def exchange(self):
        """Two items change their names: each where the other was."""
        (_, i), (_, j) = self.rng.choice(self.items), self.rng.choice(self.items)
        i["id"], j["id"] = j["id"], i["id"]
        i["topic"], j["topic"] = j["topic"], i["topic"]

    def transplant(self):
        """An item into another block, at a time inside it."""
        b, i = self.rng.choice(self.items)
        _, c = self.rng.choice(self.blocks)
        length = self.r.local(i["end"]) - self.r.local(i["start"])
        start = self.r.local(c["start"]) + timedelta(minutes=self.r.grain * self.rng.randrange(0, 8))
        b["items"].remove(i)
        i["room"] = c["room"]
        i["start"], i["end"] = self.c.write(start), self.c.write(start + length)
        c["items"].append(i)

    def another_room(self):
        """A whole block into another room, perhaps where one stands already."""
        _, b = self.rng.choice(self.blocks)
        b["room"] = self.rng.choice(list(self.r.rooms))
        for i in b["items"]:
            i["room"] = b["room"]

    def parallel_room(self):
        """One item into another room at the same time."""
        if len(self.r.rooms) < 2:
            return False
        b, i = self.rng.choice(self.items)
        d = next(d for d, x in self.blocks if x is b)
        room = self.rng.choice([q for q in self.r.rooms if q != b["room"]])
        b["items"].remove(i)
        i["room"] = room
        for c in d["blocks"]:
            if c["room"] == room and c["start"] == b["start"]:
                c["items"].append(i)
                return True
        d["blocks"].append({"start": b["start"], "end": b["end"], "room": room, "roles": {}, "items": [i]})

    def hurry(self):
        """Somebody's next item right after this one, in another room."""
        pairs = [(b, i, c, j) for b, i in self.items for c, j in self.items if i is not j and i["topic"] in self.r.topics
                 and j["topic"] in self.r.topics and set(self.r.topics[i["topic"]]["_cast"]) & set(self.r.topics[j["topic"]]["_cast"])]
        if not pairs or len(self.r.rooms) < 2:
            return False
        b, i, c, j = self.rng.choice(pairs)
        d = next(d for d, x in self.blocks if x is b)
        length = self.r.local(j["end"]) - self.r.local(j["start"])
        start = self.r.local(i["end"]) + timedelta(minutes=self.r.grain * self.rng.choice([0, 0, 1, 2]))
        room = self.rng.choice([q for q in self.r.rooms if q != b["room"]])
        c["items"].remove(j)
        j.update(room=room, start=self.c.write(start), end=self.c.write(start + length))
        for x in d["blocks"]:
            if x["room"] == room and x["start"] == b["start"]:
                x["items"].append(j)
                return True
        d["blocks"].append({"start": b["start"], "end": b["end"], "room": room, "roles": {}, "items": [j]})

    def lie_about_room(self):
        _, i = self.rng.choice(self.items)
        i["room"] = self.rng.choice(list(self.r.rooms) + ["nowhere"])

    def unknown_room(self):
        _, b = self.rng.choice(self.blocks)
        b["room"] = "nowhere"

    def duplicate(self):
        _, i = self.rng.choice(self.items)
        _, c = self.rng.choice(self.blocks)
        i = copy.deepcopy(i)
        if self.rng.random() < 0.7:
            i["room"] = c["room"]
        c["items"].append(i)

    def lose(self):
        b, i = self.rng.choice(self.items)
        b["items"].remove(i)

    def drop(self):
        _, i = self.rng.choice(self.items)
        topic = i["topic"]
        for _, b in self.blocks:
            b["items"] = [x for x in b["items"] if x["topic"] != topic]
        for d in self.a["days"]:
            d["blocks"] = [b for b in d["blocks"] if b["items"]]
        self.a["unplaced"].append({"topic": topic})

    def unplace_too(self):
        self.a["unplaced"].append({"topic": self.rng.choice(list(self.r.topics))})

    def unplace_strange(self):
        self.a["unplaced"].append({"topic": self.rng.choice(list(self.r.merged) + ["nothing"])})

    def forget_unplaced(self):
        if not self.a["unplaced"]:
            return False
        self.a["unplaced"].remove(self.rng.choice(self.a["unplaced"]))

    def place_dropped(self):
        """A dropped topic's items anywhere."""
        if not self.a["unplaced"]:
            return False
        u = self.rng.choice(self.a["unplaced"])
        if u["topic"] not in self.r.topics:
            return False
        self.a["unplaced"].remove(u)
        topic = self.r.topics[u["topic"]]
        for item in topic["_items"]:
            _, b = self.rng.choice(self.blocks)
            start = self.r.local(b["start"]) + timedelta(minutes=self.r.grain * self.rng.randrange(0, 8))
            length = timedelta(minutes=self.rng.choice([topic["_min"], topic["_preferred"]]))
            b["items"].append({"id": item, "topic": topic["id"], "start": self.c.write(start), "end": self.c.write(start + length), "room": b["room"]})

    def rename_item(self):
        _, i = self.rng.choice(self.items)
        i["id"] = self.rng.choice(list(self.r.items) + [i["id"] + "#2", "nothing"])

    def rename_topic(self):
        _, i = self.rng.choice(self.items)
        i["topic"] = self.rng.choice(list(self.r.topics) + ["nothing"])

    def offset(self):
        _, i = self.rng.choice(self.items)
        key = self.rng.choice(["start", "end"])
        instant = self.r.local(i[key])
        i[key] = self.rng.choice([instant.isoformat().replace("+00:00", "Z"), instant.isoformat(),
                                  instant.astimezone(self.r.zone).replace(tzinfo=None).isoformat(), i[key][:16] + i[key][19:]])

    def block_times(self):
        _, b = self.rng.choice(self.blocks)
        key = self.rng.choice(["start", "end"])
        b[key] = self.shifted(b[key], self.step())

    def block_twice(self):
        d, b = self.rng.choice(self.blocks)
        b = copy.deepcopy(b)
        if self.rng.random() < 0.5:
            b["items"] = b["items"][:1]
        d["blocks"].append(b)

    def block_empty(self):
        d, b = self.rng.choice(self.blocks)
        start, end, _ = self.rng.choice(self.r.blocks)
        d["blocks"].append({"start": self.c.write(start), "end": self.c.write(end), "room": self.rng.choice(list(self.r.rooms)), "roles": {}, "items": []})

    def block_astray(self):
        d, b = self.rng.choice(self.blocks)
        other = self.rng.choice(self.a["days"])
        d["blocks"].remove(b)
        other["blocks"].append(b)

    def role(self):
        if not self.r.roles:
            return False
        _, b = self.rng.choice(self.blocks)
        b.setdefault("roles", {})[self.rng.choice(list(self.r.roles))] = self.rng.choice(list(self.r.people) + [None, None])

    def role_from_pool(self):
        if not self.r.roles:
            return False
        for _ in range(3):
            _, b = self.rng.choice(self.blocks)
            role = self.rng.choice(list(self.r.roles))
            b.setdefault("roles", {})[role] = self.rng.choice(self.r.roles[role]["pool"] + [None])

    def role_everywhere(self):
        """One person holds a role in all blocks, or in all rooms of one."""
        if not self.r.roles:
            return False
        role = self.rng.choice(list(self.r.roles))
        person = self.rng.choice(self.r.roles[role]["pool"] or [None])
        for _, b in self.blocks:
            if self.rng.random() < 0.7:
                b.setdefault("roles", {})[role] = person

    def role_both(self):
        _, b = self.rng.choice(self.blocks)
        if len(self.r.roles) < 2:
            return False
        person = self.rng.choice(list(self.r.people))
        for role in self.r.roles:
            b.setdefault("roles", {})[role] = person

    def role_unknown(self):
        _, b = self.rng.choice(self.blocks)
        b.setdefault("roles", {})["juggler"] = self.rng.choice(list(self.r.people) + [None])

    def role_stranger(self):
        if not self.r.roles:
            return False
        for _, b in self.rng.sample(self.blocks, min(2, len(self.blocks))):
            b.setdefault("roles", {})[self.rng.choice(list(self.r.roles))] = "stranger"

    def roles_gone(self):
        _, b = self.rng.choice(self.blocks)
        b.pop("roles", None)

    def lie_about_cost(self):
        score = self.a["score"]
        key = self.rng.choice(["cost", "bound"])
        score[key] += self.rng.choice([-1, 1, 1000])

    def lie_about_terms(self):
        rows = self.a["score"].get("terms")
        if not rows:
            return False
        what = self.rng.randrange(4)
        if what == 0:
            rows.pop()
        elif what == 1:
            rows[0]["cost"] += 1
        elif what == 2:
            rows.append({"term": "late", "cost": 0})
        else:
            del self.a["score"]["terms"]

    def lie_about_status(self):
        self.a["status"] = self.rng.choice(["optimal", "feasible"])

    KINDS = [name for name in dir() if not name.startswith("_") and name not in ("shifted", "step", "KINDS")]

    def spoil(self):
        if not self.items:
            return
        kind = self.rng.choice(self.KINDS)
        getattr(self, kind)()


def spoiled(composer, agenda, rng):
    agenda = copy.deepcopy(agenda)
    for _ in range(rng.choice([1, 1, 2, 3])):
        Spoiler(composer, agenda, rng).spoil()
    return agenda


# -- Comparing ---------------------------------------------------------------------------------------


class Run:
    def __init__(self, args):
        self.args, self.began = args, time.monotonic()
        shared = Path(args.shared)
        self.judge = module(shared / "check" / "verify_agenda.py")
        self.generate = module(shared / "bench" / "generate.py")
        self.helper = subprocess.Popen([args.helper], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.scratch = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        self.agenda_path, self.previous_path = (Path(self.scratch.name) / n for n in ("agenda.json", "previous.json"))
        self.count = collections.Counter()
        self.rules, self.terms = collections.Counter(), collections.Counter()

    def left(self):
        return self.args.seconds - (time.monotonic() - self.began)

    def ask(self, request_path, previous):
        self.helper.stdin.write(f"{request_path}\t{self.agenda_path}\t{self.previous_path if previous else ''}\n")
        self.helper.stdin.flush()
        return json.loads(self.helper.stdout.readline())

    def disagree(self, request_path, agenda, previous, text):
        self.count["disagreements"] += 1
        if self.count["disagreements"] <= 10:
            print(f"DISAGREE {request_path}: {text}")
            if self.args.keep:
                keep = Path(self.args.keep)
                keep.mkdir(parents=True, exist_ok=True)
                stem = f"{self.count['disagreements']:03}"
                (keep / f"{stem}-request.json").write_text(Path(request_path).read_text())
                (keep / f"{stem}-agenda.json").write_text(json.dumps(agenda, indent=1))
                if previous:
                    (keep / f"{stem}-previous.json").write_text(json.dumps(previous, indent=1))

    def compare(self, request, request_path, agenda, previous):
        self.agenda_path.write_text(json.dumps(agenda))
        if previous:
            self.previous_path.write_text(json.dumps(previous))
        verdict = self.judge.Verdict(request, agenda, previous).run()
        ours = self.ask(request_path, previous)
        self.count["cases"] += 1
        if "error" in ours:
            self.disagree(request_path, agenda, previous, ours["error"])
            return
        theirs = {line.split(":")[0] for line in verdict.broken}
        mine = {row["rule"] for row in ours["broken"]}
        self.rules.update(theirs)
        self.count["broken" if theirs else "clean"] += 1
        self.count["with an earlier agenda"] += previous is not None
        self.count["file at fault"] += bool(verdict.form)
        if mine != theirs:
            self.disagree(request_path, agenda, previous, f"rules: theirs alone {sorted(theirs - mine)}, ours alone {sorted(mine - theirs)}")
        elif not theirs:
            self.terms.update(verdict.costs.keys())
            if ours["terms"] != verdict.costs or ours["cost"] != verdict.cost:
                self.disagree(request_path, agenda, previous, f"terms: theirs {verdict.costs}, ours {ours['terms']}")
        # What a broken plan costs means nothing (an item before its block leaves less than no time idle), so sums of
        # it are compared only where both make the same of it.
        if bool(ours["form"]) != bool(verdict.form) and (not theirs or ours["terms"] == verdict.costs):
            self.disagree(request_path, agenda, previous, f"form: theirs {verdict.form}, ours {ours['form']}")
        if (ours["stated"], ours["bound"], ours["status"]) != (agenda["score"]["cost"], agenda["score"]["bound"], agenda["status"]):
            self.disagree(request_path, agenda, previous, "the stated sums")

    def request(self, path, rng, n_bases, n_spoiled):
        try:
            request = self.judge.Request(path)
        except Exception as e:
            self.count["requests that theirs refuses"] += 1
            return
        self.count["requests"] += 1
        composer = Composer(self.judge, request, rng)
        bases = []
        for _ in range(n_bases):
            bases.append(composer.compose())
            previous = rng.choice(bases) if rng.random() < 0.5 else None
            self.whole(composer, request, path, bases[-1], previous, rng)
            for _ in range(n_spoiled):
                if self.left() < 0:
                    return
                earlier = None
                if rng.random() < 0.4:
                    earlier = rng.choice(bases) if rng.random() < 0.5 else spoiled(composer, rng.choice(bases), rng)
                self.whole(composer, request, path, spoiled(composer, rng.choice(bases), rng), earlier, rng)

    def whole(self, composer, request, path, agenda, previous, rng):
        """Compares, with the sums made right again more often than not."""
        if rng.random() < 0.6:
            agenda = copy.deepcopy(agenda)
            composer.score(agenda, self.judge.Verdict(request, agenda, previous).run())
        self.compare(request, path, agenda, previous)

    def nothing(self, path):
        """Agendas without a plan: empty or not."""
        for status in ("infeasible", "unknown"):
            for agenda, clean in (({"status": status, "score": None, "days": [], "unplaced": []}, True),
                                  ({"status": status, "score": {"cost": 1, "bound": 1}, "days": [], "unplaced": []}, False),
                                  ({"status": status, "score": None, "days": [], "unplaced": [{"topic": "a"}]}, False)):
                self.agenda_path.write_text(json.dumps(agenda))
                ours = self.ask(path, None)
                self.count["cases"] += 1
                if bool(ours.get("form")) == clean or ours.get("broken") != [] or ours.get("cost") is not None or ours.get("status") != status:
                    self.disagree(path, agenda, None, f"no plan: {ours}")

    def rich(self, number):
        rng = random.Random(f"differential/{self.args.seed}/{number}")
        a = SimpleNamespace(topics=rng.choice([2, 3, 4, 5, 6, 9]), people=rng.choice([2, 3, 4, 6]), days=rng.choice([1, 2, 2, 3]), rooms=rng.choice([1, 2, 2, 3]), seed=number)
        path = Path(self.scratch.name) / f"rich-{number}.json"
        made = self.generate.rich(a, rng)
        if rng.random() < 0.6:
            for topic in made["topics"]:
                topic["priority"] = {"must": "high"}.get(topic.get("priority"), topic.get("priority", "low"))
        if a.rooms > 1 and rng.random() < 0.5:
            made["transfer"] = rng.choice([made["granularity"], 40])
        path.write_text(json.dumps(made, ensure_ascii=False))
        self.request(path, rng, 3, 12)
        path.unlink()

    def run(self):
        shared, rng = Path(self.args.shared), random.Random(self.args.seed)
        examples = sorted((shared / "examples").glob("dmlt-*.json"))
        for path in examples:
            self.request(path, rng, 6, 40)
            self.nothing(path)
        number = 0
        share = 1.0 if self.args.share else 0.65
        end = self.left() * (1 - share)
        while self.left() > end:
            self.rich(number)
            number += 1
        for path in [] if self.args.share else sorted((shared / "bench" / "requests").rglob("*.json"), key=lambda p: p.stat().st_size):
            if self.left() < 0:
                self.count["bench requests not reached"] += 1
                continue
            self.request(path, rng, 1, 3)
        self.helper.stdin.close()
        self.helper.wait()
        return self.report()

    def report(self):
        for name, n in sorted(self.count.items()):
            print(f"{name}: {n}")
        print("rules:", ", ".join(f"{r} {self.rules[r]}" for r in RULES))
        print("terms:", ", ".join(f"{t} {self.terms[t]}" for t in TERMS))
        missed = [x for x, seen in [(r, self.rules) for r in RULES] + [(t, self.terms) for t in TERMS] if not seen[x]]
        if missed:
            print("never met:", ", ".join(missed))
        return 1 if self.count["disagreements"] or (missed and not self.args.share) or self.helper.returncode else 0


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parent.parent
    args.add_argument("--helper", default=str(here / "build" / "tests" / "property" / "judge-lines"))
    args.add_argument("--shared", default=os.environ.get("PLENARY_SHARED", str(here.parent / "shared")))
    args.add_argument("--seconds", type=float, default=60)
    args.add_argument("--share", action="store_true", help="a short run of examples and generated requests, which may miss a rule")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--keep", help="folder for the files of the first disagreements")
    a = args.parse_args()
    if not (Path(a.shared) / "check" / "verify_agenda.py").exists():
        print(f"skipped: {a.shared} is not here")
        return 77
    return Run(a).run()


if __name__ == "__main__":
    sys.exit(main())
