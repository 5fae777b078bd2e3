/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* data/example-meeting.json, carried in the program. */
extern const unsigned char pln_example_meeting[];
extern const size_t pln_example_meeting_length;

static bool
make_folder (const char *folder)
{
  if (g_mkdir_with_parents (folder, 0777) == 0)
    return true;
  pln_terminal_complain (PLN_CODE_UNREADABLE, "name a folder that can be made or written", "cannot make %s: %s", folder, g_strerror (errno));
  return false;
}

static int
run (int argc, char **argv)
{
  bool force = false;
  int exit_code;
  g_autoptr (GPtrArray) operands = g_ptr_array_new ();
  g_autoptr (GBytes) example = g_bytes_new_static (pln_example_meeting, pln_example_meeting_length);
  const PlnOption options[] = {
    { "force", 'f', PLN_OPTION_FLAG, NULL, "replace a meeting.json that is there", &force },
  };
  const char *folder;
  g_autofree char *path = NULL;
  struct stat status;

  if (!pln_options_read (&pln_command_init, options, G_N_ELEMENTS (options), argc, argv, operands, 0, 1, &exit_code))
    return exit_code;
  folder = operands->len > 0 ? g_ptr_array_index (operands, 0) : ".";
  path = strcmp (folder, ".") == 0 ? g_strdup ("meeting.json") : g_build_filename (folder, "meeting.json", NULL);
  if (!force && lstat (path, &status) == 0)
    {
      pln_terminal_complain (PLN_CODE_UNREADABLE, "name another folder, or replace it with --force", "%s is there already", path);
      return PLN_EXIT_UNWRITABLE;
    }
  if (!make_folder (folder) || !pln_output_write (path, example))
    return PLN_EXIT_UNWRITABLE;
  pln_terminal_say ("wrote %s; plan it: plenary plan %s", path, path);
  return PLN_EXIT_OK;
}

const PlnCommand pln_command_init = {
  .name = "init",
  .summary = "Write an example meeting to change into your own.",
  .usage = "plenary init [DIR] [OPTION...]",
  .about = "The example plans at once; its x-help keys explain each part.",
  .examples = "  plenary init\n"
              "  plenary init team && plenary plan team/meeting.json",
  .run = run,
};
