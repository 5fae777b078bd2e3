/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/libical.h"

#include <dlfcn.h>

G_DEFINE_QUARK (pln_libical_error, pln_libical_error)

static PlnLibical functions;
static char *missing; /* what could not be loaded; NULL where all was */

static void
load (void)
{
  void *library = dlopen ("libical.so.3", RTLD_NOW | RTLD_LOCAL);

  if (!library) {
    missing = g_strdup (dlerror ());
    return;
  }
#define PLN_LIBICAL_LOAD(name) \
  functions.name = (__typeof__ (functions.name)) dlsym (library, #name); \
  if (!functions.name && !missing) \
    missing = g_strdup ("libical.so.3 has no " #name);
  PLN_LIBICAL_FUNCTIONS (PLN_LIBICAL_LOAD)
#undef PLN_LIBICAL_LOAD
}

const PlnLibical *
pln_libical (GError **error)
{
  static gsize loaded;

  if (g_once_init_enter (&loaded)) {
    load ();
    g_once_init_leave (&loaded, 1);
  }
  if (!missing)
    return &functions;
  g_set_error (error, PLN_LIBICAL_ERROR, PLN_LIBICAL_ERROR_MISSING, "libical cannot be loaded: %s", missing);
  return NULL;
}
