# SPDX-License-Identifier: LGPL-2.1-or-later
"""Calendars: what is seen in them, planning around them, clashes."""
import hashlib
import json
import os
import shutil
import subprocess

from harness import PROGRAM, case, expect, main, run, small_request, write


def event(*lines, uid="1"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*events):
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def meeting_at(start, end, *lines, uid="1"):
    """An event on the day of small_request(), in its zone."""
    return event(f"DTSTART;TZID=Europe/Berlin:20300506T{start}00", f"DTEND;TZID=Europe/Berlin:20300506T{end}00", *lines, uid=uid)


def busy(*arguments, code=0):
    return json.loads(expect(run("busy", *arguments, "--json"), code).out)


# -- plenary busy -------------------------------------------------------------------------------------


@case
def busy_json(folder):
    path = write(folder, "a.ics", calendar(
        event("DTSTART:20220101T083000Z", "DTEND:20220101T100000Z", "SUMMARY:Stand-up\\, daily"),
        event("DTSTART:20220101T093000Z", "DTEND:20220101T110000Z", uid="2"),
        event("DTSTART:20220101T093000Z", "DTEND:20220101T120000Z", "STATUS:TENTATIVE", uid="3"),
        event("DTSTART;TZID=Nowhere:20220102T120000", "DURATION:PT1H", uid="4")))
    seen = busy(path, "--from", "2022-01-01T09:00", "--to", "20220103T000000Z")
    assert seen == {
        "busy": [
            {"start": "20220101T090000Z", "end": "20220101T110000Z", "kind": "BUSY", "uid": "1", "summary": "Stand-up, daily",
             "file": str(path), "line": 3},
            {"start": "20220101T093000Z", "end": "20220101T120000Z", "kind": "BUSY-TENTATIVE", "uid": "3", "summary": None,
             "file": str(path), "line": 14},
            {"start": "20220101T220000Z", "end": "20220103T000000Z", "kind": "BUSY", "uid": "4", "summary": None,
             "file": str(path), "line": 20},
        ],
        "warnings": [{"text": 'unknown time zone "Nowhere"; busy for as long as the time could be meant anywhere',
                      "file": str(path), "line": 22}],
    }, seen


@case
def busy_instances(folder):
    path = write(folder, "a.ics", calendar(
        event("DTSTART:20220101T090000Z", "DTEND:20220101T100000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20220102T090000Z"),
        event("DTSTART:20220101T093000Z", "DTEND:20220101T110000Z", "TRANSP:TRANSPARENT", uid="2"),
        event("DTSTART:20220101T093000Z", uid="3"), event("DTSTART:20220101T093000Z", "STATUS:CANCELLED", uid="4")))
    seen = busy(path, "--instances", "--from", "2022-01-01T09:30", "--to", "2022-01-04")["busy"]
    assert [(row["start"], row["end"], row["kind"], row["uid"]) for row in seen] == [
        ("20220101T090000Z", "20220101T100000Z", "BUSY", "1"),
        ("20220101T093000Z", "20220101T093000Z", "BUSY", "3"),
        ("20220101T093000Z", "20220101T110000Z", "FREE", "2"),
        ("20220103T090000Z", "20220103T100000Z", "BUSY", "1"),
    ], seen


@case
def busy_times(folder):
    path = write(folder, "a.ics", calendar(event("DTSTART;VALUE=DATE:20220101"), event("DTSTART:20220101T120000", "DURATION:PT1H", uid="2")))
    for begin, end, zone, rows in (
        ("2022-01-01", "2022-01-02", "UTC", [("20220101T000000Z", "20220102T000000Z")]),
        ("2022-01-01", "2022-01-02", "Asia/Tokyo", [("20211231T150000Z", "20220101T150000Z")]),
        ("2022-01-01T10:00+02:00", "20220101T090000Z", "UTC", [("20220101T080000Z", "20220101T090000Z")]),
        ("20220101T000000", "20220101T010000", "Asia/Tokyo", [("20211231T150000Z", "20211231T160000Z")]),
    ):
        seen = busy(path, "--from", begin, "--to", end, "--timezone", zone)["busy"]
        assert [(row["start"], row["end"]) for row in seen] == rows, (begin, end, zone, seen)
    for begin, end, zone, message in (("yesterday", "2022-01-02", "UTC", "expected 2022-10-18"), ("2022-01-02", "2022-01-02", "UTC", "not before"),
                                      ("2022-01-01", "2022-01-02", "Mars", "unknown time zone"), ("2022-02-30", "2022-03-02", "UTC", "--from")):
        expect(run("busy", path, "--from", begin, "--to", end, "--timezone", zone), 2, err=message)
    expect(run("busy", path, "--from", "2022-01-01"), 2, err="--to is missing")


@case
def busy_files(folder):
    a = write(folder, "a.ics", calendar(event("DTSTART:20220101T090000Z", "DURATION:PT1H", "SUMMARY:One")))
    b = write(folder, "b.ics", calendar(event("DTSTART:20220101T093000Z", "DURATION:PT1H", "SUMMARY:Two")))
    done = expect(run("busy", a, b, "--from", "2022-01-01", "--to", "2022-01-02", "--timezone", "Europe/Berlin"), 0)
    assert done.out == f"Times in Europe/Berlin\n2022-01-01 10:00 - 11:30             BUSY              One  ({a}:3)\n", done
    expect(run("busy", write(folder, "c.ics", calendar()), "--from", "2022-01-01", "--to", "2022-01-02"), 0, out="Nothing")
    expect(run("busy", folder / "d.ics", "--from", "2022-01-01", "--to", "2022-01-02"), 2, err="cannot open")
    expect(run("busy", write(folder, "e.ics", "<html>"), "--from", "2022-01-01", "--to", "2022-01-02"), 2, err="e.ics:1: a web page")


@case
def busy_merged_row_is_the_first(folder):
    """By the real start, though it lies before the window, then by file and line."""
    a = write(folder, "a.ics", calendar(event("DTSTART:20211231T200000Z", "DTEND:20220101T050000Z", uid="z"),
                                        event("DTSTART:20211231T190000Z", "DTEND:20220101T030000Z", uid="y")))
    b = write(folder, "b.ics", calendar(event("DTSTART:20220101T100000Z", "DURATION:PT1H", uid="b")))
    c = write(folder, "c.ics", calendar(event("DTSTART:20220101T100000Z", "DURATION:PT30M", uid="a")))
    seen = busy(a, b, c, "--from", "2022-01-01", "--to", "2022-01-02")["busy"]
    assert [(row["start"], row["end"], row["uid"]) for row in seen] == [
        ("20220101T000000Z", "20220101T050000Z", "y"), ("20220101T100000Z", "20220101T110000Z", "b")], seen


@case
def busy_strict(folder):
    path = write(folder, "a.ics", calendar(event("DTSTART:20220101T090000Z", "DTEND:20220101T08")))
    expect(run("busy", path, "--from", "2022-01-01", "--to", "2022-01-02"), 0, out="09:00 - 2022", err=f"{path}:6:1: warning[PLN0502]")
    for arguments in ((), ("--json",)):
        done = expect(run("busy", path, "--from", "2022-01-01", "--to", "2022-01-02", "--strict", *arguments), 2,
                      err=f"{path}:6:1: error[PLN0502]")
        assert done.out == "", done


@case
def busy_owner(folder):
    path = write(folder, "a.ics", calendar(event("DTSTART:20220101T090000Z", "DURATION:PT1H",
                                                "ATTENDEE;PARTSTAT=DECLINED;CN=Ada Lovelace:mailto:ada@example.org")))
    window = ("--from", "2022-01-01", "--to", "2022-01-02")
    assert len(busy(path, *window)["busy"]) == 1
    assert busy(path, *window, "--owner", "ADA@example.org")["busy"] == []
    assert busy(path, *window, "--owner", "Ada Lovelace")["busy"] == []


# -- Planning -----------------------------------------------------------------------------------------


def item(path):
    return json.loads(path.read_text("utf-8"))["days"][0]["blocks"][0]["items"][0]


@case
def request_calendars(folder):
    (folder / "sub").mkdir()
    ics = write(folder / "sub", "ada.ics", calendar(meeting_at("0900", "1000", "SUMMARY:Secret dentist")))
    request = small_request()
    request["people"][0]["calendars"] = ["sub/ada.ics"]
    path = write(folder, "m.json", request)
    expect(run("plan", path, "-o", folder / "a.json"), 0)
    agenda = (folder / "a.json").read_text("utf-8")
    assert item(folder / "a.json")["start"] == "2030-05-06T10:00:00+02:00", agenda
    assert "Secret" not in agenda
    listed = json.loads(agenda)["calendars"]
    assert listed == [{"name": "sub/ada.ics", "sha256": hashlib.sha256(ics.read_bytes()).hexdigest()}], listed
    expect(run("check", path, folder / "a.json"), 0)
    # Another version of the calendar: told, and judged by.
    write(folder / "sub", "ada.ics", calendar(meeting_at("1000", "1100")))
    expect(run("check", path, folder / "a.json"), 1, out="person_busy", err="the calendar sub/ada.ics has changed")
    ics.unlink()
    for command, code in (("plan", 2), ("check", 1)):
        done = run(command, path)
        expect(done, code)
        assert "this calendar cannot be read: sub/ada.ics: No such file" in done.out + done.err, done
        assert "people[0].calendars[0]" in done.out + done.err, done
    for audience in ("public", "members"):
        assert "calendars" not in json.loads(expect(run("export", folder / "a.json", "--format", "json", "--audience", audience), 0).out)


@case
def given_calendars(folder):
    path = write(folder, "m.json", small_request(weights={"idle": 0}, roles=[]))
    ics = write(folder, "x.ics", calendar(meeting_at("0900", "1000", "SUMMARY:Launch")))
    for name in ("ada", "Ada Lovelace", "ADA"):
        expect(run("plan", path, "--calendar", f"{name}={ics}", "-o", folder / "a.json"), 0)
        assert item(folder / "a.json")["start"] == "2030-05-06T10:00:00+02:00"
    expect(run("plan", path, "--calendar", f"bob={ics}", "-o", folder / "a.json"), 0)
    assert item(folder / "a.json")["start"] == "2030-05-06T09:00:00+02:00"
    expect(run("plan", path, "--calendar", "ada="), 2, err=["--calendar ada= names no file", "wil=calendar.ics"])
    expect(run("plan", path, "--calendar", f"adda={ics}"), 2, err=["nobody of the meeting has that id, name or alias", "did you mean ada?"])
    # Without a name it is everybody's, softly: better not, but never impossible.
    expect(run("plan", path, "--calendar", ics, "-o", folder / "a.json"), 0)
    assert item(folder / "a.json")["start"] >= "2030-05-06T10:00:00+02:00"
    all_day = write(folder, "y.ics", calendar(event("DTSTART;VALUE=DATE:20300506", "SUMMARY:Holiday")))
    expect(run("plan", path, "--calendar", all_day, "-o", folder / "a.json"), 0)
    chairs = (folder / "a.json").read_text("utf-8")
    assert "soft_unavailable" in chairs
    for audience in ("public", "members"):
        assert "Holiday" not in expect(run("export", folder / "a.json", "--format", "json", "--audience", audience), 0).out
    expect(run("check", path, folder / "a.json", "--calendar", f"ada={all_day}"), 1, out=["person_busy", "1 hard clash"])


@case
def strict_plan(folder):
    path = write(folder, "m.json", small_request())
    ics = write(folder, "x.ics", calendar(meeting_at("0900", "1000", "RRULE:FREQ=NEVER")))
    expect(run("plan", path, "--calendar", f"bob={ics}"), 0, err="warning[PLN0502]")
    expect(run("plan", path, "--calendar", f"bob={ics}", "--strict"), 2, err="error[PLN0502]")


# -- Clashes ------------------------------------------------------------------------------------------


def planned(folder, **changes):
    expect(run("plan", write(folder, "m.json", small_request(**changes)), "-o", folder / "a.json"), 0)
    return folder / "a.json"


@case
def clashes_of_ours(folder):
    agenda = planned(folder, roles=[])
    ics = write(folder, "x.ics", calendar(meeting_at("0910", "1000", "SUMMARY:Launch")))
    soft = write(folder, "y.ics", calendar(meeting_at("0900", "0920", "STATUS:TENTATIVE")))
    far = write(folder, "z.ics", calendar(meeting_at("1100", "1200", "SUMMARY:Later")))
    seen = json.loads(expect(run("check", agenda, "--calendar", f"ada={ics}", "--json"), 1).out)
    assert seen["clashes"] == [{"item": "engine", "who": "ada", "source": str(ics), "summary": "Launch", "start": "2030-05-06T09:10:00+02:00",
                                "end": "2030-05-06T09:30:00+02:00", "minutes": 20, "hard": True}], seen
    expect(run("check", agenda, "--calendar", f"ada={ics}"), 1, out=["hard", "09:10-09:30", "20 min", "Launch", "1 hard clash"])
    expect(run("check", agenda, "--calendar", f"ada={far}"), 0, out="no clashes")
    for arguments in ((f"ada={soft}",), (ics,)):
        expect(run("check", agenda, "--calendar", *arguments), 0, out=["soft", "0 hard clashes, 1 soft"])
        expect(run("check", agenda, "--calendar", *arguments, "--strict"), 1)
    expect(run("check", agenda, "--calendar", f"eda={ics}"), 2, out="nobody of the agenda")
    expect(run("check", folder / "m.json", agenda, "--calendar", f"bob={far}", "--json"), 0, out='"clashes": []')


@case
def clashes_of_duties(folder):
    roles = [{"id": "moderator", "title": "Moderator", "pool": ["bob"]}]
    agenda = planned(folder, roles=roles)
    ics = write(folder, "x.ics", calendar(meeting_at("1130", "1300")))
    seen = json.loads(expect(run("check", agenda, "--calendar", f"bob={ics}", "--json"), 1).out)["clashes"]
    assert [(row["item"], row["who"], row["minutes"], row["hard"]) for row in seen] == [("moderator", "bob", 30, True)], seen


@case
def double_booking(folder):
    agenda = json.loads(planned(folder, roles=[], topics=[
        {"id": "one", "title": "One", "presenters": ["ada"], "duration": 30},
        {"id": "two", "title": "Two", "presenters": ["bob"], "duration": 30}]).read_text("utf-8"))
    items = agenda["days"][0]["blocks"][0]["items"]
    items[1].update(start=items[0]["start"], end=items[0]["end"], presenters=["ada"])
    seen = json.loads(expect(run("check", write(folder, "b.json", agenda), "--json"), 1).out)["clashes"]
    assert sorted((row["who"], row["minutes"], row["hard"]) for row in seen) == [("ada", 30, True), ("main", 30, True)], seen


@case
def clashes_of_anyone(folder):
    talk = ("ATTENDEE;CN=Ada Lovelace:mailto:ada@example.org", "LOCATION:Hall")
    agenda = write(folder, "agenda.ics", calendar(
        meeting_at("0900", "0930", "SUMMARY:The engine", *talk),
        meeting_at("0930", "1000", "SUMMARY:Networks", "CONTACT:Bob Kahn", "LOCATION:Hall", uid="2"),
        meeting_at("0915", "0945", "SUMMARY:Tea", "TRANSP:TRANSPARENT", "LOCATION:Hall", uid="3")))
    ics = write(folder, "x.ics", calendar(meeting_at("0915", "1000", "SUMMARY:Launch")))
    for name, items in (("Ada Lovelace", ["1"]), ("ada@example.org", ["1"]), ("bob kahn", ["2"]), ("Wil", ["1", "2"])):
        seen = json.loads(expect(run("check", agenda, "--calendar", f"{name}={ics}", "--json"), 1).out)["clashes"]
        assert [(row["item"], row["hard"]) for row in seen] == [(uid, True) for uid in items], (name, seen)
    seen = json.loads(expect(run("check", agenda, "--calendar", ics, "--json"), 0).out)["clashes"]
    assert [row["hard"] for row in seen] == [False, False] and seen[0]["who"] is None, seen
    crowded = write(folder, "crowded.ics", calendar(meeting_at("0900", "0930", *talk), meeting_at("0920", "0950", *talk, uid="2")))
    expect(run("check", crowded), 1, out="3 hard clashes")
    expect(run("check", agenda), 0, out="no clashes")
    # Times are told in the zone that the agenda says it is in, or else in that of its events.
    expect(run("check", crowded), 1, out=["09:20-09:30", "times in Europe/Berlin"])
    said = write(folder, "said.ics", crowded.read_text("utf-8").replace("VERSION", "X-WR-TIMEZONE:Asia/Tokyo\r\nVERSION", 1))
    expect(run("check", said), 1, out=["16:20-16:30", "times in Asia/Tokyo"])
    expect(run("check", write(folder, "broken.ics", "BEGIN:VCALENDAR\n")), 2, out="the file ends before END:VCALENDAR")


def opened(folder, *arguments):
    """The files that a run opens, as strace sees them, without libraries, the kernel's own and the zone data; and all that it tried."""
    if not shutil.which("strace"):
        raise AssertionError("strace is not installed")
    log = folder / "trace"
    done = subprocess.run(["strace", "-f", "-o", log, "-e", "trace=open,openat,openat2,creat", PROGRAM, *map(str, arguments)], capture_output=True,
                          timeout=60, cwd=folder, env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
    assert done.returncode in (0, 1), done
    tried = [line.split('"')[1] for line in log.read_text().splitlines() if '"' in line]
    passed = ("/usr/share/zoneinfo/", "/lib", "/usr/lib", "/etc/ld.so", "/proc/", "/sys/", "/usr/share/locale", "/etc/localtime", "/dev/")
    there = [name for name in tried if os.path.lexists(folder / name)]
    return sorted({name for name in there if not os.path.isdir(folder / name) and not (name.startswith(passed) and ".." not in name)}), tried


@case
def nothing_else_is_opened(folder):
    """A name in a file is never a path: strace sees the named files, zone data and libraries."""
    secret = write(folder, "secret", "")
    os.mkfifo(folder / "fifo")
    zones = ["../../../.." + str(secret), str(secret), "Europe/../../../.." + str(secret), "file://" + str(secret), "posixrules", ".", "../zoneinfo",
             "/x/" + str(secret), str(folder / "fifo"), "../../../.." + str(folder / "fifo")]
    links = (f"ATTACH:file://{secret}", f"URL:file://{secret}", f"IMAGE;VALUE=URI:file://{secret}", f"SUMMARY:{secret}", f"ATTENDEE:file://{secret}")
    embedded = "".join(f"BEGIN:VTIMEZONE\r\nTZID:Z{n}\r\nX-LIC-LOCATION:{zone}\r\nTZURL:file://{secret}\r\nEND:VTIMEZONE\r\n" for n, zone in enumerate(zones))
    path = write(folder, "a.ics", calendar(f"X-WR-TIMEZONE:{zones[0]}\r\n", embedded, *(
        event(f"DTSTART;TZID=\"{zone}\":20300506T090000", "DURATION:PT1H", *links, uid=zone) for zone in [*zones, *(f"Z{n}" for n in range(len(zones)))])))
    request = small_request()
    request["people"][1]["calendars"] = ["a.ics"]
    meeting, agenda, feed = write(folder, "m.json", request), folder / "agenda.json", folder / "out.ics"
    expect(run("plan", meeting, "-o", agenda), 0)
    expect(run("export", agenda, "-o", feed), 0)
    for arguments, named in ((("busy", path, "--from", "2030-05-06", "--to", "2030-05-08"), [path]),
                             (("check", meeting), [meeting, path]), (("plan", meeting), [meeting, path]),
                             (("check", agenda, "--calendar", path), [agenda, path]), (("check", path), [path]),
                             (("export", agenda, "--format", "ics", "--previous", feed), [agenda, feed])):
        found, tried = opened(folder, *arguments)
        assert found == sorted(map(str, named)), (arguments, found)
        assert not [name for name in tried if "secret" in name or "fifo" in name], (arguments, "a path of the file was tried")


main()
