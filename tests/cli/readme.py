# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the README shows is what happens. `ninja readme` in the build folder quotes the agenda anew."""
import re
import sys
from pathlib import Path

from harness import EXAMPLES, case, expect, main, run, small_request, write

README = (EXAMPLES.parent / "README.md").read_text("utf-8")


def blocks():
    """(language, text) of every fenced block, in order."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", README, re.M | re.S)


@case
def two_commands(folder):
    commands = [text for language, text in blocks() if language == "sh"]
    assert len(commands) == 2, commands
    assert commands[0].startswith("./setup && build/cli/plenary plan examples/"), commands[0]
    assert (EXAMPLES.parent / "setup").stat().st_mode & 0o111


def quoted_and_printed():
    """The agenda that stands below the first command, and the one that the program prints."""
    texts = [text for _, text in blocks()]
    command = next(text for language, text in blocks() if language == "sh")
    done = expect(run("plan", EXAMPLES / Path(command.split()[-1]).name), 0)
    return texts[texts.index(command) + 1], done.out


@case
def quoted_agenda(folder):
    quoted, printed = quoted_and_printed()
    assert quoted == printed, "the agenda changed: ninja readme quotes it anew\n" + printed


def command_blocks():
    return [text for _, text in blocks() if text.startswith("plenary ")]


@case
def quoted_commands(folder):
    (folder / "examples").symlink_to(EXAMPLES)
    write(folder, "meeting.json", small_request())
    write(folder, "wil.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n")
    assert len(command_blocks()) == 3
    for line in "".join(command_blocks()).splitlines():
        passed_on = b""
        for command in re.split(r"  +", line)[0].split(" | "):
            passed_on = expect(run(*command.split()[1:], cwd=folder, stdin=passed_on), 0).out.encode()


@case
def table_to_page(folder):
    (folder / "examples").symlink_to(EXAMPLES)
    for line in command_blocks()[0].splitlines():
        expect(run(*line.split()[1:], cwd=folder), 0)
    page = (folder / "agenda.html").read_text("utf-8")
    for title in ("User Generated Data Products", "Processing frameworks at USDF", "OPS planning and milestones"):
        assert title in page, title


@case
def quoted_error(folder):
    shown = next(text for _, text in blocks() if text.startswith("meeting.json:"))
    message = re.search(r"error\[PLN\d+\]: .*", shown)[0]
    request = small_request()
    request["topics"][0]["duration"] = "30mn"
    write(folder, "meeting.json", request)
    expect(run("plan", "meeting.json", cwd=folder), 2, err=message)


@case
def links(folder):
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (EXAMPLES.parent / target).exists(), target


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        (EXAMPLES.parent / "README.md").write_text(README.replace(*quoted_and_printed()), "utf-8")
    else:
        main()
