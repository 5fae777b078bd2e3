/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cli/publication.h"

#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/view.h"
#include "text/suggest.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

const char *const pln_method_choices[] = { "publish", "request", NULL };

/* What the name on the command line may have meant. */
static void
complain_of_person (const PlnAgenda *agenda, const char *name)
{
  g_auto (GStrv) ids = pln_agenda_people (agenda, PLN_AUDIENCE_CHAIRS);
  int n_ids = (int) g_strv_length (ids);
  g_autofree const char **known = g_new0 (const char *, (gsize) n_ids * 2 + 1);
  const char *near;
  g_autofree char *help = NULL;

  for (int k = 0; k < n_ids; k++)
    {
      known[k] = ids[k];
      known[n_ids + k] = pln_agenda_person_name (agenda, ids[k]);
    }
  near = pln_did_you_mean (name, known, 2 * n_ids);
  help = near ? g_strdup_printf ("did you mean \"%s\"?", near) : NULL;
  pln_terminal_complain (PLN_CODE_BAD_VALUE, help, "the agenda knows nobody called \"%s\"", name);
}

bool
pln_publication_is_valid (const PlnPublication *publication)
{
  if (!publication->timezone || pln_timezone_is_known (publication->timezone))
    return true;
  pln_terminal_complain (PLN_CODE_BAD_ZONE, "expected a name such as Europe/Berlin", "unknown time zone %s",
                         publication->timezone);
  return false;
}

bool
pln_publication_apply (const PlnPublication *publication, const PlnAgenda *agenda, PlnFormatOptions *options)
{
  if (publication->person)
    {
      options->person = pln_agenda_find_person (agenda, publication->person);
      if (!options->person)
        {
          complain_of_person (agenda, publication->person);
          return false;
        }
    }
  options->timezone = publication->timezone;
  options->local_times = publication->local_times;
  options->final = publication->final;
  options->breaks = publication->breaks;
  options->actions = publication->actions;
  options->method = (PlnMethod) publication->method;
  options->alarm_minutes = (int) (publication->alarm_ms / 60000);
  return true;
}

/* Others' files may hold any text as an id; a name of a file it may only be where the format allows it. */
static bool
is_file_name (const char *id)
{
  return g_regex_match_simple ("^[A-Za-z0-9][A-Za-z0-9._-]*$", id, 0, 0) && strlen (id) <= 200;
}

static bool
make_folder (const char *directory)
{
  if (mkdir (directory, 0777) == 0 || errno == EEXIST)
    return true;
  pln_terminal_complain (PLN_CODE_UNWRITABLE, NULL, "cannot make %s: %s", directory, g_strerror (errno));
  return false;
}

bool
pln_publication_write_people (const char *directory,
                              const PlnAgenda *agenda,
                              PlnFormat format,
                              const PlnFormatOptions *options)
{
  static const char *const suffixes[] = { [PLN_FORMAT_TEXT] = "txt",    [PLN_FORMAT_JSON] = "json",
                                          [PLN_FORMAT_ICS] = "ics",     [PLN_FORMAT_MARKDOWN] = "md",
                                          [PLN_FORMAT_HTML] = "html",   [PLN_FORMAT_CSV] = "csv" };
  g_auto (GStrv) people = pln_agenda_people (agenda, options->audience);

  bool in_folders = format == PLN_FORMAT_ICS && options->method == PLN_METHOD_REQUEST;

  if (!make_folder (directory))
    return false;
  for (int k = 0; people[k]; k++)
    {
      PlnFormatOptions theirs = *options;
      g_autofree char *name = in_folders ? g_strdup (people[k]) : g_strdup_printf ("%s.%s", people[k], suffixes[format]);
      g_autofree char *path = g_build_filename (directory, name, NULL);

      theirs.person = people[k];
      if (!is_file_name (people[k]))
        pln_terminal_say ("%s has no file: the id cannot name one", people[k]);
      else if (in_folders ? !pln_publication_write_messages (path, agenda, &theirs)
                          : !pln_view_write (path, agenda, format, &theirs))
        return false;
    }
  return true;
}

/* -- Invitations --------------------------------------------------------------------------------- */

bool
pln_publication_is_folder (const PlnPublication *publication, const char *path)
{
  return path && publication->method == PLN_METHOD_REQUEST
         && (g_str_has_suffix (path, "/") || g_file_test (path, G_FILE_TEST_IS_DIR));
}

/* "1 item", "2 items". Returns: (transfer full) */
static char *
count (int n, const char *what)
{
  return g_strdup_printf ("%d %s%s", n, what, n == 1 ? "" : "s");
}

static void
say_what_is_sent (const char *directory, const PlnMessages *messages, const PlnFormatOptions *options)
{
  g_autofree char *invitations = count ((int) messages->rows->len - messages->n_cancelled, "invitation");
  g_autofree char *cancellations = count (messages->n_cancelled, "cancellation");
  g_autofree char *same = count (messages->n_same, "item");
  g_autofree char *alone = count (messages->n_alone, "item");

  pln_terminal_say ("%s: %s%s%s", directory, invitations, messages->n_cancelled ? ", " : "",
                    messages->n_cancelled ? cancellations : "");
  if (messages->n_same)
    pln_terminal_say ("no message for %s as before", same);
  if (messages->n_alone)
    pln_terminal_say ("no message for %s with nobody to invite", alone);
  if (messages->lacks_addresses)
    pln_terminal_say (options->audience == PLN_AUDIENCE_CHAIRS ? "not everybody who is invited has an e-mail address"
                                                               : "without --audience chairs nobody's address is written");
}

bool
pln_publication_write_messages (const char *directory, const PlnAgenda *agenda, const PlnFormatOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlnMessages) messages = pln_agenda_messages (agenda, options, &error);

  if (!messages)
    {
      pln_terminal_complain (PLN_CODE_UNWRITABLE, NULL, "%s", error->message);
      return false;
    }
  if (!make_folder (directory))
    return false;
  for (guint k = 0; k < messages->rows->len; k++)
    {
      const PlnMessage *message = &g_array_index (messages->rows, PlnMessage, k);
      g_autofree char *path = g_build_filename (directory, message->name, NULL);

      if (!pln_output_write (path, message->bytes))
        return false;
    }
  say_what_is_sent (directory, messages, options);
  return true;
}

bool
pln_publication_write_calendar (const char *path, const PlnAgenda *agenda, const PlnFormatOptions *options)
{
  if (!pln_view_write (path, agenda, PLN_FORMAT_ICS, options))
    return false;
  if (options->method == PLN_METHOD_REQUEST && pln_agenda_n_items (agenda) > 1)
    pln_terminal_say ("an invitation is a message of one item, and mail programs take no more of a file: give a folder"
                      " (such as invitations/) for a file each");
  return true;
}
