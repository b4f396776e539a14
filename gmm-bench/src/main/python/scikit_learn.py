"""scikit-learn's GaussianMixture on one task of the comparison, or the rate of NumPy's matrix product.

    scikit_learn.py fit TASK.json RESULT.json
    scikit_learn.py product RESULT.json

The number of threads is set by whoever starts this, in OMP_NUM_THREADS and OPENBLAS_NUM_THREADS.
"""
import json
import statistics
import sys
import time
import tracemalloc

import numpy as np

# Iterations at the beginning of each fit that do not count.
SETTLING = 2


def started(task):
    """Returns a mixture with the parameters of the task's start means, as fit() would have set them."""
    from sklearn.mixture import GaussianMixture
    k, d, structure = task["components"], task["dimension"], task["structure"]
    names = {"full": "full", "tied": "tied", "diagonal": "diag", "spherical": "spherical"}
    mixture = GaussianMixture(k, covariance_type=names[structure], reg_covar=0.0, tol=0.0)
    mixture.weights_ = np.full(k, 1.0 / k)
    mixture.means_ = np.array(task["startMeans"]).reshape(k, d)
    unit = {
        "full": np.tile(np.eye(d), (k, 1, 1)),
        "tied": np.eye(d),
        "diagonal": np.ones((k, d)),
        "spherical": np.ones(k),
    }[structure]
    mixture.covariances_ = unit.copy()
    mixture.precisions_cholesky_ = unit.copy()
    return mixture


def iterate(mixture, x):
    """One iteration of the loop in fit()."""
    _, log_responsibilities = mixture._e_step(x)
    mixture._m_step(x, log_responsibilities)


def fit(task):
    import sklearn
    x = np.load(task["data"])
    seconds = []
    # No compiler to wait for: half of the time is enough.
    deadline = time.perf_counter() + task["seconds"] / 2
    while True:
        mixture = started(task)
        for i in range(task["iterations"]):
            began = time.perf_counter()
            iterate(mixture, x)
            if i >= SETTLING:
                seconds.append(time.perf_counter() - began)
        if time.perf_counter() >= deadline:
            break
    # precisions_ is what fit() computes last; scores need only precisions_cholesky_.
    log_likelihood = float(mixture.score_samples(x).sum())
    tracemalloc.start()
    iterate(mixture, x)
    peak = tracemalloc.get_traced_memory()[1]
    return {
        "contender": "scikit-learn",
        "version": "scikit-learn " + sklearn.__version__ + ", NumPy " + np.__version__,
        "seconds": statistics.median(seconds),
        "fastest": min(seconds),
        "timed": len(seconds),
        "logLikelihood": log_likelihood,
        "allocatedBytes": None,
        "retainedBytes": peak,
        "activeShare": None,
    }


def product(order=1024, rounds=7, products=4):
    a = np.random.default_rng(1).uniform(-1, 1, (order, order))
    best = 0.0
    for _ in range(rounds):
        began = time.perf_counter()
        for _ in range(products):
            a @ a
        best = max(best, 2e-9 * order**3 * products / (time.perf_counter() - began))
    return {"contender": "NumPy " + np.__version__, "gigaflops": best}


def main(arguments):
    if arguments[0] == "product":
        result = product()
    else:
        with open(arguments[1], encoding="utf-8") as file:
            result = fit(json.load(file))
    with open(arguments[-1], "w", encoding="utf-8") as file:
        json.dump(result, file)


main(sys.argv[1:])
