# SPDX-License-Identifier: LGPL-2.1-or-later
"""Invitations: one message an item, and after a change only what is new."""
from harness import case, expect, main, run, small_request, write

TOPICS = [{"id": name, "title": name.title(), "presenters": ["ada"], "duration": 30} for name in ("one", "two", "three")]
PEOPLE = [{"id": "ada", "name": "Ada Lovelace", "email": "ada@example.org"}, {"id": "bob", "name": "Bob Kahn", "email": "bob@example.org"}]


def planned(folder, name="a", previous=None, **changes):
    request = small_request(topics=TOPICS, people=PEOPLE, roles=[], organizer="bob", id="m")
    request.update(changes)
    more = ("--previous", folder / f"{previous}.json", "--stamp", "2030-01-02T00:00:00Z") if previous else ("--stamp", "2030-01-01T00:00:00Z")
    expect(run("plan", write(folder, f"{name}.request.json", request), *more, "-o", folder / f"{name}.json"), 0)
    return folder / f"{name}.json"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def invite(agenda, *arguments, **expected):
    return expect(run("export", agenda, "--method", "request", "--audience", "chairs", *arguments), 0, **expected)


@case
def a_file_each(folder):
    agenda = planned(folder)
    invite(agenda, "-o", f"{folder}/new/", err="3 invitations\n")
    assert names(folder / "new") == ["one.ics", "three.ics", "two.ics"]
    for path in (folder / "new").iterdir():
        text = path.read_bytes().decode("utf-8").replace("\r\n ", "")
        assert text.count("\r\nBEGIN:VEVENT\r\n") == 1 and "\r\nMETHOD:REQUEST\r\n" in text, text
        assert "\r\nORGANIZER;CN=Bob Kahn:mailto:bob@example.org\r\n" in text and ":mailto:ada@example.org\r\n" in text, text
    (folder / "there").mkdir()
    invite(agenda, "-o", folder / "there", "--format", "ics")
    assert names(folder / "there") == names(folder / "new")
    invite(agenda, "--all-people", folder / "people")
    assert names(folder / "people") == ["ada"] and names(folder / "people/ada") == names(folder / "new")


@case
def only_what_is_new(folder):
    before = planned(folder)
    topics = [{**TOPICS[0], "fixed": {"start": "2030-05-06T11:30"}}, TOPICS[1]]
    after = planned(folder, "b", previous="a", topics=topics, days=[{"date": "2030-05-06", "start": "09:00", "end": "12:00"}])
    invite(after, "--previous", before, "-o", f"{folder}/news/", err="1 cancellation")
    news = names(folder / "news")
    assert "one.ics" in news and [name for name in news if name.startswith("cancelled-")], news
    cancelled = next(path for path in (folder / "news").iterdir() if path.name.startswith("cancelled-")).read_text("utf-8")
    assert "METHOD:CANCEL" in cancelled and "STATUS:CANCELLED" in cancelled and "mailto:ada@example.org" in cancelled.replace("\n ", ""), cancelled
    invite(after, "--previous", after, "-o", f"{folder}/none/", err="0 invitations")
    assert names(folder / "none") == []


@case
def everybody_needs_the_agenda_before(folder):
    """One calendar of everybody says nothing of what each had: the items of others would be cancelled in all files."""
    before = planned(folder)
    expect(run("export", before, "-o", folder / "sent.ics"), 0)
    expect(run("export", before, "--all-people", folder / "people", "--previous", folder / "sent.ics"), 2, err="sent.ics, which is one calendar")
    expect(run("export", before, "--all-people", folder / "people", "--previous", before), 0)
    assert "CANCELLED" not in (folder / "people/ada.ics").read_text("utf-8")


@case
def a_single_file_is_told_of(folder):
    agenda = planned(folder)
    invite(agenda, "-o", folder / "all.ics", err="give a folder")
    assert (folder / "all.ics").read_text("utf-8").count("BEGIN:VEVENT") == 3
    one = planned(folder, "one", topics=TOPICS[:1])
    assert "folder" not in invite(one, "-o", folder / "one.ics").err


@case
def addresses(folder):
    agenda = planned(folder)
    done = expect(run("export", agenda, "--method", "request", "-o", f"{folder}/public/"), 0, err="--audience chairs")
    assert "example.org" not in "".join(path.read_text("utf-8") for path in (folder / "public").iterdir()), done
    done = invite(planned(folder, "b", people=[{"id": "ada", "name": "Ada"}, {"id": "bob", "name": "Bob"}]), "-o", f"{folder}/b/", err="not everybody")
    assert done.out == "", done


@case
def plan_invites(folder):
    planned(folder)
    expect(run("plan", folder / "a.request.json", "--ics", f"{folder}/new/", "--method", "request", "--audience", "chairs"), 0, err="3 invitations")
    assert names(folder / "new") == ["one.ics", "three.ics", "two.ics"]
    expect(run("plan", folder / "a.request.json", "--ics", f"{folder}/new", "--method", "publish"), 6, err="Is a directory")


main()
