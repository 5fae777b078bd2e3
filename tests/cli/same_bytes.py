# SPDX-License-Identifier: LGPL-2.1-or-later
"""The same agenda, byte for byte, whatever the number of threads and whoever does the linear algebra.

The LP library calls LAPACK, of which Debian has several that round otherwise; the loader is told which to take. The
meetings are overfull, so that their proofs need the LP.
"""
import glob
import importlib.util
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace

from harness import Skip, case, environment, expect, main, run, slowness_of_build, write

# topics, load, seed
MEETINGS = [(20, 0.9, 1), (20, 1.1, 1), (20, 1.1, 2), (20, 1.1, 6)]


def requests():
    path = Path(os.environ["PLENARY_SHARED"]) / "bench" / "generate.py"
    if not path.exists():
        raise Skip(f"{path} is not here")
    spec = importlib.util.spec_from_file_location("generate", path)
    generate = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(generate)
    for topics, load, seed in MEETINGS[:1] if slowness_of_build() > 1 else MEETINGS:
        a = SimpleNamespace(topics=topics, people=topics * 2 // 3, days=topics // 10, rooms=1, load=load, tight=0.5, granularity=5, seed=seed)
        rng = generate.random.Random(f"{a.topics}/{a.people}/{a.days}/{a.rooms}/{a.load}/{a.tight}/{a.granularity}/{a.seed}/False")
        yield generate.realistic(a, rng)


def planned(path, threads=1, folders=None):
    """The agenda, and the LAPACK that was loaded for it (None where no LP was needed)."""
    env = environment(LD_LIBRARY_PATH=folders, LD_DEBUG="libs" if folders else None)
    done = expect(run("plan", path, "--format", "json", "--stamp", "2026-03-01T00:00:00Z", "--time-limit", "50s", "--threads", threads, env=env), 0)
    assert '"status" : "optimal"' in done.out, done
    loaded = re.search(r"calling init: (\S*)/liblapack\.so\.3", done.err)
    return done.out, loaded and loaded[1]


@case
def threads(folder):
    for request in requests():
        path = write(folder, "m.json", request)
        assert len({planned(path, threads=n)[0] for n in (1, 2, 4)}) == 1, request["id"]


@case
def linear_algebra(folder):
    providers = [":".join(found) for found in (
        glob.glob("/usr/lib/*/lapack") + glob.glob("/usr/lib/*/blas"), glob.glob("/usr/lib/*/openblas-pthread")) if found]
    if len(providers) < 2:
        raise Skip("there is one LAPACK only")
    loaded = set()
    for request in requests():
        path = write(folder, "m.json", request)
        agendas = [planned(path, folders=folders) for folders in providers]
        assert agendas[0][0] == agendas[1][0], request["id"]
        loaded.update(library for _, library in agendas)
    assert len(loaded - {None}) == 2, f"the LP was not asked under both: {loaded}"


if __name__ == "__main__":
    main()
