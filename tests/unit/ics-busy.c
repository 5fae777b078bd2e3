/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/busy.h"

#include "ical/value.h"

#include <string.h>

#define EVENT(lines) "BEGIN:VEVENT\nUID:1\n" lines "END:VEVENT\n"
#define CALENDAR(lines) "BEGIN:VCALENDAR\n" lines "END:VCALENDAR\n"
#define NINE "DTSTART:20240304T090000Z\nDTEND:20240304T100000Z\n"

typedef struct
{
  const char *about;
  const char *text;
  const char *expected; /* rows as "KIND start end", a line each, without the years; "" is nothing */
  int n_warnings;
  const char *says; /* in the first warning; nullable */
} Case;

/* The window is March 2024, the zone Europe/Berlin, the owner wil@example.org. */
static gint64
instant (const char *text)
{
  PlnIcsMoment moment;

  g_assert_true (pln_ics_moment_read (text, strlen (text), &moment));
  return moment.wall;
}

static char *
list (const PlnBusyReport *report)
{
  GString *out = g_string_new (NULL);

  for (guint k = 0; k < report->rows->len; k++)
    {
      const PlnBusyRow *row = &g_array_index (report->rows, PlnBusyRow, k);
      g_autofree char *start = pln_ics_instant_format (row->start), *end = pln_ics_instant_format (row->end);

      g_string_append_printf (out, "%s%s %.9s %.9s", k > 0 ? "\n" : "", pln_busy_kind_name (row->kind), start + 4, end + 4);
    }
  return g_string_free (out, FALSE);
}

static void
check (const Case *c, bool instances)
{
  PlnBusyOptions options = {
    .from = instant ("20240301T000000Z"),
    .to = instant ("20240401T000000Z"),
    .timezone = "Europe/Berlin",
    .owner_email = "wil@example.org",
    .instances = instances,
  };
  g_autoptr (PlnBusyReport) report = pln_busy_report_new (&options);
  g_autoptr (GBytes) bytes = g_bytes_new_static (c->text, strlen (c->text));
  g_autoptr (PlnIcs) ics = pln_ics_scan ("a.ics", bytes, report->warnings, NULL);
  g_autofree char *found = NULL;

  g_test_message ("%s", c->about);
  g_assert_nonnull (ics);
  pln_busy_report_add (report, ics);
  pln_busy_report_finish (report);
  found = list (report);
  g_assert_cmpstr (found, ==, c->expected);
  g_assert_cmpint (report->warnings->rows->len, ==, c->n_warnings);
  if (c->says != NULL)
    g_assert_nonnull (strstr (((PlnIcsWarning *) g_ptr_array_index (report->warnings->rows, 0))->text, c->says));
}

/* -- Kinds ------------------------------------------------------------------------------------------- */

static const Case kinds[] = {
  { "plain", CALENDAR (EVENT (NINE)), "BUSY 0304T0900 0304T1000", 0, NULL },
  { "opaque", CALENDAR (EVENT (NINE "TRANSP:OPAQUE\n")), "BUSY 0304T0900 0304T1000", 0, NULL },
  { "transparent", CALENDAR (EVENT (NINE "TRANSP:TRANSPARENT\n")), "", 0, NULL },
  { "cancelled", CALENDAR (EVENT (NINE "STATUS:CANCELLED\n")), "", 0, NULL },
  { "tentative", CALENDAR (EVENT (NINE "STATUS:TENTATIVE\n")), "BUSY-TENTATIVE 0304T0900 0304T1000", 0, NULL },
  { "an unknown status", CALENDAR (EVENT (NINE "STATUS:MAYBE\n")), "BUSY 0304T0900 0304T1000", 0, NULL },
  { "free in Outlook", CALENDAR (EVENT (NINE "X-MICROSOFT-CDO-BUSYSTATUS:FREE\n")), "", 0, NULL },
  { "free in Outlook but opaque", CALENDAR (EVENT (NINE "TRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\n")),
    "BUSY 0304T0900 0304T1000", 0, NULL },
  { "tentative in Outlook", CALENDAR (EVENT (NINE "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\n")), "BUSY-TENTATIVE 0304T0900 0304T1000", 0,
    NULL },
  { "out of office", CALENDAR (EVENT (NINE "X-MICROSOFT-CDO-BUSYSTATUS:OOF\n")), "BUSY-UNAVAILABLE 0304T0900 0304T1000", 0, NULL },
  { "declined by the owner", CALENDAR (EVENT (NINE "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Wil@example.org\n")), "", 0, NULL },
  { "declined by another", CALENDAR (EVENT (NINE "ATTENDEE;PARTSTAT=DECLINED:mailto:leanne@example.org\n")),
    "BUSY 0304T0900 0304T1000", 0, NULL },
  { "declined by whom the calendar is named after",
    CALENDAR ("X-WR-CALNAME:leanne@example.org\n" EVENT (NINE "ATTENDEE;PARTSTAT=DECLINED:mailto:leanne@example.org\n")), "", 0, NULL },
  { "to-dos and journals", CALENDAR ("BEGIN:VTODO\nUID:1\n" NINE "END:VTODO\nBEGIN:VJOURNAL\nUID:1\n" NINE "END:VJOURNAL\n"), "", 0,
    NULL },
  { "an alarm is no event", CALENDAR (EVENT (NINE "BEGIN:VALARM\nTRIGGER:-PT5M\nDTSTART:20240305T090000Z\nEND:VALARM\n")),
    "BUSY 0304T0900 0304T1000", 0, NULL },
  { "an answer", CALENDAR ("METHOD:REPLY\n" EVENT (NINE)), "", 0, NULL },
  { "an event without a calendar", EVENT (NINE), "BUSY 0304T0900 0304T1000", 0, NULL },
};

/* -- Times ------------------------------------------------------------------------------------------- */

static const Case times[] = {
  { "a day is the owner's", CALENDAR (EVENT ("DTSTART;VALUE=DATE:20240304\n")), "BUSY 0303T2300 0304T2300", 0, NULL },
  { "days end before DTEND", CALENDAR (EVENT ("DTSTART;VALUE=DATE:20240304\nDTEND;VALUE=DATE:20240306\n")),
    "BUSY 0303T2300 0305T2300", 0, NULL },
  { "a day that ends where it starts", CALENDAR (EVENT ("DTSTART;VALUE=DATE:20240304\nDTEND;VALUE=DATE:20240304\n")),
    "BUSY 0303T2300 0304T2300", 1, "whole day" },
  { "floating", CALENDAR (EVENT ("DTSTART:20240304T090000\nDURATION:PT1H\n")), "BUSY 0304T0800 0304T0900", 0, NULL },
  { "an end without a zone has the start's",
    CALENDAR (EVENT ("DTSTART;TZID=America/New_York:20240304T090000\nDTEND:20240304T100000\n")), "BUSY 0304T1400 0304T1500", 0, NULL },
  { "two zones", CALENDAR (EVENT ("DTSTART;TZID=America/New_York:20240304T090000\nDTEND;TZID=Europe/Berlin:20240304T160000\n")),
    "BUSY 0304T1400 0304T1500", 0, NULL },
  { "a day of wall time over daylight saving", CALENDAR (EVENT ("DTSTART;TZID=Europe/Berlin:20240330T120000\nDURATION:P1D\n")),
    "BUSY 0330T1100 0331T1000", 0, NULL },
  { "24 hours over daylight saving", CALENDAR (EVENT ("DTSTART;TZID=Europe/Berlin:20240330T120000\nDURATION:PT24H\n")),
    "BUSY 0330T1100 0331T1100", 0, NULL },
  { "no length", CALENDAR (EVENT ("DTSTART:20240304T090000Z\n")), "", 0, NULL },
  { "the wrong way round", CALENDAR (EVENT ("DTSTART:20240304T100000Z\nDTEND:20240304T090000Z\n")), "BUSY 0304T0900 0304T1000", 1,
    "other way round" },
  { "an end that is no time", CALENDAR (EVENT ("DTSTART:20240304T100000Z\nDTEND:20240332T090000Z\n")), "BUSY 0304T1000 0305T1000", 1,
    "DTEND" },
  { "a negative length", CALENDAR (EVENT ("DTSTART:20240304T100000Z\nDURATION:-PT30M\n")), "BUSY 0304T1000 0305T1000", 1, "DURATION" },
  { "a start that is no time", CALENDAR (EVENT ("DTSTART:20240230T250000Z\n")), "BUSY 0301T0000 0401T0000", 1, "DTSTART" },
  { "no start", CALENDAR (EVENT ("DTEND:20240304T100000Z\n")), "", 1, "without DTSTART" },
  { "a garbled start", CALENDAR (EVENT ("DTSTART 20240304T100000Z\n")), "BUSY 0301T0000 0401T0000", 2, NULL },
  { "an unknown zone is wide enough for any", CALENDAR (EVENT ("DTSTART;TZID=Mars:20240304T120000\nDURATION:PT1H\n")),
    "BUSY 0303T2200 0305T0100", 1, "unknown time zone" },
  { "a Windows zone", CALENDAR (EVENT ("DTSTART;TZID=Pacific Standard Time:20240304T090000\nDURATION:PT1H\n")),
    "BUSY 0304T1700 0304T1800", 0, NULL },
  { "cut to the window", CALENDAR (EVENT ("DTSTART:20230101T000000Z\nDTEND:20240302T000000Z\n")), "BUSY 0301T0000 0302T0000", 0, NULL },
  { "up to the window", CALENDAR (EVENT ("DTSTART:20240228T000000Z\nDTEND:20240301T000000Z\n")), "", 0, NULL },
};

/* -- Recurrence -------------------------------------------------------------------------------------- */

static const Case recurrences[] = {
  { "weekly", CALENDAR (EVENT (NINE "RRULE:FREQ=WEEKLY;COUNT=2\n")), "BUSY 0304T0900 0304T1000\nBUSY 0311T0900 0311T1000", 0, NULL },
  { "the clock of its zone over daylight saving",
    CALENDAR (EVENT ("DTSTART;TZID=Europe/Berlin:20240324T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\n")),
    "BUSY 0324T0800 0324T0900\nBUSY 0331T0700 0331T0800", 0, NULL },
  { "a start beside the rule is an instance", CALENDAR (EVENT (NINE "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=1\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0306T0900 0306T1000", 0, NULL },
  { "over before it starts", CALENDAR (EVENT (NINE "RRULE:FREQ=WEEKLY;UNTIL=20240101\n")), "", 0, NULL },
  { "until a date is until its end", CALENDAR (EVENT (NINE "RRULE:FREQ=DAILY;UNTIL=20240305\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T0900 0305T1000", 0, NULL },
  { "exceptions: UTC, a zone, a date",
    CALENDAR (EVENT (NINE "RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20240304T090000Z\nEXDATE;TZID=Europe/Berlin:20240305T100000\n"
                          "EXDATE;VALUE=DATE:20240306\n")),
    "BUSY 0307T0900 0307T1000", 0, NULL },
  { "an exception that is no time", CALENDAR (EVENT (NINE "EXDATE:tomorrow\n")), "BUSY 0304T0900 0304T1000", 1, "EXDATE" },
  { "dates added, in a zone", CALENDAR (EVENT (NINE "RDATE;TZID=Europe/Berlin:20240305T100000,20240304T100000\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T0900 0305T1000", 0, NULL },
  { "periods added", CALENDAR (EVENT (NINE "RDATE;VALUE=PERIOD:20240305T090000Z/20240305T093000Z,20240306T090000Z/PT2H\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T0900 0305T0930\nBUSY 0306T0900 0306T1100", 0, NULL },
  { "EXRULE is not followed", CALENDAR (EVENT (NINE "RRULE:FREQ=DAILY;COUNT=2\nEXRULE:FREQ=DAILY;INTERVAL=2\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T0900 0305T1000", 1, "EXRULE" },
  { "an unreadable rule is busy from its start on", CALENDAR (EVENT (NINE "RRULE:FREQ=FORTNIGHTLY\n")), "BUSY 0304T0900 0401T0000", 1,
    "unknown FREQ" },
  { "a rule without end of steps", CALENDAR (EVENT (NINE "RRULE:FREQ=SECONDLY;COUNT=2147483647\n")), "BUSY 0304T0900 0401T0000", 1,
    "1,000,000 steps" },
  { "a nominal length, by instance", CALENDAR (EVENT ("DTSTART;TZID=Europe/Berlin:20240329T120000\nDURATION:P1D\nRRULE:FREQ=DAILY;"
                                                      "INTERVAL=2;COUNT=2\n")),
    "BUSY 0329T1100 0330T1100\nBUSY 0331T1000 0401T0000", 0, NULL },
  { "another calendar", CALENDAR (EVENT (NINE "RRULE:FREQ=YEARLY;RSCALE=CHINESE\n")), "BUSY 0304T0900 0401T0000", 1, "RSCALE" },
};

/* -- Instances that replace others ------------------------------------------------------------------- */

#define DAILY EVENT (NINE "RRULE:FREQ=DAILY;COUNT=3\n")

static const Case series[] = {
  { "moved", CALENDAR (DAILY EVENT ("RECURRENCE-ID:20240305T090000Z\nDTSTART:20240305T150000Z\nDTEND:20240305T160000Z\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T1500 0305T1600\nBUSY 0306T0900 0306T1000", 0, NULL },
  { "named in another zone",
    CALENDAR (DAILY EVENT ("RECURRENCE-ID;TZID=Europe/Berlin:20240305T100000\nDTSTART:20240305T150000Z\nDURATION:PT1H\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T1500 0305T1600\nBUSY 0306T0900 0306T1000", 0, NULL },
  { "cancelled", CALENDAR (DAILY EVENT ("RECURRENCE-ID:20240305T090000Z\nDTSTART:20240305T090000Z\nSTATUS:CANCELLED\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0306T0900 0306T1000", 0, NULL },
  { "free", CALENDAR (DAILY EVENT ("RECURRENCE-ID:20240305T090000Z\n" NINE "TRANSP:TRANSPARENT\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0306T0900 0306T1000", 0, NULL },
  { "without what it replaces", CALENDAR (EVENT ("RECURRENCE-ID:20240305T090000Z\n" NINE)), "BUSY 0304T0900 0304T1000", 0, NULL },
  { "the last revision of it counts",
    CALENDAR (DAILY EVENT ("RECURRENCE-ID:20240305T090000Z\nSEQUENCE:2\nDTSTART:20240305T170000Z\nDURATION:PT1H\n")
                EVENT ("RECURRENCE-ID:20240305T090000Z\nSEQUENCE:1\nDTSTART:20240305T150000Z\nDURATION:PT1H\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T1700 0305T1800\nBUSY 0306T0900 0306T1000", 0, NULL },
  { "taken out by the series",
    CALENDAR (EVENT (NINE "RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20240305T090000Z\n")
                EVENT ("RECURRENCE-ID:20240305T090000Z\nDTSTART:20240305T150000Z\nDURATION:PT1H\n")),
    "BUSY 0304T0900 0304T1000", 0, NULL },
  { "this and future ones",
    CALENDAR (DAILY EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE:20240305T090000Z\nDTSTART:20240305T150000Z\nDURATION:PT2H\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T1500 0305T1700\nBUSY 0306T1500 0306T1700", 0, NULL },
  { "this and future ones, cancelled",
    CALENDAR (DAILY EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE:20240305T090000Z\n" NINE "STATUS:CANCELLED\n")),
    "BUSY 0304T0900 0304T1000", 0, NULL },
  { "moved into the window from outside",
    CALENDAR (EVENT ("DTSTART:20240201T090000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=1\n")
                EVENT ("RECURRENCE-ID:20240201T090000Z\nDTSTART:20240305T150000Z\nDURATION:PT1H\n")),
    "BUSY 0305T1500 0305T1600", 0, NULL },
  { "a later revision of the whole", CALENDAR (EVENT (NINE "SEQUENCE:0\n") EVENT ("SEQUENCE:1\nDTSTART:20240305T090000Z\nDURATION:PT1H\n")),
    "BUSY 0305T0900 0305T1000", 0, NULL },
  { "equal revisions at two times are both meant", CALENDAR (EVENT (NINE) EVENT ("DTSTART:20240305T090000Z\nDURATION:PT1H\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T0900 0305T1000", 0, NULL },
  { "withdrawn by a calendar of its own", CALENDAR (EVENT (NINE)) CALENDAR ("METHOD:CANCEL\n" EVENT (NINE "SEQUENCE:1\n")), "", 0, NULL },
  { "nor two with an empty one",
    CALENDAR ("BEGIN:VEVENT\nUID:\nDTSTAMP:20240101T000000Z\n" NINE "END:VEVENT\nBEGIN:VEVENT\nUID:\nDTSTART:20240305T090000Z\nDURATION:PT1H\nEND:VEVENT\n"),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T0900 0305T1000", 0, NULL },
  { "no two events without a UID are one",
    CALENDAR ("BEGIN:VEVENT\n" NINE "END:VEVENT\nBEGIN:VEVENT\nDTSTART:20240305T090000Z\nDURATION:PT1H\nSEQUENCE:3\nEND:VEVENT\n"),
    "BUSY 0304T0900 0304T1000\nBUSY 0305T0900 0305T1000", 0, NULL },
};

/* -- Free and busy time, availability ---------------------------------------------------------------- */

#define HOURS(priority, type, hours) \
  "BEGIN:VAVAILABILITY\nUID:v" priority "\nPRIORITY:" priority "\nDTSTART:20240304T000000Z\nDTEND:20240305T000000Z\n" type \
  "BEGIN:AVAILABLE\nUID:h" priority "\nDTSTART:20240304T" hours "0000Z\nDURATION:PT2H\nEND:AVAILABLE\nEND:VAVAILABILITY\n"

static const Case layers[] = {
  { "types of free/busy time",
    CALENDAR ("BEGIN:VFREEBUSY\nFREEBUSY:20240304T090000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20240304T110000Z/20240304T120000Z\n"
              "FREEBUSY;FBTYPE=FREE:20240304T130000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20240304T150000Z/PT1H\nEND:VFREEBUSY\n"),
    "BUSY 0304T0900 0304T1000\nBUSY-TENTATIVE 0304T1100 0304T1200\nBUSY-UNAVAILABLE 0304T1500 0304T1600", 0, NULL },
  { "time of which it does not speak",
    CALENDAR ("BEGIN:VFREEBUSY\nDTSTART:20240303T000000Z\nDTEND:20240401T000000Z\nFREEBUSY:20240304T090000Z/PT1H\nEND:VFREEBUSY\n"),
    "BUSY-TENTATIVE 0301T0000 0303T0000\nBUSY 0304T0900 0304T1000", 1, "does not speak" },
  { "two that speak of the same time",
    CALENDAR ("BEGIN:VFREEBUSY\nDTSTART:20240301T000000Z\nDTEND:20240401T000000Z\nEND:VFREEBUSY\n"
              "BEGIN:VFREEBUSY\nDTSTART:20240301T000000Z\nDTEND:20240401T000000Z\nFREEBUSY:20240304T090000Z/PT1H\nEND:VFREEBUSY\n"),
    "BUSY 0304T0900 0304T1000", 0, NULL },
  { "a period that is none", CALENDAR ("BEGIN:VFREEBUSY\nFREEBUSY:20240304T090000Z\nEND:VFREEBUSY\n"), "BUSY 0301T0000 0401T0000", 1,
    "cannot be read" },
  { "a question", CALENDAR ("METHOD:REQUEST\nBEGIN:VFREEBUSY\nDTSTART:20240304T000000Z\nDTEND:20240305T000000Z\nEND:VFREEBUSY\n"), "", 0,
    NULL },
  { "office hours", CALENDAR (HOURS ("1", "", "09")),
    "BUSY-UNAVAILABLE 0304T0000 0304T0900\nBUSY-UNAVAILABLE 0304T1100 0305T0000", 0, NULL },
  { "an event over them", CALENDAR (HOURS ("1", "BUSYTYPE:BUSY-TENTATIVE\n", "09")
                                       EVENT ("DTSTART:20240304T100000Z\nDTEND:20240304T120000Z\n")),
    "BUSY-TENTATIVE 0304T0000 0304T0900\nBUSY 0304T1000 0304T1200\nBUSY-TENTATIVE 0304T1200 0305T0000", 0, NULL },
  { "a tentative event does not soften them", CALENDAR (HOURS ("1", "", "09")
                                       EVENT ("STATUS:TENTATIVE\nDTSTART:20240304T100000Z\nDTEND:20240304T120000Z\n")),
    "BUSY-UNAVAILABLE 0304T0000 0304T0900\nBUSY-TENTATIVE 0304T1000 0304T1100\nBUSY-UNAVAILABLE 0304T1100 0305T0000", 0, NULL },
  { "the higher priority speaks", CALENDAR (HOURS ("1", "", "12") HOURS ("2", "", "09") HOURS ("0", "BUSYTYPE:BUSY\n", "20")),
    "BUSY-UNAVAILABLE 0304T0000 0304T1200\nBUSY-UNAVAILABLE 0304T1400 0305T0000", 0, NULL },
  { "of equal ones the busier", CALENDAR (HOURS ("1", "BUSYTYPE:BUSY-TENTATIVE\n", "09") HOURS ("1", "BUSYTYPE:BUSY\n", "10")),
    "BUSY 0304T0000 0304T1000\nBUSY-TENTATIVE 0304T1100 0304T1200\nBUSY 0304T1200 0305T0000", 0, NULL },
  { "an available time that cannot be read",
    CALENDAR ("BEGIN:VAVAILABILITY\nDTSTART:20240304T000000Z\nDURATION:P1D\nBEGIN:AVAILABLE\nUID:1\nDTSTART;TZID=Mars:20240304T090000\n"
              "DURATION:PT1H\nEND:AVAILABLE\nEND:VAVAILABILITY\n"),
    "BUSY-UNAVAILABLE 0304T0000 0305T0000", 1, "unknown time zone" },
  { "an available time without end of steps",
    CALENDAR ("BEGIN:VAVAILABILITY\nDTSTART:20240304T000000Z\nDURATION:P1D\nBEGIN:AVAILABLE\nUID:1\nDTSTART:20240304T090000Z\n"
              "DURATION:PT1H\nRRULE:FREQ=SECONDLY;COUNT=2147483647\nEND:AVAILABLE\nEND:VAVAILABILITY\n"),
    "BUSY-UNAVAILABLE 0304T0000 0305T0000", 1, NULL },
  { "merged by kind", CALENDAR ("BEGIN:VEVENT\nUID:1\n" NINE "END:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART:20240304T093000Z\nDURATION:PT1H\n"
                                "END:VEVENT\nBEGIN:VEVENT\nUID:3\nDTSTART:20240304T103000Z\nDURATION:PT30M\nEND:VEVENT\n"),
    "BUSY 0304T0900 0304T1100", 0, NULL },
};

static const Case instances[] = {
  { "as they are", CALENDAR (EVENT ("DTSTART:20240229T000000Z\nDTEND:20240302T000000Z\n")), "BUSY 0229T0000 0302T0000", 0, NULL },
  { "free ones and those of no length",
    CALENDAR ("BEGIN:VEVENT\nUID:1\n" NINE "TRANSP:TRANSPARENT\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART:20240304T093000Z\nEND:VEVENT\n"),
    "FREE 0304T0900 0304T1000\nBUSY 0304T0930 0304T0930", 0, NULL },
  { "not cancelled ones", CALENDAR (DAILY EVENT ("RECURRENCE-ID:20240305T090000Z\n" NINE "STATUS:CANCELLED\n")),
    "BUSY 0304T0900 0304T1000\nBUSY 0306T0900 0306T1000", 0, NULL },
  { "not merged", CALENDAR ("BEGIN:VEVENT\nUID:1\n" NINE "END:VEVENT\nBEGIN:VEVENT\nUID:2\n" NINE "END:VEVENT\n"),
    "BUSY 0304T0900 0304T1000\nBUSY 0304T0900 0304T1000", 0, NULL },
  { "an unknown zone as it reads", CALENDAR (EVENT ("DTSTART;TZID=Mars:20240304T120000\nDURATION:PT1H\n")), "BUSY 0304T1100 0304T1200", 1,
    "unknown time zone" },
};

typedef struct
{
  const char *path;
  const Case *cases;
  size_t n;
  bool instances;
} Table;

static void
test_table (gconstpointer data)
{
  const Table *table = data;

  for (size_t k = 0; k < table->n; k++)
    check (&table->cases[k], table->instances);
}

/* What is private has times and no words. */
static void
test_origin (void)
{
  static const char text[] = CALENDAR (EVENT (NINE "SUMMARY:Dentist\\, again\nCLASS:PRIVATE\n")
                                         "BEGIN:VEVENT\nUID:2\nDTSTART:20240305T090000Z\nDURATION:PT1H\nSUMMARY:Stand-up\\, daily\n"
                                         "END:VEVENT\n");
  PlnBusyOptions options = { .from = instant ("20240301T000000Z"), .to = instant ("20240401T000000Z"), .timezone = "UTC" };
  g_autoptr (PlnBusyReport) report = pln_busy_report_new (&options);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (PlnIcs) ics = pln_ics_scan ("a.ics", bytes, report->warnings, NULL);
  const PlnBusyRow *row;

  pln_busy_report_add (report, ics);
  pln_busy_report_finish (report);
  row = &g_array_index (report->rows, PlnBusyRow, 0);
  g_assert_null (row->origin->summary);
  g_assert_cmpstr (row->origin->uid, ==, "1");
  g_assert_cmpint (row->origin->line, ==, 2);
  row = &g_array_index (report->rows, PlnBusyRow, 1);
  g_assert_cmpstr (row->origin->summary, ==, "Stand-up, daily");
}

int
main (int argc, char **argv)
{
  static const Table tables[] = {
    { "/ics-busy/kinds", kinds, G_N_ELEMENTS (kinds), false },
    { "/ics-busy/times", times, G_N_ELEMENTS (times), false },
    { "/ics-busy/recurrences", recurrences, G_N_ELEMENTS (recurrences), false },
    { "/ics-busy/series", series, G_N_ELEMENTS (series), false },
    { "/ics-busy/layers", layers, G_N_ELEMENTS (layers), false },
    { "/ics-busy/instances", instances, G_N_ELEMENTS (instances), true },
  };

  g_test_init (&argc, &argv, NULL);
  for (size_t k = 0; k < G_N_ELEMENTS (tables); k++)
    g_test_add_data_func (tables[k].path, &tables[k], test_table);
  g_test_add_func ("/ics-busy/origin", test_origin);
  return g_test_run ();
}
