# SPDX-License-Identifier: LGPL-2.1-or-later
"""From init and import to pages: what a chair types, and what readers get."""
import json
import re
import subprocess

from harness import EXAMPLES, PROGRAM, case, environment, expect, main, run, small_request, write


def agenda_of(path):
    """What an agenda says of times, rooms and holders."""
    agenda = json.loads(path.read_text("utf-8"))
    blocks = [b for d in agenda["days"] for b in d["blocks"]]
    return (sorted((i["id"], i["start"], i["end"], i["room"]) for b in blocks for i in b["items"]),
            sorted((b["start"], b["room"], role, who or "") for b in blocks for role, who in b["roles"].items()))


def elsewhere_request():
    """Two rooms at once; two people far away."""
    return small_request(
        rooms=[{"id": "a", "name": "Aula"}, {"id": "b", "name": "Bau | Süd"}], roles=[],
        people=[{"id": "ada", "name": "Ada Lovelace"}, {"id": "bob", "name": "Bob Kahn", "timezone": "America/Los_Angeles"},
                {"id": "chie", "name": "Chie Sato", "timezone": "Asia/Tokyo"}],
        days=[{"date": "2030-05-06", "start": "09:00", "end": "15:00", "breaks": [{"start": "12:00", "end": "13:00", "title": "Lunch"}]}],
        topics=[{"id": f"t{k}", "title": f"Topic *{k}* | x", "duration": 60, "presenters": [("ada", "bob", "chie")[k % 3]],
                 "fixed": {"start": f"2030-05-06T{(9, 9, 11, 13, 13, 14)[k]:02}:00", "room": "ab"[k % 2]}} for k in range(6)])


# -- init --------------------------------------------------------------------------------------------


@case
def init_plans_at_once(folder):
    expect(run("init", folder / "new" / "team"), 0, err="plenary plan")
    path = folder / "new" / "team" / "meeting.json"
    expect(run("check", path), 0)
    done = expect(run("plan", path), 0, out="optimal (proved)")
    assert done.work < 1, done


@case
def init_explains_itself(folder):
    """Each part of the example says in an x-help key what it is; a day, a role, a wish and a rule are there to copy."""
    expect(run("init", cwd=folder), 0)
    request = json.loads((folder / "meeting.json").read_text("utf-8"))
    for part in ("days", "people", "roles", "topics", "timezone"):
        assert len(request[f"x-help-{part}"]) > 40, part
    assert "plenary plan" in request["x-help"]
    topics = {key for topic in request["topics"] for key in topic}
    assert {"duration", "priority", "closed", "prefer", "after", "position", "round", "optional", "x-help"} <= topics


@case
def init_replaces_nothing_unasked(folder):
    path = write(folder, "meeting.json", "mine")
    expect(run("init", folder), 6, err="--force")
    assert path.read_text() == "mine"
    expect(run("init", folder, "--force"), 0)
    assert json.loads(path.read_text("utf-8"))["plenary"] == 1


# -- Pipes and pages ---------------------------------------------------------------------------------


@case
def table_to_page_by_a_pipe(folder):
    """plenary import x.tsv --base m.json | plenary plan - --format markdown"""
    table, base = EXAMPLES / "dmlt-2022-10-requests.tsv", EXAMPLES / "dmlt-2022-10-base.json"
    done = subprocess.run(["sh", "-c", f"'{PROGRAM}' import '{table}' --base '{base}' | '{PROGRAM}' plan - --format markdown"],
                          capture_output=True, env=environment(), timeout=60)
    page = done.stdout.decode("utf-8")
    assert done.returncode == 0, done
    assert page.startswith("# DM Leadership Team") and "| OPS planning and milestones" in page, page
    assert re.search(r"^\| Moderator: .* \| Notetaker: .* \|", page, re.M), page
    assert "Agenda" not in done.stderr.decode("utf-8")


@case
def page_read_back(folder):
    """The page of both examples and of two rooms is the same agenda again, and its price is known."""
    requests = [EXAMPLES / "dmlt-2022-10.json", EXAMPLES / "dmlt-2020-11.json", write(folder, "rooms.json", elsewhere_request())]
    for request in requests:
        planned, page, again = folder / "a.json", folder / "a.md", folder / "b.json"
        expect(run("plan", request, "-o", planned), 0)
        expect(run("export", planned, "--audience", "chairs", "-o", page), 0)
        expect(run("import", page, "--agenda", request, "-o", again), 0)
        assert agenda_of(planned) == agenda_of(again), request
        expect(run("check", request, again), 0)


@case
def row_outside_the_day(folder):
    """A row of a page that no block holds is told, with its line."""
    request = write(folder, "m.json", small_request())
    page = write(folder, "p.md", "## 2030-05-06\n\n| Time | Topic |\n| --- | --- |\n| 21:00 | The engine |\n| 22:00 | Close |\n")
    expect(run("import", page, "--agenda", request, "-o", folder / "a.json"), 0, err=["p.md:5", "begins at 21:00"])


# -- For whom, and in which zone ---------------------------------------------------------------------


@case
def for_one_person(folder):
    agenda = folder / "agenda.json"
    expect(run("plan", EXAMPLES / "dmlt-2022-10.json", "-o", agenda), 0)
    for name in ("fritz", "Fritz Mueller", "FRITZ MUELLER"):
        text = expect(run("export", agenda, "--for", name), 0, out="User Generated Data Products").out
        assert "OPS planning" not in text and " open" not in text, text
    expect(run("export", agenda, "--for", "Fritz Muller"), 2, err='did you mean "Fritz Mueller"?')
    for form, whose in (("text", "for Fritz Mueller"), ("html", "For <b>Fritz Mueller</b>"), ("markdown", "\nFor Fritz Mueller\n"), ("ics", "Fritz Mueller")):
        expect(run("export", agenda, "--for", "fritz", "--format", form), 0, out=whose)
    for form in ("html", "markdown", "csv", "json", "ics"):
        shown = expect(run("export", agenda, "--for", "fritz", "--format", form), 0).out
        assert "User Generated Data Products" in shown and "OPS planning" not in shown, form


@case
def in_another_zone(folder):
    agenda = folder / "agenda.json"
    expect(run("plan", write(folder, "m.json", elsewhere_request()), "-o", agenda), 0)
    text = expect(run("export", agenda, "--timezone", "Asia/Tokyo"), 0, out="Asia/Tokyo (JST, UTC+09:00)").out
    assert "16:00-17:00" in text and "09:00" not in text.replace("UTC+09:00", ""), text
    page = expect(run("export", agenda, "--timezone", "Pacific/Honolulu", "--format", "html"), 0).out
    assert 'datetime="2030-05-05T21:00:00-10:00">21:00 (-1 d)<' in page, page
    expect(run("export", agenda, "--timezone", "Mars/Olympus"), 2, err="PLN0109")


@case
def local_times(folder):
    request = write(folder, "m.json", elsewhere_request())
    text = expect(run("plan", request, "--local-times"), 0).out
    for line in ("elsewhere 00:00-06:00 America/Los_Angeles (PDT, UTC-07:00)", "elsewhere 16:00-22:00 Asia/Tokyo (JST, UTC+09:00)",
                 "00:00-01:00 America/Los_Angeles: Bob Kahn", "18:00-19:00 Asia/Tokyo: Chie Sato"):
        assert line in " ".join(text.split()), (line, text)
    assert "elsewhere" not in run("plan", request).out


@case
def rooms_side_by_side(folder):
    text = expect(run("plan", write(folder, "m.json", elsewhere_request())), 0).out
    assert re.search(r"^Aula +Bau \| Süd$", text, re.M), text
    assert re.search(r"^09:00-10:00  1 h +09:00-10:00  1 h$", text, re.M), text
    assert "12:00-13:00  Lunch · 1 h" in text, text


@case
def newly_open(folder):
    request, before, after = elsewhere_request(), folder / "before.json", folder / "after.json"
    expect(run("plan", write(folder, "m.json", request), "-o", before), 0)
    request["topics"] = [t for t in request["topics"] if t["id"] != "t5"]
    done = expect(run("plan", write(folder, "n.json", request), "--previous", before, "-o", after), 0)
    shown = {"text": "newly open", "markdown": "| Newly open |", "html": ">newly open<", "csv": ",newly open,"}
    for form, mark in shown.items():
        expect(run("export", after, "--format", form, "--previous", before), 0, out=mark)
        assert mark not in run("export", after, "--format", form).out, form


# -- All of it, and much of it -----------------------------------------------------------------------


@case
def everything_in_every_format(folder):
    """What was asked and granted, who asked, what was merged, what is contingent or a guess, links: every format says it."""
    request = elsewhere_request()
    one, other = request["topics"][0], request["topics"][5]
    one.update(duration={"preferred": 90, "min": 60}, requested_by="Dora Stone", contingent="the budget holds", same_as=[other["id"]],
               attachments=[{"title": "Slides", "uri": "https://example.org/slides"}], closed=True)
    other["requested_by"] = "Emil Weiss"
    request["topics"][1]["duration"] = "60 minutes?"
    request["topics"][2]["fixed"]["start"] = "2030-05-06T10:00"
    agenda = folder / "agenda.json"
    expect(run("plan", write(folder, "m.json", request), "-o", agenda), 0)
    said = {
        "text": ["asked 1 h 30 min, granted 1 h", "[contingent]", "contingent: the budget holds", "[estimate]", "[closed]", 'merged with "Topic *5* | x"', " open\n"],
        "markdown": ["(asked 1 h 30 min, granted 1 h)", "(contingent)", "contingent: the budget holds", "(estimate)", "(members only)",
                     'merged with "Topic \\*5\\* \\| x"', "| Open |"],
        "html": ["asked 1 h 30 min, granted 1 h", ">contingent<", "contingent: the budget holds", ">estimate<", ">closed<",
                 "merged with &quot;Topic *5* | x&quot;", ">open<"],
        "csv": [",90,yes,contingent,the budget holds,", ",estimate,", "Topic *5* | x", ",60,", ",open,"],
        "ics": ["Asked 1 h 30 min\\, granted 1 h", "Contingent: the budget holds", "The length is an estimate", "Merged with: Topic *5* | x"],
        "json": ['"asked" : 90', '"contingent" : "the budget holds"', '"estimate" : true', '"closed" : true', '"Topic *5* | x"'],
    }
    for form, texts in said.items():
        shown = expect(run("export", agenda, "--format", form, "--audience", "chairs"), 0).out.replace("\r\n ", "")
        for text in texts + ["Dora Stone", "Emil Weiss", "https://example.org/slides"]:
            assert text in shown, (form, text, shown)


@case
def ten_thousand_items(folder):
    """Each format takes about as long as there are items: other people's agendas may have many."""
    stamp = "2030-05-{:02}T{:02}:{:02}:00+02:00".format
    items = [{"id": f"i{k}", "topic": f"i{k}", "title": f"Item {k}", "start": stamp(1 + k // 1440, k // 60 % 24, k % 60),
              "end": stamp(1 + (k + 1) // 1440, (k + 1) // 60 % 24, (k + 1) % 60), "room": "a", "presenters": [f"p{k % 500}"]} for k in range(10080)]
    days = [{"date": f"2030-05-{1 + d:02}", "breaks": [], "blocks": [{"start": stamp(1 + d, 0, 0), "end": stamp(2 + d, 0, 0), "room": "a", "roles": {},
             "items": items[1440 * d:1440 * (d + 1)]}]} for d in range(7)]
    agenda = {"plenary": 1, "kind": "agenda", "id": "many", "title": "Many", "timezone": "Europe/Berlin", "status": "feasible",
              "score": {"cost": 0, "bound": 0}, "unplaced": [], "days": days, "people": {f"p{k}": {"name": f"Person {k}"} for k in range(500)}}
    path = write(folder, "agenda.json", agenda)
    for form in ("text", "markdown", "html", "csv", "json", "ics"):
        done = expect(run("export", path, "--format", form), 0, out="Item 10079")
        assert done.work < 2, (form, done.work)


if __name__ == "__main__":
    main()
