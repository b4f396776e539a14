"""Measures scikit-learn's BayesianGaussianMixture on the samples that BayesianTrial.java left in a folder.

Times: an iteration, full covariances: the difference between fits of 15 and of 5 iterations, each the least of some rounds.
Components: fits of at most 20 components under a Dirichlet process, all else at its defaults but for 1000 iterations and no
regularization; how many components have the weight of a sample.

Arguments: the folder, the number of rounds.
"""

import collections
import pathlib
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.mixture import BayesianGaussianMixture

warnings.filterwarnings("ignore")
SHORT, LONG, MOST = 5, 15, 20


def rows(file):
    """Reads two whole numbers and that many numbers."""
    data = file.read_bytes()
    n, d = numpy.frombuffer(data, "<i4", 2)
    return numpy.frombuffer(data, "<f8", offset=8).reshape(n, d)


def seconds(x, components, iterations):
    """Returns the time of a fit from random rows."""
    model = BayesianGaussianMixture(
        n_components=components, init_params="random_from_data", max_iter=iterations, tol=0, random_state=0)
    began = time.perf_counter()
    model.fit(x)
    return time.perf_counter() - began


def main():
    """Prints both tables."""
    folder = pathlib.Path(sys.argv[1])
    rounds = int(sys.argv[2])
    print(f"\nscikit-learn {sklearn.__version__}\n\n{'shape':14s} {'ms':>12s}")
    for file in sorted(folder.glob("time-*.bin")):
        shape = file.stem[5:]
        x = rows(file)
        components = int(shape.split("x")[2])
        short = min(seconds(x, components, SHORT) for _ in range(rounds))
        long = min(seconds(x, components, LONG) for _ in range(rounds))
        print(f"{shape:14s} {1e3 * (long - short) / (LONG - SHORT):12.3f}")
    print(f"\n{'groups':8s} {'seeds':>8s}   components found, as number:seeds")
    found = collections.defaultdict(collections.Counter)
    for file in folder.glob("groups-*.bin"):
        _, groups, seed = file.stem.split("-")
        x = rows(file)
        model = BayesianGaussianMixture(
            n_components=MOST, reg_covar=0, max_iter=1000, random_state=int(seed))
        model.fit(x)
        found[int(groups)][int((model.weights_ * len(x) >= 1).sum())] += 1
    for groups, counts in sorted(found.items()):
        text = " ".join(f"{k}:{c}" for k, c in sorted(counts.items()))
        print(f"{groups:<8d} {sum(counts.values()):8d}   {text}")


main()
