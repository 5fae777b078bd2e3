#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What goes into an agenda as text comes out as that text, in a real parser of every format: writers.py PLENARY SHARED

An agenda whose texts are harmless words is written in every format and parsed; then one of the same shape whose texts are
hostile. What the parser sees must be the same, word for text: no element, row, cell, property or key more or less. HTML is
read by html5lib (strictly) and judged by tidy, Markdown by cmark-gfm with the extensions of GitHub, CSV, calendars and JSON
by csv, vobject and json. Then: links, the weight of a page, real agendas. Prints TAP lines. PLENARY_ROUNDS: how many agendas.
"""
import base64
import csv
import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import html5lib
import vobject

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = int(os.environ.get("PLENARY_ROUNDS", "25"))
MOST_BYTES = 150_000

PIECES = [
    "|", "||", "| a | b |", "\\|", "\\", "\\\\", "`", "```", "``x``", "*", "**bold**", "_", "__", "~~gone~~", "~", "#", "# head", "1. ", "1)", "- ",
    "+ ", "* ", "> ", "---", "===", ":-:", "[x](javascript:alert(1))", "![i](http://evil.example/i.png)", "[x]", "[x]: /url", "[^1]", "$x$", "^", "<",
    ">", "&", "&amp;", "&#x41;", "&lt", "<script>alert(1)</script>", "</script>", "</td></tr></table>", "<!--", "-->", "--!>", "]]>",
    "<![CDATA[", "<b", "<img src=x onerror=alert(1)>", "<http://evil.example>", "http://evil.example/", "https://evil.example", "www.evil.example",
    "a@b.example", "mailto:a@b.example", "\"", "'", "\" onclick=\"x", "' x='", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "+1", "%0A",
    ";", ",", ":", "\n", "\r\n", "\r", "\t", "\u2028", "\u0085", "\v", "\u202e", "\u2066", "\u200f", "\x1b[31m", "\x1b]0;x\x07", "\x01", "\x7f",
    "\x9b", "\u200b", "\ufeff", "\u00a0", "\ufffd", "👩‍👩‍👧‍👦", "e\u0301\u0302", "你好", "مرحبا", "BEGIN:VEVENT", "END:VCALENDAR", "\\n", "\\,", "\\;", "{{x}}",
    "${x}", "x" * 3000, "word " * 50, "0", "1", "  ",
]
ENDS = "\n\r\v\f\u0085\u2028\u2029"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
URIS = ["https://example.org/a?b=1&c=(2)#d", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "//evil.example/x", "http://x/ \"y",
        "mailto:a@example.org", "JaVaScRiPt:alert(2)", "https://example.org/<b>", "vbscript:x", "file:///etc/passwd"]

n_failed = 0


def tell(good, name, more=""):
    global n_failed
    n_failed += not good
    print(f"{'ok' if good else 'not ok'} {name}" + (f"\n# {str(more)[:1500]!r}" if more and not good else ""), flush=True)


# -- Agendas -----------------------------------------------------------------------------------------


def item(text, k, start, end, room):
    return {"id": f"t{k}", "topic": f"t{k}", "title": text(f"title{k}"), "start": start, "end": end, "room": room, "presenters": ["p0", "p1"],
            "required": ["p2"], "optional": [], "requested_by": ["p1", text(f"requester{k}")], "merged": [text(f"merged{k}a"), text(f"merged{k}b")],
            "asked": 90, "estimate": k % 2 == 0, "closed": k == 3, "contingent": text(f"contingent{k}"),
            "round": [{"person": "p0", "start": start}] if k == 2 else [],
            "attachments": [{"title": text(f"link{k}"), "uri": URIS[k]}, {"uri": URIS[k + 4]}], "notes": text(f"notes{k}"),
            "tags": [text(f"tag{k % 2}")]}


def agenda(text):
    """An agenda with every key, whose texts are what `text` says for their names."""
    def day(k):
        date = f"2030-05-{6 + k:02}"
        times = [f"{date}T{h}:00+02:00" for h in ("09:00", "10:00", "11:00", "12:00", "13:00")]
        times = [t.replace(":00:00+", ":00+") for t in times]
        blocks = [{"start": times[0], "end": times[1], "room": room, "roles": {"moderator": "p0", "scribe": None},
                   "items": [item(text, 2 * k + r, times[0], times[1], room)]} for r, room in enumerate(("r0", "r1"))]
        return {"date": date, "start": times[0], "end": times[3], "breaks": [{"start": times[1], "end": times[2], "title": text(f"break{k}")}],
                "blocks": blocks}
    return {"plenary": 1, "kind": "agenda", "id": "hostile", "title": text("title"), "timezone": "Europe/Berlin", "granularity": 5, "revision": 0,
            "stamp": "2030-01-01T00:00:00Z", "status": "feasible", "score": {"cost": 3, "bound": 1, "terms": []}, "location": text("location"),
            "conference": "https://example.org/call", "organizer": "p0", "notes": text("notes"), "days": [day(0), day(1)],
            "unplaced": [{"topic": "u", "title": text("unplaced"), "priority": "low", "asked": 30, "requested_by": [text("asker")], "why": text("why")}],
            "warnings": [{"kind": "avoid", "item": "t0", "person": "p0", "text": text("warning")}],
            "rooms": [{"id": "r0", "name": text("room0")}, {"id": "r1", "name": text("room1")}],
            "roles": [{"id": "moderator", "title": text("role0")}, {"id": "scribe", "title": text("role1")}],
            "actions": [{"id": "a", "text": text("action"), "assignee": text("assignee"), "due": text("due"), "from": text("from"), "done": True}],
            "people": {f"p{k}": {"name": text(f"name{k}")} for k in range(3)}}


def word(name):
    return f"Qz{name}zQ"


WORD = re.compile(r"Qz([a-z]+\d*[ab]?)zQ")


def hostile_texts(seed):
    """Name -> text; no two are alike, none is blank at its ends, where some formats trim."""
    dice, texts = random.Random(seed), {}

    def text(name):
        if name not in texts:
            inner = "".join(dice.choice(PIECES) for _ in range(dice.randint(0, 5)))
            begin, end = dice.choice(PIECES).strip() or "x", dice.choice(PIECES).strip() or "x"
            texts[name] = f"{begin}{inner}{len(texts)}{end}"
            if name == "notes":  # of the meeting: its lines are paragraphs
                texts[name] = texts[name].replace("\n", " ")
        return texts[name]
    agenda(text)
    return texts


# -- What a text looks like in a format --------------------------------------------------------------


def visible(text):
    """Line ends that follow one another are one space, a tab one; control and bidi characters are shown."""
    text = re.sub(f"[{ENDS}]+", " ", text).replace("\t", " ")
    return "".join(f"\\u{{{ord(c):X}}}" if c < " " or "\x7f" <= c < "\xa0" or c in BIDI else c for c in text)


def plain(text):
    """Of a calendar: control characters are gone, line ends are line ends; bidi characters are shown."""
    text = re.sub("[\r\u0085\u2028\u2029]", "\n", text.replace("\r\n", "\n"))
    kept = (c for c in text if c in "\n\t" or not (c < " " or "\x7f" <= c < "\xa0"))
    return "".join(f"\\u{{{ord(c):X}}}" if c in BIDI else c for c in kept)


def loosely(text):
    """White space apart: a line end is a space in one format and a line end in another."""
    return " ".join(re.sub(r"[ \t\n]+", " ", text).strip(" ").split(" "))


def expected(parsed, texts, seen_as):
    """What a parser found in the harmless agenda, with every word replaced by the text that stands for it."""
    return [loosely(WORD.sub(lambda m: seen_as(texts[m[1]]), s)) for s in parsed]


# -- Parsers: what they see, as a list of texts -------------------------------------------------------


def read_html(page, strict=True):
    """Tags with their attributes, texts, in order; a strict reader stops at the first fault."""
    parser = html5lib.HTMLParser(strict=strict, tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    seen = []

    def walk(node):
        if not isinstance(node.tag, str):
            seen.append(f"<!{node.text}")
            return
        seen.append(f"<{node.tag}")
        for name, value in sorted(node.attrib.items()):
            seen.extend([f"@{name}", value])
        seen.append(node.text or "")
        for child in node:
            walk(child)
            seen.append(child.tail or "")
        seen.append(f"</{node.tag}")
    walk(parser.parse(page))
    return seen


def without_addresses(seen):
    """GitHub makes a link of every mail address, however it is escaped: the text is what it was."""
    out, k = [], 0
    while k < len(seen):
        if seen[k:k + 2] == ["<a", "@href"] and "@" in seen[k + 3] and seen[k + 2] in (seen[k + 3], f"mailto:{seen[k + 3]}") and seen[k + 4] == "</a":
            out[-1] += seen[k + 3] + seen[k + 5]
            k += 6
        else:
            out.append(seen[k])
            k += 1
    return out


def read_markdown(page):
    html = subprocess.run(["cmark-gfm", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tagfilter", "--unsafe"], input=page,
                          capture_output=True, text=True, check=True).stdout
    return read_html(html, strict=False)


def read_markdown_texts(page):
    return without_addresses(read_markdown(page))


def read_csv(sheet):
    return [json.dumps(len(row)) if cell is None else cell for row in csv.reader(io.StringIO(sheet, newline=""), strict=True) for cell in [None, *row]]


def read_ics(calendar):
    seen = []

    def walk(component):
        seen.append(f"BEGIN {component.name}")
        for child in component.getChildren():
            if hasattr(child, "getChildren") and isinstance(child, vobject.base.Component):
                walk(child)
            else:
                value = child.value if isinstance(child.value, (str, list)) else str(child.value)
                seen.append(f"{child.name} {sorted(child.params)}")
                seen.extend(value if isinstance(value, list) else [value])
        seen.append("END")
    walk(vobject.readOne(calendar))
    return seen


def read_json(text):
    seen = []

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                seen.append(f"key {key}")
                walk(inner)
        elif isinstance(value, list):
            seen.append(f"list {len(value)}")
            for inner in value:
                walk(inner)
        else:
            seen.append(value if isinstance(value, str) else json.dumps(value))
    walk(json.loads(text))
    return seen


FORMATS = {"html": (read_html, visible), "markdown": (read_markdown_texts, visible), "csv": (read_csv, visible), "ics": (read_ics, plain),
           "json": (read_json, lambda text: text)}


class Writer:
    def __init__(self, plenary, folder):
        self.plenary, self.folder = plenary, folder

    def write(self, text, form, audience="chairs", *more):
        path = self.folder / "agenda.json"
        path.write_text(json.dumps(text if isinstance(text, dict) else agenda(text), ensure_ascii=False), "utf-8")
        done = subprocess.run([self.plenary, "export", path, "--format", form, "--audience", audience, *more], capture_output=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        assert done.returncode == 0, done.stderr
        return done.stdout.decode("utf-8")


# -- Properties --------------------------------------------------------------------------------------


def first_difference(want, got):
    for k in range(max(len(want), len(got))):
        if want[k:k + 1] != got[k:k + 1]:
            return f"{k}: wanted {want[k - 1:k + 2]}, got {got[k - 1:k + 2]}"
    return ""


FORMULA = tuple("=+-@|%")


def check_formats(writer):
    for form, (read, seen_as) in FORMATS.items():
        words, faults = read(writer.write(word, form)), []
        for seed in range(ROUNDS):
            texts = hostile_texts(seed)
            try:
                page = writer.write(texts.__getitem__, form)
                got = [loosely(t) for t in read(page)]
            except Exception as fault:
                faults.append(f"seed {seed}: {type(fault).__name__} {fault}")
                continue
            want = expected(words, texts, seen_as)
            if form == "csv":  # what a spreadsheet would take for a formula stands behind an apostrophe
                want = [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in want]
            if want != got:
                faults.append(f"seed {seed}, {first_difference(want, got)}")
        tell(not faults, f"{form}: {ROUNDS} hostile agendas are seen as their texts", faults[:1])


def check_terminal(writer):
    faults = []
    for seed in range(ROUNDS):
        page = writer.write(hostile_texts(seed).__getitem__, "text")
        bad = [c for c in page if (c < " " and c != "\n") or "\x7f" <= c < "\xa0" or c in BIDI]
        faults += [f"seed {seed}: {bad[:5]}"] if bad else []
    tell(not faults, f"text: {ROUNDS} hostile agendas do nothing to a terminal", faults[:1])


def check_links(writer):
    """Only http, https and mailto, or a place on the page; nothing that runs but the one script that the policy knows."""
    for form, read in (("html", read_html), ("markdown", read_markdown)):
        seen = read(writer.write(hostile_texts(7).__getitem__, form))
        targets = {seen[k + 1] for k, s in enumerate(seen) if s in ("@href", "@src", "@action")}
        other = [t for t in targets if not re.match(r"(https?://|mailto:|#)", t)]
        acting = set(seen) & {"<img", "<iframe", "<object", "<embed", "<base", "<link", "<svg"}
        running = [s for s in seen if s == "<script" or re.match("@on", s)]
        tell("https://example.org/a?b=1&c=(2)#d" in targets and "mailto:a@example.org" in targets and not other and not acting
             and len(running) == (form == "html"),
             f"{form}: only http, https and mailto links, and nothing that acts", (other, acting, running))


def check_policy(writer):
    """Nothing may run or be fetched but the one script, by its hash."""
    seen = read_html(writer.write(hostile_texts(7).__getitem__, "html"))
    policy = next(s for s in seen if s.startswith("default-src "))
    script = seen[seen.index("<script") + 1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    tell(rules == {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "script-src": [f"'sha256-{digest}'"], "img-src": ["data:"],
                   "base-uri": ["'none'"], "form-action": ["'none'"]}, "html: the policy lets nothing run but the one script", rules)


def is_tidy(page):
    """tidy's errors and warnings, but for what HTML has learned since (it knows HTML 5.0)."""
    done = subprocess.run(["tidy", "-quiet", "-errors", "-utf8", "--show-info", "no", "--drop-empty-elements", "no"], input=page, capture_output=True, text=True)
    return [line for line in done.stderr.splitlines() if line.strip()]


def check_validity(writer, shared):
    pages = {"hostile texts": writer.write(hostile_texts(3).__getitem__, "html"), "one person": writer.write(word, "html", "chairs", "--for", "p0")}
    for request in sorted((ROOT / "examples").glob("dmlt-*.json")) + [shared / "bench/requests/pyconuk/pyconuk-2016.json"]:
        made = subprocess.run([writer.plenary, "plan", request, "--format", "json", "--audience", "chairs", "--time-limit", "1s"], capture_output=True)
        for audience in ("public", "chairs"):
            pages[f"{request.stem} for {audience}"] = writer.write(json.loads(made.stdout), "html", audience)
    for name, page in pages.items():
        try:
            read_html(page)
            fault = is_tidy(page)
        except html5lib.html5parser.ParseError as error:
            fault = str(error)
        tell(not fault, f"html: a strict parser and tidy take the page of {name}", fault)


def check_weight(writer):
    """Sixty sessions on three days in two rooms, each with all that an item can say."""
    def text(name):
        return f"What is said of {name} in the words that people use for it"
    many = agenda(text)
    many["people"] = {f"p{k}": {"name": f"Somebody Number {k}"} for k in range(60)}
    day = many["days"][0]
    many["days"] = []
    for d in range(3):
        date = f"2030-05-{6 + d:02}"
        blocks = [{"start": f"{date}T09:00+02:00", "end": f"{date}T19:00+02:00", "room": f"r{r}", "roles": {"moderator": "p0", "scribe": "p1"},
                   "items": []} for r in range(2)]
        for r, block in enumerate(blocks):
            for k in range(10):
                number = 20 * d + 10 * r + k
                one = item(text, number % 6, f"{date}T{9 + k:02}:00+02:00", f"{date}T{10 + k:02}:00+02:00", f"r{r}")
                one.update(id=f"n{number}", topic=f"n{number}", presenters=[f"p{number}"], required=[f"p{(number + 7) % 60}"])
                block["items"].append(one)
        many["days"].append({**day, "date": date, "start": f"{date}T09:00+02:00", "end": f"{date}T19:00+02:00", "breaks": [], "blocks": blocks})
    size = len(writer.write(many, "html").encode())
    print(f"# {size} bytes for 60 sessions")
    tell(size <= MOST_BYTES, "html: at most 150 KB for 60 sessions", size)


def main():
    plenary, shared = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="plenary-writers-") as folder:
        writer = Writer(plenary, Path(folder))
        check_formats(writer)
        check_terminal(writer)
        check_links(writer)
        check_policy(writer)
        check_validity(writer, shared)
        check_weight(writer)
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
