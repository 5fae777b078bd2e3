/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Every code that a diagnostic can carry: X(number, NAME, "what it is about"). A number is never
 * reused for another meaning. Ranges: 00xx bytes and JSON, 01xx requests, 02xx lint of a request,
 * 03xx agendas, 04xx options and names on the command line, 05xx calendars, 06xx tables and pages.
 */
#define PLN_CODES(X) \
  X (1, UNREADABLE, "the input cannot be read") \
  X (2, JSON_SYNTAX, "not valid JSON") \
  X (3, JSON_LIMIT, "JSON larger or deeper than any real file") \
  X (4, JSON_DUPLICATE_KEY, "a key stands twice in one object") \
  X (5, NOT_UTF8, "the input is not UTF-8 text") \
  X (6, UNWRITABLE, "the output cannot be written") \
  X (101, UNKNOWN_KEY, "a key that the format does not have") \
  X (102, MISSING_KEY, "a required key is missing") \
  X (103, WRONG_TYPE, "a value of another type was expected") \
  X (104, OUT_OF_RANGE, "a number or a text outside its range") \
  X (105, BAD_ID, "not an id") \
  X (106, DUPLICATE_ID, "an id stands twice") \
  X (107, BAD_DURATION, "not a length of time") \
  X (108, BAD_TIME, "not a date, a clock time or a date-time") \
  X (109, BAD_ZONE, "not a time zone") \
  X (110, UNKNOWN_REFERENCE, "a reference to something that does not exist") \
  X (111, BAD_WINDOW, "a window or break that is none") \
  X (112, BAD_DAY, "a day without a block, or twice the same date") \
  X (113, BAD_MERGE, "requests cannot be merged like this") \
  X (114, SELF_RELATION, "a topic stands in relation to itself") \
  X (115, CONTRADICTION, "two keys contradict each other") \
  X (116, CALENDARS_UNREAD, "calendars were named and nothing here reads them") \
  X (117, BAD_VERSION, "a version of the format that is unknown here") \
  X (201, LINT_TOO_LONG, "a topic that is longer than any block") \
  X (202, LINT_CYCLE, "topics that each have to wait for the next") \
  X (203, LINT_NEVER, "a topic that has no time at which it can be") \
  X (204, LINT_TOO_MUCH, "more time is asked for than there is") \
  X (205, LINT_NO_HOLDER, "a role that nobody can hold") \
  X (206, LINT_NO_LENGTH, "a length that was left blank and guessed") \
  X (207, LINT_SECRET, "a text that may hold a secret") \
  X (208, LINT_OUTSIDE, "a time outside the meeting") \
  X (209, LINT_NO_ROOM, "a topic that no room fits") \
  X (210, LINT_REQUESTER, "a requester that is nearly a person of the meeting") \
  X (301, NO_AGENDA, "not an agenda file") \
  X (302, AGENDA_KEY, "a key that every agenda has is missing") \
  X (303, AGENDA_TYPE, "a value of another type was expected in an agenda") \
  X (304, AGENDA_TIME, "not a date or time of an agenda") \
  X (305, AGENDA_STATUS, "a status that no agenda has") \
  X (306, AGENDA_RANGE, "a number outside its range in an agenda") \
  X (401, UNKNOWN_OPTION, "an option that the command does not have") \
  X (402, BAD_VALUE, "a value that the option does not take") \
  X (403, UNKNOWN_COMMAND, "a command that Plenary does not have") \
  X (404, MISSING_ARGUMENT, "something is missing on the command line") \
  X (405, CONFLICTING_ARGUMENTS, "two things on the command line contradict each other") \
  X (406, DEFECT, "a defect of Plenary itself") \
  X (501, CALENDAR_UNREADABLE, "a calendar that cannot be read") \
  X (502, CALENDAR_DOUBTFUL, "something in a calendar is not clear; in doubt it is busy") \
  X (503, CALENDAR_CHANGED, "an agenda was planned with other calendars") \
  X (504, CALENDAR_OWNER, "a calendar of somebody who is not in the meeting") \
  X (601, NO_TABLE, "nothing in a page looks like a table of requests") \
  X (602, ROW_LEFT_OUT, "a row of a table is left out") \
  X (603, RAGGED_ROW, "a row has more cells than its header") \
  X (604, LENGTH_GUESSED, "a length of time was guessed") \
  X (605, NAME_GUESSED, "a name was guessed") \
  X (606, WISH_UNREAD, "a wish in prose is not understood") \
  X (607, LACKING, "what an imported request still lacks") \
  X (608, WISH_CONTRADICTS, "two sentences ask what cannot both hold")

typedef enum
{
#define PLN_CODE_ENUM(number, name, about) PLN_CODE_##name = number,
  PLN_CODES (PLN_CODE_ENUM)
#undef PLN_CODE_ENUM
} PlnCode;
