# SPDX-License-Identifier: LGPL-2.1-or-later
"""A secret in every private field of a request and of its calendar: the bytes of every export, for every audience, hold
those that the audience may see and no other."""
import json
import re
import shutil

from harness import case, expect, main, run, write

AUDIENCES = ["public", "members", "chairs"]
FORMATS = {"text": "txt", "json": "json", "ics": "ics", "markdown": "md", "html": "html", "csv": "csv"}
NOBODY = "nobody"


class Secrets:
    """Makes them: one word each, that no format escapes, wraps or changes. `seen` ones must appear in the agenda of whom
    they are for, or the search would prove nothing."""

    def __init__(self):
        self.made = []

    def __call__(self, least, seen=True):
        word = f"zq{len(self.made):03d}{least}"
        self.made.append((word, least, seen))
        return word

    def private(self, audience):
        rank = AUDIENCES.index(audience)
        return [word for word, least, _ in self.made if least == NOBODY or AUDIENCES.index(least) > rank]

    def shown(self, audience):
        rank = AUDIENCES.index(audience)
        return [word for word, least, seen in self.made if seen and least != NOBODY and AUDIENCES.index(least) <= rank]


def person(secret, one, **more):
    """Somebody of whom all but the name is private."""
    return {"id": one, "name": one.title(), "aliases": [secret(NOBODY)], "groups": [secret(NOBODY)],
            "email": secret("chairs") + "@example.org", "comfort": {"from": "03:07", "to": "22:13"},
            "unavailable": [{"day": "2030-05-09", "summary": secret("chairs", seen=False)}], "x-remark": secret(NOBODY), **more}


def closed_topic(secret, name, presenter, lost=(), **more):
    """A topic of which the public may know nothing but its time; what of it is `lost` reaches no agenda."""
    def word(key):
        return secret("members", seen=key not in lost)

    return {"id": word("id") + name, "title": word("title"), "closed": True, "presenters": [presenter], "requested_by": word("requested_by"),
            "notes": word("notes"), "tags": [word("tags")], "contingent": word("contingent"),
            "attachments": [{"title": word("attachments"), "uri": f"https://example.org/{word('attachments')}"}], "x-remark": secret(NOBODY), **more}


def request(secret):
    hidden, guest, absent = secret("members"), secret("members"), secret("members")
    people = [person(secret, "ann", calendars=[secret("chairs") + ".ics"]), person(secret, "bob"), person(secret, "cyd"),
              person(secret, hidden, name=secret("members")), person(secret, guest, name=secret("members")),
              person(secret, absent, name=secret("members"))]
    people[-1]["unavailable"] += [{"day": day, "summary": secret("chairs", seen=False)} for day in ("2030-05-06", "2030-05-07")]
    people[1]["unavailable"].append({"day": "2030-05-06", "soft": True, "summary": secret("chairs")})
    # An agenda has the absorbing topic's own notes, and of what is not placed the heading.
    merged = closed_topic(secret, "merged", hidden, lost=("id", "notes", "contingent"), duration=30)
    dropped = closed_topic(secret, "dropped", absent, lost=("notes", "tags", "contingent", "attachments"), duration=600)
    topics = [
        {"id": "open", "title": secret("public"), "presenters": ["ann", "bob"], "optional": ["cyd"], "duration": 60, "notes": secret("members"),
         "requested_by": "Zed@" + secret("chairs") + ".example", "tags": [secret("public")], "priority": "must", "x-why": secret(NOBODY),
         "fixed": {"start": "2030-05-06T09:00"}, "contingent": secret("public"),
         "attachments": [{"title": secret("public"), "uri": "https://example.org/slides"}],
         "avoid": [{"day": "2030-05-06", "summary": secret("chairs", seen=False)}], "prefer": [{"day": "2030-05-07", "summary": secret("chairs", seen=False)}]},
        merged,
        closed_topic(secret, "kept", hidden, duration=30, priority="must", same_as=[merged["id"]], within=[{"day": "2030-05-06"}]),
        closed_topic(secret, "round", hidden, duration=30, priority="must", round={"speakers": [hidden, guest]}, required=[guest], optional=[absent],
                     within=[{"day": "2030-05-07"}]),
        dropped,
        {"id": "cut", "title": secret("public"), "presenters": ["bob"], "duration": 600},
    ]
    return {
        "plenary": 1, "id": "board", "title": secret("public"), "timezone": "Europe/Berlin", "uid_salt": secret(NOBODY), "x-remark": secret(NOBODY),
        "location": secret("public"), "conference": f"https://example.org/{secret('members')}?pwd={secret('members')}", "organizer": "ann",
        "notes": secret("members"),
        "days": [{"date": "2030-05-06", "start": "09:00", "end": "12:00", "breaks": [{"start": "10:30", "end": "11:00", "title": secret("public")}]},
                 {"date": "2030-05-07", "start": "09:00", "end": "10:00"}],
        "rooms": [{"id": "hall", "name": secret("public"), "features": [secret(NOBODY)],
                   "unavailable": [{"day": "2030-05-08", "summary": secret("chairs", seen=False)}]}],
        "people": people, "topics": topics, "clusters": [{"id": secret("chairs", seen=False), "topics": ["open", "cut"]}],
        "roles": [{"id": "moderator", "title": "Moderator", "pool": ["bob", absent], "history": {"bob": 3}}],
        "actions": [{"id": secret("members"), "text": secret("members"), "assignee": "ann", "due": "2030-06-01", "done": False, "from": secret("members")}],
    }


def calendar(secret):
    """Ann's: a tentative event on her item, which chairs are told of by its summary, a private one, and one that is busy."""
    def event(start, *lines):
        return "\r\n".join(["BEGIN:VEVENT", f"UID:{secret(NOBODY)}", f"DTSTART;TZID=Europe/Berlin:20300506T{start}", "DURATION:PT10M",
                            f"DESCRIPTION:{secret(NOBODY)}", f"LOCATION:{secret(NOBODY)}", f"URL:https://example.org/{secret(NOBODY)}",
                            f"ATTENDEE;CN={secret(NOBODY)}:mailto:{secret(NOBODY)}@example.org", f"ORGANIZER;CN={secret(NOBODY)}:mailto:{secret(NOBODY)}@example.org",
                            f"CATEGORIES:{secret(NOBODY)}", f"COMMENT:{secret(NOBODY)}", f"X-SECRET:{secret(NOBODY)}", *lines, "END:VEVENT", ""])

    return (f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:{secret(NOBODY)}\r\n"
            + event("091000", "STATUS:TENTATIVE", f"SUMMARY:{secret('chairs')}")
            + event("092000", "STATUS:TENTATIVE", "CLASS:PRIVATE", f"SUMMARY:{secret(NOBODY)}")
            + event("113000", f"SUMMARY:{secret('chairs', seen=False)}") + "END:VCALENDAR\r\n")


def planned(folder):
    """The secrets; an agenda; an earlier one, whose first closed topic is gone from the later."""
    secret = Secrets()
    asked = request(secret)
    write(folder, asked["people"][0]["calendars"][0], calendar(secret))
    earlier = json.loads(json.dumps(asked))
    everything = ("id", "title", "requested_by", "notes", "tags", "contingent", "attachments")
    earlier["topics"].append(closed_topic(secret, "gone", asked["people"][3]["id"], lost=everything, duration=15, priority="must"))
    for name, content in (("earlier", earlier), ("now", asked)):
        more = ("--previous", folder / "earlier.agenda.json") if name == "now" else ()
        expect(run("plan", write(folder, f"{name}.json", content), *more, "-o", folder / f"{name}.agenda.json", "--stamp", f"2030-01-0{1 + len(more) // 2}T00:00:00Z"), 0)
    return secret, folder / "now.agenda.json", folder / "earlier.agenda.json"


def bytes_of(*paths):
    """Everything that stands in files and in their names; folds, wraps and cells of tables can hide nothing."""
    text = "\n".join([path.name for path in paths] + [path.read_text("utf-8") for path in paths]).lower()
    return text + re.sub(r"[\s|│]+", "", text)


def judge(secret, audience, text, about, shown=()):
    leaks = [word for word in secret.private(audience) if word in text]
    assert not leaks, (about, leaks)
    missing = [word for word in shown if word not in text]
    assert not missing, (about, "not there, though it may be seen", missing)


def exported(agenda, folder, audience, *arguments):
    """What one export writes, a file or a folder of them."""
    target = folder / "exported"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    if "--all-people" in arguments:
        arguments = [target if argument == "DIR" else argument for argument in arguments]
    else:
        arguments = [*arguments, "-o", target if "request" in arguments else target / "out"]
    expect(run("export", agenda, "--audience", audience, *arguments), 0)
    return bytes_of(*sorted(path for path in target.rglob("*") if path.is_file()))


@case
def agenda_file(folder):
    secret, agenda, _ = planned(folder)
    judge(secret, "chairs", bytes_of(agenda), "the agenda file", secret.shown("chairs"))


@case
def every_format(folder):
    secret, agenda, earlier = planned(folder)
    titles = {word: least for word, least, _ in secret.made}
    items = [item for day in json.loads(agenda.read_text("utf-8"))["days"] for block in day["blocks"] for item in block["items"]]
    for audience in AUDIENCES:
        placed = [word for item in items for word in titles if word == item["title"] and word not in secret.private(audience)]
        assert len(placed) == (1 if audience == "public" else 3), placed
        for name in FORMATS:
            for more in ((), ("--previous", earlier), ("--timezone", "Asia/Tokyo"), ("--local-times",), ("--all-people", "DIR"), ("--for", "ann")):
                whole = secret.shown(audience) if name == "json" and more == () else placed if len(more) < 2 or more[0] in ("--previous", "--timezone") else ()
                judge(secret, audience, exported(agenda, folder, audience, "--format", name, *more), (audience, name, more), whole)


@case
def every_calendar(folder):
    secret, agenda, earlier = planned(folder)
    hidden = json.loads(agenda.read_text("utf-8"))["people"]
    for audience in AUDIENCES:
        olds = [("--previous", earlier)]
        for whose in AUDIENCES:
            expect(run("export", earlier, "--audience", whose, "-o", folder / f"{whose}.ics", "--breaks"), 0)
            olds.append(("--previous", folder / f"{whose}.ics"))
        for old in [(), *olds]:
            for more in ((), ("--method", "publish"), ("--method", "request"), ("--final", "--breaks", "--alarm", "10m"), ("--all-people", "DIR"),
                         ("--all-people", "DIR", "--method", "request")):
                if "--all-people" in more and old and old[1].suffix == ".ics":
                    continue  # refused
                text = exported(agenda, folder, audience, "--format", "ics", *old, *more)
                judge(secret, audience, text, (audience, old, more), [secret.shown("public")[0]] if more == () else ())
                if old and more == ():
                    assert "status:cancelled" in text, "the topic that is gone is not told of"
        for one in hidden:
            judge(secret, audience, exported(agenda, folder, audience, "--format", "ics", "--for", one) if is_seen(agenda, audience, one) else "", (audience, one))
    for audience in AUDIENCES[1:]:
        judge(secret, audience, exported(agenda, folder, audience, "--format", "ics", "--actions"), (audience, "to-dos"))
    expect(run("export", agenda, "--format", "ics", "--actions"), 6, err="no action items")


def is_seen(agenda, audience, one):
    """Has the person items that this audience sees, so that there is a calendar to write?"""
    seen = json.loads(run("export", agenda, "--format", "json", "--audience", audience, "--for", one).out)
    return any(block["items"] for day in seen["days"] for block in day["blocks"])


@case
def plan_writes_for_the_public(folder):
    secret = planned(folder)[0]
    expect(run("plan", folder / "now.json", "-o", folder / "a.json", "--ics", folder / "a.ics"), 0)
    judge(secret, "public", bytes_of(folder / "a.ics"), "plan --ics", secret.shown("public")[:1])
    for name in FORMATS:
        done = expect(run("plan", folder / "now.json", "--format", name, "--audience", "public"), 0)
        judge(secret, "public", bytes_of(write(folder, "printed", done.out)), name)


main()
