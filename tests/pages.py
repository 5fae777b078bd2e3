#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Takes pages that others wrote from import to a planned agenda: pages.py PLENARY SHARED

Each page of SHARED/data/tables/tc39 is imported with a base made of its own dates (tests/unit/wish-readings.tsv has them),
planned and judged; every row of expected.json that is not struck must be there with its line, length, presenters and
title. Then conferences of many rooms go to a Markdown page and back: the same agenda. Prints TAP lines and the share of rows
that are right.
"""
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOBODY = {"", "tbd", "tba", "kaist research group & tc39 editor group"}


def fold(text):
    plain = unicodedata.normalize("NFKD", text)
    return " ".join(re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).casefold().split())


def bases():
    for line in (HERE / "unit/wish-readings.tsv").read_text("utf-8").splitlines():
        fields = line.split("\t")
        if fields[0] != "page":
            continue
        days = [dict(zip(("date", "start", "end"), d.split(" "))) for d in fields[3:]]
        for day in days:
            day["breaks"] = [{"start": "12:00", "end": "13:00", "title": "Lunch"}]
        yield fields[1], {"plenary": 1, "title": fields[1], "timezone": fields[2], "days": days}


def without_brackets(text):
    while True:
        shorter = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", text)
        if shorter == text:
            return fold(text)
        text = shorter


def same_length(topic, timebox):
    """The length as written, or what was made of it with a mark that it is a guess."""
    said = topic["duration"]
    if said == timebox or (said == "" and timebox.strip() in ("", "-")):
        return True
    return "?" in said and set(re.findall(r"\d+", timebox)) >= set(re.findall(r"\d+", said)) - {"0"}


def same_people(topic, presenter, names):
    listed = topic.get("presenters", [topic["requested_by"]] if "requested_by" in topic else [])
    said = fold(presenter)
    if not listed:
        return fold(presenter) in {fold(n) for n in NOBODY}
    return all(fold(names[p]) in said for p in listed)


def right(topic, row, names):
    title, wanted = fold(topic["title"]), fold(row["topic"])
    return (title == wanted or without_brackets(topic["title"]) == without_brackets(row["topic"])) \
        and same_length(topic, row["timebox"]) and same_people(topic, row["presenter"], names)


def placed(path):
    agenda = json.loads(path.read_text("utf-8"))
    blocks = [b for d in agenda["days"] for b in d["blocks"]]
    return (sorted((i["id"], i["start"], i["end"], i["room"]) for b in blocks for i in b["items"]),
            sorted((b["start"], b["room"], role, who or "") for b in blocks for role, who in b["roles"].items()))


def check_pages_read_back(plenary, shared, folder):
    """Real conferences, planned, exported as Markdown for the chairs and imported again."""
    n_items = 0
    for name in ("pyconuk/pyconuk-2016", "ietf/ietf83", "frab/31c3", "fosdem/fosdem-2012", "optaplanner-meeting/50meetings-160timegrains-5rooms"):
        request = shared / f"bench/requests/{name}.json"
        planned, page, again = folder / "planned.json", folder / "page.md", folder / "again.json"
        steps = ([plenary, "plan", request, "--time-limit", "1s", "-o", planned],
                 [plenary, "export", planned, "--audience", "chairs", "-o", page],
                 [plenary, "import", page, "--agenda", request, "-o", again])
        codes = [subprocess.run(s, capture_output=True).returncode for s in steps]
        same = codes == [0, 0, 0] and placed(planned) == placed(again)
        n_items += len(placed(planned)[0]) if same else 0
        print(f"{'ok' if same else 'not ok'} {name}: the page read back is the agenda again")
    print(f"# {n_items} items went to a page and back")


def main():
    plenary, shared = sys.argv[1], Path(sys.argv[2])
    pages = shared / "data/tables/tc39"
    expected = json.loads((pages / "expected.json").read_text("utf-8"))
    n_rows = n_right = n_pages = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, base in bases():
            files = {k: f"{folder}/{k}.json" for k in ("base", "request", "agenda")}
            Path(files["base"]).write_text(json.dumps(base), "utf-8")
            steps = ([plenary, "import", str(pages / name), "--base", files["base"], "-o", files["request"]],
                     [plenary, "plan", files["request"], "--time-limit", "1s", "-o", files["agenda"]],
                     [plenary, "check", files["request"], files["agenda"]])
            codes = [subprocess.run(s, capture_output=True).returncode for s in steps]
            print(f"{'ok' if codes == [0, 0, 0] else 'not ok'} {name}: import, plan and check exit with {codes}")
            if codes[0]:
                continue
            n_pages += 1
            request = json.loads(Path(files["request"]).read_text("utf-8"))
            names = {p["id"]: p["name"] for p in request["people"]}
            topics = {t["x-source"]["line"]: t for t in request["topics"]}
            for row in expected[name]:
                if row.get("struck"):
                    continue
                n_rows += 1
                if row["line"] in topics and right(topics[row["line"]], row, names):
                    n_right += 1
                else:
                    print(f"# {name}:{row['line']} is not as expected: {topics.get(row['line'], {}).get('title')}")
        check_pages_read_back(plenary, shared, Path(folder))
    print(f"# {n_right} of {n_rows} rows are right on {n_pages} pages")
    enough = n_rows > 600 and n_right >= 0.995 * n_rows
    print(f"{'ok' if enough else 'not ok'} at least 99.5 % of the rows are right")


if __name__ == "__main__":
    main()
