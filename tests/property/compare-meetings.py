#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compare what the reader makes of requests with another reading of the format.

    compare-meetings.py PRINT-MEETING JUDGE.py REQUEST.json...
    compare-meetings.py PRINT-MEETING JUDGE.py --generate GENERATE.py N
    compare-meetings.py PRINT-MEETING JUDGE.py --mutate GENERATE.py N

JUDGE.py is the independent checker of agendas (its class Request); exits 77 where it is absent.
What both refuse is no difference, nor what only the reader here refuses: the other does not validate.
"""
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
PRIORITIES = ["low", "normal", "high", "must"]


def minute(t):
    return int((t - EPOCH).total_seconds() // 60)


def spans(rows):
    return [[minute(s), minute(e)] for s, e in rows]


def day(text):
    return (datetime.fromisoformat(text + "T00:00+00:00") - EPOCH).days


def near(rows, blocks):
    """Stretches that can matter to the blocks; readers differ in how far around they look."""
    return [r for r in rows if any(r[0] < b[1] and b[0] < r[1] for b in blocks)]


def other_view(judge, path):
    r = judge.Request(path, ignore_calendars=True)
    blocks = [[minute(s), minute(e), day(d)] for s, e, d in r.blocks]
    off = r.off
    out = {"blocks": blocks, "starts": [[day(d)] + sorted(minute(x) for x in v) for d, v in sorted(r.starts.items())]}
    out["rooms"] = [{"id": q, "unavailable": spans(s for u in room.get("unavailable", []) for s in r.window(u)),
                     "transfer": [r.transfer(q, to) for to in r.rooms]} for q, room in r.rooms.items()]
    out["people"] = []
    for p in r.people:
        row = {"id": p, "busy": spans(r.hard_busy[p]),
               "soft": [[spans(s), 0 if "soft_unavailable" in off else w] for s, w in r.soft_busy[p]]}
        if p in r.available:
            row["available"] = spans(r.available[p])
        if r.people[p].get("comfort") is not None:
            held, r.off = r.off, set()
            row["comfort"] = near(spans(r.comfort(p)), blocks)
            r.off = held
        out["people"].append(row)
    out["roles"] = [{"id": i, "pool": x["pool"], "history": [x["_history"][p] for p in x["pool"]]} for i, x in r.roles.items()]
    out["topics"] = []
    for i, t in r.topics.items():
        row = {"id": i, "presenters": t["_presenters"], "cast": t["_cast"], "optional": t["_optional"], "preferred": t["_preferred"],
               "least": t["_min"], "parts": t["_parts"], "priority": PRIORITIES.index(t["_priority"]), "closed": int(t["_closed"]),
               "drop": t["_drop"], "rooms": [q for q in r.rooms if r.room_fits(t, q)], "within": [spans(w) for w in t["_within"]],
               "prefer": [[spans(w), v] for w, v in t["_prefer"]], "avoid": [[spans(w), v] for w, v in t["_avoid"]]}
        if "start" in t.get("fixed", {}):
            row["fixed"] = minute(r.local(t["fixed"]["start"]))
        relations = []
        for key in ("after", "before"):
            relations += [[key, o, -1] for o, _ in t["_" + key]] + [[key, o, w] for o, w in t["_soft_" + key]]
        for key in ("follows", "same_day", "different_day", "apart"):
            relations += [[key, o, -1] for o in t["_" + key]]
        relations += [["parallel", o, w] for o, w in t["_parallel"]]
        row["relations"] = sorted(relations)
        out["topics"].append(row)
    out["items"] = list(r.items)
    out["clusters"] = [[i, w] + sorted(topics) for i, (topics, w) in r.clusters.items()]
    out["weights"] = [r.weights[k] for k in judge.DEFAULT_WEIGHTS]
    return out, off


def our_view(row, off):
    for person in row["people"]:
        if "comfort" in person:
            person["comfort"] = near(person["comfort"], row["blocks"])
    for topic in row["topics"]:
        topic["relations"].sort()
        # The other reading leaves out what a weight of 0 switches off; here it stays, at no price.
        if "optional" in off:
            assert not any(topic["optional"].values())
            topic["optional"] = {}
        for term in ("prefer", "avoid"):
            if term in off:
                assert not any(w for _, w in topic[term])
                topic[term] = []
        for term, kinds in (("order", ("after", "before")), ("parallel", ("parallel",))):
            if term in off:
                topic["relations"] = [x for x in topic["relations"] if x[0] not in kinds or x[2] != 0]
    row["clusters"] = [[c[0], c[1]] + sorted(c[2:]) for c in row["clusters"]]
    if "cluster" in off:
        assert not any(c[1] for c in row["clusters"])
        row["clusters"] = []
    return row


def differences(a, b, where=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(set(a) | set(b)):
            yield from differences(a.get(key), b.get(key), f"{where}.{key}")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for k, (x, y) in enumerate(zip(a, b)):
            yield from differences(x, y, f"{where}[{k}]")
    elif a != b:
        yield f"{where}: {a} here, {b} there"


def read_here(program, paths):
    out = subprocess.run([program, *map(str, paths)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def compare_one(judge, path, ours, mutant):
    try:
        theirs, off = other_view(judge, path)
    except Exception as e:  # the other reading is no validator: it fails as it happens to
        return [] if ours is None else [f"read here, but there {e!r}"]
    if ours is None:
        return [] if mutant else ["refused here"]
    return list(differences(our_view(ours, off), theirs))


def compare(program, judge, paths, mutant=False):
    wrong = read = 0
    for path, ours in zip(paths, read_here(program, paths), strict=True):
        found = compare_one(judge, path, ours, mutant)
        for text in found[:5]:
            print(f"{path}: {text}")
        wrong += bool(found)
        read += ours is not None
    print(f"{len(paths)} requests compared, {read} of them read, {wrong} differ")
    return wrong + (read == 0)


def generate(script, n, folder):
    paths = []
    for seed in range(n):
        shape = ["--rich"] if seed % 3 else []
        shape += ["--topics", str(3 + seed % 9), "--people", str(3 + seed % 6), "--rooms", str(1 + seed % 3), "--days", str(1 + seed % 2)]
        path = Path(folder) / f"{seed}.json"
        with path.open("wb") as out:
            subprocess.run([sys.executable, script, *shape, "--seed", str(seed)], stdout=out, check=True)
        paths.append(path)
    return paths


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def mutants(script, n, folder, judge):
    sys.path.insert(0, str(Path(__file__).parent))
    from mutants import mutate
    rng, paths = random.Random(n), []
    shape = ["--rich", "--topics", "6", "--people", "5", "--days", "2", "--rooms", "2"]
    grown = [json.loads(subprocess.run([sys.executable, script, *shape, "--seed", str(seed)], stdout=subprocess.PIPE, check=True).stdout)
             for seed in range(min(n, 20))]
    for k in range(n):
        path = Path(folder) / f"mutant-{k}.json"
        path.write_text(json.dumps(mutate(rng, rng.choice(grown), list(judge.DEFAULT_WEIGHTS))), "utf-8")
        paths.append(path)
    return paths


def main():
    program, script, *rest = sys.argv[1:]
    if not Path(script).exists():
        print("no other reading at hand")
        return 77
    judge = load("judge", script)
    with tempfile.TemporaryDirectory() as folder:
        if rest[0] == "--generate":
            wrong = compare(program, judge, generate(rest[1], int(rest[2]), folder))
        elif rest[0] == "--mutate":
            wrong = compare(program, judge, mutants(rest[1], int(rest[2]), folder, judge), mutant=True)
        else:
            wrong = compare(program, judge, [Path(p) for p in rest])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
