/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/mend.h"

typedef struct
{
  char *(*mend) (const char *text);
  const char *text, *meant; /* nullable */
} Case;

static const Case cases[] = {
  { pln_mend_clock, "9:00", "09:00" },
  { pln_mend_clock, "9.30", "09:30" },
  { pln_mend_clock, "0900", "09:00" },
  { pln_mend_clock, "9", "09:00" },
  { pln_mend_clock, "9h15", "09:15" },
  { pln_mend_clock, "9am", "09:00" },
  { pln_mend_clock, "1:15 pm", "13:15" },
  { pln_mend_clock, "12:00 am", "00:00" },
  { pln_mend_clock, "12 PM", "12:00" },
  { pln_mend_clock, "09:00:00", "09:00" },
  { pln_mend_clock, "25:00", NULL },
  { pln_mend_clock, "24:01", NULL },
  { pln_mend_clock, "13pm", NULL },
  { pln_mend_clock, "noon", NULL },
  { pln_mend_clock, "", NULL },
  { pln_mend_date, "2022-3-1", "2022-03-01" },
  { pln_mend_date, "2022/10/18", "2022-10-18" },
  { pln_mend_date, "2022.1.2", "2022-01-02" },
  { pln_mend_date, "2022-02-30", NULL },
  { pln_mend_date, "18.10.2022", NULL },
  { pln_mend_date, "3/1/2022", NULL },
  { pln_mend_date, "tomorrow", NULL },
  { pln_mend_date_time, "2022-10-18 09:00", "2022-10-18T09:00" },
  { pln_mend_date_time, "2022-10-18T9:00", "2022-10-18T09:00" },
  { pln_mend_date_time, "2022-10-18 9:00Z", "2022-10-18T09:00Z" },
  { pln_mend_date_time, "2022-10-18 9:00+02:00", "2022-10-18T09:00+02:00" },
  { pln_mend_date_time, "2022-10-18", NULL },
  { pln_mend_date_time, "2022-10-18T", NULL },
  { pln_mend_date_time, "2022-02-30T09:00", NULL },
  { pln_mend_id, "Wil O'Mullane", "wil-omullane" },
  { pln_mend_id, "a n", "a-n" },
  { pln_mend_id, " a  n ", "a-n" },
  { pln_mend_id, "@wil", "wil" },
  { pln_mend_id, "Caf\303\251", "cafe" },
  { pln_mend_id, "", NULL },
  { pln_mend_id, "!?", NULL },
};

static void
test_cases (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *meant = cases[k].mend (cases[k].text);

      g_test_message ("%s", cases[k].text);
      g_assert_cmpstr (meant, ==, cases[k].meant);
    }
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (1 << 16, '9');

  g_assert_null (pln_mend_clock (text));
  g_assert_null (pln_mend_date (text));
  g_assert_null (pln_mend_date_time (text));
  g_assert_null (pln_mend_id (text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mend/cases", test_cases);
  g_test_add_func ("/mend/long", test_long);
  return g_test_run ();
}
