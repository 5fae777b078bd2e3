# SPDX-License-Identifier: LGPL-2.1-or-later
"""From tables to a request: every option of `import`, what it tells, and agenda pages read back."""
import json
import resource

from harness import EXAMPLES, case, expect, main, run, small_request, write

MARKDOWN = """# Requests

| Topic | Requested by | Time required | Notes |
| --- | --- | --- | --- |
| The engine ([slides](https://example.org/s)) | Ada Lovelace | 30 mins | Prefer Monday after lunch. Lunch was good. |
| ~~Withdrawn~~ | Bob Kahn | 30m | |
| Packets | @bkahn | 45 minutes? | Closed-session please |
| Nobody knows | Bob Khan | | |

Closing words (10m, Ada Lovelace)
"""
BASE = {"plenary": 1, "title": "Small", "timezone": "Europe/Berlin", "x-mine": "kept",
        "days": [{"date": "2030-05-06", "start": "09:00", "end": "17:00", "breaks": [{"start": "12:00", "end": "13:00", "title": "Lunch"}]}],
        "people": [{"id": "ada", "name": "Ada Lovelace"}, {"id": "bob", "name": "Bob Kahn"}]}


def imported(folder, content, *arguments, name="table.md", base=BASE, code=0):
    """The request and the run."""
    options = ["--base", write(folder, "base.json", base)] if base else []
    done = expect(run("import", write(folder, name, content), *options, *arguments), code)
    return json.loads(done.out) if done.out else None, done


def topics(request):
    return {topic["title"]: topic for topic in request["topics"]}


@case
def markdown_with_a_base(folder):
    request, done = imported(folder, MARKDOWN)
    assert [t["title"] for t in request["topics"]] == ["The engine", "Packets", "Nobody knows", "Closing words"]
    assert request["x-mine"] == "kept" and request["days"] == BASE["days"] and request["people"] == BASE["people"]
    engine = topics(request)["The engine"]
    assert engine["prefer"] == [{"from": "13:00"}] or engine["prefer"] == [{"day": "2030-05-06", "from": "13:00"}], engine
    assert engine["attachments"] == [{"title": "slides", "uri": "https://example.org/s"}]
    assert engine["notes"] == "Prefer Monday after lunch. Lunch was good."
    assert engine["x-source"] == {"file": str(folder / "table.md"), "line": 5}
    assert topics(request)["Packets"]["closed"] is True and topics(request)["Packets"]["duration"] == "45 minutes?"
    assert topics(request)["Nobody knows"]["duration"] == "" and topics(request)["Nobody knows"]["requested_by"] == "bob"
    assert topics(request)["Closing words"]["presenters"] == ["ada"]
    expect(run("plan", "-", stdin=json.dumps(request).encode()), 0, out=["The engine", "Closing words"])


@case
def table_on_standard_error(folder):
    _, done = imported(folder, MARKDOWN)
    rows = done.err.splitlines()
    assert rows[0].split() == ["5", "The", "engine", "30", "mins", "Ada", "Lovelace"], rows[0]
    for text in ("prefer", "<- Prefer Monday after lunch.", "Withdrawn", "withdrawn: struck through, not imported", "? 7     Packets",
                 "closed true  <- Closed-session please", "? default", "no length is given", '"Bob Khan" is read as Bob Kahn', "table.md:8:"):
        assert text in done.err, (text, done.err)
    assert "Lunch was good" not in [row for row in rows if "prefer" in row][0]


@case
def without_a_base(folder):
    request, done = imported(folder, MARKDOWN, base=None)
    assert request["plenary"] == 1 and len(request["topics"]) == 4 and "days" not in request
    for key in ("title", "timezone", "days"):
        assert f'the request still lacks "{key}"' in done.err, done.err
    assert [p["name"] for p in request["people"]][0] == "Ada Lovelace"


@case
def every_notation(folder):
    texts = {
        "t.md": "| Title | Speaker | Length |\n|---|---|---|\n| A | Ada Lovelace | 30m |\n",
        "t.csv": "\ufeffTitle;Speaker;Length\n\"A\";\"Ada Lovelace\";30m\n",
        "t.tsv": "Title\tSpeaker\tLength\nA\tAda Lovelace\t30m\n",
        "t.html": "<table><tr><th>Title<th>Speaker<th>Length<tr><td>A<td>Ada Lovelace<td>30m</table>",
        "t.issue": "### Title\n\nA\n\n### Speaker\n\nAda Lovelace\n\n### Length\n\n30m\n",
    }
    notations = {"t.md": "markdown", "t.csv": "csv", "t.tsv": "tsv", "t.html": "html", "t.issue": "issue"}
    for name, text in texts.items():
        for arguments, path in (((), name), (("--from", notations[name]), "any")):
            request, _ = imported(folder, text, *arguments, name=path)
            topic = request["topics"][0]
            assert (topic["title"], topic["duration"], topic["presenters"]) == ("A", "30m", ["ada"]), (name, topic)
    expect(run("import", folder / "any", "--from", "xlsx"), 2, err="xlsx")


@case
def several_files_and_standard_input(folder):
    first = write(folder, "a.csv", "Topic,Duration\nA,30m\n")
    second = write(folder, "b.md", "| Topic | Duration |\n|---|---|\n| A | 30m |\n")
    done = expect(run("import", first, second, "-", stdin=b"Topic\tDuration\nC\t1h\n"), 0)
    request = json.loads(done.out)
    assert [t["id"] for t in request["topics"]] == ["a", "a-2", "c"]
    assert [t["x-source"]["file"] for t in request["topics"]] == [str(first), str(second), "<stdin>"]
    expect(run("import", "-", "--from", "csv", stdin=b"nothing here"), 2, err=["<stdin>", "nothing here looks like a table"])


@case
def headers_by_map(folder):
    text = "What,How much,Whence\nA,30m,here\n"
    _, done = imported(folder, text, name="t.csv", code=2)
    assert "--map" in done.err
    request, _ = imported(folder, text, "--map", "What=topic", "--map", "how MUCH=duration", name="t.csv")
    assert request["topics"][0]["duration"] == "30m" and request["topics"][0]["notes"] == "Whence: here"
    for wrong in ("What", "What=nonsense", "=topic"):
        _, done = imported(folder, text, "--map", wrong, name="t.csv", code=2)
        assert "maps no header to a column" in done.err, done.err


@case
def tables_as_people_type_them(folder):
    request, done = imported(folder, "Intro\n\n| **Topic** | Champion(s) | Time | Note |\n|-|:-:|--:|-|\n| A `x` | Ada | 1 hour | |\n| B | Bob | TBD | Tuesday 12:00 |\n\n"
                                     "| Shopping | Price |\n|---|---|\n| Coffee | 3 |\n")
    assert [(t["title"], t["duration"], t["x-source"]["line"]) for t in request["topics"]] == [("A x", "1 hour", 5), ("B", "", 6)], request["topics"]
    assert "table.md:8:1: warning[PLN0601]: a table is left out" in done.err, done.err
    assert "not understood, kept as it stands: Tuesday 12:00" in done.err, done.err
    request, done = imported(folder, "<table><tr><th>#<th>Topic<th>Who must attend?<th>Length<tr><td>1<td>A<td>Bob Kahn<td>30m<tr><td colspan=4>Add rows above</table>"
                                     "<p>Scheduling constraints:</p><ul><li>Bob Kahn: away on Monday</li></ul>", name="t.html")
    assert [(t["title"], t["required"], "notes" in t) for t in request["topics"]] == [("A", ["bob"], False)], request["topics"]
    assert "a line across the whole table is left out" in done.err
    assert [p.get("unavailable") for p in request["people"]] == [None, [{"day": "2030-05-06"}]]


@case
def strict(folder):
    output = folder / "request.json"
    _, done = imported(folder, MARKDOWN, "--strict", "-o", output, code=2)
    assert "error[PLN0604]" in done.err and "? 7     Packets" in done.err and not output.exists()
    _, done = imported(folder, "| Topic | Presenter | Duration |\n|---|---|---|\n| A | Ada Lovelace | 30m |\n", "--strict", "-o", output)
    assert output.exists() and "error" not in done.err


@case
def output_replaced_whole_or_not_at_all(folder):
    output = write(folder, "request.json", "old")
    imported(folder, "# no table\n", "-o", output, code=2)
    assert output.read_text() == "old"
    table, base = write(folder, "t.csv", "Topic,Duration,Notes\nA,30m," + "n" * 100000 + "\n"), write(folder, "base.json", BASE)
    done = run("import", table, "--base", base, "-o", output, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000)))
    expect(done, 6, err="File too large")
    assert output.read_text() == "old"
    expect(run("import", table, "--base", base, "-o", output), 0)
    assert json.loads(output.read_text())["topics"][0]["title"] == "A"
    assert sorted(p.name for p in folder.iterdir()) == ["base.json", "request.json", "t.csv", "table.md"]
    expect(run("import", table, "-o", folder / "none" / "x.json"), 6, err="No such file")


@case
def bad_bases(folder):
    table = write(folder, "t.csv", "Topic,Duration\nA,30m\n")
    for text, message in (("{", "base.json:1:"), ("[]", "not a JSON object"), ('{"a": 1, "a": 2}', "base.json:1:")):
        expect(run("import", table, "--base", write(folder, "base.json", text)), 2, err=message)
    expect(run("import", table, "--base", folder / "none.json"), 2, err="none.json")
    expect(run("import"), 2)


@case
def topics_are_added_to_those_of_the_base(folder):
    request, _ = imported(folder, "| Topic | Duration |\n|---|---|\n| A | 30m |\n| B | 30m |\n", base=small_request(topics=[{"id": "a", "title": "First"}]))
    assert [t["id"] for t in request["topics"]] == ["a", "a-2", "b"]


@case
def action_items(folder):
    request, _ = imported(folder, "| Description | Due date | Assignee | Task appears on |\n|---|---|---|---|\n"
                                  "| Ada Lovelace writes it up 15 May 2030 | 15 May 2030 | Ada Lovelace | Minutes |\n")
    assert request["actions"] == [{"id": "a1", "text": "Writes it up", "assignee": "ada", "due": "2030-05-15", "from": "Minutes"}], request["actions"]


@case
def agenda_page(folder):
    request = small_request(topics=[{"id": "engine", "title": "The engine", "presenters": ["ada"], "duration": 30},
                                    {"id": "packets", "title": "Packets", "presenters": ["bob"], "duration": 60}])
    path, agenda, page, back = write(folder, "m.json", request), folder / "a.json", folder / "page.md", folder / "back.json"
    expect(run("plan", path, "-o", agenda), 0)
    page.write_text(expect(run("export", agenda, "--format", "markdown", "--audience", "chairs"), 0).out, "utf-8")
    expect(run("import", page, "--agenda", path, "-o", back), 0)
    planned, read = json.loads(agenda.read_text("utf-8")), json.loads(back.read_text("utf-8"))
    assert (read["status"], read["score"]["bound"]) == ("feasible", 0)
    assert read["days"] == planned["days"] and read["score"]["cost"] == planned["score"]["cost"]
    expect(run("check", path, back), 0)


@case
def agenda_page_typed_by_hand(folder):
    request = small_request(days=[{"date": "2030-05-06", "start": "09:00", "end": "14:00"}],
                            topics=[{"id": "engine", "title": "The engine", "presenters": ["ada"], "duration": 30},
                                    {"id": "other", "title": "Other", "presenters": ["ada"], "duration": 30},
                                    {"id": "left", "title": "Left", "priority": "must"}])
    path = write(folder, "m.json", request)
    page = write(folder, "page.md", "## Monday\n\n| Time | Topic | Coordinator |\n|---|---|---|\n| 12:30 | The engin | Ada |\n| 1:00 | Other | |\n| 1:30 | Close | |\n")
    done = expect(run("import", page, "--agenda", path), 0, err='"The engin" is read as "The engine"')
    times = {item["id"]: item["start"][11:16] for day in json.loads(done.out)["days"] for block in day["blocks"] for item in block["items"]}
    assert times == {"engine": "12:30", "other": "13:00"}, times
    expect(run("check", path, "-", stdin=done.out.encode()), 1, out="must")
    expect(run("import", page, "--agenda", path, "--strict"), 2)
    expect(run("import", write(folder, "empty.md", "# nothing\n"), "--agenda", path), 2, err="nothing here looks like an agenda")
    expect(run("import", page, "--agenda", folder / "none.json"), 2, err="none.json")


@case
def pages_of_the_examples(folder):
    for name in ("dmlt-2022-10", "dmlt-2020-11"):
        base = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
        del base["topics"]
        done = expect(run("import", EXAMPLES / f"{name}-requests.tsv", "--base", write(folder, "base.json", base)), 0)
        expect(run("plan", "-", "--format", "markdown", stdin=done.out.encode()), 0, out="| Topic |")


main()
