/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* How an agenda is published: the options that plan and export share, and what they mean for a view. */

#include "plenary.h"

#include <stdbool.h>

typedef struct
{
  const char *person, *timezone; /* nullable */
  bool local_times, final, breaks, actions;
  int method;
  gint64 alarm_ms;
} PlnPublication;

/* Rows of an option table (cli/options.h) that fill a PlnPublication. */
#define PLN_PUBLICATION_OPTIONS(p) \
  { "timezone", '\0', PLN_OPTION_TEXT, "ZONE", "show times in this zone (not in json and ics)", &(p)->timezone }, \
  { "local-times", '\0', PLN_OPTION_FLAG, NULL, "text: the local times of people elsewhere too", &(p)->local_times }, \
  { "final", '\0', PLN_OPTION_FLAG, NULL, "ics: confirmed, no longer tentative", &(p)->final }, \
  { "breaks", '\0', PLN_OPTION_FLAG, NULL, "ics: breaks too", &(p)->breaks }, \
  { "alarm", '\0', PLN_OPTION_MILLISECONDS, "TIME", "ics: remind so long before each item, such as 10m", \
    &(p)->alarm_ms, .most = PLN_PUBLICATION_MOST_ALARM_MS }, \
  { "method", '\0', PLN_OPTION_CHOICE, "METHOD", "ics: publish (a feed) or request (an invitation); none by default", \
    &(p)->method, .names = pln_method_choices, .from_name = pln_method_from_name }

#define PLN_PUBLICATION_MOST_ALARM_MS (G_GINT64_CONSTANT (30) * 24 * 3600 * 1000)

extern const char *const pln_method_choices[];

/* Does the zone exist? Tells where it does not. */
bool pln_publication_is_valid (const PlnPublication *publication);

/* Fills what a valid publication says into a view's options; a person by id or name.
 * Returns: false after telling what is wrong */
bool pln_publication_apply (const PlnPublication *publication, const PlnAgenda *agenda, PlnFormatOptions *options);

/* Writes one file a person of that audience into a directory, which is made where it is not there:
 * "wil.ics", ....
 * Returns: false after telling why */
bool pln_publication_write_people (const char *directory,
                                   const PlnAgenda *agenda,
                                   PlnFormat format,
                                   const PlnFormatOptions *options);

/* Does @path (nullable) name a folder for invitations: METHOD:REQUEST, and it ends in "/" or is one? */
bool pln_publication_is_folder (const PlnPublication *publication, const char *path);

/* Writes the messages that invite to the items, a file each, into a directory, which is made where it is
 * not there, and says how many.
 * @options: filled from a publication whose method is request
 * Returns: false after telling why */
bool pln_publication_write_messages (const char *directory, const PlnAgenda *agenda, const PlnFormatOptions *options);

/* A calendar in one file; where it should rather be a folder, says so.
 * Returns: false after telling why it could not be written */
bool pln_publication_write_calendar (const char *path, const PlnAgenda *agenda, const PlnFormatOptions *options);
