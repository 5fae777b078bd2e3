#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plan generated requests in ways that must not change what the best plan costs.

    tests/metamorphic.py [--helper build/tests/property/plan-lines] [--seconds 60] [--rich 0] [--seed 1] [--shared ../shared]

Requests come from SHARED/bench/generate.py: small ones with every feature (`--rich`), whose optimum the brute force of
tests/property must find too, and mid-size ones. Each is planned as it is, and again with all days shifted, with people,
topics and rooms renamed and in another order, with rules added that the best plan keeps already, with that plan pinned,
with itself as the earlier agenda, with other seeds, two and four threads, and each technique switched off. Status and
cost must stay; where only the threads differ, the bytes too; without the proof, cost and bound must not contradict it.
When the time is over small requests go on, planned once each, until the brute force has decided --rich of them. Prints
counts; exit 1 on any difference, 77 where SHARED is not there.
"""
import argparse
import collections
import copy
import importlib.util
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

TECHNIQUES = ["anneal", "block", "lp", "nearby", "rooms", "small"]
NODES = 400_000


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(loaded)
    return loaded


# -- Requests that are the same ----------------------------------------------------------------------


def walk(value, change):
    """The value with every text in it, keys too, passed through change."""
    if isinstance(value, dict):
        return {change(k): walk(v, change) for k, v in value.items()}
    if isinstance(value, list):
        return [walk(v, change) for v in value]
    return change(value) if isinstance(value, str) else value


def shifted(request, days):
    """All dates moved; by whole weeks and between two changes of the clock."""
    def change(text):
        return re.sub(r"\b2026-\d\d-\d\d", lambda m: (date.fromisoformat(m[0]) + timedelta(days=days)).isoformat(), text)
    return walk(request, change)


def renamed(request, rng):
    """Other ids for people, topics and rooms, and all of them in another order."""
    names = {}
    for key, stem in (("people", "who"), ("topics", "what"), ("rooms", "where")):
        order = list(range(len(request.get(key, []))))
        rng.shuffle(order)
        names.update({row["id"]: f"{stem}-{n}" for n, row in zip(order, request.get(key, []))})
    out = walk(request, lambda text: names.get(text, text))
    for key in ("people", "topics", "rooms", "days"):
        rng.shuffle(out.get(key, []))
    return out


def placed(agenda):
    """topic -> its items in order of part, as (start, end, room, date)."""
    topics = {}
    for day in agenda["days"]:
        for block in day["blocks"]:
            for i in block["items"]:
                topics.setdefault(i["topic"], []).append((datetime.fromisoformat(i["start"]), datetime.fromisoformat(i["end"]), i["room"], day["date"]))
    return {t: sorted(items) for t, items in topics.items()}


def with_kept_rules(request, agenda, rng):
    """Hard rules added that the plan keeps already."""
    request, where = copy.deepcopy(request), placed(agenda)
    merged = {o for t in request["topics"] for o in t.get("same_as", [])}
    mine = [t for t in request["topics"] if t["id"] in where and t["id"] not in merged and not t.get("same_as")]
    for t in mine:
        for o in mine:
            if t is o or rng.random() < 0.5:
                continue
            a, b = where[t["id"]], where[o["id"]]
            if all(x[1] <= b[0][0] for x in a):
                t.setdefault("before", []).append(o["id"])
            if all(x[1] <= y[0] or y[1] <= x[0] for x in a for y in b):
                t.setdefault("apart", []).append(o["id"])
            if all(x[3] == y[3] for x in a for y in b):
                t.setdefault("same_day", []).append(o["id"])
            if all(x[3] != y[3] for x in a for y in b):
                t.setdefault("different_day", []).append(o["id"])
    return request


def pinned(request, agenda):
    """Every placed topic fixed where it stands."""
    request, where = copy.deepcopy(request), placed(agenda)
    for t in request["topics"]:
        if t["id"] in where and not t.get("same_as"):
            items = where[t["id"]]
            t.setdefault("priority", "must" if "position" in t or "start" in t.get("fixed", {}) else "normal")
            t.setdefault("fixed", {})["start"] = items[0][0].isoformat()
            if len({i[2] for i in items}) == 1:
                t["fixed"]["room"] = items[0][2]
    return request


# -- The run -----------------------------------------------------------------------------------------


class Run:
    def __init__(self, args):
        self.args, self.began = args, time.monotonic()
        self.generate = module(Path(args.shared) / "bench" / "generate.py")
        self.helper = subprocess.Popen([args.helper], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.folder = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        self.count = collections.Counter()

    def path(self, name):
        return Path(self.folder.name) / name

    def ask(self, request, **words):
        self.path("request.json").write_text(json.dumps(request, ensure_ascii=False))
        words = {"request": self.path("request.json"), "limit": 4000, **words}
        self.helper.stdin.write("\t".join(f"{k}={v}" for k, v in words.items()) + "\n")
        self.helper.stdin.flush()
        answer = self.helper.stdout.readline()
        if not answer:
            raise SystemExit(f"the planner died on {json.dumps(request)}")
        return json.loads(answer)

    def fail(self, name, request, text):
        self.count["differences"] += 1
        if self.count["differences"] <= 5:
            print(f"DIFFERS {name}: {text}\n{json.dumps(request, ensure_ascii=False)}")

    def expect(self, name, base, request, **words):
        """The same status and cost; a stop by time proves nothing."""
        answer = self.ask(request, **words)
        self.count["plans"] += 1
        if answer.get("status") in ("feasible", "unknown"):
            self.count["not proved in time"] += 1
        elif "error" in answer or (answer["status"], answer["cost"]) != (base["status"], base["cost"]) or not answer["clean"]:
            self.fail(name, request, f"{base['status']} {base['cost']} became {answer}")
        else:
            self.count[name] += 1
        return answer

    def expect_weaker(self, base, request):
        """Local search alone finds nothing better than the best, and no bound is above it."""
        answer = self.ask(request, techniques="-master", limit=60)
        self.count["plans"] += 1
        best = base["cost"] if base["status"] == "optimal" else None
        found = answer.get("status") in ("optimal", "feasible")
        if "error" in answer or found and (best is None or answer["cost"] < best or answer["bound"] > best or not answer["clean"]):
            self.fail("without master", request, f"{base['status']} {base['cost']} became {answer}")
        else:
            self.count["without master"] += 1

    def check(self, request, rng, brute, vary=True):
        words = {"brute": NODES} if brute else {}
        base = self.ask(request, write=self.path("base.json"), **words)
        self.count["requests"] += 1
        if "error" in base or not base["clean"]:
            self.fail("base", request, str(base))
            return
        if base["status"] in ("feasible", "unknown"):
            self.count["not proved in time"] += 1
            return
        self.count[base["status"]] += 1
        if brute and base["brute"] == "too large":
            self.count["too large for brute force"] += 1
        elif brute:
            self.count["as brute force says"] += 1
            if (base["brute"], base["brute_cost"]) != (base["status"], base["cost"]):
                self.fail("brute force", request, str(base))
        if vary:
            self.vary(request, base, rng)

    def vary(self, request, base, rng):
        self.expect("shifted", base, shifted(request, -14))
        self.expect("renamed", base, renamed(request, rng))
        self.expect("seed", base, request, seed=rng.randrange(2, 1000))
        for technique in TECHNIQUES:
            self.expect(f"without {technique}", base, request, techniques=f"-{technique}")
        self.expect_weaker(base, request)
        for n in (2, 4):
            threads = self.expect(f"{n} threads", base, request, threads=n)
            if threads.get("digest") != base["digest"]:
                self.fail("threads", request, f"{n} threads gave other bytes")
        if base["status"] == "optimal":
            agenda = json.loads(self.path("base.json").read_text())
            self.expect("kept rules", base, with_kept_rules(request, agenda, rng))
            self.expect("pinned", base, pinned(request, agenda))
            self.expect("planned again", base, request, previous=self.path("base.json"))

    def rich(self, number, vary=True):
        rng = random.Random(f"metamorphic/{self.args.seed}/{number}")
        a = SimpleNamespace(topics=rng.choice([1, 2, 2, 3, 3, 4]), people=rng.choice([2, 3, 4]), days=rng.choice([1, 1, 2]), rooms=rng.choice([1, 1, 2]), seed=number)
        self.check(self.generate.rich(a, rng), rng, True, vary)

    def mid_size(self, number):
        rng = random.Random(f"metamorphic/mid/{self.args.seed}/{number}")
        a = SimpleNamespace(topics=rng.choice([6, 8, 10]), people=7, days=rng.choice([1, 2]), rooms=1, load=rng.choice([0.6, 0.8, 1.1]), tight=0.5,
                            granularity=rng.choice([5, 15]), seed=number)
        self.check(self.generate.realistic(a, rng), rng, False)

    def run(self):
        number = 0
        while time.monotonic() - self.began < self.args.seconds:
            self.rich(number)
            if number % 8 == 0:
                self.mid_size(number)
            number += 1
        while self.count["as brute force says"] < self.args.rich:
            self.rich(number, vary=False)
            number += 1
        self.helper.stdin.close()
        self.helper.wait()
        for name, n in sorted(self.count.items()):
            print(f"{name}: {n}")
        return 1 if self.count["differences"] or self.helper.returncode or not self.count["as brute force says"] else 0


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parent.parent
    args.add_argument("--helper", default=str(here / "build" / "tests" / "property" / "plan-lines"))
    args.add_argument("--shared", default=os.environ.get("PLENARY_SHARED", str(here.parent / "shared")))
    args.add_argument("--seconds", type=float, default=60)
    args.add_argument("--rich", type=int, default=0)
    args.add_argument("--seed", type=int, default=1)
    a = args.parse_args()
    if not (Path(a.shared) / "bench" / "generate.py").exists():
        print(f"skipped: {a.shared} is not here")
        return 77
    return Run(a).run()


if __name__ == "__main__":
    sys.exit(main())
