/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/options.h"

#include "cli/help.h"
#include "cli/terminal.h"
#include "cli/value.h"

#include <string.h>

static const char *const colour_choices[] = { "auto", "always", "never", NULL };

static int
colour_from_name (const char *name)
{
  for (int k = 0; colour_choices[k]; k++)
    if (strcmp (colour_choices[k], name) == 0)
      return k;
  return -1;
}

static int colour_mode;
static bool help_wanted;

/* What every command has. */
static const PlnOption shared_options[] = {
  { "color", '\0', PLN_OPTION_CHOICE, "WHEN", "auto, always or never", &colour_mode, .names = colour_choices,
    .from_name = colour_from_name },
  { "help", 'h', PLN_OPTION_FLAG, NULL, "show this help", &help_wanted },
};

typedef struct
{
  const PlnCommand *command;
  const PlnOption *options;
  int n_options;
  char **argv; /* what is left to read */
  int argc;
} Line;

static const PlnOption *
option_at (const Line *line, int k)
{
  return k < line->n_options ? &line->options[k] : &shared_options[k - line->n_options];
}

static int
count_options (const Line *line)
{
  return line->n_options + (int) G_N_ELEMENTS (shared_options);
}

static char *
help_hint (const Line *line)
{
  return g_strdup_printf ("plenary %s --help shows what it takes", line->command->name);
}

static bool
complain_unknown (const Line *line, const char *shown, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *help = NULL;
  const char *meant;

  for (int k = 0; k < count_options (line); k++)
    g_ptr_array_add (names, (char *) option_at (line, k)->name);
  meant = pln_did_you_mean (name, (const char *const *) names->pdata, (int) names->len);
  help = meant ? g_strdup_printf ("did you mean --%s?", meant) : help_hint (line);
  pln_terminal_complain (PLN_CODE_UNKNOWN_OPTION, help, "plenary %s has no option %s", line->command->name, shown);
  return false;
}

static const PlnOption *
find_long (const Line *line, const char *name, gsize length)
{
  for (int k = 0; k < count_options (line); k++)
    if (strlen (option_at (line, k)->name) == length && strncmp (option_at (line, k)->name, name, length) == 0)
      return option_at (line, k);
  return NULL;
}

static const PlnOption *
find_letter (const Line *line, char letter)
{
  for (int k = 0; k < count_options (line); k++)
    if (option_at (line, k)->letter == letter)
      return option_at (line, k);
  return NULL;
}

/* Takes the value after the option, or the next word. */
static bool
read_value (Line *line, const PlnOption *option, const char *attached)
{
  const char *value = attached;

  if (!value && line->argc > 0)
    {
      value = *line->argv++;
      line->argc--;
    }
  if (value)
    return pln_value_read (option, value);

  g_autofree char *help = help_hint (line);

  pln_terminal_complain (PLN_CODE_MISSING_ARGUMENT, help, "--%s needs a value: --%s %s", option->name, option->name,
                         option->metavar);
  return false;
}

static bool
read_flag (const PlnOption *option, const char *attached)
{
  if (attached)
    {
      pln_terminal_complain (PLN_CODE_BAD_VALUE, NULL, "--%s takes no value", option->name);
      return false;
    }
  *(bool *) option->value = true;
  return true;
}

static bool
read_long (Line *line, const char *word)
{
  const char *name = word + 2, *equals = strchr (name, '=');
  gsize length = equals ? (gsize) (equals - name) : strlen (name);
  g_autofree char *bare = g_strndup (name, length), *shown = g_strdup_printf ("--%s", bare);
  const PlnOption *option = find_long (line, name, length);

  if (!option)
    return complain_unknown (line, shown, bare);
  return option->kind == PLN_OPTION_FLAG ? read_flag (option, equals)
                                         : read_value (line, option, equals ? equals + 1 : NULL);
}

static bool
read_letters (Line *line, const char *word)
{
  for (const char *at = word + 1; *at; at++)
    {
      const PlnOption *option = find_letter (line, *at);

      if (!option)
        return complain_unknown (line, word, word + 1);
      if (option->kind != PLN_OPTION_FLAG)
        return read_value (line, option, at[1] ? at + 1 : NULL);
      if (!read_flag (option, NULL))
        return false;
    }
  return true;
}

static bool
read_words (Line *line, GPtrArray *operands)
{
  bool options_over = false;

  while (line->argc > 0)
    {
      const char *word = *line->argv++;

      line->argc--;
      if (options_over || word[0] != '-' || word[1] == '\0')
        g_ptr_array_add (operands, (char *) word);
      else if (strcmp (word, "--") == 0)
        options_over = true;
      else if (!(word[1] == '-' ? read_long (line, word) : read_letters (line, word)))
        return false;
    }
  return true;
}

static bool
complain_operands (const Line *line, int n, int least)
{
  g_autofree char *help = g_strdup_printf ("usage: %s", line->command->usage);
  char *end = strchr (help, '\n');

  if (end)
    *end = '\0';
  if (n < least)
    pln_terminal_complain (PLN_CODE_MISSING_ARGUMENT, help, "plenary %s needs a file", line->command->name);
  else
    pln_terminal_complain (PLN_CODE_CONFLICTING_ARGUMENTS, help, "too many files for plenary %s", line->command->name);
  return false;
}

bool
pln_options_read (const PlnCommand *command,
                  const PlnOption *options,
                  int n_options,
                  int argc,
                  char **argv,
                  GPtrArray *operands,
                  int least,
                  int most,
                  int *exit_code)
{
  Line line = { command, options, n_options, argv, argc };
  bool ok;

  help_wanted = false;
  colour_mode = PLN_COLOUR_AUTO;
  *exit_code = PLN_EXIT_USAGE;
  ok = read_words (&line, operands);
  pln_terminal_set_colour_mode ((PlnColourMode) colour_mode);
  if (help_wanted)
    {
      *exit_code = pln_help_print (command, options, n_options, shared_options, G_N_ELEMENTS (shared_options));
      return false;
    }
  if (ok && ((int) operands->len < least || (int) operands->len > most))
    ok = complain_operands (&line, (int) operands->len, least);
  return ok;
}

bool
pln_options_use_stream_twice (const char *stream, const char *const *names, int n_names)
{
  int n = 0;

  for (int k = 0; k < n_names; k++)
    n += names[k] && strcmp (names[k], "-") == 0;
  if (n < 2)
    return false;
  pln_terminal_complain (PLN_CODE_CONFLICTING_ARGUMENTS, "give one of them a file name",
                         "two things cannot both use %s", stream);
  return true;
}
