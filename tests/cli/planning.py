# SPDX-License-Identifier: LGPL-2.1-or-later
"""Exit codes of the commands, signals and the time limit, progress on a terminal."""
import json
import os
import pty
import re
import signal
import subprocess
import time

from harness import case, environment, example, expect, main, run, slow_request, small_request, start, write


def impossible_request():
    request = small_request()
    request["topics"][0].update(priority="must", within=[{"start": "2030-05-07T09:00", "end": "2030-05-07T12:00"}])
    return request


@case
def optimal(folder):
    done = expect(run("plan", write(folder, "m.json", small_request())), 0, out="optimal (proved)")
    assert done.work < 1, done


@case
def infeasible(folder):
    path = write(folder, "m.json", impossible_request())
    for name in ("a.json", "a.ics"):
        (folder / name).write_text("old")
    done = expect(run("plan", path, "-o", folder / "a.json", "--ics", folder / "a.ics"), 3)
    agenda = json.loads((folder / "a.json").read_text())
    assert (agenda["status"], agenda["days"], agenda["unplaced"], agenda["score"]) == ("infeasible", [], [], None)
    assert isinstance(agenda["conflicts"], list)
    assert (folder / "a.ics").read_text() == "old"
    assert done.out.strip(), done
    assert json.loads(expect(run("plan", path, "--format", "json"), 3).out)["status"] == "infeasible"
    assert expect(run("plan", path, "--format", "ics"), 3).out == ""
    expect(run("check", path, folder / "a.json"), 0)


@case
def nothing_placed(folder):
    request = small_request()
    request["topics"][0].update(duration=600)
    done = expect(run("plan", write(folder, "m.json", request), "--ics", folder / "a.ics"), 0, err="nothing is placed")
    assert not (folder / "a.ics").exists(), done


def prices_of_what_is_left_out(folder, request):
    """What the agenda says that placing a topic would cost more, and what it does cost."""
    told = json.loads(run("plan", write(folder, "m.json", request), "--format", "json").out)
    for row in told["unplaced"]:
        more = re.search(r"with it the best agenda costs (?:(\d+) more|as much)", row["why"])
        forced = json.loads(json.dumps(request))
        next(topic for topic in forced["topics"] if topic["id"] == row["topic"])["priority"] = "must"
        agenda = json.loads(run("plan", write(folder, "must.json", forced), "--format", "json").out)
        yield int(more[1] or 0) if more else None, agenda["score"]["cost"] - told["score"]["cost"]


@case
def what_is_left_out_is_priced(folder):
    for priorities, expected in ((("normal", "normal", "normal"), {0}), (("high", "normal", "low"), {320})):
        request = small_request()
        request["days"] = [{"date": "2030-05-07", "start": "09:00", "end": "11:00"}]
        request["topics"] = [{"id": f"t{k}", "title": f"Topic {k}", "duration": 60, "priority": priority}
                             for k, priority in enumerate(priorities)]
        prices = list(prices_of_what_is_left_out(folder, request))
        assert prices and all(said == true for said, true in prices), prices
        assert {said for said, _ in prices} == expected, prices


@case
def full_blocks_are_named_where_some_are(folder):
    request = small_request()
    request["days"] = [{"date": f"2030-05-0{day}", "start": "09:00", "end": "10:00"} for day in (7, 8)]
    request["topics"] = [{"id": f"t{k}", "title": f"Topic {k}", "duration": 60, "priority": "normal" if k else "low"}
                         for k in range(3)]
    for within, expected in ((None, "every block of the meeting is full"),
                             ("2030-05-08", "every block in which it could stand is full: Wed 09:00-10:00")):
        if within:
            request["topics"][0]["within"] = [{"day": within}]
        told = json.loads(run("plan", write(folder, "m.json", request), "--format", "json").out)
        assert [row["why"].split(";")[0] for row in told["unplaced"]] == [expected], told["unplaced"]


def crowded_request(*musts):
    """Too large to be searched exactly: many rooms, and all but @musts is easy."""
    request = small_request()
    request["days"] = [{"date": "2030-05-07", "start": "09:00", "end": "12:00", "breaks": [{"start": "10:30", "end": "11:00"}]}]
    request["rooms"] = [{"id": f"r{k}", "name": f"Room {k}"} for k in range(12)]
    request["people"] = [{"id": f"p{k}", "name": f"Person {k}"} for k in range(60)]
    request["topics"] = [{"id": f"t{k}", "title": f"Topic {k}", "duration": {"preferred": 30, "min": 10}, "presenters": [f"p{k}"],
                          "optional": [f"p{(7 * k + 1) % 55}"]} for k in range(55)]
    request["topics"] += [{"id": f"m{k}", "title": f"Must {k}", **must} for k, must in enumerate(musts)]
    return request


@case
def few_topics_are_to_blame_in_a_large_meeting(folder):
    chain = ({"duration": 50}, {"duration": 55, "priority": "must", "follows": "m0"})
    one_person = ({"duration": 60, "priority": "must", "presenters": ["p59"]},) * 4
    in_a_ring = [{"duration": 60, "priority": "must", "presenters": [f"p{57 + a}", f"p{57 + b}"]} for a, b in ((0, 1), (1, 2), (2, 0))]
    for musts, expected in ((chain, {("must", 1), ("follows", 1)}), (one_person, {("must", 3), ("person_overlap", 3)}),
                            (in_a_ring, {("must", 3), ("person_overlap", 3)})):
        done = run("plan", write(folder, "m.json", crowded_request(*musts)), "--format", "json", "--time-limit", "20s")
        agenda = json.loads(expect(done, 3).out)
        rules = [member["rule"] for member in agenda["conflicts"][0]]
        assert {(rule, rules.count(rule)) for rule in rules} == expected, agenda["conflicts"]


@case
def more_than_the_blocks_hold(folder):
    request = small_request()
    request["days"] = [{"date": "2030-05-07", "start": "09:00", "end": "12:30", "breaks": [{"start": "10:30", "end": "11:00"}]}]
    request["topics"] = [{"id": f"t{k}", "title": f"Topic {k}", "duration": {"preferred": 40, "min": 5 * (k % 4 + 1)}, "priority": "must"}
                         for k in range(24)]
    done = expect(run("plan", write(folder, "m.json", request), "--format", "json"), 3, err="must take at least 5 h")
    conflict = json.loads(done.out)["conflicts"][0]
    assert {member["rule"] for member in conflict} == {"must"}, conflict
    least = [5 * (int(member["topic"][1:]) % 4 + 1) for member in conflict]
    assert 180 < sum(least) <= 180 + min(least), least


@case
def time_limit(folder):
    path = write(folder, "slow.json", slow_request())
    done = run("plan", path, "--time-limit", "1s", "--format", "json")
    agenda = json.loads(done.out)
    assert done.code == {"feasible": 0, "unknown": 4}[agenda["status"]], done
    assert agenda["stopped"] == "time"
    assert 0.9 < done.seconds < 4, done.seconds
    if done.code == 0:
        expect(run("check", path, write(folder, "a.json", done.out)), 0)


@case
def too_little_time(folder):
    path = write(folder, "slow.json", slow_request())
    done = run("plan", path, "--time-limit", "1ms", "--ics", folder / "a.ics", "--format", "json")
    agenda = json.loads(done.out)
    assert done.code == {"feasible": 0, "unknown": 4}[agenda["status"]], done
    assert (folder / "a.ics").exists() == any(day["blocks"] for day in agenda["days"])


def interrupted(folder, number):
    path, out = write(folder, "slow.json", slow_request()), folder / "a.json"
    done = start("plan", path, "-o", out, "--time-limit", "60s", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    begin = time.monotonic()
    done.send_signal(number)
    text, _ = done.communicate(timeout=30)
    assert time.monotonic() - begin < 2
    assert done.returncode == 128 + number, done.returncode
    agenda = json.loads(out.read_text())
    assert agenda["stopped"] == "signal"
    if agenda["status"] == "feasible":
        assert b"within" in text
        expect(run("check", path, out), 0)


@case
def interrupted_by_int(folder):
    interrupted(folder, signal.SIGINT)


@case
def interrupted_by_term(folder):
    interrupted(folder, signal.SIGTERM)


@case
def second_signal_ends_at_once(folder):
    # Writing to a pipe that nobody reads keeps the program busy after the first signal.
    path, fifo = write(folder, "slow.json", slow_request()), folder / "fifo"
    os.mkfifo(fifo)
    done = start("plan", path, "-o", fifo, "--time-limit", "60s", stdout=subprocess.DEVNULL)
    time.sleep(1)
    done.send_signal(signal.SIGINT)
    time.sleep(1)
    assert done.poll() is None
    done.send_signal(signal.SIGINT)
    assert done.wait(1) == 130


@case
def previous_agenda(folder):
    path = write(folder, "m.json", small_request())
    expect(run("plan", path, "-o", folder / "old.json"), 0)
    done = expect(run("plan", path, "--previous", folder / "old.json", "-o", folder / "old.json"), 0)
    assert json.loads((folder / "old.json").read_text())["revision"] == 0, done
    replanned = write(folder, "n.json", small_request(title="Smaller"))
    expect(run("plan", replanned, "--previous", folder / "old.json", "-o", folder / "new.json"), 0)
    old, new = (json.loads((folder / name).read_text()) for name in ("old.json", "new.json"))
    assert new["score"] == old["score"] and new["days"] == old["days"], (old, new)
    expect(run("check", path, folder / "old.json", "--previous", folder / "old.json"), 0)
    expect(run("plan", path, "--previous", folder / "none.json"), 2, err="none.json")
    expect(run("check", path, "--previous", folder / "old.json"), 2, err="--previous needs an agenda")


@case
def check_finds(folder):
    path = write(folder, "m.json", small_request())
    agenda = json.loads(run("plan", path, "--format", "json").out)
    agenda["days"][0]["blocks"][0]["items"][0]["end"] = "2030-05-06T09:50:00+02:00"
    bad = write(folder, "a.json", agenda)
    expect(run("check", path, bad), 1, out="length")
    verdict = json.loads(expect(run("check", path, bad, "--json"), 1).out)
    assert [row["rule"] for row in verdict["broken"]] == ["length"], verdict
    assert set(verdict) >= {"broken", "form", "terms", "cost", "stated", "bound", "status"}


@case
def check_tells_agenda_from_request(folder):
    path = write(folder, "m.json", small_request())
    out = run("plan", path, "--format", "json").out
    expect(run("check", write(folder, "a.json", out)), 0, err="plenary check REQUEST.json")
    verdict = json.loads(expect(run("check", path, "--json"), 0).out)
    assert verdict["errors"] == 0
    broken = json.loads(expect(run("check", write(folder, "n.json", small_request(title=7)), "--json"), 1).out)
    row = broken["diagnostics"][0]
    assert broken["errors"] == 1 and row["code"].startswith("PLN01") and row["path"] == "title", broken


@case
def audiences(folder):
    request = example()
    path = write(folder, "m.json", request)
    expect(run("plan", path, "-o", folder / "a.json", "--ics", folder / "a.ics"), 0)
    closed = next(t["title"] for t in request["topics"] if t.get("closed"))
    for audience, shown in [("public", False), ("members", True), ("chairs", True)]:
        done = expect(run("export", folder / "a.json", "--audience", audience), 0)
        assert (closed in done.out) == shown, audience
    assert closed not in run("export", folder / "a.json").out
    assert closed not in (folder / "a.ics").read_text()
    assert closed in run("plan", path).out and closed not in run("plan", path, "--audience", "public").out


def on_a_terminal(*arguments):
    """What plenary writes to a terminal as standard error."""
    controller, terminal = pty.openpty()
    done = start(*arguments, stdout=subprocess.DEVNULL, stderr=terminal)
    os.close(terminal)
    text = b""
    try:
        while chunk := os.read(controller, 4096):
            text += chunk
    except OSError:  # how Linux says that the other end was closed
        pass
    os.close(controller)
    done.wait(30)
    return text.decode()


@case
def progress_on_a_terminal(folder):
    text = on_a_terminal("plan", write(folder, "slow.json", slow_request()), "--time-limit", "2s")
    lines = re.findall(r"\rplan  (\d+\.\d)s  (?:best \d+  bound \d+  gap \d+\.\d%|no agenda yet  bound \d+)\033\[K", text)
    assert 1 <= len(lines) <= 18, text
    assert float(lines[0]) >= 0.5, lines
    assert text.endswith("\r\033[K"), text[-40:]
    assert on_a_terminal("plan", write(folder, "m.json", small_request())) == ""


@case
def no_progress_in_a_file(folder):
    done = run("plan", write(folder, "slow.json", slow_request()), "--time-limit", "1s", env=environment(CLICOLOR_FORCE="1"))
    assert "\r" not in done.err and "plan " not in done.err, done.err


if __name__ == "__main__":
    main()
