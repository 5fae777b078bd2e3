/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/id.h"
#include "intake/roster.h"

typedef struct
{
  const char *cell;
  const char *want; /* ids in order, "?" before a guess, "+" before an added one */
  const char *aside; /* nullable */
} Case;

static const Case cases[] = {
  { "Wil O'Mullane", "wil", NULL },
  { "@womullan", "?wil", NULL },
  { "womullam", "?wil", NULL },
  { "Wii O'Mullane", "?wil", NULL },
  { "Colin Slater Tim Jenness", "colin tim", NULL },
  { "Leanne Guy and Simon Krughoff", "leanne +simon-krughoff", NULL },
  { "Cristian Silva", "cristian", NULL },
  { "CS", "cristian", NULL },
  { "leanne", "leanne", NULL },
  { "Tim Jenness (slides)", "tim", "(slides)" },
  { "Tim Jenness on behalf of Leanne Guy", "tim", "on behalf of Leanne Guy" },
  { "Tim Jenness/Leanne Guy", "tim leanne", NULL },
  { "TBD", "", NULL },
  { "", "", NULL },
  { "Tim Jenness, Tim Jenness & Nobody Known; Leanne Guy", "tim +nobody-known leanne", NULL },
  { "贺师俊 (HE Shi-Jun)", "+p", "(HE Shi-Jun)" },
};

static PlnRoster *
known_people (void)
{
  PlnRoster *roster = pln_roster_new ();
  const char *const initials[] = { "CS", NULL };

  pln_roster_add (roster, "wil", "Wil O'Mullane", NULL, NULL);
  pln_roster_add (roster, "colin", "Colin Slater", NULL, NULL);
  pln_roster_add (roster, "tim", "Tim Jenness", NULL, "tjenness@example.org");
  pln_roster_add (roster, "leanne", "Leanne Guy", NULL, NULL);
  pln_roster_add (roster, "cristian", "Cristián Silva", initials, NULL);
  return roster;
}

static void
test_cells (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (PlnRoster) roster = known_people ();
      g_autoptr (PlnNames) names = pln_roster_read (roster, cases[k].cell);
      g_autoptr (GString) got = g_string_new (NULL);

      for (guint n = 0; n < names->names->len; n++)
        {
          const PlnName *name = g_ptr_array_index (names->names, n);

          g_string_append_printf (got, "%s%s%s", n > 0 ? " " : "",
                                  name->kind == PLN_NAME_GUESSED ? "?" : name->kind == PLN_NAME_ADDED ? "+" : "", name->id);
        }
      g_test_message ("%s", cases[k].cell);
      g_assert_cmpstr (got->str, ==, cases[k].want);
      g_assert_cmpstr (names->aside, ==, cases[k].aside);
    }
}

static void
test_near (void)
{
  g_autoptr (PlnRoster) roster = known_people ();
  g_autoptr (PlnNames) names = pln_roster_read (roster, "Tom Jenses");
  const PlnName *name = g_ptr_array_index (names->names, 0);

  g_assert_cmpint (name->kind, ==, PLN_NAME_ADDED);
  g_assert_cmpstr (name->near, ==, "Tim Jenness");
}

static void
test_distance (void)
{
  static const struct
  {
    const char *a, *b;
    int most, want;
  } distances[] = {
    { "wil", "wil", 2, 0 },       { "wil", "wli", 2, 1 },     { "wil", "will", 2, 1 },         { "ca", "abc", 5, 3 },
    { "", "ab", 2, 2 },           { "ab", "", 2, 2 },         { "kitten", "sitting", 3, 3 },   { "kitten", "sitting", 2, 3 },
    { "tom jenses", "tim jenness", 3, 3 }, { "tim jenness", "tom jenses", 3, 3 }, { "abcdef", "a", 2, 3 }, { "abcd", "badc", 2, 2 },
  };
  g_autofree char *longest = g_strnfill (63, 'x'), *other = g_strnfill (62, 'x'), *longer = g_strnfill (64, 'x');

  for (gsize k = 0; k < G_N_ELEMENTS (distances); k++)
    {
      g_test_message ("%s, %s", distances[k].a, distances[k].b);
      g_assert_cmpint (pln_name_distance (distances[k].a, distances[k].b, distances[k].most), ==, distances[k].want);
    }
  g_assert_cmpint (pln_name_distance (longest, other, 1), ==, 1);
  g_assert_cmpint (pln_name_distance (longer, longer, 1), ==, 2);
}

static void
test_ids (void)
{
  static const struct
  {
    const char *text, *want;
  } made[] = {
    { "Next steps for Gen3?", "next-steps-for-gen3" },
    { "Next steps: for Gen3", "next-steps-for-gen3-3" }, /* 2 is in use */
    { "Next steps, for Gen3", "next-steps-for-gen3-4" },
    { "Commissioning Cluster, Yagan, and do we have what we need?", "commissioning-cluster-yagan" },
    { "Commissioning Cluster, Yagan, and what not", "commissioning-cluster-yagan-2" },
    { "Donaudampfschifffahrtsgesellschaftskapitän", "donaudampfschifffahrtsgesellsc" },
    { "Wil O'Mullane", "wil-omullane" },
    { "Größe", "grosse" },
    { "¿?", "p" },
    { "", "p-2" },
  };
  g_autoptr (PlnIds) ids = pln_ids_new ();

  pln_ids_add (ids, "next-steps-for-gen3-2");
  pln_ids_add (ids, "next-steps-for-gen3-2");
  for (gsize k = 0; k < G_N_ELEMENTS (made); k++)
    g_assert_cmpstr (pln_ids_make (ids, made[k].text, 30), ==, made[k].want);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster/cells", test_cells);
  g_test_add_func ("/roster/near", test_near);
  g_test_add_func ("/roster/distance", test_distance);
  g_test_add_func ("/roster/ids", test_ids);
  return g_test_run ();
}
