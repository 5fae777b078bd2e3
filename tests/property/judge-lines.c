/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify.h"
#include "text/json.h"

#include <stdio.h>
#include <string.h>

/* The judge as one long-running process, for tests/differential.py. Each line of standard input names
 * a request, an agenda and, perhaps, an earlier agenda, with tabs between; each answer is one line:
 * what `plenary check --json` prints, or {"error": "..."} where a file cannot be used. The request and
 * the earlier agenda of the line before are kept. */

typedef struct
{
  char *path;
  PlnMeeting *meeting;
} KeptRequest;

static GBytes *
load (const char *path)
{
  char *content = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &content, &length, NULL))
    return NULL;
  return g_bytes_new_take (content, length);
}

static void
say_error (const char *what, PlnDiagnostics *diagnostics)
{
  g_autofree char *told = pln_diagnostics_format (diagnostics, false, true);
  g_autofree char *escaped = g_strescape (told, NULL);
  GString *plain = g_string_new (escaped);

  /* g_strescape writes octal escapes, which are no JSON. */
  g_string_replace (plain, "\\", "/", 0);
  g_string_replace (plain, "\"", "'", 0);
  printf ("{\"error\": \"%s: %s\"}\n", what, plain->str);
  g_string_free (plain, TRUE);
}

static PlnMeeting *
read_request (KeptRequest *kept, const char *path, PlnDiagnostics *diagnostics)
{
  g_autoptr (GBytes) bytes = NULL;

  if (g_strcmp0 (kept->path, path) == 0)
    return kept->meeting;
  g_clear_pointer (&kept->path, g_free);
  g_clear_pointer (&kept->meeting, pln_meeting_unref);
  bytes = load (path);
  kept->meeting = bytes ? pln_meeting_read (path, bytes, NULL, NULL, diagnostics) : NULL;
  kept->path = kept->meeting ? g_strdup (path) : NULL;
  return kept->meeting;
}

static PlnAgenda *
read_agenda (const char *path, PlnDiagnostics *diagnostics)
{
  g_autoptr (GBytes) bytes = load (path);

  return bytes ? pln_agenda_read (path, bytes, diagnostics) : NULL;
}

static void
answer (KeptRequest *kept, char **paths)
{
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  PlnMeeting *meeting = read_request (kept, paths[0], diagnostics);
  g_autoptr (PlnAgenda) agenda = NULL, previous = NULL;
  g_autoptr (PlnVerdict) verdict = NULL;
  g_autofree char *json = NULL;

  if (!meeting)
    {
      say_error ("request", diagnostics);
      return;
    }
  agenda = read_agenda (paths[1], diagnostics);
  if (agenda && paths[2] && *paths[2])
    previous = read_agenda (paths[2], diagnostics);
  if (!agenda || (paths[2] && *paths[2] && !previous))
    {
      say_error ("agenda", diagnostics);
      return;
    }
  verdict = pln_verify (meeting, agenda, previous);
  json = pln_verdict_to_json (verdict, agenda);
  fputs (json, stdout);
}

int
main (void)
{
  KeptRequest kept = { 0 };
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) > 0)
    {
      g_auto (GStrv) paths = NULL;

      line[strcspn (line, "\n")] = '\0';
      paths = g_strsplit (line, "\t", 3);
      if (g_strv_length (paths) < 2)
        return 2;
      answer (&kept, paths);
      fflush (stdout);
    }
  free (line);
  g_free (kept.path);
  g_clear_pointer (&kept.meeting, pln_meeting_unref);
  return 0;
}
