/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Where the members of an object go: into a tree, where more is to be merged with it, or else at once to the text: a
 * tree of a hundred thousand topics would be most of what an import takes. */

#include "text/json-writer.h"

#include <json-glib/json-glib.h>

typedef struct
{
  JsonObject *object;    /* nullable: then the writer takes it, in an object that is open */
  PlnJsonWriter *writer;
} PlnSink;

void pln_sink_put_text (const PlnSink *sink, const char *key, const char *value);
void pln_sink_put_integer (const PlnSink *sink, const char *key, int value);
void pln_sink_put_true (const PlnSink *sink, const char *key);
/* Nothing where there are none. */
void pln_sink_put_texts (const PlnSink *sink, const char *key, char *const *texts, guint n);
/* @list: (nullable) (element-type utf8) */
void pln_sink_put_list (const PlnSink *sink, const char *key, const GPtrArray *list);
/* A tree as the value of a key. */
void pln_sink_put_tree (const PlnSink *sink, const char *key, JsonNode *node);

/* A tree, as it stands, as a value. */
void pln_json_write_node (PlnJsonWriter *writer, JsonNode *node);
