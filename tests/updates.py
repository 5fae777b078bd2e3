#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A changed agenda takes the place of the one before, in khal and on a CalDAV server: updates.py PLENARY

Plans a meeting, then again with a topic moved and one left out, and imports both into khal, and puts both to Radicale, which
listens on the loopback alone. Events must be the same ones by UID, the moved one elsewhere, the one that is gone cancelled.
Prints TAP lines.
"""
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def tell(good, name, more=""):
    print(f"{'ok' if good else 'not ok'} {name}{': ' + more if more else ''}")


def run(*command, **more):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)


# -- The agendas ---------------------------------------------------------------------------------------------------------


def events(text):
    """UID -> the properties of each event, folds undone. An event that stands twice shows as such."""
    seen = {}
    for body in re.findall(r"^BEGIN:VEVENT$(.*?)^END:VEVENT$", re.sub(r"\n[ \t]", "", text.replace("\r", "")), re.M | re.S):
        rows = dict(line.split(":", 1) for line in body.split("\nBEGIN:VALARM")[0].strip().splitlines() if ":" in line)
        rows = {name.split(";")[0]: value for name, value in rows.items()}
        seen.setdefault(rows["UID"], []).append(rows)
    return seen


def versions(plenary, work):
    """Two calendars: the second has "tactical" on the other day and lacks "cluster"."""
    request = json.loads((ROOT / "examples/dmlt-2022-10.json").read_text("utf-8"))
    paths = [work / "one.ics", work / "two.ics"]
    for turn, path in enumerate(paths):
        if turn:
            start = next(rows[0]["DTSTART"] for rows in events(paths[0].read_text("utf-8")).values() if "tactical" in rows[0]["SUMMARY"])
            other = "2022-10-19" if start.startswith("20221018") else "2022-10-18"
            next(t for t in request["topics"] if t["id"] == "tactical")["within"] = [{"day": other}]
            request["topics"] = [t for t in request["topics"] if t["id"] != "cluster"]
        earlier = ["--previous", work / "0.json"] if turn else []
        for command in (["plan", "-", "--stamp", f"2022-10-0{turn + 1}T00:00:00Z", *earlier, "-o", work / f"{turn}.json"],
                        ["export", work / f"{turn}.json", "--audience", "chairs", *earlier, "-o", path]):
            made = run(plenary, *command, input=json.dumps(request))
            if made.returncode:
                tell(False, " ".join(map(str, command)), made.stderr[-300:])
    return paths


def judge(about, before, after):
    """What a program holds after the first and after the second version."""
    tell(len(before) >= 10 and set(before) == set(after) and all(len(rows) == 1 for rows in after.values()),
         f"{about}: the same events, none twice", f"{len(before)} and {len(after)}")
    news = {re.sub(r"\W.*", "", rows[0]["SUMMARY"]): (before[uid][0], rows[0]) for uid, rows in after.items() if uid in before}
    old, new = news["Needs"]
    tell(old["DTSTART"] != new["DTSTART"] and int(new["SEQUENCE"]) > int(old["SEQUENCE"]), f"{about}: the moved one stands elsewhere")
    old, new = news["Commissioning"]
    tell(new["STATUS"] == "CANCELLED" != old["STATUS"] and int(new["SEQUENCE"]) > int(old["SEQUENCE"]), f"{about}: the one that is gone is cancelled")


# -- khal ----------------------------------------------------------------------------------------------------------------


def khal(work, *command):
    config = work / "khal.conf"
    config.write_text(f"[calendars]\n[[one]]\npath = {work}/khal\ntype = calendar\n[locale]\nlocal_timezone = America/Los_Angeles\n"
                      "default_timezone = America/Los_Angeles\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
                      f"datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {work}/khal.db\n", "utf-8")
    (work / "khal").mkdir(exist_ok=True)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CACHE_HOME": str(work), "LC_ALL": "C.UTF-8"}
    return run("khal", "-c", config, *command, env=environment)


def check_khal(work, paths):
    held = []
    for path in paths:
        made = khal(work, "import", "--batch", path)
        tell(made.returncode == 0, f"khal imports {path.name}", made.stderr[-300:])
        held.append(events("\n".join(file.read_text("utf-8") for file in sorted((work / "khal").iterdir()))))
        listed = khal(work, "list", "2022-10-18", "3d", "--format", "{title}").stdout.splitlines()
        tell(len([line for line in listed if line.strip()]) >= 12, f"khal lists {path.name}", str(len(listed)))
    judge("khal", *held)


# -- Radicale ------------------------------------------------------------------------------------------------------------

REPORT = ('<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter>'
          '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20221001T000000Z" end="20221101T000000Z"/>'
          '</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>')


class Radicale:
    """The server, on a free port of the loopback; anybody may do anything."""

    def __init__(self, work):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        config = work / "radicale.conf"
        config.write_text(f"[server]\nhosts = 127.0.0.1:{self.port}\n[auth]\ntype = none\n[rights]\ntype = authenticated\n"
                          f"[storage]\nfilesystem_folder = {work}/radicale\n[web]\ntype = none\n", "utf-8")
        self.process = subprocess.Popen(["radicale", "-C", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                break
            except OSError:
                time.sleep(0.1)

    def ask(self, method, path, body, kind):
        query = urllib.request.Request(f"http://127.0.0.1:{self.port}/user/{path}", body.encode("utf-8"), method=method)
        query.add_header("Authorization", "Basic dXNlcjp4")
        query.add_header("Content-Type", kind)
        query.add_header("Depth", "1")
        with self.opener.open(query, timeout=20) as answer:
            return answer.status, answer.read().decode("utf-8")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def wrapped(text):
    """UID -> a calendar of this event and the zones alone, as a client stores it."""
    text = text.replace("\r\n", "\n")
    head = text[:text.index("BEGIN:VEVENT")]
    bodies = re.findall(r"^BEGIN:VEVENT\n.*?^END:VEVENT\n", text, re.M | re.S)
    return {re.search(r"^UID:(.*)$", body, re.M)[1]: (head + body + "END:VCALENDAR\n").replace("\n", "\r\n") for body in bodies}


def check_radicale(work, paths):
    whole, single = [], []
    server = Radicale(work)
    try:
        server.ask("MKCALENDAR", "one/", "", "application/xml")
        for path in paths:
            text = path.read_bytes().decode("utf-8")
            status, _ = server.ask("PUT", "all/", text, "text/calendar; charset=utf-8")
            codes = [server.ask("PUT", f"one/{uid}.ics", event, "text/calendar; charset=utf-8")[0] for uid, event in wrapped(text).items()]
            tell({status, *codes} <= {201, 204}, f"radicale takes {path.name}", f"{status}, {codes}")
            for collection, held in (("all/", whole), ("one/", single)):
                status, answer = server.ask("REPORT", collection, REPORT, "application/xml; charset=utf-8")
                held.append(events(answer.replace("&#13;", "")))
                tell(status == 207, f"radicale reports {collection} of {path.name}", str(status))
    finally:
        server.stop()
    judge("radicale, the whole calendar", *whole)
    judge("radicale, event by event", *single)


def main():
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        paths = versions(Path(sys.argv[1]).resolve(), work)
        check_khal(work, paths)
        check_radicale(work, paths)


if __name__ == "__main__":
    main()
