/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/readback.h"
#include "ical/libical.h"
#include "ical/writer.h"

#include <string.h>

G_DEFINE_QUARK (pln_readback_error, pln_readback_error)

/* One thing that libical found: a component's bound or a value. */
typedef struct
{
  char *name;  /* "BEGIN", "END" or the property's */
  char *value; /* the component's name; a text as it reads; other values as they are written */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->name);
  g_free (found->value);
  g_free (found);
}

/* libical makes a property of each of several categories (unless one has a comma); they stand in one line. */
static bool
is_continued (const GPtrArray *all, const char *name)
{
  const Found *last = all->len > 0 ? all->pdata[all->len - 1] : NULL;

  return last && strcmp (name, "CATEGORIES") == 0 && strcmp (last->name, name) == 0;
}

static void
add_found (GPtrArray *all, const char *name, const char *value)
{
  Found *found;

  if (is_continued (all, name)) {
    g_autofree char *before = NULL;

    found = all->pdata[all->len - 1];
    before = found->value;
    found->value = g_strconcat (before, ",", value, NULL);
    return;
  }
  found = g_new (Found, 1);
  *found = (Found){ g_strdup (name), g_strdup (value ? value : "") };
  g_ptr_array_add (all, found);
}

static void
collect_property (const PlnLibical *ical, icalproperty *property, GPtrArray *all)
{
  icalvalue *value = ical->icalproperty_get_value (property);
  char *name = ical->icalproperty_get_property_name_r (property);

  if (value && ical->icalvalue_isa (value) == ICAL_TEXT_VALUE) {
    add_found (all, name, ical->icalvalue_get_text (value));
  } else if (value && ical->icalvalue_isa (value) == ICAL_X_VALUE) {
    add_found (all, name, ical->icalvalue_get_x (value));
  } else {
    char *text = value ? ical->icalvalue_as_ical_string_r (value) : NULL;

    add_found (all, name, text);
    ical->icalmemory_free_buffer (text);
  }
  ical->icalmemory_free_buffer (name);
}

static void
collect (const PlnLibical *ical, icalcomponent *component, GPtrArray *all)
{
  const char *kind = ical->icalcomponent_kind_to_string (ical->icalcomponent_isa (component));

  add_found (all, "BEGIN", kind);
  for (icalproperty *property = ical->icalcomponent_get_first_property (component, ICAL_ANY_PROPERTY); property;
       property = ical->icalcomponent_get_next_property (component, ICAL_ANY_PROPERTY))
    collect_property (ical, property, all);
  for (icalcomponent *child = ical->icalcomponent_get_first_component (component, ICAL_ANY_COMPONENT); child;
       child = ical->icalcomponent_get_next_component (component, ICAL_ANY_COMPONENT))
    collect (ical, child, all);
  add_found (all, "END", kind);
}

/* What the lines say that libical should find; it reads a list of texts as one text. */
static GPtrArray *
expected (const GPtrArray *lines)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (found_free);

  for (guint i = 0; i < lines->len; i++) {
    const PlnContentLine *line = lines->pdata[i];

    add_found (all, line->name, line->meant ? line->meant : line->value);
  }
  return all;
}

static bool
compare (const GPtrArray *meant, const GPtrArray *found, GError **error)
{
  for (guint i = 0; i < MAX (meant->len, found->len); i++) {
    static const Found none = { (char *) "nothing", (char *) "" };
    const Found *one = i < meant->len ? meant->pdata[i] : &none;
    const Found *two = i < found->len ? found->pdata[i] : &none;

    if (strcmp (one->name, two->name) == 0 && strcmp (one->value, two->value) == 0)
      continue;
    g_set_error (error, PLN_READBACK_ERROR, PLN_READBACK_ERROR_DIFFERS,
                 "the calendar does not read back as it was meant: %s \"%s\" came back as %s \"%s\"", one->name,
                 one->value, two->name, two->value);
    return false;
  }
  return true;
}

bool
pln_readback_check (const char *text, const GPtrArray *lines, GError **error)
{
  const PlnLibical *ical = pln_libical (error);
  g_autoptr (GPtrArray) meant = expected (lines);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (found_free);
  icalcomponent *root;

  if (!ical)
    return false;
  root = ical->icalparser_parse_string (text);
  if (root) {
    collect (ical, root, found);
    ical->icalcomponent_free (root);
  }
  return compare (meant, found, error);
}
