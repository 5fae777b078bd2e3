/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/windows.h"

#include <dlfcn.h>
#include <unicode/ucal.h>
#include <unicode/uvernum.h>

typedef int32_t (*ToIana) (const UChar *windows, int32_t length, const char *region, UChar *id, int32_t capacity,
                           UErrorCode *status);

/* ICU puts its major version into the names of its files and functions. */
static ToIana
load (void)
{
  static gsize loaded = 0;
  static ToIana to_iana = NULL;

  if (g_once_init_enter (&loaded))
    {
      void *library = dlopen ("libicui18n.so." U_ICU_VERSION_SHORT, RTLD_NOW | RTLD_LOCAL);

      if (library != NULL)
        to_iana = (ToIana) (gsize) dlsym (library, "ucal_getTimeZoneIDForWindowsID_" U_ICU_VERSION_SHORT);
      g_once_init_leave (&loaded, 1);
    }
  return to_iana;
}

char *
pln_windows_zone_name (const char *name)
{
  ToIana to_iana = load ();
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (name, -1, NULL, NULL, NULL);
  UChar id[64];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length;

  if (to_iana == NULL || wide == NULL)
    return NULL;
  length = to_iana ((const UChar *) wide, -1, NULL, id, G_N_ELEMENTS (id), &status);
  if (U_FAILURE (status) || length <= 0 || length >= (int32_t) G_N_ELEMENTS (id))
    return NULL;
  return g_utf16_to_utf8 ((const gunichar2 *) id, length, NULL, NULL, NULL);
}
