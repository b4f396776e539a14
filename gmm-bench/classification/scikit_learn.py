"""Writes data sets for ClassifierTrial, and measures scikit-learn's discriminant analyses on them.

scikit_learn.py DATA FOLDER validate NAME       digits or mnist-2-6 (2 against 6), in ten stratified parts
scikit_learn.py DATA FOLDER time ROWS           generated rows of 20 features in 10 classes
"""

import sys
import time
from pathlib import Path

import numpy as np
import sklearn
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold

REPETITIONS = 5


def write(folder, name, rows, classes, parts=None):
    np.ascontiguousarray(rows, dtype="<f8").tofile(folder / f"{name}.f64")
    columns = [classes] if parts is None else [classes, parts]
    np.savetxt(folder / f"{name}.txt", np.column_stack(columns), fmt="%d", header=str(rows.shape[1]), comments="")


def stratified(rows, classes):
    parts = np.zeros(len(rows), dtype=int)
    for part, (_, test) in enumerate(StratifiedKFold(10, shuffle=True, random_state=0).split(rows, classes)):
        parts[test] = part
    return parts


def validate(name, rows, classes, parts):
    for label, estimator in (
        *((f"LDA shrinkage={s}", LinearDiscriminantAnalysis(solver="lsqr", shrinkage=s)) for s in ("auto", 0.01, 0.1)),
        ("LDA", LinearDiscriminantAnalysis()),
        *((f"QDA reg_param={r}", QuadraticDiscriminantAnalysis(reg_param=r)) for r in (1e-2, 0.5)),
        # As reg_param, but in units of the mean variance of each class.
        *(
            (f"QDA shrinkage={s}", QuadraticDiscriminantAnalysis(solver="eigen", shrinkage=s))
            for s in ("auto", 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9)
        ),
    ):
        probabilities = np.zeros((len(rows), classes.max() + 1))
        seconds = 0
        try:
            for part in range(parts.max() + 1):
                test = parts == part
                begin = time.perf_counter()
                estimator.fit(rows[~test], classes[~test])
                estimator.predict(rows[test])
                seconds += time.perf_counter() - begin
                probabilities[test] = estimator.predict_proba(rows[test])
        except np.linalg.LinAlgError as error:
            print(f"{name} scikit-learn {label}: failed: {error}", flush=True)
            continue
        error = np.mean(probabilities.argmax(axis=1) != classes)
        loss = log_loss(classes, probabilities)
        print(f"{name} scikit-learn {label}: error {error:.4f}, log loss {loss:.4f}, {seconds:.2f} s", flush=True)


def generated(count):
    random = np.random.default_rng(1)
    classes = random.integers(0, 10, count)
    means = random.normal(size=(10, 20))
    factors = random.normal(size=(10, 20, 20)) / np.sqrt(20) + np.eye(20)
    rows = random.normal(size=(count, 20))
    for c in range(10):
        own = classes == c
        rows[own] = means[c] + rows[own] @ factors[c]
    return rows, classes


def best(action):
    seconds = []
    for _ in range(REPETITIONS + 1):
        begin = time.perf_counter()
        result = action()
        seconds.append(time.perf_counter() - begin)
    return min(seconds[1:]), result


def main():
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    print(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}", flush=True)
    if sys.argv[3] == "time":
        rows, classes = generated(int(sys.argv[4]))
        write(folder, "generated", rows, classes)
        qda = QuadraticDiscriminantAnalysis()
        fit, _ = best(lambda: qda.fit(rows, classes))
        predict, predicted = best(lambda: qda.predict(rows))
        errors = np.count_nonzero(predicted != classes)
        print(f"generated scikit-learn QDA: fit {fit:.3f} s, predict {predict:.3f} s, training errors {errors}", flush=True)
        return
    name = sys.argv[4]
    if name == "digits":
        table = np.loadtxt(data / "digits.csv", delimiter=",", skiprows=1)
        rows, classes = table[:, :-1], table[:, -1].astype(int)
    else:
        rows = np.load(data / "mnist-2-6.npy").reshape(-1, 784).astype(float)
        classes = (np.loadtxt(data / "mnist-2-6-labels.csv", skiprows=1, dtype=int) == 6).astype(int)
    parts = stratified(rows, classes)
    write(folder, name, rows, classes, parts)
    validate(name, rows, classes, parts)


main()
