/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The least that a planner of JSON requests can do: parses a file with json-glib and leaves. bench/run.py --startup
 * measures against it. */

#include <json-glib/json-glib.h>

int
main (int argc, char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  return argc == 2 && json_parser_load_from_file (parser, argv[1], NULL) ? 0 : 2;
}
