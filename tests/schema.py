#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Examples, real requests and the program's outputs against data/*.schema.json, in TAP.

    tests/schema.py build/cli/plenary [SHARED]

Needs python3-jsonschema. A request that a schema takes and the program refuses is no fault (a schema
cannot know that a person exists); one that the program takes and the schema refuses is.
"""
import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.argv[1]).resolve()
SHARED = Path(sys.argv[2] if len(sys.argv) > 2 else ROOT.parent / "shared")

number = 0
failed = 0


def tell(ok, name, why=""):
    global number, failed
    number += 1
    failed += not ok
    print(f"{'ok' if ok else 'not ok'} {number} - {name}" + (f"\n# {why}" if why and not ok else ""), flush=True)


def load_validator(name):
    schema = json.loads((ROOT / "data" / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def first_fault(validator, value):
    error = next(iter(validator.iter_errors(value)), None)
    return "" if error is None else f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def plenary(*arguments, stdin=None):
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=120)
    return done.returncode, done.stdout


def spoilt(request):
    """Requests with one thing wrong that the program refuses and a schema can see."""
    for path, value in [(("title",), 7), (("days",), []), (("titel",), "x"), (("timezone",), None), (("plenary",), 2),
                        (("topics", 0, "durations"), 30), (("topics", 0, "priority"), "urgent"), (("topics", 0, "id"), "a b"),
                        (("days", 0, "start"), 9), (("people", 0, "name"), []), (("weights",), {"lateness": 1}),
                        (("weights",), {"late": -1}), (("topics", 0, "parts"), 0)]:
        changed = copy.deepcopy(request)
        place = changed
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        yield ".".join(map(str, path)), changed


def check_requests(validator, folder):
    for path in sorted((ROOT / "examples").glob("dmlt-*.json")) + sorted(SHARED.glob("bench/requests/*/*.json")):
        fault = first_fault(validator, json.loads(path.read_text("utf-8")))
        tell(not fault, f"request {path.parent.name}/{path.name}", fault)
    request = json.loads((ROOT / "examples" / "dmlt-2022-10.json").read_text("utf-8"))
    for name, changed in spoilt(request):
        code, _ = plenary("check", "-", stdin=json.dumps(changed).encode())
        tell(bool(first_fault(validator, changed)) and code == 1, f"refused by schema and program: {name}", f"exit {code}")
    generator = SHARED / "bench" / "generate.py"
    for seed in range(40):
        done = subprocess.run([sys.executable, generator, "--rich", "--seed", str(seed)], capture_output=True, check=True)
        code, _ = plenary("check", "-", stdin=done.stdout)
        fault = first_fault(validator, json.loads(done.stdout))
        tell(code == 0 and not fault, f"generated request {seed}", fault or f"exit {code}")


def check_agendas(validator, folder):
    for path in sorted((ROOT / "examples").glob("dmlt-*.json")):
        for audience in ("public", "members", "chairs"):
            code, out = plenary("plan", path, "--format", "json", "--audience", audience)
            fault = first_fault(validator, json.loads(out))
            tell(code == 0 and not fault, f"agenda of {path.name} for {audience}", fault)
    request = json.loads((ROOT / "examples" / "dmlt-2022-10.json").read_text("utf-8"))
    request["topics"][0].update(priority="must", within=[{"start": "2021-01-01T09:00", "end": "2021-01-01T10:00"}])
    code, out = plenary("plan", "-", "--format", "json", stdin=json.dumps(request).encode())
    fault = first_fault(validator, json.loads(out))
    tell(code == 3 and not fault, "agenda that is infeasible", fault or f"exit {code}")
    agenda = json.loads(plenary("plan", ROOT / "examples" / "dmlt-2022-10.json", "--format", "json")[1])
    for key in ("status", "days", "unplaced", "score"):
        tell(bool(first_fault(validator, {k: v for k, v in agenda.items() if k != key})), f"agenda without {key} refused")


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_requests(load_validator("request.schema.json"), Path(folder))
        check_agendas(load_validator("agenda.schema.json"), Path(folder))
    print(f"1..{number}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
