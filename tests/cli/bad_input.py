# SPDX-License-Identifier: LGPL-2.1-or-later
"""Inputs that are wrong: each has its own clear error, at its place; none crashes, hangs or is misread."""
import json
import re

from harness import CODES, case, example, expect, main, run, slowness_of_build, small_request, write


def refused(folder, content, *messages, place=None, seconds=1.0):
    """`plan` refuses the request with 2, `check` with 1; both tell what is wrong and where."""
    path = write(folder, "m.json", content)
    plan, check = run("plan", path), run("check", path)
    expect(plan, 2, err=list(messages))
    expect(check, 1, out=list(messages))
    assert plan.out == "", plan
    assert plan.work < seconds and check.work < seconds, (plan, check)
    heading = re.search(r"^(.*): error\[PLN\d{4}\]: ", plan.err, re.M)
    assert heading, plan
    if place:
        assert heading[1] == f"{path}:{place}", (heading[1], plan)
    return plan


def text_of(**changes):
    return json.dumps(small_request(**changes), indent=1, ensure_ascii=False)


@case
def missing_file(folder):
    write(folder, "meeting.json", small_request())
    for command in ("plan", "check", "export"):
        expect(run(command, folder / "meting.json"), 2, err=["cannot open", "did you mean meeting.json?"])
    expect(run("plan", folder), 2, err="Is a directory")


@case
def empty_file(folder):
    refused(folder, "", "the file is empty")
    refused(folder, " \n\n", "white space")


@case
def binary(folder):
    refused(folder, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture")
    refused(folder, bytes(range(256)) * 40, "not")
    refused(folder, b"PK\x03\x04" + bytes(100), "a ZIP archive")
    refused(folder, b'{"title": "Caf\xe9"}', "byte 0xE9 is not UTF-8", place="1:15")


@case
def utf16(folder):
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        refused(folder, text_of().encode(encoding), "UTF-16", "save the file as UTF-8")


@case
def second_document(folder):
    refused(folder, "{}\n{}", "a second document", place="2:1")


@case
def deep_nesting(folder):
    for opening in ("[", '{"a":'):
        refused(folder, opening * 100000, "nested deeper than 64 levels")
        refused(folder, '{"x-deep": ' + opening * 100000, "nested deeper than 64 levels")


@case
def duplicate_keys(folder):
    refused(folder, '{\n"title": "a",\n"title": "b"\n}', 'the key "title" stands twice', "line 2", place="3:1")


@case
def numbers_that_are_none(folder):
    text = text_of()
    refused(folder, text.replace('"duration": 30', '"duration": 017'), "not a number", "write 17")
    refused(folder, text.replace('"duration": 30', '"duration": 1e999'), "number larger")
    refused(folder, text.replace('"duration": 30', '"duration": 99999999999999999999'), "larger than 64 bits")
    refused(folder, text.replace('"duration": 30', '"duration": 30.5'), "duration")
    refused(folder, text.replace('"duration": 30', '"duration": -5'), "duration")
    refused(folder, text.replace('"duration": 30', '"duration": 4611686018427387904'), "duration")


@case
def nul_in_text(folder):
    refused(folder, text_of().replace("Small", "Sm\\u0000ll"), "U+0000")


@case
def zones(folder):
    refused(folder, small_request(timezone="Europe/Berln"), "Europe/Berln", "Europe/Berlin")
    for zone in ("../../../etc/passwd", "/etc/localtime", "Europe/../Europe/Berlin", "", "posixrules\x01", "a" * 100000):
        refused(folder, small_request(timezone=zone), "PLN0109")


@case
def dates(folder):
    def day(**changes):
        return [{"date": "2030-05-06", "start": "09:00", "end": "12:00", **changes}]
    refused(folder, small_request(days=day(date="2030-02-30")), "PLN0108", "2030-02-30")
    refused(folder, small_request(days=day(date="30.02.2030")), "PLN0108")
    refused(folder, small_request(days=day(start="9:00")), "PLN0108", "9:00")
    refused(folder, small_request(days=day(end="25:00")), "PLN0108")
    refused(folder, small_request(days=day(start="12:00", end="09:00")), "days[0]")
    refused(folder, small_request(days=day(breaks=[{"start": "08:00", "end": "13:00"}])), "days[0]")
    refused(folder, small_request(days=day() + day()), "days[1]")
    refused(folder, small_request(days=[]), "days")


@case
def unknown_person(folder):
    request = small_request()
    request["topics"][0]["presenters"] = ["adda"]
    refused(folder, request, "adda", 'did you mean "ada"', "topics[0].presenters[0]")


@case
def unknown_key(folder):
    request = small_request()
    request["topics"][0]["durations"] = request["topics"][0].pop("duration")
    refused(folder, request, "durations", 'did you mean "duration"', "topics[0]")


@case
def independent_errors_at_once(folder):
    request = small_request(timezone="Mars/Olympus")
    request["topics"][0].update(duration="30mn", presenters=["zoe"], after=["nothing"])
    done = refused(folder, request, "Mars/Olympus", "30mn", "zoe", "nothing")
    assert len(re.findall(r": error\[", done.err)) == 4, done
    places = [tuple(map(int, m)) for m in re.findall(r":(\d+):(\d+): error", done.err)]
    assert places == sorted(places), done


@case
def many_errors_are_counted(folder):
    topics = [{"id": f"t{k}", "title": "T", "duration": "never"} for k in range(50)]
    done = refused(folder, small_request(topics=topics), "and 30 more errors")
    assert len(re.findall(r": error\[", done.err)) == 20, done


@case
def wrong_types(folder):
    for key, value in [("title", 7), ("days", {}), ("people", "ada"), ("topics", None), ("rooms", [[]]), ("weights", []),
                       ("granularity", 7), ("granularity", "5"), ("plenary", 2), ("plenary", "1"), ("topics", [None])]:
        refused(folder, small_request(**{key: value}), key)
    for content in ("[]", '"x"', "7", "null", "true"):
        refused(folder, content, "PLN")


@case
def control_characters_stay_harmless(folder):
    done = refused(folder, small_request(timezone="\x1b]0;evil\x07\u202e"), "\\u{1B}")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.err), done


@case
def huge_files(folder):
    refused(folder, "[" + "1," * 5_000_000 + "1]", "more than 2000000 values", seconds=3)
    expect(run("check", "/dev/zero"), 2, err="larger than 64 MiB")


@case
def agendas(folder):
    for content, message in [("", "empty"), ("{", "PLN0002"), ("{}", "PLN03"), ('{"status": "best"}', "PLN03"),
                             ("[" * 100000, "nested"), ('{"kind": "agenda", "status": 7}', "PLN03")]:
        path = write(folder, "a.json", content)
        expect(run("export", path), 2, err=message)
        expect(run("check", write(folder, "m.json", small_request()), path), 2, err=message)
    expect(run("export", write(folder, "m.json", small_request())), 2, err="PLN03")


@case
def cycle_of_after(folder):
    request = small_request(topics=[{"id": "a", "title": "A", "duration": 30, "after": ["b"]},
                                    {"id": "b", "title": "B", "duration": 30, "after": ["a"]}])
    path = write(folder, "m.json", request)
    expect(run("check", path), 0)
    done = expect(run("plan", path, "--format", "json"), 0)
    assert len(json.loads(done.out)["unplaced"]) == 1, done
    for topic in request["topics"]:
        topic["priority"] = "must"
    expect(run("plan", write(folder, "n.json", request)), 3)


@case
def longer_than_any_block(folder):
    request = small_request()
    request["topics"].append({"id": "epic", "title": "Epic", "duration": 600})
    path = write(folder, "m.json", request)
    expect(run("check", path), 0, out="warning")
    done = expect(run("plan", path, "--format", "json"), 0)
    assert [row["topic"] for row in json.loads(done.out)["unplaced"]] == ["epic"], done
    request["topics"][1]["priority"] = "must"
    expect(run("plan", write(folder, "n.json", request)), 3)


@case
def nothing_to_plan(folder):
    for changes in ({"topics": []}, {"people": [], "topics": [{"id": "a", "title": "A", "duration": 30}]},
                    {"people": [], "topics": []}, {"roles": []}):
        done = expect(run("plan", write(folder, "m.json", small_request(**changes)), "--format", "json"), 0)
        assert json.loads(done.out)["status"] == "optimal", done


@case
def long_title(folder):
    request = small_request()
    request["topics"][0]["title"] = "title " * 5_000_000
    done = refused(folder, request, "a text of 28.6 MiB", seconds=2)
    assert len(done.err) < 1000, len(done.err)
    request["topics"][0]["title"] = "title " * (170_000 // slowness_of_build())
    path = write(folder, "m.json", request)
    done = run("plan", path, "-o", folder / "agenda.json")
    assert done.code in CODES and done.work < 2, (done.code, done.work)


@case
def examples_are_valid(folder):
    for name in ("dmlt-2022-10", "dmlt-2020-11"):
        expect(run("check", write(folder, f"{name}.json", example(name))), 0)


if __name__ == "__main__":
    main()
