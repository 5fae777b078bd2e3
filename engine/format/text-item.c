/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "format/text-item.h"
#include "format/clock.h"
#include "format/elsewhere.h"
#include "format/page.h"
#include "format/timetable.h"
#include "model/directory.h"
#include "model/duration.h"

#include <string.h>

char *
pln_text_page_safe (const PlnTextPage *page, const char *text)
{
  return pln_table_safe (text, page->options->unicode);
}

const char *
pln_text_page_dot (const PlnTextPage *page)
{
  return page->options->unicode ? " · " : " - ";
}

void
pln_text_page_append (PlnTextPage *page, PlnStyle style, const char *line)
{
  pln_table_append_styled (page->out, page->options, style, line);
  g_string_append_c (page->out, '\n');
}

/* -- Items --------------------------------------------------------------------------------------- */

char *
pln_text_item_title (const PlnTextPage *page, const PlnAgendaItem *item)
{
  g_autofree char *title = pln_text_page_safe (page, pln_directory_item_title (item));
  g_autofree char *asked = pln_item_is_cut (item) ? pln_duration_format (item->asked) : NULL;
  GString *out = g_string_new (title);

  if (item->closed)
    g_string_append (out, " [closed]");
  if (item->contingent)
    g_string_append (out, " [contingent]");
  if (item->estimate)
    g_string_append (out, " [estimate]");
  if (asked)
    g_string_append_printf (out, " [asked %s]", asked);
  return g_string_free (out, FALSE);
}

static bool
speaks (const PlnAgendaItem *item, const char *person)
{
  for (int turn = 0; turn < item->n_round; turn++)
    if (strcmp (item->round[turn].person, person) == 0)
      return true;
  return false;
}

char *
pln_text_item_presenters (const PlnTextPage *page, const PlnAgendaItem *item)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (int i = 0; item->presenters && item->presenters[i]; i++) {
    if (speaks (item, item->presenters[i]))
      continue;
    if (out->len > 0)
      g_string_append (out, ", ");
    g_string_append (out, pln_directory_person_name (page->view, item->presenters[i]));
  }
  return pln_text_page_safe (page, out->str);
}

GPtrArray *
pln_text_item_turns (const PlnTextPage *page, const PlnAgendaItem *item, int date)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func (g_free);

  for (int turn = 0; turn < item->n_round; turn++) {
    g_autofree char *clock = pln_clock_format (page->view->zone, item->round[turn].start.minute, date);
    g_autofree char *name = pln_text_page_safe (page, pln_directory_person_name (page->view, item->round[turn].person));

    g_ptr_array_add (turns, g_strdup_printf ("%s  %s", clock, name));
  }
  return turns;
}

static void
add_safe (const PlnTextPage *page, GPtrArray *lines, char **texts)
{
  for (int i = 0; texts[i]; i++)
    g_ptr_array_add (lines, pln_text_page_safe (page, texts[i]));
}

static void
add_notes (const PlnTextPage *page, GPtrArray *lines, const PlnAgendaItem *item)
{
  g_auto (GStrv) notes = g_strsplit (item->notes ? item->notes : "", "\n", -1);

  for (int i = 0; notes[i]; i++)
    if (g_strstrip (notes[i])[0] != '\0')
      g_ptr_array_add (lines, pln_text_page_safe (page, notes[i]));
}

static void
add_links (const PlnTextPage *page, GPtrArray *lines, const PlnAgendaItem *item)
{
  for (int i = 0; i < item->n_attachments; i++) {
    const PlnAttachment *link = &item->attachments[i];
    bool named = link->title && link->title[0] && strcmp (link->title, link->uri) != 0;
    g_autofree char *text = named ? g_strdup_printf ("%s: %s", link->title, link->uri) : g_strdup (link->uri);

    g_ptr_array_add (lines, pln_text_page_safe (page, text));
  }
}

GPtrArray *
pln_text_item_details (const PlnTextPage *page, const PlnAgendaItem *item, int date)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) remarks = pln_page_remarks (page->view, item);

  add_safe (page, lines, remarks);
  add_notes (page, lines, item);
  add_links (page, lines, item);
  if (page->options->local_times) {
    g_auto (GStrv) times = pln_elsewhere_of_item (page->view, item, date);

    add_safe (page, lines, times);
  }
  return lines;
}

/* -- Blocks -------------------------------------------------------------------------------------- */

char *
pln_text_block_duties (const PlnTextPage *page, const PlnAgendaBlock *block)
{
  GString *out = g_string_new (NULL);

  for (int i = 0; i < block->n_duties; i++) {
    const PlnDuty *duty = &block->duties[i];
    g_autofree char *title = pln_text_page_safe (page, pln_directory_role_title (page->view, duty->role));
    g_autofree char *name = duty->person ? pln_text_page_safe (page, pln_directory_person_name (page->view, duty->person))
                                         : NULL;

    g_string_append_printf (out, "%s%s: %s", out->len > 0 ? pln_text_page_dot (page) : "", title, name ? name : "open");
  }
  return g_string_free (out, FALSE);
}

GPtrArray *
pln_text_block_details (const PlnTextPage *page, const PlnAgendaBlock *block, int date)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  if (page->options->local_times) {
    g_auto (GStrv) times = pln_elsewhere_of_block (page->view, block, date);

    add_safe (page, lines, times);
  }
  return lines;
}
