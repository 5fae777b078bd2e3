/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the cells of a row say of a request: every cell lands in a key or in the notes. Shared by
 * intake/harvest.c alone. */

#include "intake/harvest.h"

/* Reads a cell under its header. @index: of the request, for the sentences that stand with it */
void pln_request_read_cell (PlnHarvest *harvest, PlnRequest *request, int index, PlnColumn column, const PlnCell *header, const PlnCell *cell);

/* @header: "" where there is none; may name the unit */
void pln_request_read_duration (PlnHarvest *harvest, PlnRequest *request, const char *header, const char *text);

/* @label: (nullable): before what goes to the notes */
void pln_request_read_presenters (PlnHarvest *harvest, PlnRequest *request, const char *label, const char *text);

void pln_request_add_links (PlnRequest *request, const PlnCell *cell);

/* What a title says in brackets may be a wish: "Binary AST update (Thu 11:00)". */
void pln_request_read_brackets (PlnHarvest *harvest, const PlnRequest *request, int index);

/* Splits a text into sentences that may hold wishes. @topic: index of the request, or -1. @lead: (nullable) */
void pln_harvest_add_sentences (PlnHarvest *harvest, PlnSource *source, int line, int topic, const char *lead, const char *text);
