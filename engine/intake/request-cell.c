/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/request-cell.h"

#include "intake/length.h"
#include "intake/pattern.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_PROSE 16384 /* bytes of a cell that are searched for wishes */
#define MOST_LENGTHS 1000   /* that are remembered */

static void
add_note (PlnRequest *request, const char *label, const char *text)
{
  if (text[0] == '\0')
    return;
  if (request->notes->len > 0)
    g_string_append_c (request->notes, '\n');
  if (label && label[0] != '\0')
    g_string_append_printf (request->notes, "%s: ", label);
  g_string_append (request->notes, text);
}

void
pln_request_add_links (PlnRequest *request, const PlnCell *cell)
{
  for (int k = 0; k < cell->n_links; k++)
    {
      PlnAttachment *attachment = g_new0 (PlnAttachment, 1);

      attachment->title = g_strdup (cell->links[k].title);
      attachment->uri = g_strdup (cell->links[k].uri);
      g_ptr_array_add (request->attachments, attachment);
    }
}

/* A full stop ends a sentence, but not behind an initial ("Frank Y. Tang") or an abbreviation. */
static const char sentence_end[] = "(?<=[.!?])(?<!\\b\\p{Lu}\\.)(?<!\\be\\.g\\.)(?<!\\bi\\.e\\.)(?<!\\bvs\\.)\\s+(?=[\\p{Lu}\"“'*])|\\n+";

void
pln_harvest_add_sentences (PlnHarvest *harvest, PlnSource *source, int line, int topic, const char *lead, const char *text)
{
  bool whole = !strpbrk (text, ".!?\n"); /* is one sentence, as most cells are */
  g_autofree char *short_text = strlen (text) > LONGEST_PROSE ? g_utf8_make_valid (text, LONGEST_PROSE) : g_strdup (text);
  g_auto (GStrv) sentences = whole ? g_strsplit (short_text, "\n", 1) : g_regex_split (pln_pattern (sentence_end, true), short_text, 0);

  for (int k = 0; sentences[k]; k++)
    {
      PlnSentence *sentence;

      if (g_strstrip (sentences[k])[0] == '\0')
        continue;
      sentence = g_new0 (PlnSentence, 1);
      sentence->text = g_strdup (sentences[k]);
      sentence->source = pln_source_ref (source);
      sentence->line = line;
      sentence->topic = topic;
      sentence->lead = g_strdup (lead);
      g_ptr_array_add (harvest->sentences, sentence);
    }
}

static void
report_name (PlnHarvest *harvest, PlnRequest *request, const PlnName *name)
{
  const char *known = pln_roster_name (harvest->roster, name->id);

  if (name->kind == PLN_NAME_GUESSED)
    pln_harvest_guess (harvest, request, PLN_CODE_NAME_GUESSED, "\"%s\" is read as %s", name->wrote, known);
  else if (name->kind == PLN_NAME_ADDED && name->near)
    pln_harvest_guess (harvest, request, PLN_CODE_NAME_GUESSED, "\"%s\" is nobody known and was added: did you mean %s?", name->wrote, name->near);
}

static void
read_names (PlnHarvest *harvest, PlnRequest *request, const char *label, const char *text, GPtrArray *into)
{
  const char *known = pln_roster_known (harvest->roster, text);
  g_autoptr (PlnNames) names = NULL;

  if (known)
    {
      g_ptr_array_add (into, g_strdup (known));
      return;
    }
  names = pln_roster_read (harvest->roster, text);
  for (guint k = 0; k < names->names->len; k++)
    {
      const PlnName *name = g_ptr_array_index (names->names, k);

      report_name (harvest, request, name);
      g_ptr_array_add (into, g_strdup (name->id));
    }
  if (names->aside)
    add_note (request, label, names->aside);
  else if (names->names->len == 0)
    add_note (request, label, text);
}

void
pln_request_read_presenters (PlnHarvest *harvest, PlnRequest *request, const char *label, const char *text)
{
  if (!request->presenters)
    request->presenters = g_ptr_array_new_with_free_func (g_free);
  read_names (harvest, request, label, text, request->presenters);
}

static const PlnLength *
read_length (PlnHarvest *harvest, const char *header, const char *text)
{
  g_autofree char *folded = pln_name_fold (header);
  bool hours = strstr (folded, "hour") != NULL;
  PlnLength *length = g_hash_table_lookup (harvest->lengths[hours], text);

  if (length)
    return length;
  if (g_hash_table_size (harvest->lengths[hours]) >= MOST_LENGTHS)
    g_hash_table_remove_all (harvest->lengths[hours]);
  length = g_new (PlnLength, 1);
  *length = pln_length_read (text, hours ? 60 : 1);
  g_hash_table_insert (harvest->lengths[hours], g_strdup (text), length);
  return length;
}

void
pln_request_read_duration (PlnHarvest *harvest, PlnRequest *request, const char *header, const char *text)
{
  const PlnLength *length = read_length (harvest, header, text);

  request->duration = g_strdup (length->text);
  request->minutes = length->text && !strpbrk (length->text, "xX×") ? length->minutes : 0;
  if (length->aside)
    add_note (request, header, length->aside);
  if (!length->text && length->aside)
    pln_harvest_guess (harvest, request, PLN_CODE_LENGTH_GUESSED, "\"%s\" is no length of time: the default is taken", text);
  else if (!length->text)
    pln_harvest_guess (harvest, request, PLN_CODE_LENGTH_GUESSED, "no length is given: the default is taken");
  else if (length->guess && strcmp (text, length->text) == 0)
    pln_harvest_guess (harvest, request, PLN_CODE_LENGTH_GUESSED, "the length \"%s\" is an estimate", text);
  else if (length->guess)
    pln_harvest_guess (harvest, request, PLN_CODE_LENGTH_GUESSED, "the length \"%s\" is read as \"%s\"", text, length->text);
}

static void
read_priority (PlnRequest *request, const char *label, const char *text)
{
  static const struct
  {
    const char *word, *priority;
  } words[] = {
    { "must", "must" },   { "mandatory", "must" }, { "critical", "must" },   { "high", "high" }, { "important", "high" },
    { "urgent", "high" }, { "normal", "normal" },  { "medium", "normal" },   { "low", "low" },   { "nice to have", "low" },
    { "if time permits", "low" },
  };
  g_autofree char *folded = pln_name_fold (text);

  for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
    if (strcmp (folded, words[k].word) == 0)
      {
        g_free (request->priority);
        request->priority = g_strdup (words[k].priority);
        return;
      }
  add_note (request, label, text);
}

static void
read_closed (PlnRequest *request, const char *label, const char *text)
{
  if (pln_pattern_matches ("^\\s*(yes|y|true|x|✓|✔|closed|private|members only|members)\\s*$", text))
    request->closed = true;
  else if (!pln_pattern_matches ("^\\s*(no|n|false|open|public)?\\s*$", text))
    add_note (request, label, text);
}

static void
read_tags (PlnRequest *request, const char *text)
{
  g_auto (GStrv) tags = g_regex_split (pln_pattern ("\\s*[,;\\n]\\s*", true), text, 0);

  for (int k = 0; tags[k]; k++)
    if (g_strstrip (tags[k])[0] != '\0')
      g_ptr_array_add (request->tags, g_strdup (tags[k]));
}

static void
read_number (PlnRequest *request, const char *label, const char *text, int *into)
{
  char *end;
  long value = strtol (text, &end, 10);

  if (end > text && *end == '\0' && value > 0 && value <= 100000)
    *into = (int) value;
  else
    add_note (request, label, text);
}

void
pln_request_read_cell (PlnHarvest *harvest, PlnRequest *request, int index, PlnColumn column, const PlnCell *header, const PlnCell *cell)
{
  const char *label = header->text, *text = cell->text;

  if (column == PLN_COLUMN_TOPIC || column == PLN_COLUMN_DURATION)
    return;
  if (column != PLN_COLUMN_IGNORED)
    pln_request_add_links (request, cell);
  if (text[0] == '\0')
    return;
  switch (column)
    {
    case PLN_COLUMN_REQUESTED_BY:
    case PLN_COLUMN_ASSIGNEE: read_names (harvest, request, label, text, request->requested_by); break;
    case PLN_COLUMN_PRESENTERS: pln_request_read_presenters (harvest, request, label, text); break;
    case PLN_COLUMN_REQUIRED: read_names (harvest, request, label, text, request->required); break;
    case PLN_COLUMN_OPTIONAL: read_names (harvest, request, label, text, request->optional); break;
    case PLN_COLUMN_PARTS: read_number (request, label, text, &request->parts); break;
    case PLN_COLUMN_SIZE: read_number (request, label, text, &request->size); break;
    case PLN_COLUMN_PRIORITY: read_priority (request, label, text); break;
    case PLN_COLUMN_CLOSED: read_closed (request, label, text); break;
    case PLN_COLUMN_TAGS: read_tags (request, text); break;
    case PLN_COLUMN_ROOM: request->room = g_strdup (text); break;
    case PLN_COLUMN_LINKS:
      if (cell->n_links == 0)
        add_note (request, label, text);
      break;
    case PLN_COLUMN_NOTES:
      add_note (request, NULL, text);
      pln_harvest_add_sentences (harvest, request->source, request->line, index, NULL, text);
      break;
    case PLN_COLUMN_WISHES:
      add_note (request, label, text);
      pln_harvest_add_sentences (harvest, request->source, request->line, index, label, text);
      break;
    case PLN_COLUMN_IGNORED: break;
    default: add_note (request, label, text); break;
    }
}

void
pln_request_read_brackets (PlnHarvest *harvest, const PlnRequest *request, int index)
{
  for (const char *open = strchr (request->title, '('); open; open = strchr (open + 1, '('))
    {
      const char *close = strchr (open, ')');
      g_autofree char *inside = close ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;

      if (!inside)
        return;
      pln_harvest_add_sentences (harvest, request->source, request->line, index, NULL, inside);
    }
}
