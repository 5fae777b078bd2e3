#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Puts exported calendars into nine real programs: clients.py PLENARY SHARED FOLDER

FOLDER holds (and is given, by npm) the two clients that are no Debian packages; SHARED/check/client_check.py does the
asking. Four agendas: both real meetings, a conference of many rooms, and one with a daylight-saving change inside. Then the
samples with a planted fault must still fail where they are known to, and khal takes a changed agenda as an update in place.
Prints TAP lines. Needs /usr/bin/python3 with Debian's python3-icalendar and python3-vobject.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHANGE = {
    "plenary": 1, "title": "Over the change of the clocks", "timezone": "Europe/Berlin",
    "days": [{"date": "2027-03-27", "start": "09:00", "end": "12:00"}, {"date": "2027-03-28", "start": "00:30", "end": "12:00"}],
    "people": [{"id": "ada", "name": "Ada; \"the\" Okafor, PhD"}],
    "topics": [{"id": "before", "title": "Before, and; after\\", "presenters": ["ada"], "duration": 60, "within": [{"day": "2027-03-27"}]},
               {"id": "across", "title": "Ünïcödé " * 12, "duration": 120, "fixed": {"start": "2027-03-28T01:00"}},
               {"id": "after", "title": "After", "duration": 60, "within": [{"day": "2027-03-28", "from": "09:00"}], "notes": "one\ntwo, three; four"}],
}


def tell(good, name, more=""):
    print(f"{'ok' if good else 'not ok'} {name}{': ' + more if more else ''}")


def run(*command, **more):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)


def install(folder):
    wanted = ["ical.js@2.2.1", "node-ical@0.25.6"]
    if not all((folder / "node_modules" / w.split("@")[0]).is_dir() for w in wanted):
        folder.mkdir(parents=True, exist_ok=True)
        made = run("npm", "install", "--no-audit", "--no-fund", "--prefix", folder, *wanted)
        if made.returncode:
            print(f"not ok npm install: {made.stderr[-300:]!r}")
    os.environ["PLENARY_JS"] = str(folder)


def ask(shared, ics, *expected):
    """Client name -> whether it passed, as client_check.py prints it."""
    lines = run("/usr/bin/python3", shared / "check/client_check.py", *expected, ics).stdout.splitlines()
    return {re.split(r"\s{2,}", line[5:])[0]: line.startswith("PASS") for line in lines if line[:5] in ("PASS ", "FAIL ")}


def exports(plenary, shared, work):
    change = work / "change.json"
    change.write_text(json.dumps(CHANGE), "utf-8")
    requests = {"dmlt-2022-10": ROOT / "examples/dmlt-2022-10.json", "dmlt-2020-11": ROOT / "examples/dmlt-2020-11.json",
                "pyconuk-2016": shared / "bench/requests/pyconuk/pyconuk-2016.json", "clock change": change}
    for name, request in requests.items():
        agenda, ics = work / "agenda.json", work / f"{name}.ics"
        made = run(plenary, "plan", request, "--time-limit", "2s", "-o", agenda)
        made = made if made.returncode else run(plenary, "export", agenda, "--audience", "chairs", "-o", ics)
        if made.returncode:
            tell(False, name, made.stderr[-300:])
        else:
            yield name, ics


def check_exports(plenary, shared, work):
    for name, ics in exports(plenary, shared, work):
        answers = ask(shared, ics)
        refused = [client for client, passed in answers.items() if not passed]
        tell(len(answers) == 9 and not refused, f"nine clients read {name}", ", ".join(refused))


def known_results(shared):
    """Sample -> the clients that refuse it."""
    known, sample = {}, None
    for line in (shared / "data/ics/samples/results.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            sample = line[3:].strip()
            known[sample] = set()
        elif line.startswith("FAIL") and sample:
            known[sample].add(re.split(r"\s{2,}", line[5:])[0])
    return {s: clients for s, clients in known.items() if clients and s.endswith(".ics")}


def check_samples(shared):
    # What the faultless sample holds: a client that loses an event of a faulty one has refused it.
    whole = ("--events", "5", "--first", "20201117T170000Z", "--last", "20201119T190000Z")
    for sample, clients in sorted(known_results(shared).items()):
        answers = ask(shared, shared / "data/ics/samples" / sample, *whole)
        passed = [client for client in clients if answers.get(client, False)]
        tell(answers and not passed, f"{sample} is refused by the clients that are known to refuse it", ", ".join(passed))


def khal(work, *command):
    config = work / "khal.conf"
    config.write_text(f"[calendars]\n[[one]]\npath = {work}/khal\ntype = calendar\n[locale]\nlocal_timezone = America/Los_Angeles\n"
                      "default_timezone = America/Los_Angeles\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
                      f"datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {work}/khal.db\n", "utf-8")
    (work / "khal").mkdir(exist_ok=True)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CACHE_HOME": str(work), "LC_ALL": "C.UTF-8"}
    return run("khal", "-c", config, *command, env=environment)


def check_update(plenary, work):
    """Imports an agenda, moves a topic, imports again: the events are the same ones, one of them elsewhere."""
    request = json.loads((ROOT / "examples/dmlt-2022-10.json").read_text("utf-8"))
    stamps, listings = ["2022-10-01T00:00:00Z", "2022-10-02T00:00:00Z"], []
    for turn, stamp in enumerate(stamps):
        paths = {k: work / f"{k}{turn}" for k in ("request.json", "agenda.json", "out.ics")}
        if turn:
            topic = next(t for t in request["topics"] if t["id"] == "tactical")
            topic["within"] = [{"day": "2022-10-19"}] if listings[0].index("tactical") < listings[0].index("2022-10-19") else [{"day": "2022-10-18"}]
        paths["request.json"].write_text(json.dumps(request), "utf-8")
        earlier = ["--previous", work / "agenda.json0"] if turn else []
        made = run(plenary, "plan", paths["request.json"], "--stamp", stamp, *earlier, "-o", paths["agenda.json"])
        made = made if made.returncode else run(plenary, "export", paths["agenda.json"], "--audience", "chairs", *earlier, "--format", "ics", "-o", paths["out.ics"])
        made = made if made.returncode else khal(work, "import", "--batch", paths["out.ics"])
        tell(made.returncode == 0, f"khal imports turn {turn + 1}", made.stderr[-300:])
        listings.append(khal(work, "list", "2022-10-18", "3d", "--format", "{title}").stdout)
    titles = [[line for line in x.splitlines() if line.strip()] for x in listings]
    tell(len(titles[0]) == len(titles[1]) >= 12, "an updated agenda takes the place of the first", f"{len(titles[0])} and {len(titles[1])} lines")
    tell(titles[0] != titles[1] and sorted(titles[0]) == sorted(titles[1]), "the moved topic stands elsewhere, nothing twice")


def main():
    plenary, shared, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    install(folder)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        check_exports(plenary, shared, work)
        check_samples(shared)
        check_update(plenary, work)


if __name__ == "__main__":
    main()
