"""scikit-learn's fits for gmm-bench/run quality.

    quality.py best ROWS K TYPE FIRST COUNT FILE        parameters of the best different optima of so many starts
    quality.py defaults ROWS K TYPE HELD_OUT SEEDS FILE  log-likelihood, held-out mean, seconds of default fits

ROWS and HELD_OUT are CSV without a header. FILE gets a line for each optimum or seed, numbers separated by blanks.
"""

import sys
import time
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

KINDS = ["k-means++", "random_from_data", "kmeans", "k-means++", "random_from_data", "random"]
KEPT = 5


def read(file):
    return np.loadtxt(file, delimiter=",", ndmin=2)


def covariances(mixture, d):
    k = mixture.n_components
    values = mixture.covariances_
    if mixture.covariance_type == "full":
        return values
    if mixture.covariance_type == "tied":
        return np.repeat(values[None], k, axis=0)
    if mixture.covariance_type == "diag":
        return np.stack([np.diag(variances) for variances in values])
    return np.stack([variance * np.eye(d) for variance in values])


def best(x, components, covariance_type, first, count):
    found = {}
    # Of the samples' scale, as the fits that go on from there.
    regularization = 1e-6 * x.var(axis=0).mean()
    for i in range(first, first + count):
        mixture = GaussianMixture(
            components,
            covariance_type=covariance_type,
            init_params=KINDS[i % len(KINDS)],
            random_state=i,
            tol=1e-5,
            max_iter=1000,
            reg_covar=regularization,
        )
        try:
            mixture.fit(x)
        except ValueError:
            # A component collapsed: such a start has no optimum.
            continue
        found[round(mixture.score(x) * len(x))] = mixture
    for key in sorted(found, reverse=True)[:KEPT]:
        mixture = found[key]
        yield np.concatenate(
            [mixture.weights_, mixture.means_.ravel(), covariances(mixture, x.shape[1]).ravel()]
        )


def defaults(x, components, covariance_type, held_out, seeds):
    for seed in range(seeds):
        began = time.perf_counter()
        mixture = GaussianMixture(components, covariance_type=covariance_type, random_state=seed).fit(x)
        seconds = time.perf_counter() - began
        yield [mixture.score(x) * len(x), mixture.score(held_out), seconds]


def main(arguments):
    kind, rows, components, covariance_type, other, count, file = arguments
    x = read(rows)
    if kind == "best":
        lines = best(x, int(components), covariance_type, int(other), int(count))
    else:
        lines = defaults(x, int(components), covariance_type, read(other), int(count))
    with open(file, "w", encoding="utf-8") as out:
        for line in lines:
            out.write(" ".join(repr(float(number)) for number in line) + "\n")


warnings.simplefilter("ignore", ConvergenceWarning)
main(sys.argv[1:])
