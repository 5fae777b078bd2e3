/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What a command is, and what its exit code means.
 *
 * A new command is one file that defines a PlnCommand, a line here and a line in the table of
 * main.c; its options are a table too (cli/options.h), from which its help is printed. */

typedef enum
{
  PLN_EXIT_OK = 0,
  PLN_EXIT_FINDINGS = 1,   /* check: something is broken */
  PLN_EXIT_USAGE = 2,      /* the command line, or an input that is unreadable or invalid */
  PLN_EXIT_INFEASIBLE = 3, /* proved that there is no plan */
  PLN_EXIT_UNKNOWN = 4,    /* no plan within the limits */
  PLN_EXIT_UNWRITABLE = 6, /* an output could not be written */
  PLN_EXIT_DEFECT = 70,    /* a defect of Plenary itself */
  PLN_EXIT_SIGNAL = 128,   /* and the signal's number */
} PlnExit;

typedef struct
{
  const char *name;
  const char *summary;  /* one line for `plenary --help` */
  const char *usage;    /* "plenary plan REQUEST.json [OPTION…]", several lines possible */
  const char *about;    /* a few lines of help; nullable */
  const char *examples; /* whole lines, indented */
  /* @argv: what follows the command's name, @argc of them. Returns: a PlnExit */
  int (*run) (int argc, char **argv);
} PlnCommand;

extern const PlnCommand pln_command_busy;
extern const PlnCommand pln_command_check;
extern const PlnCommand pln_command_export;
extern const PlnCommand pln_command_import;
extern const PlnCommand pln_command_init;
extern const PlnCommand pln_command_plan;
