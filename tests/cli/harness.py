# SPDX-License-Identifier: LGPL-2.1-or-later
"""Cases of the command line: plain functions, run one by one, told in TAP.

PLENARY names the program, PLENARY_EXAMPLES the folder of example requests; both are set by Meson.
"""
import copy
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

PROGRAM = os.environ["PLENARY"]
EXAMPLES = Path(os.environ["PLENARY_EXAMPLES"])
CODES = {0, 1, 2, 3, 4, 6, 130, 143}

# Under a sanitizer only the outcome counts, not time and memory.
SANITIZED = bool(os.environ.get("PLENARY_SANITIZED"))

_cases = []


def case(function):
    """Marks a function as a case; its argument is an empty folder that is removed afterwards."""
    _cases.append(function)
    return function


class Skip(Exception):
    """Raised by a case that needs what is not here."""


def slowness_of_build():
    return 10 if SANITIZED else 1


# Processor time of `a_piece_of_work()` on the quiet machine that every limit in seconds is meant for.
PIECE_SECONDS = 0.03


def a_piece_of_work():
    """Seconds of processor time that a fixed piece of work takes here and now."""
    begin = time.process_time()
    sorted(str(k) for k in range(100000))
    return time.process_time() - begin


def slowness():
    """How many times longer the same work takes here than in a release build on a quiet machine, roughly.

    The load average lags behind by a minute and does not see what else runs on the same cores; a piece of work does.
    """
    return slowness_of_build() * max(1, os.getloadavg()[0] / os.cpu_count(), a_piece_of_work() / PIECE_SECONDS)


class Result:
    """`seconds` by the clock; `work` in seconds of processor time, as of a quiet machine."""

    def __init__(self, code, out, err, seconds, work):
        self.code, self.out, self.err, self.seconds, self.work = code, out, err, seconds, work / slowness()

    def __repr__(self):
        return f"exit {self.code} after {self.seconds:.2f} s, {self.work:.2f} s of work\nstdout: {self.out[:2000]!r}\nstderr: {self.err[:2000]!r}"


def environment(**changes):
    """The environment of a child: a UTF-8 locale, no colour, nothing of the caller's taste."""
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "LC_ALL")}
    env.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TERM="xterm")
    env.update({k: v for k, v in changes.items() if v is not None})
    return env


def work_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(*args, stdin=b"", env=None, timeout=60, stdout=subprocess.PIPE, cwd=None, preexec_fn=None):
    """Runs plenary. Texts come back decoded strictly: what is no UTF-8 fails the case."""
    begin, worked = time.monotonic(), work_of_children()
    done = subprocess.run([PROGRAM, *map(str, args)], input=stdin, stdout=stdout, stderr=subprocess.PIPE, cwd=cwd,
                          env=env or environment(), timeout=timeout, preexec_fn=preexec_fn)
    seconds, work = time.monotonic() - begin, work_of_children() - worked
    return Result(done.returncode, (done.stdout or b"").decode("utf-8"), done.stderr.decode("utf-8"), seconds, work)


def start(*args, env=None, **options):
    return subprocess.Popen([PROGRAM, *map(str, args)], env=env or environment(), **options)


def expect(result, code, *, out=None, err=None):
    """The exit code, and texts that must stand on standard output and standard error."""
    assert result.code == code, f"exit {code} was expected\n{result!r}"
    for text in [out] if isinstance(out, str) else out or []:
        assert text in result.out, f"{text!r} was expected on stdout\n{result!r}"
    for text in [err] if isinstance(err, str) else err or []:
        assert text in result.err, f"{text!r} was expected on stderr\n{result!r}"
    return result


def example(name="dmlt-2022-10"):
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


def small_request(**changes):
    """A request with one topic that any planner places at once."""
    request = {
        "plenary": 1, "title": "Small", "timezone": "Europe/Berlin",
        "days": [{"date": "2030-05-06", "start": "09:00", "end": "12:00"}],
        "people": [{"id": "ada", "name": "Ada Lovelace"}, {"id": "bob", "name": "Bob Kahn"}],
        "topics": [{"id": "engine", "title": "The engine", "presenters": ["ada"], "duration": 30}],
    }
    request.update(copy.deepcopy(changes))
    return request


def slow_request():
    """Far more wishes than time: no planner proves its best plan in a second."""
    people = [{"id": f"p{k}", "name": f"Person {k}"} for k in range(40)]
    topics = [{"id": f"t{k}", "title": f"Topic {k}", "duration": {"preferred": 25 + 5 * (k % 7), "min": 15},
               "presenters": [f"p{k % 40}", f"p{(3 * k + 1) % 40}"], "optional": [f"p{(7 * k + 5) % 40}"],
               "priority": ["high", "normal", "low"][k % 3],
               "avoid_parallel": [{"topic": f"t{(k + 1) % 160}", "weight": 1 + k % 13}]} for k in range(160)]
    days = [{"date": f"2030-05-{day:02}", "start": "09:00", "end": "17:10",
             "breaks": [{"start": "10:35", "end": "11:00"}, {"start": "12:25", "end": "13:30"}]} for day in range(6, 9)]
    return small_request(people=people, topics=topics, days=days, rooms=[{"id": "a"}, {"id": "b"}, {"id": "c"}])


def soonest(seconds, measured, tries=5):
    """The first of some tries of @measured() that takes less than @seconds, or else the last; and whether it does.

    What @measured() returns has the seconds of processor time as its last but one value. Even these grow where others use
    the same cores, so the limit is that of the machine as it is just after each try.
    """
    for _ in range(1 if SANITIZED else tries):
        result = measured()
        if result[-2] < seconds * slowness():
            return result, True
    return result, SANITIZED


def measure(folder, command):
    """Exit code, the beginning of what was told, seconds and megabytes."""
    with open(folder / "out", "wb") as out, open(folder / "err", "wb") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    told = "".join((folder / name).open(encoding="utf-8").read(1000000) for name in ("out", "err"))
    return os.waitstatus_to_exitcode(status), told, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def write(folder, name, content):
    """Writes bytes, text or anything that JSON can say. Returns the path."""
    path = Path(folder) / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return path


def main():
    wanted = sys.argv[1:]
    chosen = [f for f in _cases if not wanted or f.__name__ in wanted]
    failed = 0
    print(f"1..{len(chosen)}")
    for number, function in enumerate(chosen, 1):
        with tempfile.TemporaryDirectory(prefix="plenary-") as folder:
            try:
                function(Path(folder))
                print(f"ok {number} - {function.__name__}", flush=True)
            except Skip as reason:
                print(f"ok {number} - {function.__name__} # SKIP {reason}", flush=True)
            except Exception:
                failed += 1
                print(f"not ok {number} - {function.__name__}")
                print("\n".join("# " + line for line in traceback.format_exc().splitlines()), flush=True)
    sys.exit(1 if failed else 0)
