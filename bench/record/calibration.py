"""Records what scikit-learn's calibrators and SciPy's distributions give: test/fixtures/evaluation/{calibration,proportions}.json.

Run with the peers' Python (see bench/peers.sh): python bench/record/calibration.py
"""

import json
from pathlib import Path

import numpy as np
import scipy.special
import scipy.stats
import sklearn
from sklearn.calibration import _SigmoidCalibration, _TemperatureScaling
from sklearn.isotonic import IsotonicRegression

OUT = Path(__file__).resolve().parents[2] / "test/fixtures/evaluation"


def logit(p):
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return np.log(p / (1 - p))


def binary_scores(rng, count, share, sharpness, shift, ties):
    y = (rng.random(count) < share).astype(int)
    raw = sharpness * (rng.normal(size=count) + 1.5 * y) + shift
    p = 1 / (1 + np.exp(-raw))
    if ties:
        p = np.round(p, ties)
    return p, y


def platt(p, y, weight, new):
    model = _SigmoidCalibration().fit(logit(p), y, weight)
    return {"slope": -model.a_, "intercept": -model.b_, "new": model.predict(logit(new)).tolist()}


def isotonic(p, y, weight, new):
    model = IsotonicRegression(out_of_bounds="clip").fit(p, y, weight)
    return {"new": model.predict(new).tolist()}


def temperature(proba, y, weight, new):
    model = _TemperatureScaling().fit(proba, y, weight)
    return {"inverseTemperature": float(model.beta_), "new": model.predict(new).tolist()}


def one_vs_rest(kind, proba, y, new):
    columns = []
    for code in range(proba.shape[1]):
        truth = (y == code).astype(int)
        columns.append(kind(proba[:, code], truth, None, new[:, code])["new"])
    table = np.array(columns).T
    total = table.sum(axis=1, keepdims=True)
    return np.where(total > 0, table / np.where(total > 0, total, 1), 1 / proba.shape[1]).tolist()


def binary_case(name, seed, count, share, sharpness, shift, ties, weighted):
    rng = np.random.default_rng(seed)
    p, y = binary_scores(rng, count, share, sharpness, shift, ties)
    weight = np.round(rng.uniform(0, 3, count), 3) if weighted else None
    new = np.concatenate([[0.0, 1.0], np.round(rng.random(40), 4), p[:10]])
    two = np.column_stack([1 - p, p])
    return {
        "name": name,
        "p": p.tolist(),
        "y": y.tolist(),
        "weight": None if weight is None else weight.tolist(),
        "newP": new.tolist(),
        "platt": platt(p, y, weight, new),
        "isotonic": isotonic(p, y, weight, new),
        "temperature": temperature(two, y, weight, np.column_stack([1 - new, new])),
    }


def multiclass_case(seed, count):
    rng = np.random.default_rng(seed)
    y = rng.choice(4, count, p=[0.7, 0.2, 0.07, 0.03])

    def softmax(z):
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    proba = softmax(2.5 * (rng.normal(size=(count, 4)) + 1.2 * np.eye(4)[y]))
    new = softmax(2 * rng.normal(size=(30, 4)))
    return {
        "proba": proba.ravel().tolist(),
        "y": y.tolist(),
        "newProba": new.ravel().tolist(),
        "platt": one_vs_rest(platt, proba, y, new),
        "isotonic": one_vs_rest(isotonic, proba, y, new),
        "temperature": temperature(proba, y, None, new),
    }


def proportions():
    shares = [1e-12, 1e-5, 0.01, 0.07, 0.1, 0.3, 0.5, 0.6, 0.8, 0.95, 0.975, 0.999999]
    betas = [(a, b, x) for a in (0.5, 1, 3.7, 40, 800, 50000) for b in (0.5, 2, 11.3, 600, 90000) for x in (0.01, 0.3, 0.52, 0.9, 0.999)]
    trials = [(0, 10), (1, 10), (7, 10), (10, 10), (43, 50), (170, 200), (1, 4000), (3990, 4000), (61234, 100000)]
    wilson, exact = [], []
    for k, n in trials:
        for confidence in (0.8, 0.95, 0.99):
            found = scipy.stats.binomtest(k, n).proportion_ci(confidence, method="wilson")
            wilson.append([k, n, confidence, found.low, found.high])
            lower = scipy.stats.binomtest(k, n, alternative="greater").proportion_ci(confidence, method="exact")
            exact.append([k, n, confidence, lower.low])
    return {
        "recordedWith": {"scipy": scipy.__version__},
        "normalQuantile": [[p, float(scipy.stats.norm.ppf(p))] for p in shares],
        "incompleteBeta": [[a, b, x, float(scipy.special.betainc(a, b, x))] for a, b, x in betas],
        "studentQuantile": [[p, n, float(scipy.stats.t.ppf(p, n))] for p in (0.025, 0.6, 0.9, 0.975, 0.9995) for n in (1, 2, 4, 9, 24, 500)],
        "wilson": wilson,
        "exactLowerBound": exact,
    }


def write(name, content):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / name).write_text(json.dumps(content) + "\n")


write(
    "calibration.json",
    {
        "recordedWith": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "binary": [
            binary_case("overconfident", 1, 300, 0.2, 3.0, 0.0, 0, False),
            binary_case("underconfident and shifted", 2, 400, 0.1, 0.4, 1.0, 0, False),
            binary_case("tied and weighted", 3, 300, 0.3, 1.0, -1.0, 2, True),
            binary_case("rare", 4, 500, 0.02, 1.5, -3.0, 3, False),
        ],
        "multiclass": multiclass_case(5, 400),
    },
)
write("proportions.json", proportions())
