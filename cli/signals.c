/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/signals.h"

#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void
handle (int number)
{
  if (caught)
    _exit (128 + number);
  caught = number;
}

void
pln_signals_ignore_write_faults (void)
{
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

volatile sig_atomic_t *
pln_signals_catch (void)
{
  struct sigaction action = { .sa_handler = handle, .sa_flags = SA_RESTART }, old;
  static const int numbers[] = { SIGINT, SIGTERM };

  for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
    /* What was ignored from the start (nohup, a background job of a script) stays ignored. */
    if (sigaction (numbers[k], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
      sigaction (numbers[k], &action, NULL);
  return &caught;
}
