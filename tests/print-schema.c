/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print-schema request|agenda: prints the schema that the reader's table makes. `ninja schemas` writes it to
 * data/; a test compares the two. */
#include "model/agenda.h"
#include "model/request.h"

#include <stdio.h>
#include <string.h>

int
main (int argc, char **argv)
{
  g_autofree char *text = NULL;

  if (argc != 2 || (strcmp (argv[1], "request") != 0 && strcmp (argv[1], "agenda") != 0))
    {
      fputs ("usage: print-schema request|agenda\n", stderr);
      return 2;
    }
  text = strcmp (argv[1], "request") == 0 ? pln_request_schema () : pln_agenda_schema ();
  fputs (text, stdout);
  return 0;
}
