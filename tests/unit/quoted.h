/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Requests as tests write them: with single quotes, the place of what is expected in << >>. */

#include "text/diagnostic.h"

#include <string.h>

#define HEAD "'plenary':1,'title':'T','timezone':'Europe/Paris',"
#define DAYS "'days':[{'date':'2026-03-02','start':'09:00','end':'12:00'}],"
#define ANN "'people':[{'id':'ann','name':'Ann','groups':['g']},{'id':'bob','name':'Bob'}],"
#define BASE HEAD DAYS ANN
#define TOPIC(keys) BASE "'topics':[{'id':'a','title':'A'," keys "},{'id':'b','title':'B'},{'id':'c','title':'C'}]"
#define PERSON(keys) HEAD DAYS "'people':[{'id':'ann','name':'Ann'," keys "}]"
#define DAY(keys) HEAD "'days':[{'date':'2026-03-02'," keys "}]"

/* Single quotes become double ones, << >> go and leave the place; braces are put around what has none. */
static inline GBytes *
quoted_request (const char *text, PlnPlace *place)
{
  GString *out = g_string_new (NULL);
  bool bare = !g_str_has_prefix (text, "<<{") && !g_str_has_prefix (text, "<<[");

  if (bare)
    g_string_append_c (out, '{');
  for (const char *at = text; *at; at++)
    if (g_str_has_prefix (at, "<<"))
      {
        place->start = out->len;
        at++;
      }
    else if (g_str_has_prefix (at, ">>"))
      {
        place->end = out->len;
        at++;
      }
    else
      g_string_append_c (out, *at == '\'' ? '"' : *at);
  if (bare)
    {
      if (out->str[out->len - 1] == ',')
        g_string_truncate (out, out->len - 1);
      g_string_append_c (out, '}');
    }
  return g_string_free_to_bytes (out);
}
