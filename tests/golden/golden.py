# SPDX-License-Identifier: LGPL-2.1-or-later
"""What every format makes of both real meetings, byte for byte. `ninja golden` in the build folder writes the files anew.

The agendas beside this file are kept as they are: a planner that finds another plan of the same cost changes nothing here.
"""
import sys
from pathlib import Path

from harness import EXAMPLES, case, environment, expect, main, run

HERE = Path(__file__).resolve().parent
SUFFIXES = {"text": "txt", "markdown": "md", "html": "html", "csv": "csv", "ics": "ics", "json": "json"}
MEETINGS = {"dmlt-2020-11": ["chairs"], "dmlt-2022-10": ["chairs", "public"]}
STEPS = [(name, audience, form) for name, audiences in MEETINGS.items() for audience in audiences for form in SUFFIXES]


def made(name, audience, form):
    done = run("export", HERE / f"{name}.json", "--format", form, "--audience", audience, env=environment(TZ="Asia/Tokyo"))
    return expect(done, 0).out


def golden(name, audience, form):
    """The view of the chairs as JSON is the agenda itself."""
    if (audience, form) == ("chairs", "json"):
        return HERE / f"{name}.json"
    return HERE / f"{name}.{audience}.{SUFFIXES[form]}"


def first_difference(want, got):
    for number, lines in enumerate(zip(want.split("\n"), got.split("\n")), 1):
        if lines[0] != lines[1]:
            return f"line {number}\n- {lines[0]}\n+ {lines[1]}"
    return "one ends before the other"


for step in STEPS:
    def compare(folder, step=step):
        want, got = golden(*step).read_bytes().decode("utf-8"), made(*step)
        assert want == got, f"{golden(*step).name} differs; where that is meant, ninja golden writes it anew: {first_difference(want, got)}"
    compare.__name__ = "_".join(step)
    case(compare)


@case
def agendas_are_clean(folder):
    """What is kept still is an agenda of the example, of the cost that it states."""
    for name in MEETINGS:
        expect(run("check", EXAMPLES / f"{name}.json", HERE / f"{name}.json"), 0)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for step in STEPS:
            golden(*step).write_bytes(made(*step).encode("utf-8"))
    else:
        main()
