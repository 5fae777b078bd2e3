# SPDX-License-Identifier: LGPL-2.1-or-later
"""compare-rules.py PRINT-RULES [--first N] [--count N]: our expander against python3-dateutil on random rules.

Every disagreement must have one of the reasons below; how many have each is told. Exit 77 (skipped) where
dateutil is not installed.
"""
import argparse
import datetime as clock  # dateutil asks this module where time ends
import re
import signal
import subprocess
import sys
import warnings
from datetime import datetime

try:
    from dateutil.rrule import rrulestr
except ImportError:
    sys.exit(77)

warnings.simplefilter("ignore")  # dateutil warns of COUNT with UNTIL, which bounds its search

PATIENCE = 0.5  # seconds for one rule


class TooSlow(Exception):
    pass


def give_up(*_):
    raise TooSlow


def moment(text):
    return datetime.strptime(text, "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")


def parts_of(rule):
    return dict(part.split("=") for part in rule.split(";"))


def reason(rule):
    """Why dateutil may differ on this rule, or None."""
    parts = parts_of(rule)
    days = re.findall(r"([+-]?\d*)(\w\w)", parts.get("BYDAY", ""))
    if any(number for number, _ in days) and any(not number for number, _ in days):
        return "numbered and plain weekdays in one BYDAY: dateutil wants both to hold, the RFC lists alternatives"
    if parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts:
        return "weekly BYSETPOS: dateutil's first week begins at the start, the RFC's with the week"
    if parts["FREQ"] == "YEARLY" and "BYWEEKNO" in parts:
        if not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & parts.keys():
            return "BYWEEKNO alone: dateutil takes all seven days, RFC and libical the start's weekday"
        if parts["INTERVAL"] != "1" or "BYSETPOS" in parts:
            return "BYWEEKNO with INTERVAL or BYSETPOS: dateutil counts in calendar years, we in years of weeks"
        if any(int(week) < 0 for week in parts["BYWEEKNO"].split(",")) or "53" in parts["BYWEEKNO"]:
            return "weeks counted from the back: dateutil loses days of them on the other side of New Year"
    if parts["FREQ"] == "YEARLY" and "BYMONTHDAY" in parts and not {"BYMONTH", "BYDAY", "BYYEARDAY", "BYWEEKNO"} & parts.keys():
        return "yearly BYMONTHDAY alone: dateutil takes every month, libical and we the start's"
    return None


def expand(rule, start, begin, end):
    text = ";".join(part for part in rule.split(";") if "T" in start or not re.match("BY(HOUR|MINUTE|SECOND)=", part))
    theirs = rrulestr("RRULE:" + text, dtstart=moment(start))
    clock.MAXYEAR = end.year + 1  # else a rule that never matches again is followed until 9999
    limit = end if theirs._until is None else min(end, theirs._until)
    return [at for at in theirs.replace(until=limit) if begin <= at < end]


def compare(line, tally):
    seed, rule, start, begin, end, *ours = line.split()
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        theirs = expand(rule, start, moment(begin), moment(end))
    except TooSlow:
        tally["dateutil gave up: it looks at every second, minute or hour"] += 1
        return True
    except ValueError as error:
        tally[f"dateutil refuses: {error}"] = tally.get(f"dateutil refuses: {error}", 0) + 1
        return not ours
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if theirs == [moment(at) for at in ours]:
        tally["agree"] += 1
        return True
    why = reason(rule)
    if why:
        tally[why] = tally.get(why, 0) + 1
        return True
    print(f"# seed {seed}: {rule} from {start}: {len(ours)} of ours, {len(theirs)} of dateutil's")
    odd = sorted(set(theirs) ^ {moment(at) for at in ours})[:3]
    print(f"#   first differences: {', '.join(map(str, odd))}")
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("helper")
    parser.add_argument("--first", default="0")
    parser.add_argument("--count", default="20000")
    arguments = parser.parse_args()
    lines = subprocess.run([arguments.helper, arguments.first, arguments.count], check=True, capture_output=True, text=True).stdout
    signal.signal(signal.SIGALRM, give_up)
    tally = {"agree": 0, "dateutil gave up: it looks at every second, minute or hour": 0}
    wrong = sum(not compare(line, tally) for line in lines.splitlines())
    for what, n in sorted(tally.items(), key=lambda row: -row[1]):
        print(f"# {n:6} {what}")
    print(f"# {wrong:6} disagreements without a reason")
    sys.exit(1 if wrong or tally["agree"] == 0 else 0)


main()
