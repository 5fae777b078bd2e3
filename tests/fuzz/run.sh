#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Builds the fuzz targets with clang under AddressSanitizer and UndefinedBehaviorSanitizer and runs them, two
# at a time. Each begins with the kept corpus, and shortly with none at all.
#
#   tests/fuzz/run.sh [--seconds N] [TARGET...]     N: for each target, 60 unless told
#
# One TAP line a target, with executions and coverage. It fails on a crash, a hang over 10 seconds, 1 GiB of
# memory, fewer than 10,000 executions, or coverage that does not grow from nothing.
set -u
cd "$(dirname "$0")/../.." || exit 1

seconds=60
if [ "${1:-}" = --seconds ]; then seconds=$2; shift 2; fi
build=build-fuzz
finds=$build/finds
log=$build/fuzz.log

[ -f $build/build.ninja ] || CC=clang meson setup $build -Dfuzz=true -Dbuildtype=debugoptimized \
  -Db_sanitize=address,undefined -Db_lundef=false >/dev/null || exit 1
ninja -C $build fuzz-targets >"$log" 2>&1 || { tail -20 "$log"; exit 1; }
mkdir -p $finds

# fuzz NAME: runs one target and prints its line.
fuzz () {
  local name=$1 seconds=$2 build=$3 finds=$4
  local program=$build/tests/fuzz/fuzz-$name work options first last executions
  work=$(mktemp -d)
  options=(-timeout=10 -rss_limit_mb=1024 -max_len=4096 -use_value_profile=0 -artifact_prefix="$finds/$name-")
  [ -f "tests/fuzz/$name.dict" ] && options+=(-dict="tests/fuzz/$name.dict")
  mkdir "$work/grown" "$work/empty"
  "$program" "${options[@]}" -runs=20000 -max_total_time=10 -seed=1 "$work/empty" >"$work/short" 2>&1 || { report "$name" "$work/short"; return; }
  "$program" "${options[@]}" -max_total_time="$seconds" -seed=1 -print_final_stats=1 "$work/grown" "tests/fuzz/corpus/$name" \
    >"$work/long" 2>&1 || { report "$name" "$work/long"; return; }
  first=$(grep -oE 'cov: [0-9]+' "$work/short" | head -1 | cut -d' ' -f2)
  last=$(grep -oE 'cov: [0-9]+' "$work/short" | tail -1 | cut -d' ' -f2)
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/long")
  local all
  all=$(grep -oE 'cov: [0-9]+' "$work/long" | tail -1 | cut -d' ' -f2)
  if [ "${executions:-0}" -ge 10000 ] && [ "${last:-0}" -gt "${first:-0}" ]; then
    echo "ok fuzz-$name: $executions executions, coverage $all; from an empty corpus $first to $last"
  else
    echo "not ok fuzz-$name: ${executions:-0} executions, coverage ${all:-0}; from an empty corpus ${first:-0} to ${last:-0}"
  fi
  rm -r "$work"
}

# A target that stopped: what it said last.
report () {
  echo "not ok fuzz-$1"
  grep -vE '^#[0-9]' "$2" | tail -40 | sed 's/^/# /'
}

export -f fuzz report
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for path in tests/fuzz/*.c; do names+=("$(basename "$path" .c)"); done
fi
printf '%s\n' "${names[@]}" | xargs -P 2 -I NAME bash -c 'fuzz NAME '"$seconds $build $finds" | tee "$log"
echo "1..${#names[@]}"
! grep -q '^not ok' "$log"
