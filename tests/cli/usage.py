# SPDX-License-Identifier: LGPL-2.1-or-later
"""Commands, options, help: what is offered, and what is said when something is mistyped."""
import re

from harness import case, environment, expect, main, run, small_request, write


def commands():
    return re.findall(r"^  (\w+) {3,}", run("--help").out.split("Examples:")[0], re.M)


@case
def version(folder):
    assert re.fullmatch(r"plenary \d+\.\d+\.\d+\n", expect(run("--version"), 0).out)


@case
def help_lists_commands(folder):
    assert {"check", "plan", "export"} <= set(commands())
    assert run("help").out == run("-h").out == run("--help").out


@case
def help_of_each_command(folder):
    for name in commands():
        text = expect(run(name, "--help"), 0, out=[f"plenary {name}", "Examples:", "Options:", "--help"]).out
        assert len(text.splitlines()) <= 60, name
        assert max(map(len, text.splitlines())) <= 100, name
        assert text.isascii(), name
        assert text == run("help", name).out == run(name, "-h").out


@case
def help_is_talk_free(folder):
    assert run("--help").err == ""


@case
def no_command(folder):
    expect(run(), 2, err="plenary --help")


@case
def unknown_command(folder):
    expect(run("plam"), 2, err="did you mean plenary plan?")
    expect(run("frobnicate"), 2, err="plenary --help")
    expect(run("--colour"), 2, err="unknown option --colour")
    expect(run("help", "plam"), 2, err="did you mean plenary plan?")


@case
def unknown_option(folder):
    expect(run("plan", "x.json", "--tiem-limit", "1s"), 2, err="did you mean --time-limit?")
    expect(run("check", "x.json", "--jsno"), 2, err="did you mean --json?")
    expect(run("plan", "-z", "x.json"), 2, err="has no option -z")


@case
def bad_values(folder):
    expect(run("plan", "x.json", "--format", "jsn"), 2, err="did you mean json?")
    expect(run("plan", "x.json", "--format", "pdf"), 2, err="one of text, json")
    expect(run("export", "x.json", "--audience", "chair"), 2, err="did you mean chairs?")
    expect(run("plan", "x.json", "--time-limit", "ten"), 2, err="write 10s")
    expect(run("plan", "x.json", "--seed", "-1"), 2, err="a whole number from 0")
    expect(run("plan", "x.json", "--threads", "0"), 2, err="a whole number from 1")
    expect(run("plan", "x.json", "--stamp", "now"), 2, err="2022-10-11T17:00:00Z")
    expect(run("plan", "x.json", "--seed"), 2, err="--seed needs a value")


@case
def bad_source_date(folder):
    path = write(folder, "m.json", small_request())
    expect(run("plan", path, env=environment(SOURCE_DATE_EPOCH="soon")), 2, err="SOURCE_DATE_EPOCH")


@case
def too_few_and_too_many_files(folder):
    expect(run("plan"), 2, err="needs a file")
    expect(run("plan", "a", "b"), 2, err="too many files")
    expect(run("check", "a", "b", "c"), 2, err="too many files")
    expect(run("export"), 2, err="needs a file")


@case
def one_stream_twice(folder):
    path = write(folder, "m.json", small_request())
    expect(run("plan", "-", "--previous", "-"), 2, err="standard input")
    expect(run("check", "-", "-"), 2, err="standard input")
    expect(run("plan", path, "-o", "-", "--ics", "-"), 2, err="standard output")
    expect(run("plan", path, "-o", "-", "--format", "text"), 2, err="standard output")


@case
def outputs_that_would_destroy(folder):
    path = write(folder, "m.json", small_request())
    before = path.read_bytes()
    expect(run("plan", path, "-o", path), 2, err="would replace the request")
    expect(run("plan", path, "-o", folder / "a", "--ics", folder / "a"), 2, err="both write")
    assert path.read_bytes() == before


@case
def colour(folder):
    path = write(folder, "m.json", "{")
    for arguments, changes, coloured in [
            ([], {}, False), ([], {"CLICOLOR_FORCE": "1"}, True), ([], {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
            (["--color=always"], {"NO_COLOR": "1"}, True), (["--color", "never"], {"CLICOLOR_FORCE": "1"}, False)]:
        done = run("plan", path, *arguments, env=environment(**changes))
        assert ("\033[" in done.err) == coloured, (arguments, changes, done)


if __name__ == "__main__":
    main()
