# SPDX-License-Identifier: LGPL-2.1-or-later
"""What `check` says of requests that are valid and will disappoint: warnings, with their place; exit 0."""
from harness import case, expect, main, run, small_request, write


def warned(folder, request, *texts):
    path = write(folder, "m.json", request)
    expect(run("check", path), 0, out=[f"{path}:1:", "warning[PLN02", "0 errors", *texts])


@case
def cycle_of_after(folder):
    warned(folder, small_request(topics=[{"id": "a", "title": "A", "duration": 30, "after": ["b"]},
                                         {"id": "b", "title": "B", "duration": 30, "after": ["c"]},
                                         {"id": "c", "title": "C", "duration": 30, "after": ["a"]}]), "after")


@case
def longer_than_any_block(folder):
    warned(folder, small_request(topics=[{"id": "epic", "title": "Epic", "duration": 600}]), "block")


@case
def blank_duration(folder):
    warned(folder, small_request(topics=[{"id": "a", "title": "A"}]), "no length is given")


@case
def nothing_to_say(folder):
    path = write(folder, "m.json", small_request())
    expect(run("check", path), 0, out="no findings")


if __name__ == "__main__":
    main()
