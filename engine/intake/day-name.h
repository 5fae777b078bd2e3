/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Names of months and weekdays in whole or by their first letters, three at least, whatever the case:
 * "Sept", "september", "Thurs", "mondays". */

/* Returns: 1 to 12; 0 where @word names no month */
int pln_month_from_name (const char *word);

/* Returns: 0 (Monday) to 6; -1 where @word names no weekday */
int pln_weekday_from_name (const char *word);

/* Patterns of a whole name, one group each, for a larger expression whose case does not count. */
extern const char pln_month_pattern[];
extern const char pln_weekday_pattern[];
