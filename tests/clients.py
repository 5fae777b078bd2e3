#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Puts exported calendars into nine real programs: clients.py PLENARY SHARED FOLDER

FOLDER holds (and is given, by npm) the two clients that are no Debian packages; SHARED/check/client_check.py does the
asking. Four agendas: both real meetings, a conference of many rooms, and one with a daylight-saving change inside; and one in
every form that a calendar can have, from a feed with alarms to a cancellation and to-dos. Then the samples with a planted fault
must still fail where they are known to.
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


def forms(plenary, work):
    """Name -> file, one for each form of a calendar."""
    request = json.loads((ROOT / "examples/dmlt-2022-10.json").read_text("utf-8"))
    for person in request["people"]:
        person["email"] = person["id"] + "@example.org"
    request["actions"] = [{"id": "up", "text": "Write it up; soon, please", "assignee": "wil", "due": "2022-11-01", "done": False, "from": "last time"},
                          {"id": "done", "text": "Book the room", "assignee": "kt", "done": True}]
    fewer = {**request, "topics": [topic for topic in request["topics"] if topic["id"] != "tactical"]}
    old, new = work / "old.json", work / "new.json"
    made = [run(plenary, "plan", "-", "-o", path, *more, input=json.dumps(asked)) for path, asked, more in
            ((old, request, ()), (new, fewer, ("--previous", old)))]
    options = {"feed": ("--method", "publish", "--breaks", "--alarm", "10m", "--final"), "update": ("--previous", old),
               "published-update": ("--previous", old, "--method", "publish"), "all-invitations": ("--method", "request"),
               "to-dos": ("--actions",), "published-to-dos": ("--actions", "--method", "publish"), "requested-to-dos": ("--actions", "--method", "request")}
    for name, more in options.items():
        made.append(run(plenary, "export", new, "--audience", "chairs", "-o", work / f"{name}.ics", *more))
    made.append(run(plenary, "export", new, "--audience", "chairs", "--method", "request", "-o", f"{work}/first/"))
    made.append(run(plenary, "export", new, "--audience", "chairs", "--method", "request", "--previous", old, "-o", f"{work}/then/"))
    for done in made:
        if done.returncode:
            tell(False, " ".join(map(str, done.args[1:])), done.stderr[-300:])
    yield from ((name, work / f"{name}.ics") for name in options)
    yield "an invitation", work / "first/welcome.ics"
    yield from (("a cancellation", path) for path in (work / "then").glob("cancelled-*"))


def check_tasks(name, ics):
    """No event is in it, so that the nine clients count nothing; this one tells what they found."""
    import icalendar
    tasks = icalendar.Calendar.from_ical(ics.read_bytes()).walk("VTODO")
    seen = {str(task["SUMMARY"]): str(task["STATUS"]) for task in tasks}
    tell(seen == {"Write it up; soon, please": "NEEDS-ACTION", "Book the room": "COMPLETED"}, f"python3-icalendar reads {name}", str(seen))


def check_forms(plenary, shared, work):
    for name, ics in forms(plenary, work):
        answers = ask(shared, ics)
        refused = [client for client, passed in answers.items() if not passed]
        tell(len(answers) == 9 and not refused, f"nine clients read {name}", ", ".join(refused))
        if "to-dos" in name:
            check_tasks(name, ics)


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


def main():
    plenary, shared, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    install(folder)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        check_exports(plenary, shared, work)
        check_forms(plenary, shared, work)
        check_samples(shared)


if __name__ == "__main__":
    main()
