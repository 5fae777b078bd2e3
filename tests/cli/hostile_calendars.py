# SPDX-License-Identifier: LGPL-2.1-or-later
"""Calendars made to hang, exhaust or mislead: each is done within a second and 256 MB, with a clear message."""
from harness import PROGRAM, SANITIZED, case, main, measure, soonest

SECONDS = 1.0  # of processor time on a quiet machine
MEGABYTES = 256
WINDOW = ("--from", "2025-01-01", "--to", "2025-01-15")

def event(*lines, uid="1", start="DTSTART:20250102T090000Z", end="DTEND:20250102T100000Z"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *filter(None, (start, end)), *lines, "END:VEVENT", ""])


def calendar(*pieces):
    yield "BEGIN:VCALENDAR\r\n"
    yield from pieces
    yield "END:VCALENDAR\r\n"


def inside(piece, n, head="BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20250102T090000Z\r\nDTEND:20250102T100000Z\r\n", tail="END:VEVENT\r\n"):
    """A calendar with one event that holds @piece @n times; pieces are written in runs, so that this process stays small."""
    yield "BEGIN:VCALENDAR\r\n" + head
    run = max(1, 100000 // len(piece))
    for _ in range(n // run):
        yield piece * run
    yield piece * (n % run) + tail + "END:VCALENDAR\r\n"


def events(n, *lines, start="DTSTART:20250102T090000Z", uid="{}"):
    yield "BEGIN:VCALENDAR\r\n"
    for k in range(n):
        yield event(*(line.format(k) for line in lines), uid=uid.format(k), start=start.format(k), end="DURATION:PT1M")
    yield "END:VCALENDAR\r\n"


def rule(text):
    return calendar(event(f"RRULE:{text}"))


def zone(*lines):
    return calendar("\r\n".join(["BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", *lines,
                                 "END:STANDARD", "END:VTIMEZONE", ""]), event(start="DTSTART;TZID=Ours:20250102T090000", end="DURATION:PT1H"))


ONCE = "2025-01-02 09:00 - 10:00"
FROM_ITS_START = "2025-01-02 09:00 - 2025-01-15 00:00"

# name: content, exit code, what the output or the messages say
CASES = {
    "every_second": (lambda: rule("FREQ=SECONDLY"), 0, ["1,000,000 steps", FROM_ITS_START]),
    "every_minute": (lambda: rule("FREQ=MINUTELY"), 0, [FROM_ITS_START]),
    "never_by_second": (lambda: rule("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"), 0, [ONCE]),
    "never_by_minute": (lambda: rule("FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30"), 0, [ONCE]),
    "never_by_hour": (lambda: rule("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"), 0, [ONCE]),
    "never_by_day": (lambda: rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), 0, [ONCE]),
    "never_by_month": (lambda: rule("FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2SU"), 0, [ONCE]),
    "never_by_year": (lambda: rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), 0, [ONCE]),
    "count_of_billions": (lambda: rule("FREQ=SECONDLY;COUNT=2147483647"), 0, ["1,000,000 steps", FROM_ITS_START]),
    "interval_past_time": (lambda: rule("FREQ=DAILY;INTERVAL=99999999999999"), 0, [ONCE]),
    "interval_zero": (lambda: rule("FREQ=DAILY;INTERVAL=0"), 0, ["INTERVAL", "2025-01-14 09:00 - 10:00"]),
    "count_negative": (lambda: rule("FREQ=DAILY;COUNT=-5"), 0, ["COUNT", "2025-01-14 09:00 - 10:00"]),
    "until_banana": (lambda: rule("FREQ=DAILY;UNTIL=banana"), 0, ["UNTIL", "2025-01-14 09:00 - 10:00"]),
    "sunday_255": (lambda: rule("FREQ=YEARLY;BYDAY=255SU"), 0, ["BYDAY", FROM_ITS_START]),
    "minutes_of_centuries": (lambda: calendar(event("RRULE:FREQ=MINUTELY", end="DTEND:23250102T100000Z")), 0, [FROM_ITS_START]),
    "thousand_rules": (lambda: inside("RRULE:FREQ=DAILY;COUNT=1000\r\n", 1000), 0, ["2025-01-14 09:00 - 10:00"]),
    "zone_by_second": (lambda: zone("TZOFFSETTO:+0100", "RRULE:FREQ=SECONDLY"), 0, ["cannot be expanded", "2025-01-01 19:00 - 2025-01-02 22:00"]),
    "zone_of_41_days": (lambda: zone("TZOFFSETTO:+9999999"), 0, ["cannot be expanded", "2025-01-01 19:00 - 2025-01-02 22:00"]),
    "zone_is_a_path": (lambda: calendar(event(start="DTSTART;TZID=../../../../etc/passwd:20250102T090000", end=None)), 0, ["unknown time zone"]),
    "exceptions_100000": (lambda: inside("EXDATE:20250103T090000Z\r\n", 100000), 0, ["EXDATE left out: more than 2,000", ONCE]),
    "exceptions_600000": (lambda: inside("EXDATE:20250103T090000Z\r\n", 600000), 0, ["EXDATE left out: more than 2,000", ONCE]),
    "exceptions_million": (lambda: inside("EXDATE:20250103T090000Z\r\n", 1000000), 2, ["larger than 16 MiB"]),
    "exceptions_in_lists": (lambda: inside("EXDATE:" + ",".join(["20250103T090000Z"] * 15000) + "\r\n", 60), 0, [ONCE]),
    "exceptions_672": (lambda: calendar(event("RRULE:FREQ=DAILY", "EXDATE:" + ",".join(
        f"2025{1 + k // 28 % 12:02}{1 + k % 28:02}T090000Z" for k in range(672)))), 0, ["Nothing"]),
    "dates_100000": (lambda: inside("RDATE:20250103T090000Z\r\n", 100000), 0, ["RDATE left out", FROM_ITS_START]),
    "dates_in_lists": (lambda: inside("RDATE:" + ",".join(["20250103T090000Z"] * 15000) + "\r\n", 60), 0, [ONCE, "2025-01-03 09:00 - 10:00"]),
    "line_of_50_MB": (lambda: inside("x" * 50000, 1000, head="DESCRIPTION:", tail="\r\n"), 2, ["larger than 16 MiB"]),
    "line_of_15_MB": (lambda: inside("x" * 50000, 300, head=event()[:-len("END:VEVENT\r\n")] + "DESCRIPTION:", tail="\r\nEND:VEVENT\r\n"), 0, [ONCE]),
    "dates_of_15_MB": (lambda: inside("2" * 50000, 300, head=event()[:-len("END:VEVENT\r\n")] + "RDATE:", tail="\r\nEND:VEVENT\r\n"), 0,
                       ["RDATE left out: longer than 256 KiB", FROM_ITS_START]),
    "folded_letter_by_letter": (lambda: inside("x\r\n ", 4000000, head=event()[:-len("END:VEVENT\r\n")] + "SUMMARY:", tail="\r\nEND:VEVENT\r\n"), 0,
                                [ONCE, "SUMMARY left out"]),
    "parameters_200000": (lambda: inside(";X-PARAMETER-OF-SOME-LENGTH=value-of-some-length", 200000,
                                         head="BEGIN:VEVENT\r\nUID:1\r\nDTEND:20250102T100000Z\r\nDTSTART",
                                         tail=":20250102T090000Z\r\nEND:VEVENT\r\n"), 0, ["DTSTART left out: longer than 256 KiB", "2025-01-01 00:00 - 2025-01-15 00:00"]),
    "parameters_150": (lambda: calendar(event(start="DTSTART" + "".join(f";X-{k}=v" for k in range(150)) + ":20250102T090000Z")), 0, [ONCE]),
    "events_400000": (lambda: events(400000), 2, ["larger than 16 MiB"]),
    "events_120000": (lambda: inside("BEGIN:VEVENT\r\nEND:VEVENT\r\n", 120000, head="", tail=""), 2, ["more than 100,000 components"]),
    "events_99000": (lambda: events(99000), 0, ["2025-01-02 09:00 - 09:01"]),
    "events_of_one_uid": (lambda: events(99000, start="DTSTART;X-N={}:20250102T090000Z", uid="1"), 0, ["2025-01-02 09:00 - 09:01"]),
    "rules_99000": (lambda: events(80000, "RRULE:FREQ=DAILY;COUNT=99999", start="DTSTART:20000102T090000Z"), 0, ["1,000,000 steps"]),
    "seconds_30000": (lambda: events(30000, "RRULE:FREQ=SECONDLY;INTERVAL={}1"), 0, ["1,000,000 steps"]),
    "ranges_12000": (lambda: (piece for part in (events(1, "RRULE:FREQ=MINUTELY", uid="1"), (event(
        f"RECURRENCE-ID;RANGE=THISANDFUTURE:202501{2 + k % 9:02}T{k // 9 % 24:02}{k // 216 % 60:02}00Z", end="DURATION:PT1M") for k in range(12000)))
        for piece in part if "VCALENDAR" not in piece), 0, ["2025-01-02"]),
    "zones_50000": (lambda: events(50000, start="DTSTART;TZID=/a/b/c/d/e/Zone{}:20250102T090000"), 0, ["unknown time zone"]),
    "vtimezones_40000": (lambda: inside("BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0000\r\n"
                                        "TZOFFSETTO:+0100\r\nRRULE:FREQ=MONTHLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n", 40000, head="", tail=""), 0, ["Nothing"]),
    "available_20000": (lambda: inside("BEGIN:AVAILABLE\r\nUID:1\r\nDTSTART:20250102T090000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=MINUTELY;INTERVAL=70\r\n"
                                       "END:AVAILABLE\r\n", 20000, head="BEGIN:VAVAILABILITY\r\n", tail="END:VAVAILABILITY\r\n"), 0, ["BUSY-UNAVAILABLE"]),
    "availabilities_20000": (lambda: inside("BEGIN:VAVAILABILITY\r\nBEGIN:AVAILABLE\r\nDTSTART:20250102T090000Z\r\nDURATION:PT1M\r\nEND:AVAILABLE\r\n"
                                            "END:VAVAILABILITY\r\n", 20000, head="", tail=""), 0, ["more than 100 VAVAILABILITY"]),
    "nested_open": (lambda: inside("BEGIN:VEVENT\r\n", 200000, head="", tail=""), 2, ["nested deeper than 8"]),
    "nested_closed": (lambda: iter(["BEGIN:VEVENT\r\n" * 100000, "END:VEVENT\r\n" * 100000]), 2, ["nested deeper than 8"]),
    "begins_100000": (lambda: iter(["BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"]), 2, ["ends before END:VEVENT"]),
    "garbage_500000": (lambda: inside("garbage\r\n", 500000), 0, ["not a line of iCalendar", ONCE]),
    "nul": (lambda: calendar(event("SUMMARY:a\0b")), 0, ["control characters", "a b"]),
    "not_utf8": (lambda: iter([b"BEGIN:VCALENDAR\r\n" + event("SUMMARY:?").encode().replace(b"?", b"\xff\xc3\x28") + b"END:VCALENDAR\r\n"]), 0,
                 ["not UTF-8 text", ONCE]),
    "utf16": (lambda: iter(["".join(calendar(event())).encode("utf-16")]), 2, ["UTF-16"]),
    "web_page": (lambda: iter(["<!DOCTYPE html><html>log in</html>"]), 2, ["a web page"]),
    "month_13": (lambda: calendar(event(start="DTSTART:20251302T090000Z")), 0, ["DTSTART is no time", "2025-01-01 00:00 - 2025-01-15 00:00"]),
    "weeks_of_billions": (lambda: calendar(event(end="DURATION:P99999999999W")), 0, ["DURATION", "2025-01-02 09:00 - 2025-01-03 09:00"]),
    "escape_sequences": (lambda: calendar(event("SUMMARY:\x1b]0;owned\x07\\nx\u202ey")), 0, ["\\u{202E}"]),
}


def check(folder, content, code, says):
    path = folder / "h.ics"
    with open(path, "wb") as file:
        for piece in content():
            file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
    for arguments in ((), ("--instances", "--json")):
        (exit_code, told, seconds, megabytes), soon = soonest(SECONDS, lambda: measure(folder, [PROGRAM, "busy", path, *WINDOW, *arguments]))
        assert exit_code == code, (exit_code, told[:500])
        assert "\x1b" not in told
        assert soon, f"{seconds:.2f} s"
        assert SANITIZED or megabytes < MEGABYTES, f"{megabytes:.0f} MB"
        if not arguments:
            figures = f"{seconds:.2f} s, {megabytes:.0f} MB"
            for text in says:
                assert text in told, (text, told[:500])
    return figures


def add(name, content, code, says):
    def hostile(folder):
        print(f"# {name}: {check(folder, content, code, says)}")

    hostile.__name__ = name
    case(hostile)


for name, row in CASES.items():
    add(name, *row)
main()
