/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The options of a command: one table says how they are read and what --help prints.
 *
 * `--name value`, `--name=value`, `-x value`, `-xvalue`; options may stand before, between and after
 * the operands; after `--` everything is an operand; `-` alone is one (standard input or output). */

#include "cli/command.h"

#include <glib.h>
#include <stdbool.h>

typedef enum
{
  PLN_OPTION_FLAG,         /* bool */
  PLN_OPTION_TEXT,         /* const char *; the last one counts */
  PLN_OPTION_LIST,         /* GPtrArray * of const char * */
  PLN_OPTION_INTEGER,      /* gint64, from `least` to `most` */
  PLN_OPTION_MILLISECONDS, /* gint64; "10s", "500ms", "2m", "1h", or seconds */
  PLN_OPTION_MOMENT,       /* gint64 seconds since 1970; "2022-10-11T17:00:00Z" */
  PLN_OPTION_CHOICE,       /* int: what `from_name` makes of one of `names` */
} PlnOptionKind;

typedef struct
{
  const char *name;     /* without dashes */
  char letter;          /* '\0': none */
  PlnOptionKind kind;
  const char *metavar;  /* in the help; NULL for flags */
  const char *help;     /* one line */
  void *value;          /* where to put it */
  gint64 least, most;   /* of integers */
  const char *const *names;               /* of choices, NULL-terminated; what from_name refuses is not offered */
  int (*from_name) (const char *name);    /* -1: not a choice */
} PlnOption;

/* Reads a command line. --help prints the help; -h too; --color is read for every command.
 * @operands: (element-type utf8): filled; texts belong to @argv
 * @least, @most: how many operands the command takes
 * @exit_code: set when false is returned
 * Returns: false where there is nothing more to do: help was printed or an error told */
bool pln_options_read (const PlnCommand *command,
                       const PlnOption *options,
                       int n_options,
                       int argc,
                       char **argv,
                       GPtrArray *operands,
                       int least,
                       int most,
                       int *exit_code);

/* Are two of the named things standard input (or output)? Then tells so and returns true. */
bool pln_options_use_stream_twice (const char *stream, const char *const *names, int n_names);

extern const char *const pln_format_choices[];
extern const char *const pln_audience_choices[];
