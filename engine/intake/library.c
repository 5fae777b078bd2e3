/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/library.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <string.h>

enum
{
  LOADED = 1,
  MISSING,
};

static gsize
load (const char *file, va_list symbols)
{
  void *library = dlopen (file, RTLD_NOW | RTLD_LOCAL);
  gsize state = library ? LOADED : MISSING;

  for (const char *name = va_arg (symbols, const char *); library && name; name = va_arg (symbols, const char *))
    {
      void *function = dlsym (library, name);

      /* A function pointer of any type: copied, since no pointer type aliases them all. */
      memcpy (va_arg (symbols, void *), &function, sizeof function);
      state = function ? state : MISSING;
    }
  return state;
}

bool
pln_library_load (const char *file, gsize *state, ...)
{
  if (g_once_init_enter (state))
    {
      va_list symbols;
      gsize result;

      va_start (symbols, state);
      result = load (file, symbols);
      va_end (symbols);
      g_once_init_leave (state, result);
    }
  return *state == LOADED;
}
