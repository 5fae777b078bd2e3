#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Who may include what: each folder knows only what its row of the table lets it know.
# Usage: tests/layers.sh [SOURCE-ROOT]; prints one TAP line a folder.
cd "${1:-$(dirname "$0")/..}" || exit 1

# folder | headers of ours, by folder | foreign headers beyond libc and GLib
table='
engine/text|plenary.h text/|
engine/solver|solver/|coin/
engine/model|plenary.h text/ model/|json-glib/
engine/planner|plenary.h text/ model/ solver/ planner/|
engine/format|plenary.h text/ model/ format/|
engine/intake|plenary.h text/ model/ intake/|json-glib/ libxml/ md4c csv.h
ical|plenary.h text/ model/ ical/|libical/ unicode/
cli|plenary.h text/ cli/|
'
foreign='coin/|json-glib/|libxml/|md4c|csv\.h|libical/|unicode/'

# Prints "file:line: header" for every include of a folder: ours in quotes, foreign ones in angles.
includes () {
  grep -rnE '^[[:space:]]*#[[:space:]]*include' --include='*.[ch]' "$1" | sed -E 's/#[[:space:]]*include[[:space:]]*//'
}

# Keeps the includes that none of the allowed beginnings ($1, blank-separated) matches.
not_allowed () {
  awk -v allowed="$1" 'BEGIN { n = split (allowed, begins, " ") }
    { header = $0; sub (/^[^"<]*["<]/, "", header)
      for (k = 1; k <= n; k++) if (index (header, begins[k]) == 1) next
      print }'
}

number=0
failed=0
while IFS='|' read -r folder ours others; do
  [ -n "$folder" ] || continue
  number=$((number + 1))
  found=$( { includes "$folder" | grep '"' | not_allowed "$ours"
             includes "$folder" | grep -E "<($foreign)" | not_allowed "$others"; } )
  if [ -z "$found" ]; then
    echo "ok $number - $folder"
  else
    echo "not ok $number - $folder includes what it must not know"
    echo "$found" | sed 's/^/# /'
    failed=1
  fi
done <<EOF
$table
EOF
echo "1..$number"
exit $failed
