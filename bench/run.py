#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plan requests with Plenary, and with a rival where one is named, and print a Markdown table.

    bench/run.py [--plenary build/cli/plenary] [--limit 10] [--rival cpsat_plan.py] REQUEST.json ...
    bench/run.py --generate generate.py --topics 10,20,40 --loads 0.7,0.9,1.1 --seeds 1,2

Seconds are of the whole process: on the clock, and of the processor (which says more on a busy machine).
The rival's are those of its solver alone, as it prints them. Memory is the peak, in MB.
"""
import argparse
import datetime
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path


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


def plenary(options, request):
    text, seconds, processor, memory = measure(
        [options.plenary, "plan", "--format", "json", "--time-limit", f"{options.limit}s", str(request)])
    try:
        agenda = json.loads(text)
    except json.JSONDecodeError:
        return ["no agenda", "", "", f"{seconds:.2f}", f"{processor:.2f}", f"{memory:.0f}"]
    score = agenda.get("score") or {}
    return [agenda["status"], score.get("cost", ""), score.get("bound", ""), f"{seconds:.2f}", f"{processor:.2f}",
            f"{memory:.0f}"]


def rival(options, request):
    text, _, _, memory = measure([sys.executable, options.rival, str(request), "--time", str(options.limit)])
    found = dict(re.findall(r"(\w+)=(\S+)", text))
    return [found.get(key, "") for key in ("cost", "bound", "first", "best", "proof")] + [f"{memory:.0f}"]


def generated(options, folder):
    for topics in numbers(options.topics):
        for load in numbers(options.loads):
            for seed in numbers(options.seeds):
                path = Path(folder) / f"g{topics:.0f}-{load}-{seed:.0f}.json"
                path.write_bytes(subprocess.check_output(
                    [sys.executable, options.generate, "--topics", f"{topics:.0f}", "--people", f"{topics * 2 // 3:.0f}",
                     "--days", f"{max(1, topics // 10):.0f}", "--load", str(load), "--seed", f"{seed:.0f}"]))
                yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("requests", nargs="*", type=Path)
    parser.add_argument("--plenary", default="build/cli/plenary")
    parser.add_argument("--limit", type=float, default=10, help="seconds for each")
    parser.add_argument("--rival", help="a program that prints cost=, bound=, first=, best=, proof=")
    parser.add_argument("--generate", help="a generator of requests")
    parser.add_argument("--topics", default="10,20,40")
    parser.add_argument("--loads", default="0.7,0.9,1.1")
    parser.add_argument("--seeds", default="1,2")
    options = parser.parse_args()
    heads = ["request", "status", "cost", "bound", "s", "cpu s", "MB"]
    if options.rival:
        heads += [f"rival {name}" for name in ("cost", "bound", "first", "best", "proof", "MB")]
    print(f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} processors, {options.limit:g} s each, "
          f"load {os.getloadavg()[0]:.1f}\n")
    print("| " + " | ".join(heads) + " |\n|" + " --- |" * len(heads))
    with tempfile.TemporaryDirectory() as folder:
        requests = options.requests + (list(generated(options, folder)) if options.generate else [])
        for request in requests:
            row = [f"{request.parent.name}/{request.stem}"] + plenary(options, request)
            if options.rival:
                row += rival(options, request)
            print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)


if __name__ == "__main__":
    main()
