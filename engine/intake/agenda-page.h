/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* An agenda page read back: ours (format/markdown), or typed by hand in that layout.
 *
 * A heading names a day; a table with a Time and a Topic column holds its rows: "Moderator: X" and
 * "Notetaker: Y" before a block, an item at its start (or from - to), Break, Lunch, Open and Close.
 * An item ends where it says, else where the next row of its room, or of all rooms, begins. A time
 * that lies before the one above it by the clock is in the afternoon ("1:00" after "12:30").
 * Topics are found by id in brackets, by title, then by a near title, which is reported.
 */

#include "intake/page.h"
#include "model/agenda.h"

/* The draft that the page stands for. What it has and the meeting does not is reported and left out.
 * @guesses_are_errors: as --strict asks
 * Returns: (transfer full) (nullable): NULL after adding an error: no agenda is in it */
PlnDraft *pln_agenda_page_read (const PlnPage *page, const PlnMeeting *meeting, bool guesses_are_errors, PlnDiagnostics *diagnostics);
