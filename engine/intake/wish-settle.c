/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/wish.h"

#include <string.h>

/* Several sentences about one topic hold together: "only after 3pm" and "only on Tuesday" is Tuesday
 * after three, though a list of windows in the request would mean either. */

typedef struct
{
  PlnHarvest *harvest;
  GHashTable *asked;  /* "within 12" -> GPtrArray of PlnWish: what is asked so far of a topic under a key, and not in doubt */
  GHashTable *orders; /* "5 12" -> PlnWish: hard, topic 5 is to stand before topic 12 */
  GHashTable *by_id;  /* topic id -> request index + 1 */
} Ledger;

static GPtrArray *
asked_like (Ledger *ledger, const PlnWish *wish)
{
  g_autofree char *name = g_strdup_printf ("%s %d", wish->key, wish->topic);
  GPtrArray *asked = g_hash_table_lookup (ledger->asked, name);

  if (!asked)
    {
      asked = g_ptr_array_new ();
      g_hash_table_insert (ledger->asked, g_steal_pointer (&name), asked);
    }
  return asked;
}

static PlnWish *
last_of (const GPtrArray *asked)
{
  return asked->len > 0 ? g_ptr_array_index (asked, asked->len - 1) : NULL;
}

static void
doubt (PlnWish *wish, const PlnWish *other)
{
  if (!wish->doubt)
    wish->doubt = g_strdup_printf ("contradicts line %d", other->sentence->line);
}

/* Neither the wish nor those that it contradicts are applied. */
static void
contradict (Ledger *ledger, PlnWish *wish, GPtrArray *others)
{
  const PlnWish *last = last_of (others);

  doubt (wish, last);
  for (guint k = 0; k < others->len; k++)
    doubt (g_ptr_array_index (others, k), wish);
  pln_harvest_guess (ledger->harvest, g_ptr_array_index (ledger->harvest->requests, (guint) wish->topic), PLN_CODE_WISH_CONTRADICTS,
                     "what is asked in line %d and in line %d cannot both hold: neither is applied", last->sentence->line, wish->sentence->line);
  g_ptr_array_set_size (others, 0);
}

static void
replace_time (PlnWish *wish, PlnWhen *when)
{
  pln_when_unref (wish->when);
  wish->when = when;
  wish->replaces = true;
}

/* Each must hold: the later wish becomes what both leave. */
static void
settle_within (Ledger *ledger, PlnWish *wish)
{
  GPtrArray *asked = asked_like (ledger, wish);
  const PlnWish *last = last_of (asked);
  PlnWhen *both = last ? pln_when_intersect (last->when, wish->when) : NULL;

  if (last && !both)
    {
      contradict (ledger, wish, asked);
      return;
    }
  if (both)
    replace_time (wish, both);
  g_ptr_array_add (asked, wish);
}

/* Best is what fits all of them; where nothing does, each is as good as the other. */
static void
settle_preference (Ledger *ledger, PlnWish *wish)
{
  GPtrArray *asked = asked_like (ledger, wish);
  const PlnWish *last = last_of (asked);
  PlnWhen *both = last ? pln_when_intersect (last->when, wish->when) : NULL;

  if (last)
    replace_time (wish, both ? both : pln_when_unite (last->when, wish->when));
  g_ptr_array_add (asked, wish);
}

static const char *
text_of (const PlnWish *wish)
{
  return json_node_get_string (g_ptr_array_index (wish->values, 0));
}

/* A topic follows one other at most. */
static void
settle_following (Ledger *ledger, PlnWish *wish)
{
  GPtrArray *asked = asked_like (ledger, wish);

  if (asked->len > 0 && strcmp (text_of (wish), text_of (last_of (asked))) != 0)
    contradict (ledger, wish, asked);
  else
    g_ptr_array_add (asked, wish);
}

/* It hangs on all of it. */
static void
settle_contingency (Ledger *ledger, PlnWish *wish)
{
  GPtrArray *asked = asked_like (ledger, wish);
  const PlnWish *last = last_of (asked);
  g_autofree char *both = last && strcmp (text_of (last), text_of (wish)) != 0 ? g_strdup_printf ("%s; %s", text_of (last), text_of (wish)) : NULL;

  if (both)
    json_node_set_string (g_ptr_array_index (wish->values, 0), both);
  g_ptr_array_add (asked, wish);
}

static bool
is_hard_order (const PlnWish *wish)
{
  return (strcmp (wish->key, "before") == 0 || strcmp (wish->key, "after") == 0 || strcmp (wish->key, "follows") == 0)
         && JSON_NODE_HOLDS_VALUE (g_ptr_array_index (wish->values, 0));
}

/* Is the same pair asked to stand the other way round, too? */
static void
settle_order (Ledger *ledger, PlnWish *wish)
{
  int other = GPOINTER_TO_INT (g_hash_table_lookup (ledger->by_id, text_of (wish))) - 1;
  bool first = strcmp (wish->key, "before") == 0;
  int early = first ? wish->topic : other, late = first ? other : wish->topic;
  g_autofree char *turned = g_strdup_printf ("%d %d", late, early);
  PlnWish *against = g_hash_table_lookup (ledger->orders, turned);

  if (against)
    {
      g_autoptr (GPtrArray) others = g_ptr_array_new ();

      g_ptr_array_add (others, against);
      contradict (ledger, wish, others);
    }
  else
    g_hash_table_insert (ledger->orders, g_strdup_printf ("%d %d", early, late), wish);
}

static void
settle (Ledger *ledger, PlnWish *wish)
{
  if (!wish->key || wish->person || wish->proposed)
    return;
  if (strcmp (wish->key, "within") == 0)
    settle_within (ledger, wish);
  else if (strcmp (wish->key, "prefer") == 0)
    settle_preference (ledger, wish);
  else if (strcmp (wish->key, "follows") == 0)
    settle_following (ledger, wish);
  else if (strcmp (wish->key, "contingent") == 0)
    settle_contingency (ledger, wish);
  if (!wish->doubt && is_hard_order (wish))
    settle_order (ledger, wish);
}

/* Of wishes that share a time, the windows are one list. */
static void
write_windows (GPtrArray *wishes, const PlnCalendarFrame *frame)
{
  g_autoptr (GHashTable) by_time = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint k = 0; k < wishes->len; k++)
    {
      PlnWish *wish = g_ptr_array_index (wishes, k);
      GPtrArray *windows = wish->when ? g_hash_table_lookup (by_time, wish->when) : NULL;

      if (!wish->when)
        continue;
      if (!windows)
        g_hash_table_insert (by_time, wish->when, windows = pln_when_to_windows (frame, wish->when));
      wish->values = g_ptr_array_ref (windows);
    }
}

void
pln_wishes_settle (GPtrArray *wishes, PlnHarvest *harvest, const PlnCalendarFrame *frame)
{
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Ledger ledger = { harvest, asked, orders, by_id };

  for (guint k = 0; k < harvest->requests->len; k++)
    {
      const PlnRequest *request = g_ptr_array_index (harvest->requests, k);

      if (request->id)
        g_hash_table_insert (by_id, (gpointer) request->id, GINT_TO_POINTER ((int) k + 1));
    }
  for (guint k = 0; k < wishes->len; k++)
    settle (&ledger, g_ptr_array_index (wishes, k));
  write_windows (wishes, frame);
}
