/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/lint.h"

/* More cycles than that are one mistake made often. */
#define MOST_CYCLES 10

typedef struct
{
  int from, to; /* topics: `from` has to end before `to` starts */
  int teller;   /* the topic that says so */
  PlnPlace place;
} Arc;

typedef enum
{
  UNSEEN,
  OPEN, /* on the path from the root */
  DONE,
} Colour;

typedef struct
{
  const PlnMeeting *meeting;
  PlnDiagnostics *diagnostics;
  GArray *arcs;    /* of Arc, by `from` */
  int *first;      /* [n_topics + 1], into arcs */
  int *next;       /* [n_topics]: the arc to follow next */
  Colour *colours; /* [n_topics] */
  int *via;        /* [n_topics]: the arc by which an open topic was reached */
  bool *told;      /* [n_topics]: stands in a cycle that was told */
  int n_told;
} Search;

static int
compare_arcs (const void *a, const void *b)
{
  const Arc *x = a, *y = b;

  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  if (x->to != y->to)
    return x->to < y->to ? -1 : 1;
  return (x->place.start > y->place.start) - (x->place.start < y->place.start);
}

static GArray *
collect_arcs (const PlnMeeting *meeting)
{
  GArray *arcs = g_array_new (FALSE, FALSE, sizeof (Arc));

  for (int k = 0; k < meeting->n_topics; k++)
    for (int r = 0; r < meeting->topics[k].n_relations; r++)
      {
        const PlnRelation *relation = &meeting->topics[k].relations[r];
        bool comes_after = relation->kind == PLN_RELATION_AFTER || relation->kind == PLN_RELATION_FOLLOWS;
        Arc arc = { .from = comes_after ? relation->other : k,
                    .to = comes_after ? k : relation->other,
                    .teller = k,
                    .place = relation->place };

        if (!relation->soft && (comes_after || relation->kind == PLN_RELATION_BEFORE))
          g_array_append_val (arcs, arc);
      }
  g_array_sort (arcs, compare_arcs);
  return arcs;
}

static const Arc *
arc_at (const Search *search, int k)
{
  return &g_array_index (search->arcs, Arc, k);
}

/* The path from @arc's end to its beginning, closed by the arc. */
static void
tell_cycle (Search *search, const Arc *arc)
{
  const PlnTopic *topics = search->meeting->topics;
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GString) text = g_string_new (NULL);

  for (int topic = arc->from; topic != arc->to; topic = arc_at (search, search->via[topic])->from)
    g_array_append_val (path, topic);
  g_array_append_val (path, arc->to);
  for (guint k = path->len; k-- > 0;)
    {
      int topic = g_array_index (path, int, k);

      if (search->told[topic])
        return;
      g_string_append_printf (text, "\"%s\", then ", topics[topic].id);
    }
  for (guint k = 0; k < path->len; k++)
    search->told[g_array_index (path, int, k)] = true;
  search->n_told++;
  pln_lint_warn (search->meeting, search->diagnostics, PLN_CODE_LINT_CYCLE, arc->place,
                 "not all of them can be placed: take one relation away, or make it soft",
                 "topics wait for each other in a circle: %sagain \"%s\"", text->str, topics[arc->to].id);
}

/* Depth-first from one topic, with a stack of our own: chains may be as long as the request. */
static void
search_from (Search *search, int root)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (int));

  g_array_append_val (stack, root);
  search->colours[root] = OPEN;
  while (stack->len > 0 && search->n_told < MOST_CYCLES)
    {
      int topic = g_array_index (stack, int, stack->len - 1);
      const Arc *arc;

      if (search->next[topic] == search->first[topic + 1])
        {
          search->colours[topic] = DONE;
          g_array_set_size (stack, stack->len - 1);
          continue;
        }
      arc = arc_at (search, search->next[topic]);
      if (search->colours[arc->to] == OPEN)
        tell_cycle (search, arc);
      else if (search->colours[arc->to] == UNSEEN)
        {
          search->colours[arc->to] = OPEN;
          search->via[arc->to] = search->next[topic];
          g_array_append_val (stack, arc->to);
        }
      search->next[topic]++;
    }
}

void
pln_lint_order (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  g_autoptr (GArray) arcs = collect_arcs (meeting);
  g_autofree int *first = g_new0 (int, (gsize) meeting->n_topics + 1);
  g_autofree Colour *colours = g_new0 (Colour, (gsize) meeting->n_topics);
  g_autofree int *via = g_new0 (int, (gsize) meeting->n_topics);
  g_autofree bool *told = g_new0 (bool, (gsize) meeting->n_topics);
  g_autofree int *next = NULL;
  Search search = { meeting, diagnostics, arcs, first, NULL, colours, via, told, 0 };

  for (guint k = 0; k < arcs->len; k++)
    first[arc_at (&search, (int) k)->from + 1]++;
  for (int k = 0; k < meeting->n_topics; k++)
    first[k + 1] += first[k];
  search.next = next = g_memdup2 (first, sizeof *first * (gsize) (meeting->n_topics + 1));
  for (int k = 0; k < meeting->n_topics; k++)
    if (colours[k] == UNSEEN && first[k] < first[k + 1])
      search_from (&search, k);
}
