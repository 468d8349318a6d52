"""Records losses for test/losses: focal loss from scipy's log-probabilities, weighted cross-entropy from scikit-learn."""
import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.special import expit, log_expit, log_softmax
from sklearn._loss.loss import HalfBinomialLoss, HalfMultinomialLoss
from sklearn.utils.class_weight import compute_class_weight

rng = np.random.default_rng(11)
n = 24
weights = rng.uniform(0, 3, n).round(3)
two = {"scores": (rng.normal(size=n) * 4).round(3), "codes": rng.integers(0, 2, n)}
three = {"scores": (rng.normal(size=(n, 3)) * 3).round(3), "codes": rng.integers(0, 3, n)}
# Far out, where 1 - p and log p must not be rounded to 0.
two["scores"][:4] = [40, -40, 600, -600]
three["scores"][:2] = [[40, 0, -3], [-50, 2, 30]]
cases = []

for gamma, alpha in [(2.0, 0.25), (0.5, 0.75), (3.0, None), (0.0, None)]:
    z, y = two["scores"], two["codes"]
    s = np.where(y == 1, z, -z)
    factor = 1 if alpha is None else np.where(y == 1, alpha, 1 - alpha)
    cases.append({"gamma": gamma, "alpha": alpha, "classes": 2,
                  "value": float(np.sum(weights * factor * expit(-s) ** gamma * -log_expit(s)))})
for gamma, alpha in [(2.0, None), (1.0, [0.5, 2.0, 1.0]), (0.5, None)]:
    z, y = three["scores"], three["codes"]
    logs = log_softmax(z, axis=1)
    rows = np.arange(n)
    q = np.exp(np.where(np.arange(3) == y[:, None], -np.inf, logs)).sum(1)
    factor = 1 if alpha is None else np.array(alpha)[y]
    cases.append({"gamma": gamma, "alpha": alpha, "classes": 3,
                  "value": float(np.sum(weights * factor * q ** gamma * -logs[rows, y]))})

weighted = []
for data, loss in [(two, HalfBinomialLoss()), (three, HalfMultinomialLoss(n_classes=3))]:
    y = data["codes"].astype(float)
    w = weights * compute_class_weight("balanced", classes=np.unique(y), y=y, sample_weight=weights)[data["codes"]]
    gradient, hessian = loss.gradient_hessian(y, data["scores"], sample_weight=w)
    weighted.append({"value": float(loss.loss(y, data["scores"], sample_weight=w).sum()),
                     "gradient": gradient.ravel().tolist(), "curvature": hessian.ravel().tolist()})

out = {"peer": f"scipy {scipy.__version__}, scikit-learn {sklearn.__version__}", "weights": weights.tolist(),
       "two": {k: v.tolist() for k, v in two.items()},
       "three": {"scores": three["scores"].ravel().tolist(), "codes": three["codes"].tolist()},
       "focal": cases, "weighted": weighted}
path = Path(__file__).parents[2] / "test/fixtures/losses/losses.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(out))
print(path.stat().st_size)
