/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/scanner.h"

#include <errno.h>
#include <math.h>
#include <string.h>

enum
{
  LONGEST_NUMBER = 400, /* bytes; more digits than a double has are a mistake */
  LONGEST_TEXT = 1 << 20, /* bytes; every output would repeat it, wrapped, folded and escaped */
};

bool
pln_scanner_fault (PlnScanner *scanner,
                   PlnCode code,
                   size_t start,
                   size_t end,
                   const char *hint,
                   const char *help,
                   const char *format,
                   ...)
{
  PlnPlace place = { (uint32_t) start, (uint32_t) end };
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pln_diagnostics_add (scanner->diagnostics, PLN_SEVERITY_ERROR, code, scanner->source, place, NULL, hint, help, "%s",
                       message);
  return false;
}

char
pln_scanner_peek (PlnScanner *scanner)
{
  const char *text = scanner->text;
  size_t at = scanner->at;

  while (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')
    at++;
  scanner->at = at;
  return text[at];
}

/* -- Strings ------------------------------------------------------------------------------------ */

/* The 4 hexadecimal digits at @at, or -1. */
static int
hexadecimal (const char *at)
{
  int value = 0;

  for (int k = 0; k < 4; k++)
    {
      int digit = g_ascii_xdigit_value (at[k]);

      if (digit < 0)
        return -1;
      value = 16 * value + digit;
    }
  return value;
}

/* Reads "\uXXXX", of a surrogate pair both. Returns: bytes read, 0 after adding an error */
static size_t
read_unicode_escape (PlnScanner *scanner, size_t at, gunichar *c)
{
  const char *text = scanner->text;
  int first = hexadecimal (text + at + 2), second;

  if (first < 0)
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, at, at + 2, "four hexadecimal digits follow \\u", NULL,
                              "an unfinished escape in a string");
  if (first == 0)
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, at, at + 6, NULL, "remove it",
                              "the character U+0000 cannot stand in a text");
  *c = (gunichar) first;
  if (first < 0xD800 || first > 0xDFFF)
    return 6;
  if (first < 0xDC00 && text[at + 6] == '\\' && text[at + 7] == 'u')
    {
      second = hexadecimal (text + at + 8);
      if (second >= 0xDC00 && second <= 0xDFFF)
        {
          *c = 0x10000 + (((gunichar) first - 0xD800) << 10) + ((gunichar) second - 0xDC00);
          return 12;
        }
    }
  return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, at, at + 6, NULL,
                            "write the character itself, or both halves of the pair",
                            "half of a surrogate pair is no character");
}

/* Reads the escape at @at and appends what it stands for. Returns: bytes read, 0 after adding an error */
static size_t
read_escape (PlnScanner *scanner, size_t at, char **out)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  char letter = scanner->text[at + 1];
  const char *found = letter ? strchr (letters, letter) : NULL;
  const char *next;
  gunichar c = 0;
  size_t taken;

  if (found)
    {
      *(*out)++ = meanings[found - letters];
      return 2;
    }
  if (letter == 'u')
    {
      taken = read_unicode_escape (scanner, at, &c);
      if (taken > 0)
        *out += g_unichar_to_utf8 (c, *out);
      return taken;
    }
  next = letter ? g_utf8_next_char (scanner->text + at + 1) : scanner->text + at + 1;
  return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, at, (size_t) (next - scanner->text), NULL,
                            "a backslash in a text is written \\\\", "not an escape that JSON has");
}

/* Undoes the escapes of text[start, end). Returns: (nullable) */
static const char *
unescape (PlnScanner *scanner, size_t start, size_t end)
{
  char *out = pln_arena_take_text (scanner->arena, end - start + 1), *begin = out;

  while (start < end)
    {
      size_t taken;

      if (scanner->text[start] != '\\')
        {
          *out++ = scanner->text[start++];
          continue;
        }
      taken = read_escape (scanner, start, &out);
      if (taken == 0)
        return NULL;
      start += taken;
    }
  *out = '\0';
  return begin;
}

const char *
pln_scanner_string (PlnScanner *scanner)
{
  const char *text = scanner->text;
  size_t start = scanner->at + 1, at = start;
  bool escapes = false;
  char *copy;

  while (text[at] != '"' && (unsigned char) text[at] >= 0x20)
    {
      escapes |= text[at] == '\\';
      at += text[at] == '\\' && text[at + 1] && (unsigned char) text[at + 1] >= 0x20 ? 2 : 1;
    }
  if (text[at] != '"' && (text[at] == '\n' || text[at] == '\r' || at >= scanner->end))
    {
      pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, start - 1, at, "the closing \" is missing",
                         "a line break inside a text is written \\n", "a string does not end on its line");
      return NULL;
    }
  if (text[at] != '"')
    {
      pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, at, at + 1, NULL,
                         text[at] == '\t' ? "a tab inside a text is written \\t" : "remove it",
                         "a control character in a string");
      return NULL;
    }
  if (at - start > LONGEST_TEXT)
    {
      pln_scanner_fault (scanner, PLN_CODE_JSON_LIMIT, start - 1, at + 1, NULL, NULL,
                         "a text of %.1f MiB; the longest allowed has 1 MiB", (double) (at - start) / (1 << 20));
      return NULL;
    }
  scanner->at = at + 1;
  if (escapes)
    return unescape (scanner, start, at);
  copy = pln_arena_take_text (scanner->arena, at - start + 1);
  memcpy (copy, text + start, at - start);
  copy[at - start] = '\0';
  return copy;
}

/* -- Numbers and names -------------------------------------------------------------------------- */

/* The end of the run of letters, digits and @others from scanner->at: a bare word, whole. */
static size_t
word_end (const PlnScanner *scanner, const char *others)
{
  const char *text = scanner->text;
  size_t at = scanner->at;

  while (g_ascii_isalnum (text[at]) || (text[at] && strchr (others, text[at])) || (unsigned char) text[at] >= 0x80)
    at++;
  return at;
}

static size_t
digits_end (const char *text, size_t at)
{
  while (g_ascii_isdigit (text[at]))
    at++;
  return at;
}

/* The end of the number at @at by the grammar of RFC 8259, or 0. */
static size_t
number_end (const char *text, size_t at, bool *is_integer)
{
  size_t digits = at + (text[at] == '-'), end = digits_end (text, digits), more;

  *is_integer = true;
  if (end == digits || (text[digits] == '0' && end > digits + 1))
    return 0;
  if (text[end] == '.')
    {
      *is_integer = false;
      more = digits_end (text, end + 1);
      if (more == end + 1)
        return 0;
      end = more;
    }
  if (text[end] == 'e' || text[end] == 'E')
    {
      *is_integer = false;
      digits = end + 1 + (text[end + 1] == '+' || text[end + 1] == '-');
      more = digits_end (text, digits);
      if (more == digits)
        return 0;
      end = more;
    }
  return end;
}

static bool
bad_number (PlnScanner *scanner, size_t end)
{
  size_t start = scanner->at;
  const char *text = scanner->text + start;
  int length = (int) MIN (end - start, 40);
  g_autofree char *word = g_strndup (text, (gsize) length), *hint = NULL;
  const char *digits = text;

  if (memchr (text, ':', end - start) || (length > 4 && g_ascii_isdigit (text[0]) && strchr (word + 1, '-')))
    hint = g_strdup_printf ("a time or a date stands in double quotes: \"%s\"", word);
  else if (text[0] == '0' && g_ascii_isdigit (text[1]))
    {
      while (digits[0] == '0' && g_ascii_isdigit (digits[1]))
        digits++;
      hint = g_strdup_printf ("write %.*s: a number has no leading zero", (int) (text + length - digits), digits);
    }
  else if (text[0] == '+' || text[0] == '.')
    hint = g_strdup_printf ("write %s%s", text[0] == '.' ? "0" : "", text[0] == '.' ? word : word + 1);
  else if (g_ascii_isdigit (text[0]) && g_ascii_isalpha (word[length - 1]))
    hint = g_strdup_printf ("a text stands in double quotes: \"%s\"", word);
  return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, start, end, hint, NULL, "not a number as JSON writes it");
}

static bool
read_integer (PlnScanner *scanner, size_t end, PlnJson *node)
{
  g_autofree char *digits = g_strndup (scanner->text + scanner->at, end - scanner->at);

  errno = 0;
  node->kind = PLN_JSON_INTEGER;
  node->integer = g_ascii_strtoll (digits, NULL, 10);
  if (errno == ERANGE)
    return pln_scanner_fault (scanner, PLN_CODE_JSON_LIMIT, scanner->at, end, NULL, NULL,
                              "a number larger than 64 bits hold");
  return true;
}

static bool
read_real (PlnScanner *scanner, size_t end, PlnJson *node)
{
  g_autofree char *digits = g_strndup (scanner->text + scanner->at, end - scanner->at);

  node->kind = PLN_JSON_REAL;
  node->real = g_ascii_strtod (digits, NULL);
  if (!isfinite (node->real))
    return pln_scanner_fault (scanner, PLN_CODE_JSON_LIMIT, scanner->at, end, NULL, NULL,
                              "a number larger than any that can be held");
  return true;
}

static bool
read_number (PlnScanner *scanner, PlnJson *node)
{
  bool is_integer;
  size_t word = word_end (scanner, "_.:+-"), end = number_end (scanner->text, scanner->at, &is_integer);

  if (end == 0 || end != word)
    return bad_number (scanner, MAX (word, scanner->at + 1));
  if (end - scanner->at > LONGEST_NUMBER)
    return pln_scanner_fault (scanner, PLN_CODE_JSON_LIMIT, scanner->at, end, NULL, NULL,
                              "a number of %d characters", (int) (end - scanner->at));
  if (is_integer ? !read_integer (scanner, end, node) : !read_real (scanner, end, node))
    return false;
  scanner->at = end;
  return true;
}

static bool
word_is (const PlnScanner *scanner, size_t end, const char *name)
{
  size_t length = strlen (name);

  return end - scanner->at == length && memcmp (scanner->text + scanner->at, name, length) == 0;
}

bool
pln_scanner_scalar (PlnScanner *scanner, PlnJson *node)
{
  char c = scanner->text[scanner->at];
  size_t end;

  if (g_ascii_isdigit (c) || c == '-' || c == '+' || c == '.')
    return read_number (scanner, node);
  end = word_end (scanner, "_.-$");
  node->kind = PLN_JSON_BOOLEAN;
  if (word_is (scanner, end, "true"))
    node->boolean = true;
  else if (word_is (scanner, end, "false"))
    node->boolean = false;
  else if (word_is (scanner, end, "null"))
    node->kind = PLN_JSON_NULL;
  else
    return pln_scanner_unexpected (scanner, "a value");
  scanner->at = end;
  return true;
}

/* -- What stands where something else should ----------------------------------------------------- */

static bool
unexpected_word (PlnScanner *scanner, size_t end, const char *expected)
{
  static const char *const names[] = { "true", "false", "null" };
  static const struct { const char *word, *meant; } others[] = {
    { "none", "null" }, { "nil", "null" }, { "undefined", "null" }, { "nan", "null" }, { "yes", "true" }, { "no", "false" },
  };
  g_autofree char *word = g_strndup (scanner->text + scanner->at, MIN (end - scanner->at, 60)), *hint = NULL;
  const char *meant = NULL;
  bool is_value = g_str_equal (expected, "a value");

  for (size_t k = 0; is_value && k < G_N_ELEMENTS (others); k++)
    if (g_ascii_strcasecmp (word, others[k].word) == 0)
      meant = others[k].meant;
  if (is_value && !meant)
    meant = pln_did_you_mean (word, names, G_N_ELEMENTS (names));
  if (meant)
    hint = g_strdup_printf ("did you mean %s?", meant);
  else if (is_value || strstr (expected, "key"))
    hint = g_strdup_printf ("did you mean \"%s\"?", word);
  return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, scanner->at, end, hint,
                            meant ? NULL : "texts and keys stand in double quotes", "%s was expected", expected);
}

bool
pln_scanner_unexpected (PlnScanner *scanner, const char *expected)
{
  const char *at = scanner->text + scanner->at, *help = NULL;
  size_t end = word_end (scanner, "_.-$");

  if (scanner->at >= scanner->end)
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, scanner->end, scanner->end, NULL, NULL,
                              "the file ends where %s was expected", expected);
  if (at[0] == '/' && (at[1] == '/' || at[1] == '*'))
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, scanner->at, scanner->at + 2, NULL,
                              "put remarks under a key that begins with x-, or into \"notes\"", "JSON has no comments");
  if (end > scanner->at)
    return unexpected_word (scanner, end, expected);
  if (at[0] == '\'' || at[0] == '`')
    help = "texts and keys stand in double quotes: \"…\"";
  else if (at[0] == '#')
    help = "JSON has no comments; put remarks under a key that begins with x-, or into \"notes\"";
  else if (at[0] == ',')
    help = "remove the comma";
  return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, scanner->at,
                            (size_t) (g_utf8_next_char (at) - scanner->text), NULL, help, "%s was expected", expected);
}
