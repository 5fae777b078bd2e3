/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/objective.h"

#include <string.h>

typedef struct
{
  const char *name;
  int weight;
  const char *about;
} TermRow;

static const TermRow terms[] = {
#define PLN_TERM_ROW(name, text, weight, about) { text, weight, about },
  PLN_TERMS (PLN_TERM_ROW)
#undef PLN_TERM_ROW
};

const char *
pln_term_name (PlnTerm term)
{
  return terms[term].name;
}

int
pln_term_default_weight (PlnTerm term)
{
  return terms[term].weight;
}

const char *
pln_term_about (PlnTerm term)
{
  return terms[term].about;
}

int
pln_term_from_name (const char *name)
{
  for (int term = 0; term < PLN_N_TERMS; term++)
    if (strcmp (terms[term].name, name) == 0)
      return term;
  return -1;
}
