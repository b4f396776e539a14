# Wrote scikit-learn-dirichlet*.json and scikit-learn-bayesian.csv beside it, with scikit-learn 1.9.1 and NumPy 2.4, from
# data/faithful.csv.
import json

import numpy as np
from sklearn.mixture import BayesianGaussianMixture

x = np.loadtxt("../../../../../../../data/faithful.csv", delimiter=",", skiprows=1)
rows = np.vstack([x[::17], [[0, 0], [10, 30]]])
names = (
    "weights_", "means_", "covariances_", "weight_concentration_prior_", "weight_concentration_", "mean_precision_prior_",
    "mean_precision_", "mean_prior_", "degrees_of_freedom_prior_", "degrees_of_freedom_", "covariance_prior_")
table = [rows]
for prior, components in ("dirichlet_distribution", 3), ("dirichlet_process", 4):
    gm = BayesianGaussianMixture(
        n_components=components, weight_concentration_prior_type=prior, random_state=0, max_iter=30, tol=0).fit(x)
    with open(f"scikit-learn-{prior.replace('_', '-')}.json", "w") as f:
        json.dump({"covariance_type": gm.covariance_type, "weight_concentration_prior_type": prior,
                   **{name: np.asarray(getattr(gm, name)).tolist() for name in names}}, f)
    table.append(gm.predict_proba(rows))
np.savetxt("scikit-learn-bayesian.csv", np.hstack(table), "%.17g", ",", header="eruptions,waiting,dirichlet_distribution,,,dirichlet_process,,,", comments="")
