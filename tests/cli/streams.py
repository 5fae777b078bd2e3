# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where results go and where talk goes; outputs written whole or not at all; streams that break."""
import json
import os
import resource
import stat
import subprocess

from harness import case, environment, expect, main, run, slow_request, small_request, start, write

STAMP = ["--stamp", "2030-01-01T00:00:00Z"]


@case
def text_on_stdout(folder):
    done = expect(run("plan", write(folder, "m.json", small_request())), 0, out=["Small", "The engine", "Ada Lovelace"])
    assert done.err == "" and "\033" not in done.out, done
    assert sorted(p.name for p in folder.iterdir()) == ["m.json"]


@case
def stdin_and_stdout(folder):
    path = write(folder, "m.json", small_request())
    named = run("plan", path, "--format", "json", *STAMP)
    piped = run("plan", "-", "--format", "json", *STAMP, stdin=path.read_bytes())
    written = run("plan", "-", "-o", "-", *STAMP, stdin=path.read_bytes())
    expect(named, 0)
    assert named.out == piped.out == written.out
    agenda = json.loads(named.out)
    assert agenda["kind"] == "agenda" and agenda["stamp"] == "2030-01-01T00:00:00Z"
    expect(run("export", "-", "--format", "text", stdin=named.out.encode()), 0, out="The engine")
    expect(run("check", "-", "-o", stdin=b""), 2)
    bad = run("plan", "-", stdin=b"{")
    expect(bad, 2, err="<stdin>:1:")


@case
def every_output_at_once(folder):
    path = write(folder, "m.json", small_request())
    done = expect(run("plan", path, "-o", folder / "a.json", "--ics", folder / "a.ics", *STAMP), 0, out="The engine")
    assert json.loads((folder / "a.json").read_text())["status"] == "optimal"
    assert (folder / "a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert done.out == expect(run("export", folder / "a.json", "--format", "text", "--audience", "chairs"), 0).out
    assert (folder / "a.ics").read_bytes() == run("export", folder / "a.json", "--format", "ics").out.encode()
    expect(run("check", path, folder / "a.json"), 0)


@case
def stamp_comes_from_option_environment_clock(folder):
    path = write(folder, "m.json", small_request())
    def stamp(*arguments, **changes):
        return json.loads(run("plan", path, "--format", "json", *arguments, env=environment(**changes)).out)["stamp"]
    assert stamp(SOURCE_DATE_EPOCH="1665507600") == "2022-10-11T17:00:00Z"
    assert stamp(*STAMP, SOURCE_DATE_EPOCH="1665507600") == "2030-01-01T00:00:00Z"
    assert stamp() > "2024"


@case
def same_bytes_twice(folder):
    path = write(folder, "m.json", small_request())
    first, second = (run("plan", path, "--format", "json", *STAMP, "--seed", "7") for _ in range(2))
    assert first.out == second.out and first.code == 0


@case
def ascii_where_the_locale_is(folder):
    request = small_request(title="Größe – 日本")
    done = run("plan", write(folder, "m.json", request), env=environment(LANG="C", LC_ALL="C"))
    assert done.code == 0 and done.out.isascii() and "Gr" in done.out, done
    assert "Größe – 日本" in run("plan", write(folder, "m.json", request)).out


@case
def output_keeps_links_and_modes(folder):
    path, target, link = write(folder, "m.json", small_request()), folder / "real.json", folder / "link.json"
    target.write_text("old")
    target.chmod(0o604)
    link.symlink_to("real.json")
    expect(run("plan", path, "-o", link), 0)
    assert link.is_symlink() and json.loads(target.read_text())["kind"] == "agenda"
    assert stat.S_IMODE(target.stat().st_mode) == 0o604
    assert sorted(p.name for p in folder.iterdir()) == ["link.json", "m.json", "real.json"]


@case
def device_that_is_full(folder):
    path = write(folder, "m.json", small_request())
    done = expect(run("plan", path, "-o", "/dev/full"), 6, out="The engine", err=["cannot write /dev/full", "No space left"])
    assert done.err.count("error[") == 1, done
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)
    with open("/dev/full", "wb") as full:
        expect(run("plan", path, stdout=full), 6, err="standard output")
        expect(run("check", path, stdout=full), 6, err="standard output")
        expect(run("--help", stdout=full), 6, err="standard output")


@case
def disk_that_fills_up(folder):
    path, old = write(folder, "m.json", small_request(notes="x" * 100000)), folder / "a.json"
    old.write_text("old")
    done = run("plan", path, "-o", old, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000)))
    expect(done, 6, err="File too large")
    assert old.read_text() == "old"
    assert sorted(p.name for p in folder.iterdir()) == ["a.json", "m.json"]


@case
def output_that_cannot_be(folder):
    path = write(folder, "slow.json", slow_request())
    done = expect(run("plan", path, "-o", folder / "none" / "a.json"), 6, err="No such file or directory")
    assert done.work < 1, "said after planning instead of before"
    expect(run("plan", path, "-o", folder), 6, err="Is a directory")


@case
def closed_streams(folder):
    path = write(folder, "m.json", small_request())
    def close(fd):
        return lambda: os.close(fd)
    expect(run("plan", path, stdout=None, preexec_fn=close(1)), 6, err="standard output")
    done = run("plan", path, "-o", folder / "a.json", stdout=None, preexec_fn=close(1))
    expect(done, 6, err="standard output")
    assert json.loads((folder / "a.json").read_text())["kind"] == "agenda"
    expect(run("plan", "-", preexec_fn=close(0)), 2, err="cannot read <stdin>")
    expect(run("plan", path, preexec_fn=close(0)), 0)
    expect(run("plan", path, preexec_fn=close(2)), 0, out="The engine")
    expect(run("plan", folder / "none", preexec_fn=close(2)), 2)


@case
def pipe_nobody_reads(folder):
    path = write(folder, "m.json", small_request())
    reader, writer = os.pipe()
    os.close(reader)
    done = start("plan", path, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    _, err = done.communicate(timeout=30)
    assert done.returncode == 6 and b"Broken pipe" in err, (done.returncode, err)


@case
def output_into_a_pipe(folder):
    path, fifo = write(folder, "m.json", small_request()), folder / "fifo"
    os.mkfifo(fifo)
    done = start("plan", path, "-o", fifo, stdout=subprocess.DEVNULL)
    with open(fifo, "rb") as reader:
        assert json.loads(reader.read())["kind"] == "agenda"
    assert done.wait(30) == 0
    assert stat.S_ISFIFO(fifo.lstat().st_mode)


@case
def killed_while_writing(folder):
    path, out = write(folder, "m.json", small_request(notes="n" * 1_000_000)), folder / "a.json"
    expect(run("plan", path, "-o", out, *STAMP), 0)
    whole = out.read_bytes()
    for k in range(40):
        done = start("plan", path, "-o", out, *STAMP, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            done.wait(0.002 + 0.001 * k)
        except subprocess.TimeoutExpired:
            done.kill()
            done.wait()
        assert out.read_bytes() == whole
    # A kill between link and rename, a moment of microseconds, leaves the new file under a name of its own: whole.
    strays = [p for p in folder.iterdir() if p.name not in ("a.json", "m.json")]
    assert len(strays) <= 2 and all(p.read_bytes() == whole for p in strays), strays


if __name__ == "__main__":
    main()
