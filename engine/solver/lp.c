/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "solver/lp.h"

#include <coin/Clp_C_Interface.h>
#include <dlfcn.h>
#include <glib.h>
#include <string.h>

#define CLP_FUNCTIONS(F) \
  F (newModel) F (deleteModel) F (addRows) F (deleteRows) F (addColumns) F (deleteColumns) F (setLogLevel) F (setPerturbation) \
  F (scaling) F (setMaximumIterations) F (setNumberIterations) F (setDualObjectiveLimit) F (dual) F (status) \
  F (isDualObjectiveLimitReached) F (objectiveValue) F (columnLower) F (columnUpper) F (objective) \
  F (getColSolution) F (dualRowSolution) F (getColumnStatus) F (getRowStatus) F (numberIterations) \
  F (numberRows) F (numberColumns) F (statusArray) F (copyinStatus)

typedef struct
{
#define CLP_POINTER(name) __typeof__ (&Clp_##name) name;
  CLP_FUNCTIONS (CLP_POINTER)
#undef CLP_POINTER
} Clp;

/* What Clp_getColumnStatus(), Clp_getRowStatus() and Clp_statusArray() say. */
enum
{
  BASIC = 1,
  AT_LEAST = 3,
};

/* What Clp_status() says. */
enum
{
  OPTIMAL = 0,
  INFEASIBLE = 1, /* or the limit is reached */
  STOPPED = 3,    /* by the number of iterations */
};

struct PlnLp
{
  const Clp *clp;
  Clp_Simplex *model;
  int iterations; /* of the last solve */
};

/* Returns: (transfer none) (nullable) */
static const Clp *
load_clp (void)
{
  static Clp clp;
  static gsize state; /* 0: not tried, 1: there, 2: not there */

  if (g_once_init_enter (&state)) {
    void *library = dlopen ("libClp.so.1", RTLD_LAZY | RTLD_LOCAL);
    gsize result = library ? 1 : 2;

#define CLP_LOAD(name) \
  if (result == 1 && !(clp.name = (__typeof__ (clp.name)) dlsym (library, "Clp_" #name))) \
    result = 2;
    CLP_FUNCTIONS (CLP_LOAD)
#undef CLP_LOAD
    g_once_init_leave (&state, result);
  }
  return state == 1 ? &clp : NULL;
}

static GThread *loader; /* from pln_lp_prepare() to pln_lp_settle() */

static gpointer
load (gpointer unused)
{
  load_clp ();
  return NULL;
}

void
pln_lp_prepare (void)
{
  static gsize begun;

  if (g_once_init_enter (&begun)) {
    g_atomic_pointer_set (&loader, g_thread_try_new ("lp", load, NULL, NULL));
    g_once_init_leave (&begun, 1);
  }
}

void
pln_lp_settle (void)
{
  GThread *thread = g_atomic_pointer_exchange (&loader, NULL);

  if (thread)
    g_thread_join (thread);
}

PlnLp *
pln_lp_new (void)
{
  const Clp *clp = load_clp ();
  PlnLp *lp;

  if (!clp)
    return NULL;
  lp = g_new0 (PlnLp, 1);
  lp->clp = clp;
  lp->model = clp->newModel ();
  clp->setLogLevel (lp->model, 0);
  clp->setPerturbation (lp->model, 50); /* its own choice: these programs are degenerate */
  clp->scaling (lp->model, 0);           /* weights are small integers */
  return lp;
}

void
pln_lp_free (PlnLp *lp)
{
  if (!lp)
    return;
  lp->clp->deleteModel (lp->model);
  g_free (lp);
}

void
pln_lp_clear (PlnLp *lp)
{
  int n_rows = pln_lp_n_rows (lp), n_columns = pln_lp_n_columns (lp);
  int *all = g_new (int, MAX (n_rows, n_columns) + 1);

  for (int k = 0; k < MAX (n_rows, n_columns); k++)
    all[k] = k;
  if (n_rows > 0)
    lp->clp->deleteRows (lp->model, n_rows, all);
  if (n_columns > 0)
    lp->clp->deleteColumns (lp->model, n_columns, all);
  g_free (all);
}

void
pln_lp_add_columns (PlnLp *lp, const double *costs, int n)
{
  double *ones = g_new (double, n);
  int *starts = g_new0 (int, n + 1);

  for (int k = 0; k < n; k++)
    ones[k] = 1;
  lp->clp->addColumns (lp->model, n, NULL, ones, costs, starts, NULL, NULL);
  g_free (ones);
  g_free (starts);
}

void
pln_lp_add_column (PlnLp *lp, double cost, const int *rows, const double *weights, int n)
{
  double zero = 0, one = 1;
  int starts[2] = { 0, n };

  lp->clp->addColumns (lp->model, 1, &zero, &one, &cost, starts, rows, weights);
}

void
pln_lp_add_rows (PlnLp *lp, int n_rows, const int *starts, const int *columns, const double *weights,
                 const double *bounds)
{
  lp->clp->addRows (lp->model, n_rows, NULL, bounds, starts, columns, weights);
}

void
pln_lp_delete_rows (PlnLp *lp, const int *rows, int n)
{
  if (n > 0)
    lp->clp->deleteRows (lp->model, n, rows);
}

void
pln_lp_set_range (PlnLp *lp, int column, double least, double most)
{
  lp->clp->columnLower (lp->model)[column] = least;
  lp->clp->columnUpper (lp->model)[column] = most;
}

void
pln_lp_set_cost (PlnLp *lp, int column, double cost)
{
  lp->clp->objective (lp->model)[column] = cost;
}

void
pln_lp_set_limit (PlnLp *lp, double limit)
{
  lp->clp->setDualObjectiveLimit (lp->model, limit);
}

/* Iterations between two looks at the stop flag: half a second at most, as an iteration takes about a tenth of a
 * microsecond for each row. Small programs are never cut. */
#define SLICE_WORK 2000000
#define SLICE_LEAST 300

PlnLpStatus
pln_lp_solve (PlnLp *lp, int most_iterations, const int *stop)
{
  int slice = MAX (SLICE_LEAST, SLICE_WORK / (pln_lp_n_rows (lp) + 1));

  lp->iterations = 0;
  do {
    lp->clp->setNumberIterations (lp->model, 0);
    lp->clp->setMaximumIterations (lp->model, MIN (slice, most_iterations - lp->iterations));
    lp->clp->dual (lp->model, 0);
    lp->iterations += lp->clp->numberIterations (lp->model);
  } while (lp->clp->status (lp->model) == STOPPED && lp->iterations < most_iterations
           && lp->clp->numberIterations (lp->model) > 0 && !(stop && g_atomic_int_get (stop)));
  switch (lp->clp->status (lp->model)) {
  case OPTIMAL:
    return PLN_LP_OPTIMAL;
  case INFEASIBLE:
    return lp->clp->isDualObjectiveLimitReached (lp->model) ? PLN_LP_EXCEEDED : PLN_LP_INFEASIBLE;
  default:
    return PLN_LP_STOPPED;
  }
}

struct PlnLpBasis
{
  int n_columns, n_rows;
  unsigned char *status; /* of the columns, then of the rows */
};

PlnLpBasis *
pln_lp_keep_basis (PlnLp *lp)
{
  const unsigned char *status = lp->clp->statusArray (lp->model); /* NULL while nothing is known but slacks */
  PlnLpBasis *basis = g_new0 (PlnLpBasis, 1);

  if (!status)
    return basis;
  basis->n_columns = pln_lp_n_columns (lp);
  basis->n_rows = pln_lp_n_rows (lp);
  basis->status = g_memdup2 (status, (gsize) (basis->n_columns + basis->n_rows));
  return basis;
}

void
pln_lp_basis_free (PlnLpBasis *basis)
{
  if (!basis)
    return;
  g_free (basis->status);
  g_free (basis);
}

void
pln_lp_set_basis (PlnLp *lp, const PlnLpBasis *basis)
{
  int n_columns = pln_lp_n_columns (lp), n_rows = pln_lp_n_rows (lp);
  unsigned char *status = g_malloc ((gsize) (n_columns + n_rows + 1));

  memset (status, AT_LEAST, (gsize) n_columns);
  memset (status + n_columns, BASIC, (gsize) n_rows);
  if (basis->status) {
    memcpy (status, basis->status, (gsize) basis->n_columns);
    memcpy (status + n_columns, basis->status + basis->n_columns, (gsize) basis->n_rows);
  }
  lp->clp->copyinStatus (lp->model, status);
  g_free (status);
}

const double *
pln_lp_columns (PlnLp *lp)
{
  return lp->clp->getColSolution (lp->model);
}

void
pln_lp_multipliers (PlnLp *lp, double *multipliers)
{
  const double *duals = lp->clp->dualRowSolution (lp->model);
  int n = lp->clp->numberRows (lp->model);

  for (int i = 0; i < n; i++)
    multipliers[i] = MAX (0, -duals[i]);
}

double
pln_lp_value (PlnLp *lp)
{
  return lp->clp->objectiveValue (lp->model);
}

bool
pln_lp_column_is_basic (PlnLp *lp, int column)
{
  return lp->clp->getColumnStatus (lp->model, column) == BASIC;
}

bool
pln_lp_row_is_basic (PlnLp *lp, int row)
{
  return lp->clp->getRowStatus (lp->model, row) == BASIC;
}

int
pln_lp_iterations (PlnLp *lp)
{
  return lp->iterations;
}

int
pln_lp_n_rows (PlnLp *lp)
{
  return lp->clp->numberRows (lp->model);
}

int
pln_lp_n_columns (PlnLp *lp)
{
  return lp->clp->numberColumns (lp->model);
}
