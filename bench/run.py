#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plan requests with Plenary, and with a rival where one is named, and print Markdown tables.

    bench/run.py [--limit 10] [--rival cpsat_plan.py] REQUEST.json ...
    bench/run.py --generate generate.py --topics 10,20,40 --loads 0.7,0.9,1.1 --seeds 1,2 [--rival cpsat_plan.py]
    bench/run.py --generate generate.py --growth topics
    bench/run.py --generate generate.py --growth rooms
    bench/run.py --startup REQUEST.json ...

--limit, `first`, `best` and `proof` are seconds of the processor since the process began, `s` the seconds of the whole
process on the clock; the rival's are those of its solver alone, on the clock, as it prints them, with --workers threads. MB is peak
memory. `gap` is (cost - bound) / cost. --startup compares the whole `plenary plan` with a process that only parses the
file, by pairs, in seconds of the processor; the least and the median of --pairs runs. With --results FILE the tables are appended to a file as well.
"""
import argparse
import datetime
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GROWTH_TOPICS = [10, 20, 40, 80, 120]
GROWTH_ROOMS = [1, 2, 4, 8, 16, 32]


def numbers(text):
    return [float(part) for part in text.split(",")]


def measure(command):
    """Runs a command; its output, seconds on the clock and of the processor, peak memory in MB."""
    with tempfile.TemporaryFile() as output:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return text, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def words(text):
    return dict(re.findall(r"(\w+)=(\S+)", text))


def short(seconds):
    """Three digits at most say all there is to say."""
    try:
        value = float(seconds)
    except ValueError:
        return ""
    return "" if value < 0 else f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.0f}"


class Bench:
    def __init__(self, options):
        self.options = options
        self.file = open(options.results, "a", encoding="utf-8") if options.results else None

    def say(self, line=""):
        print(line, flush=True)
        if self.file:
            print(line, file=self.file, flush=True)

    def row(self, cells):
        self.say("| " + " | ".join(str(cell) for cell in cells) + " |")

    def head(self, title, columns):
        o = self.options
        self.say(f"\n## {title}\n\n{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} processors, {o.limit:g} s of the processor each, "
                 f"load {os.getloadavg()[0]:.1f}\n")
        self.row(columns)
        self.say("|" + " --- |" * len(columns))

    # -- One request ----------------------------------------------------------------------------------

    def ours(self, request):
        text, seconds, _, memory = measure([self.options.helper, "--limit", f"{self.options.limit:g}", "--threads", str(self.options.threads), str(request)])
        found = words(text)
        if not found:
            return {"status": "none", "s": short(seconds), "MB": f"{memory:.0f}"}
        gap = ""
        if found["cost"] not in ("-", "0"):
            gap = f"{100 * (1 - int(found['bound']) / int(found['cost'])):.1f} %"
        elif found["cost"] == "0":
            gap = "0.0 %"
        return {"status": found["status"], "cost": found["cost"].strip("-"), "bound": found["bound"].strip("-"), "gap": gap,
                "s": short(seconds), "MB": found["memory"], **{k: short(found[k]) for k in ("first", "best", "proof")}}

    def rival(self, request):
        text, _, _, memory = measure([sys.executable, self.options.rival, str(request), "--time", f"{self.options.limit:g}", "--workers", str(self.options.workers)])
        found = words(text)
        cells = [found.get("status", ""), found.get("cost", "").strip("-"), found.get("bound", "").strip("-")]
        return cells + [short(found.get(k, "")) for k in ("first", "best", "proof")] + [f"{memory:.0f}"]

    def generated(self, folder, topics, rooms, load, seed, days=None):
        path = Path(folder) / f"g{topics:.0f}{f'-r{rooms}' if rooms > 1 else ''}-{load:g}-{seed:.0f}.json"
        path.write_bytes(subprocess.check_output(
            [sys.executable, self.options.generate, "--topics", f"{topics:.0f}", "--people", f"{max(4, topics * 2 // 3):.0f}", "--rooms", str(rooms),
             "--days", f"{days or max(1, topics // 10):.0f}", "--load", f"{load:g}", "--seed", f"{seed:.0f}"]))
        return path

    # -- Tables ---------------------------------------------------------------------------------------

    def table(self, requests):
        columns = ["status", "cost", "bound", "gap", "first", "best", "proof", "s", "MB"]
        heads = ["request"] + columns
        if self.options.rival:
            heads += [f"rival {name}" for name in ("status", "cost", "bound", "first", "best", "proof", "MB")]
        self.head(self.options.title or "Requests", heads)
        for request in requests:
            found = self.ours(request)
            cells = [f"{request.parent.name}/{request.stem}" if request.parent.name in ("examples", "requests") or not self.options.generate else request.stem]
            cells += [found.get(c, "") for c in columns]
            self.row(cells + (self.rival(request) if self.options.rival else []))

    def grow_topics(self, folder):
        self.head("Growth with the topics, one room", ["topics", "load", "seed", "status", "cost", "bound", "gap", "first", "proof", "s", "MB"])
        for topics in GROWTH_TOPICS:
            for load in numbers(self.options.loads):
                for seed in numbers(self.options.seeds):
                    found = self.ours(self.generated(folder, topics, 1, load, seed))
                    self.row([topics, f"{load:g}", f"{seed:.0f}"] + [found.get(c, "") for c in ("status", "cost", "bound", "gap", "first", "proof", "s", "MB")])

    def grow_rooms(self, folder):
        self.head("Growth with the rooms, one day, ten topics a room", ["rooms", "topics", "load", "seed", "status", "cost", "bound", "gap", "first", "best", "s", "MB"])
        for rooms in GROWTH_ROOMS:
            for load in numbers(self.options.loads):
                for seed in numbers(self.options.seeds):
                    found = self.ours(self.generated(folder, 10 * rooms, rooms, load, seed, days=1))
                    self.row([rooms, 10 * rooms, f"{load:g}", f"{seed:.0f}"] + [found.get(c, "") for c in ("status", "cost", "bound", "gap", "first", "best", "s", "MB")])

    def startup(self, requests):
        self.head("The whole process against one that only parses the file, milliseconds of the processor", [
            "request", "parse, least", "parse, median", "plan, least", "plan, median", "ratio of the least", "ratio of the medians", "MB"])
        for request in requests:
            parse, plan = [], []
            for _ in range(self.options.pairs):
                parse.append(measure([self.options.parser, str(request)])[2])
                plan.append(measure([self.options.plenary, "plan", str(request)])[2])
            cells = [f"{1000 * f(samples):.1f}" for samples in (parse, plan) for f in (min, statistics.median)]
            self.row([request.stem] + cells + [f"{min(plan) / min(parse):.1f}", f"{statistics.median(plan) / statistics.median(parse):.1f}", self.ours(request)["MB"]])

    def run(self):
        o = self.options
        with tempfile.TemporaryDirectory() as folder:
            if o.startup:
                self.startup(o.requests)
            elif o.growth == "topics":
                self.grow_topics(folder)
            elif o.growth == "rooms":
                self.grow_rooms(folder)
            else:
                requests = list(o.requests)
                if o.generate:
                    requests += [self.generated(folder, topics, 1, load, seed)
                                 for topics in numbers(o.topics) for load in numbers(o.loads) for seed in numbers(o.seeds)]
                self.table(requests)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("requests", nargs="*", type=Path)
    parser.add_argument("--build", default="build", help="the build folder")
    parser.add_argument("--limit", type=float, default=10, help="seconds for each, of the processor; of the clock for the rival")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rival", help="a program that prints status=, cost=, bound=, first=, best=, proof=")
    parser.add_argument("--workers", type=int, default=2, help="threads of the rival")
    parser.add_argument("--generate", help="a generator of requests")
    parser.add_argument("--growth", choices=["topics", "rooms"])
    parser.add_argument("--topics", default="10,20,40")
    parser.add_argument("--loads", default="0.7,0.9,1.1")
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--startup", action="store_true")
    parser.add_argument("--pairs", type=int, default=40, help="runs of each for --startup")
    parser.add_argument("--title", help="of the table")
    parser.add_argument("--results", help="a file to append the tables to")
    options = parser.parse_args()
    build = Path(options.build)
    options.helper, options.parser, options.plenary = build / "tests/bench/plan-times", build / "tests/bench/parse-only", build / "cli/plenary"
    Bench(options).run()


if __name__ == "__main__":
    main()
