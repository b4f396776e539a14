# Wrote scikit-learn-*.json and .csv beside it, with scikit-learn 1.2.1 and NumPy 1.24.2, from data/faithful.csv.
import json

import numpy as np
from sklearn.mixture import GaussianMixture

x = np.loadtxt("../../../../../../../data/faithful.csv", delimiter=",", skiprows=1)
rows = np.vstack([x[::17], [[0, 0], [100, -100]]])
scores = [rows]
for covariance_type in ("full", "tied", "diag", "spherical"):
    gm = GaussianMixture(2 if covariance_type == "full" else 3, covariance_type=covariance_type, random_state=0).fit(x)
    names = ("weights_", "means_", "covariances_", "precisions_cholesky_")
    with open(f"scikit-learn-{covariance_type}.json", "w") as f:
        json.dump({"covariance_type": gm.covariance_type, **{name: getattr(gm, name).tolist() for name in names}}, f)
    scores.append(gm.score_samples(rows)[:, None])
np.savetxt("scikit-learn-scores.csv", np.hstack(scores), "%.17g", ",", header="eruptions,waiting,full,tied,diag,spherical", comments="")
