/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* In which order the speakers of a round speak. */

#include "model/meeting.h"

/* The speakers of the topic's round: as listed, by the last word of the name (case and accents
 * folded; then by the whole name, then as listed), or shuffled by the seed and the topic's id alone, so
 * that no other topic changes the order. The `last` speakers then go behind the others.
 * Returns: (transfer full): people, topic->n_speakers of them */
int *pln_round_order (const PlnMeeting *meeting, const PlnTopic *topic, unsigned seed);
