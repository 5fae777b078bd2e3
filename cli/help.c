/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/help.h"

#include "cli/output.h"

#include <string.h>

enum
{
  OPTION_COLUMNS = 28, /* of the column before the explanations */
};

static void
append_option (GString *out, const PlnOption *option)
{
  gsize start = out->len;

  if (option->letter)
    g_string_append_printf (out, "  -%c, --%s", option->letter, option->name);
  else
    g_string_append_printf (out, "      --%s", option->name);
  if (option->metavar)
    g_string_append_printf (out, " %s", option->metavar);
  do
    g_string_append_c (out, ' ');
  while (out->len - start < OPTION_COLUMNS);
  g_string_append_printf (out, "%s\n", option->help);
}

int
pln_help_print (
    const PlnCommand *command, const PlnOption *options, int n_options, const PlnOption *shared, int n_shared)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  g_string_append_printf (out, "%s\n\n%s\n", command->usage, command->summary);
  if (command->about)
    g_string_append_printf (out, "%s\n", command->about);
  g_string_append_printf (out, "\nExamples:\n%s\n\nOptions:\n", command->examples);
  for (int k = 0; k < n_options; k++)
    append_option (out, &options[k]);
  for (int k = 0; k < n_shared; k++)
    append_option (out, &shared[k]);
  bytes = g_string_free_to_bytes (out);
  return pln_output_write ("-", bytes) ? PLN_EXIT_OK : PLN_EXIT_UNWRITABLE;
}
