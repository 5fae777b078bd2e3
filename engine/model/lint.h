/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Findings about a valid request, one function a family. Each adds warnings only, with their place. */

#include "model/meeting.h"

/* @help: (nullable) */
void pln_lint_warn (const PlnMeeting *meeting,
                    PlnDiagnostics *diagnostics,
                    PlnCode code,
                    PlnPlace place,
                    const char *help,
                    const char *format,
                    ...) G_GNUC_PRINTF (6, 7);

/* Cycles of hard `after`, `before` and `follows`. */
void pln_lint_order (const PlnMeeting *meeting, PlnDiagnostics *diagnostics);

/* Topics that no block, no hour of their cast, no window or no room holds. */
void pln_lint_fit (const PlnMeeting *meeting, PlnDiagnostics *diagnostics);

/* Passwords, dial-in numbers and the like in texts that many will read. */
void pln_lint_secrets (const PlnMeeting *meeting, PlnDiagnostics *diagnostics);
