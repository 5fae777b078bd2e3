#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compare our zones with Python's: compare-times.py PRINT-TIMES [ALL]

Around every change of the clock of the zones below (or of all zones) and at random, from 1970 to 2200.
"""
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

ZONES = """Africa/Casablanca Africa/Cairo America/Los_Angeles America/Nuuk America/Santiago America/Sao_Paulo America/St_Johns
Antarctica/Troll Asia/Gaza Asia/Kathmandu Asia/Tehran Asia/Tokyo Australia/Lord_Howe Europe/Dublin Europe/London Europe/Paris
Pacific/Apia Pacific/Chatham Pacific/Kiritimati Etc/GMT+7 UTC""".split()
EPOCH = datetime(1970, 1, 1)


def changes(zone, rng):
    """Seconds near which the offset changes, found by bisection."""
    step, found = 86400 * 7, []
    at = lambda t: (EPOCH + timedelta(seconds=t)).replace(tzinfo=timezone.utc).astimezone(zone).utcoffset()
    years = sorted(rng.sample(range(1970, 2040), 20) + rng.sample(range(2040, 2200), 6) + [2011])
    for year in years:
        t = int((datetime(year, 1, 1) - EPOCH).total_seconds())
        end = t + 366 * 86400
        while t < end:
            if at(t) != at(t + step):
                low, high = t, t + step
                while high - low > 60:
                    middle = (low + high) // 2
                    if at(low) != at(middle):
                        high = middle
                    else:
                        low = middle
                found.append(high)
            t += step
    return found


def cases(name, rng):
    zone = ZoneInfo(name)
    for t in changes(zone, rng):
        for offset in (-1, 0, 1):
            for minutes in (-90, -61, -60, -59, -31, -30, -29, -1, 0, 1, 29, 30, 59, 60, 61, 90, 1439):
                shift = (EPOCH + timedelta(seconds=t + offset * 3600)).replace(tzinfo=timezone.utc).astimezone(zone).utcoffset()
                yield EPOCH + timedelta(seconds=t // 60 * 60, minutes=minutes) + timedelta(minutes=shift // timedelta(minutes=1))
    for _ in range(300):
        yield datetime(1970, 1, 2) + timedelta(minutes=rng.randrange(231 * 365 * 1440))


def expected(zone, local):
    instant = local.replace(tzinfo=zone).astimezone(timezone.utc)
    minute = (instant.replace(tzinfo=None) - EPOCH) // timedelta(minutes=1)
    back = instant.astimezone(zone)
    return f"{minute} {back:%Y-%m-%dT%H:%M} {back.utcoffset() // timedelta(minutes=1)} {back.tzname()}"


def main():
    rng = random.Random(1)
    names = sorted(z for z in available_timezones() if z[0].isupper()) if len(sys.argv) > 2 else ZONES
    rows = [(name, local) for name in names for local in cases(name, rng)]
    lines = "".join(f"{n} {t.year} {t.month} {t.day} {t.hour} {t.minute}\n" for n, t in rows)
    got = subprocess.run([sys.argv[1]], input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    wrong = 0
    for (name, local), line in zip(rows, got, strict=True):
        want = expected(ZoneInfo(name), local)
        if want != line:
            wrong += 1
            if wrong < 10:
                print(f"{name} {local}: {line} here, {want} there")
    print(f"{len(rows)} local times of {len(names)} zones, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
