/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/signals.h"
#include "cli/terminal.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* In the order in which a chair meets them. */
static const PlnCommand *const commands[] = {
  &pln_command_check,
  &pln_command_plan,
  &pln_command_export,
  &pln_command_import,
  &pln_command_busy,
  &pln_command_init,
};

static const PlnCommand *
find_command (const char *name)
{
  for (gsize k = 0; k < G_N_ELEMENTS (commands); k++)
    if (strcmp (commands[k]->name, name) == 0)
      return commands[k];
  return NULL;
}

static char *
describe_commands (void)
{
  GString *out = g_string_new ("plenary COMMAND [OPTION...] FILE...\n\n"
                               "Agendas planned, proved best, judged and published.\n\nCommands:\n");

  for (gsize k = 0; k < G_N_ELEMENTS (commands); k++)
    g_string_append_printf (out, "  %-10s%s\n", commands[k]->name, commands[k]->summary);
  g_string_append (out, "\nExamples:\n"
                        "  plenary check meeting.json\n"
                        "  plenary plan meeting.json -o agenda.json\n"
                        "  plenary export agenda.json -o agenda.ics\n\n"
                        "Options:\n"
                        "      --version  show the version\n"
                        "  -h, --help     show this help; plenary COMMAND --help shows a command's\n");
  return g_string_free (out, FALSE);
}

static int
print (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pln_output_write ("-", bytes) ? PLN_EXIT_OK : PLN_EXIT_UNWRITABLE;
}

static int
complain_unknown (const char *name)
{
  const char *names[G_N_ELEMENTS (commands)], *meant;
  g_autofree char *help = NULL;

  for (gsize k = 0; k < G_N_ELEMENTS (commands); k++)
    names[k] = commands[k]->name;
  meant = pln_did_you_mean (name, names, G_N_ELEMENTS (names));
  help = meant ? g_strdup_printf ("did you mean plenary %s?", meant) : g_strdup ("plenary --help lists what there is");
  if (name[0] == '-')
    pln_terminal_complain (PLN_CODE_UNKNOWN_OPTION, "options stand after a command; plenary --help lists the commands",
                           "unknown option %s", name);
  else
    pln_terminal_complain (PLN_CODE_UNKNOWN_COMMAND, help, "unknown command %s", name);
  return PLN_EXIT_USAGE;
}

static int
help (int argc, char **argv)
{
  static char option[] = "--help", *arguments[] = { option };
  g_autofree char *text = NULL;
  const PlnCommand *command;

  if (argc == 0)
    {
      text = describe_commands ();
      return print (text);
    }
  command = find_command (argv[0]);
  return command ? command->run (1, arguments) : complain_unknown (argv[0]);
}

/* A file opened later must not become what was closed: results would be written into it. */
static void
hold_standard_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0)
      /* Opened the wrong way round, so that reading and writing still fail; only talk goes nowhere. */
      (void) !open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : fd == STDOUT_FILENO ? O_RDONLY : O_RDWR);
}

/* The LP library may bring a BLAS that makes a thread for each core, and ours are the cores that they would wait on.
 * Said here, where no thread of ours can be reading the environment. */
static void
keep_blas_to_one_thread (void)
{
  g_setenv ("OPENBLAS_NUM_THREADS", "1", FALSE);
}

/* Each solve of the LP library takes working memory anew and lets go of it; glibc would hand that back to the kernel
 * every time, to be fetched again page by page. Pieces past a megabyte stay with the kernel, which moves them where they
 * grow. */
static void
keep_freed_memory (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, 1 << 20);
  mallopt (M_TRIM_THRESHOLD, 64 << 20);
#endif
}

int
main (int argc, char **argv)
{
  const PlnCommand *command;

  hold_standard_streams ();
  keep_blas_to_one_thread ();
  keep_freed_memory ();
  pln_signals_ignore_write_faults ();
  pln_terminal_begin ();
  if (argc < 2)
    {
      pln_terminal_complain (PLN_CODE_MISSING_ARGUMENT, "plenary --help lists the commands", "a command is missing");
      return PLN_EXIT_USAGE;
    }
  if (strcmp (argv[1], "--version") == 0 || strcmp (argv[1], "-V") == 0)
    {
      g_autofree char *line = g_strdup_printf ("plenary %s\n", pln_version ());

      return print (line);
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0)
    return help (argc - 2, argv + 2);
  command = find_command (argv[1]);
  return command ? command->run (argc - 2, argv + 2) : complain_unknown (argv[1]);
}
