/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The steps in which pln_problem_new() builds a problem; nobody else calls them. */

#include "planner/problem.h"

/* Guests, then domain and cost of every item. */
void pln_problem_price_items (PlnProblem *problem);

/* Who cannot or would rather not be at the same time. */
void pln_problem_pair_topics (PlnProblem *problem);

/* What holding a duty costs, and leaving it open. */
void pln_problem_price_duties (PlnProblem *problem);

/* Where items and holders stood in the earlier agenda. */
void pln_problem_remember (PlnProblem *problem, const PlnAgenda *previous);
