#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The HTML page in a real browser, in TAP: browser.py PLENARY SHARED FOLDER [PICTURES]

Debian's chromium opens the pages of both real meetings, of a conference of many rooms, of one person, of a request
that cannot be met and of hostile texts: axe-core finds nothing (light and dark, 320 and 1280 pixels), nothing moves sideways at 320, everything
stands there without JavaScript, the keyboard reaches and works the filters, the filter stays in the address, local time
stands beside meeting time, the line of now stands where it should, print has no controls, nothing is fetched.
FOLDER holds (and is given, by npm) axe-core. With PICTURES, screenshots and printed pages are left there.
"""
import base64
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

import writers
from chromium import Browser

ROOT = Path(__file__).resolve().parent.parent
AXE = "axe-core@4.14.1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def tell(good, name, more=""):
    print(f"{'ok' if good else 'not ok'} {name}" + (f"\n# {more}" if more and not good else ""), flush=True)


def install(folder):
    if not (folder / "node_modules/axe-core").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, AXE], capture_output=True, text=True)
        if made.returncode:
            tell(False, "npm install", made.stderr[-300:])
            sys.exit(1)
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def pages(plenary, shared, folder):
    """(name, page, agenda as the page's readers see it)"""
    impossible = json.loads((ROOT / "examples/dmlt-2022-10.json").read_text("utf-8"))
    impossible["topics"][0].update(priority="must", within=[{"start": "2021-01-01T09:00", "end": "2021-01-01T10:00"}])
    (folder / "impossible.json").write_text(json.dumps(impossible), "utf-8")
    for name, request, *options in [
            ("dmlt-2022-10", ROOT / "examples/dmlt-2022-10.json"), ("dmlt-2020-11", ROOT / "examples/dmlt-2020-11.json"),
            ("conference", shared / "bench/requests/pyconuk/pyconuk-2016.json"),
            ("many-rooms", shared / "bench/requests/ietf/ietf83.json"),
            ("one-person", ROOT / "examples/dmlt-2022-10.json", "--for", "wil"), ("impossible", folder / "impossible.json")]:
        files = [str(folder / f"{name}.{suffix}") for suffix in ("full.json", "html", "json")]
        subprocess.run([plenary, "plan", request, "--time-limit", "1s", "-o", files[0]], capture_output=True)
        for file in files[1:]:
            subprocess.run([plenary, "export", files[0], "--audience", "chairs", *options, "-o", file], check=True)
        yield name, Path(files[1]), json.loads(Path(files[2]).read_text("utf-8"))


def hostile_page(plenary, folder):
    """A page whose every text is hostile; see writers.py."""
    files = [folder / "hostile.json", folder / "hostile.html"]
    files[0].write_text(json.dumps(writers.agenda(writers.hostile_texts(1).__getitem__)), "utf-8")
    subprocess.run([plenary, "export", files[0], "--audience", "chairs", "-o", files[1]], check=True)
    return files[1]


def items_of(agenda):
    return [i for d in agenda["days"] for b in d["blocks"] for i in b["items"]]


def check_axe(browser, name, page, axe):
    for width in (320, 1280):
        for scheme in ("light", "dark"):
            browser.look(width, 900, scheme)
            browser.open(page)
            browser.evaluate(axe)
            found = browser.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}}).then(r => r.violations.map(v => v.id + ' '"
                                     " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' ; ')))")
            tell(found == [], f"{name}: axe at {width} px, {scheme}", found)
        if width == 320:
            wide = browser.evaluate("document.documentElement.scrollWidth")
            tell(wide <= 320, f"{name}: no sideways scroll at 320 px", wide)


LEAST_CONTRAST = """(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
  const ground = e => !e ? 'rgb(255,255,255)' : parts(getComputedStyle(e).backgroundColor)[3] === 0 ? ground(e.parentElement) : getComputedStyle(e).backgroundColor;
  const found = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !['SCRIPT', 'OPTION'].includes(e.tagName)
      && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => {
    const [one, two] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a);
    return [Math.round(100 * (one + 0.05) / (two + 0.05)) / 100, e.outerHTML.slice(0, 80)];
  });
  return found.sort((a, b) => a[0] - b[0])[0];
})()"""


def check_contrast(browser, name, page):
    """Of every text with what it stands on, also where axe cannot tell."""
    for scheme in ("light", "dark"):
        browser.look(1280, 900, scheme)
        browser.open(page)
        least = browser.evaluate(LEAST_CONTRAST)
        tell(least[0] >= 4.5, f"{name}: contrast of at least 4.5 in {scheme}, the least is {least[0]}", least)


def check_axe_sees(browser, page, axe):
    """A planted fault of either kind is found: what stands above can fail."""
    browser.look(1280, 900, "light")
    browser.open(page)
    browser.evaluate(axe)
    browser.evaluate("document.querySelector('.facts').style.color = '#d0d0d0', document.getElementById('filters').innerHTML = '<select></select>'")
    found = browser.evaluate("axe.run().then(r => r.violations.map(v => v.id))")
    tell({"color-contrast", "select-name"} <= set(found), "axe finds what is planted", found)
    tell(browser.evaluate(LEAST_CONTRAST)[0] < 2, "so does what computes the contrast")


def check_without_script(browser, name, page, agenda):
    browser.look(1280, 900, "light")
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(page)
    seen = browser.evaluate("[...document.querySelectorAll('.item h3')].filter(h => h.checkVisibility()).length")
    form = browser.evaluate("document.getElementById('filters').checkVisibility()")
    text = browser.evaluate("document.body.innerText")
    missing = [i["title"] for i in items_of(agenda) if " ".join(i["title"].split()) not in " ".join(text.split())]
    browser.send("Emulation.setScriptExecutionDisabled", value=False)
    tell(seen == len(items_of(agenda)) and not form and not missing, f"{name}: everything without JavaScript", (seen, form, missing))


def press(browser, key, code, text=""):
    for kind in ("rawKeyDown", "char", "keyUp") if text else ("rawKeyDown", "keyUp"):
        browser.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **({"text": text} if kind == "char" else {}))


FOCUS = """(() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  return {tag: e.tagName, name: e.name || '', text: e.textContent.slice(0, 30), href: e.getAttribute('href') || '',
          ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, seen: r.width > 0 && r.right > 0 && r.bottom > 0};
})()"""
SHOWN = "[...document.querySelectorAll('.item')].filter(e => e.checkVisibility()).length"


def check_keyboard(browser, name, page, agenda):
    browser.look(1280, 900, "light")
    browser.open(page)
    stops = []
    for _ in range(12):
        press(browser, "Tab", 9)
        stops.append(browser.evaluate(FOCUS))
        if stops[-1]["name"] == "person":
            break
    tell(stops[0]["href"] == "#agenda", f"{name}: the first key leads past the heading", stops[0])
    tell(stops[-1]["name"] == "person", f"{name}: the keyboard reaches the filter", stops)
    tell(all(s["ring"] and s["seen"] for s in stops), f"{name}: the focus is seen at every stop", stops)
    before = browser.evaluate(SHOWN)
    press(browser, "ArrowDown", 40)
    shown, address = browser.evaluate(SHOWN), browser.evaluate("location.hash")
    person = next(iter(agenda["people"]))
    tell(0 < shown < before and address == f"#person={person}", f"{name}: a key filters, and the address says so", (before, shown, address))
    browser.open(page, address)
    tell(browser.evaluate(SHOWN) == shown, f"{name}: the address shows the same again", browser.evaluate(SHOWN))
    tell(browser.evaluate("document.getElementById('shown').textContent") == f"Showing {shown} of {before} items", f"{name}: the filter is told")


def check_track(browser, name, page, agenda):
    """The address alone chooses a track; what is shown has its tag, and the rooms become one list."""
    browser.look(1280, 900, "light")
    track = next(tag for i in items_of(agenda) for tag in i["tags"])
    browser.open(page, "#" + urllib.parse.urlencode({"track": track}))
    wanted = sum(track in i["tags"] for i in items_of(agenda))
    tell(browser.evaluate(SHOWN) == wanted < len(items_of(agenda)), f"{name}: the track of the address", browser.evaluate(SHOWN))
    tell(browser.evaluate("getComputedStyle(document.querySelector('ol.day')).display") == "block", f"{name}: what is filtered is a list")
    browser.open(page)
    tell(browser.evaluate("getComputedStyle(document.querySelector('ol.day')).display") == "grid", f"{name}: rooms stand in a grid")
    browser.look(900, 900, "light")
    tell(browser.evaluate("getComputedStyle(document.querySelector('ol.day')).display") == "block", f"{name}: in a narrow window in a list")


def check_local_time(browser, name, page, agenda):
    """Los Angeles seen from Tokyo: the next day."""
    browser.send("Emulation.setTimezoneOverride", timezoneId="Asia/Tokyo")
    browser.open(page, "#local=1")
    shown = browser.evaluate("document.querySelector('.item .when').innerText.replace(/\\s+/g, ' ')")
    tokyo = datetime.timezone(datetime.timedelta(hours=9))
    here = [datetime.datetime.fromisoformat(items_of(agenda)[0][end]) for end in ("start", "end")]
    mark = "–".join(f"{t.astimezone(tokyo):%H:%M}" for t in here) + " (+1 d) for you"
    tell("–".join(f"{t:%H:%M}" for t in here) in shown and mark in shown, f"{name}: local time beside meeting time", (shown, mark))
    browser.send("Emulation.setTimezoneOverride", timezoneId="")


def check_now(browser, name, page, agenda):
    """Five minutes into the third item: the line stands before it, and it alone is marked."""
    item = items_of(agenda)[2]
    now = int(datetime.datetime.fromisoformat(item["start"]).timestamp() * 1000) + 300_000
    script = browser.send("Page.addScriptToEvaluateOnNewDocument", source=f"Date.now = () => {now};")["identifier"]
    browser.open(page)
    after = browser.evaluate("[...document.querySelectorAll('.line + .item h3')].map(h => h.firstChild.textContent.trim())")
    marked = browser.evaluate("[...document.querySelectorAll('.is-now h3')].map(h => h.firstChild.textContent.trim())")
    tell(after == marked == [item["title"]], f"{name}: the line of now", (after, marked, item["title"]))
    browser.send("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


def check_print(browser, name, page, agenda, pictures):
    browser.look(1280, 900, "dark")
    browser.open(page)
    pdf = base64.b64decode(browser.send("Page.printToPDF", printBackground=False)["data"])
    n_pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    browser.send("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    colours = browser.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    controls = browser.evaluate("[...document.querySelectorAll('form, nav, .skip, .line')].filter(e => e.checkVisibility()).length")
    tell(n_pages >= len(agenda["days"]) and colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"] and controls == 0,
         f"{name}: printed in black on white, a day a page, without controls", (n_pages, colours, controls))
    if pictures:
        (pictures / f"{name}.pdf").write_bytes(pdf)


def take_pictures(browser, name, page, pictures):
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            browser.look(width, 1500, scheme)
            browser.open(page)
            picture = browser.send("Page.captureScreenshot", captureBeyondViewport=False)["data"]
            (pictures / f"{name}-{width}-{scheme}.png").write_bytes(base64.b64decode(picture))


def main():
    plenary, shared, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    pictures = Path(sys.argv[4]) if len(sys.argv) > 4 else None
    axe = install(folder)
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="plenary-browser-") as work, Browser(work) as browser:
        for number, (name, page, agenda) in enumerate(pages(plenary, shared, Path(work))):
            check_axe(browser, name, page, axe)
            check_contrast(browser, name, page)
            if number == 0:
                check_axe_sees(browser, page, axe)
            if items_of(agenda):
                check_without_script(browser, name, page, agenda)
            if name.startswith("dmlt"):
                check_keyboard(browser, name, page, agenda)
                check_local_time(browser, name, page, agenda)
                check_now(browser, name, page, agenda)
            if name == "many-rooms":
                check_track(browser, name, page, agenda)
            check_print(browser, name, page, agenda, pictures)
            tell(not browser.complaints, f"{name}: nothing fetched, no complaint of the browser", browser.complaints)
            browser.complaints.clear()
            if pictures:
                take_pictures(browser, name, page, pictures)
        page = hostile_page(plenary, Path(work))
        check_axe(browser, "hostile texts", page, axe)
        check_contrast(browser, "hostile texts", page)
        tell(not browser.complaints, "hostile texts: nothing fetched, no complaint of the browser", browser.complaints)
        if pictures:
            take_pictures(browser, "hostile", page, pictures)


if __name__ == "__main__":
    main()
