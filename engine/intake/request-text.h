/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The text of a request file, as JSON-GLib would write it. Topics are written straight as text: a tree of a
 * hundred thousand of them would be most of what an import takes. */

#include "intake/import.h"

typedef struct
{
  GString *text;
  JsonGenerator *generator; /* pretty; borrowed */
  JsonParser *parser;       /* borrowed */
} PlnRequestText;

/* Appends what JSON-GLib writes of @node, each line but the first behind @indent. */
void pln_request_text_append (PlnRequestText *writer, JsonNode *node, const char *indent);

/* Appends a topic, as an element of "topics", with the @n_wishes that are applied to it. A room that the
 * base does not know goes to the request's notes. */
void pln_request_text_append_topic (PlnRequestText *writer, const PlnBase *base, PlnRequest *request, const PlnWish *const *wishes,
                                    guint n_wishes);

/* Makes a topic or a person say what is wished. Keys that hold a list take the elements that they do not have
 * yet; the others are set. */
void pln_wish_apply (JsonObject *object, const PlnWish *wish);
