#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compare the planner's answers with those of OR-Tools CP-SAT on mid-size requests: the same optimum, or infeasible.

    pip install ortools
    tests/rival.py [--count 500] [--first 0] [--tally FILE] [--helper build/tests/property/plan-lines] [--shared ../shared]

An outside check, no part of the test suite: OR-Tools is no Debian package. The rival is SHARED/peers/cpsat_plan.py, one
interval model of the whole format, solved by --workers threads; requests are drawn by SHARED/bench/generate.py, most with every feature (`--rich`)
in up to three rooms, others like real meetings, a third with an earlier agenda of a request that has changed since.
What one side does not prove in --time seconds is counted apart; plans and bounds must not contradict each other there
either. Both judges must accept what their side returns. With --tally the counts of several runs add up in a file. Prints the counts as a table; exit 1 on any disagreement.
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
from pathlib import Path
from types import SimpleNamespace

FEATURES = """unavailable available comfort history groups round required optional parts position fixed within prefer avoid after before follows
same_day different_day apart avoid_parallel same_as closed clusters weights transfer starts rooms needs size capacity""".split()


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(loaded)
    return loaded


def keys(value):
    """Every key that occurs in a request."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    if isinstance(value, list):
        return set().union(*map(keys, value))
    return set()


def features(request, previous):
    found = {name for name in keys(request) if name in FEATURES and name != "rooms"}
    if any("rooms" in topic for topic in request["topics"]):
        found.add("rooms")
    if len(request.get("rooms", [])) > 1:
        found.add("several rooms")
    if any(isinstance(t["duration"], dict) or "-" in str(t["duration"]) or "up to" in str(t["duration"]) for t in request["topics"]):
        found.add("shorter lengths")
    if any(t.get("priority") == "must" for t in request["topics"]):
        found.add("must")
    if request.get("roles", True):
        found.add("roles")
    if any(isinstance(o, dict) for t in request["topics"] for key in ("after", "before") for o in t.get(key, [])):
        found.add("soft order")
    if previous:
        found.add("earlier agenda")
    return found


def judged(ours, status, cost, bound, broken):
    """What the two answers say of each other. A search that ran out of time still must not contradict the other."""
    open_here, open_there = ours.get("status") in ("feasible", "unknown"), status in ("feasible", "unknown")
    if "error" in ours or broken or not ours["clean"]:
        return "disagreements"
    plan_here, plan_there = ours["status"] in ("feasible", "optimal"), status in ("feasible", "optimal")
    if (plan_here and status == "infeasible") or (plan_there and ours["status"] == "infeasible"):
        return "disagreements"
    if plan_here and ours["cost"] < bound or plan_there and cost < ours["bound"]:
        return "disagreements"
    if open_there:
        return "open for CP-SAT"
    if open_here:
        return "open for the planner"
    return f"both {status}" if (ours["status"], ours["cost"] if plan_here else -1) == (status, cost) else "disagreements"


class Comparison:
    def __init__(self, args):
        shared = Path(args.shared)
        self.args, self.count, self.features = args, collections.Counter(), collections.Counter()
        self.generate = module(shared / "bench" / "generate.py")
        self.rival = module(shared / "peers" / "cpsat_plan.py")
        self.folder = tempfile.TemporaryDirectory()
        self.helper = subprocess.Popen([args.helper], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def path(self, name):
        return Path(self.folder.name) / name

    def draw(self, number):
        """A request of five to ten topics; the size and kind go round with the number."""
        rng = random.Random(f"rival/{number}")
        a = SimpleNamespace(topics=rng.randint(5, 10), people=rng.randint(4, 8), days=rng.choice([1, 2, 2, 3]), rooms=rng.choice([1, 1, 2, 2, 3]), seed=number,
                            load=rng.choice([0.6, 0.8, 1.0, 1.2]), tight=rng.choice([0.5, 0.8]), granularity=rng.choice([5, 15]))
        if number % 4 == 3:
            return self.generate.realistic(a, rng), rng
        request = self.generate.rich(a, rng)
        if number % 4 == 1:  # so many contradictions leave few plans: keep half of the musts
            for topic in request["topics"]:
                if topic.get("priority") == "must" and "position" not in topic and rng.random() < 0.5:
                    topic["priority"] = "high"
        return request, rng

    def changed(self, request, rng):
        """What the request was before: a topic less, and another topic's wishes."""
        request = copy.deepcopy(request)
        for topic in request["topics"]:
            for key in ("prefer", "avoid", "fixed", "within"):
                if rng.random() < 0.5:
                    topic.pop(key, None)
        request["topics"][-1].pop("same_as", None)
        return request

    def ours(self, **words):
        self.helper.stdin.write("\t".join(f"{k}={v}" for k, v in {"limit": round(self.args.time * 1000), **words}.items()) + "\n")
        self.helper.stdin.flush()
        answer = self.helper.stdout.readline()
        if not answer:
            raise SystemExit("the planner died")
        return json.loads(answer)

    def theirs(self, request, previous):
        cp = self.rival.cp_model
        model = self.rival.Model(self.rival.Request(str(request)), previous)
        solver = cp.CpSolver()
        solver.parameters.max_time_in_seconds = self.args.time
        solver.parameters.num_workers = self.args.workers
        solver.parameters.random_seed = 1
        status = solver.Solve(model.m)
        if status == cp.INFEASIBLE:
            return "infeasible", -1, -1, []
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return "unknown", -1, round(solver.BestObjectiveBound()), []
        agenda, verdict = model.agenda(solver.Value, "optimal", round(solver.ObjectiveValue()))
        self.path("theirs.json").write_text(json.dumps(agenda))
        name = "optimal" if status == cp.OPTIMAL else "feasible"
        return name, verdict.cost, round(solver.BestObjectiveBound()), verdict.broken

    def compare(self, number):
        request, rng = self.draw(number)
        words, previous = {"request": self.path("request.json")}, None
        if number % 3 == 0:
            self.path("before.json").write_text(json.dumps(self.changed(request, rng)))
            if self.ours(request=self.path("before.json"), write=self.path("previous.json")).get("status") in ("optimal", "feasible"):
                previous = json.loads(self.path("previous.json").read_text())
                words["previous"] = self.path("previous.json")
        words["request"].write_text(json.dumps(request, ensure_ascii=False))
        ours = self.ours(write=self.path("ours.json"), **words)
        if ours.get("error") == "request":
            self.count["refused as contradictory when read"] += 1
            return
        theirs = self.theirs(words["request"], previous)
        verdict = judged(ours, *theirs)
        self.count[verdict] += 1
        if verdict in ("both optimal", "both infeasible"):
            self.features.update(features(request, previous))
        if verdict == "open for the planner":
            print(f"{number}: planner {ours['status']} {ours['cost']} / {ours['bound']}, CP-SAT {theirs[:3]}", flush=True)
        if verdict == "disagreements":
            print(f"DIFFERS: {number}: planner {ours}, CP-SAT {theirs}", flush=True)
            keep = Path(self.args.keep) / str(number)
            keep.mkdir(parents=True, exist_ok=True)
            for file in Path(self.folder.name).iterdir():
                (keep / file.name).write_bytes(file.read_bytes())

    def tally(self):
        path = Path(self.args.tally) if self.args.tally else None
        if path and path.exists():
            earlier = json.loads(path.read_text())
            self.count.update(earlier["count"])
            self.features.update(earlier["features"])
        if path:
            path.write_text(json.dumps({"count": self.count, "features": self.features}, indent=1))

    def table(self):
        for head, rows in (("requests", self.count), ("feature", self.features)):
            print(f"\n| {head} | n |\n| --- | --- |")
            for name, n in sorted(rows.items()):
                print(f"| {name} | {n} |")

    def run(self):
        for number in range(self.args.first, self.args.first + self.args.count):
            self.compare(number)
        self.helper.stdin.close()
        self.helper.wait()
        self.tally()
        self.table()
        return 1 if self.count["disagreements"] else 0


def main():
    here = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--helper", default=str(here / "build" / "tests" / "property" / "plan-lines"))
    parser.add_argument("--shared", default=os.environ.get("PLENARY_SHARED", str(here.parent / "shared")))
    parser.add_argument("--first", type=int, default=0, help="number of the first request")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--time", type=float, default=8, help="seconds that each side has for a request")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--tally", help="a file in which counts add up")
    parser.add_argument("--keep", default="disagreements", help="a folder for requests on which they differ")
    return Comparison(parser.parse_args()).run()


if __name__ == "__main__":
    sys.exit(main())
