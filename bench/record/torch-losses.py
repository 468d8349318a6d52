"""Records values and gradients of losses for test/losses, made by PyTorch's autograd: every loss of test/losses/torch.test.ts.

Needs PyTorch, which requirements.txt does not name: pip install torch.
"""
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(5)
n = 20
weights = rng.uniform(0.1, 3, n).round(3)
sets = {
    2: {"scores": (rng.normal(size=(n, 1)) * 3).round(3), "codes": rng.integers(0, 2, n), "sizes": [18400.0, 1600.0]},
    4: {"scores": (rng.normal(size=(n, 4)) * 3).round(3), "codes": rng.integers(0, 4, n), "sizes": [5000.0, 700.0, 50.0, 9.0]},
}


def effective(sizes, beta):
    w = (1 - beta) / (1 - beta ** np.array(sizes))
    return torch.tensor(w / w.sum() * len(sizes))


def logits(z):
    """Two classes of one score are the softmax of (0, z)."""
    return torch.cat([torch.zeros_like(z), z], 1) if z.shape[1] == 1 else z


def ce(u, y, w=None, **kw):
    return F.cross_entropy(u, y, weight=w, reduction="none", **kw)


def priors(sizes):
    return torch.tensor(np.log(np.array(sizes) / sum(sizes)))


def ldam(z, y, sizes, s, m, beta):
    margins = 1 / np.sqrt(np.sqrt(sizes))
    margins = torch.tensor(margins * (m / margins.max()))
    u = logits(z) - F.one_hot(y, len(sizes)) * margins[y][:, None]
    return ce(s * u, y, None if beta is None else effective(sizes, beta))


def scaling(z, y, sizes, gamma, tau):
    delta = torch.tensor((np.array(sizes) / max(sizes)) ** gamma)
    iota = tau * priors(sizes)
    if z.shape[1] > 1:
        return ce(z * delta + iota, y)
    s = torch.where(y == 1, 1.0, -1.0) * z[:, 0]
    return F.softplus(iota[1 - y] - iota[y] - delta[y] * s)


def focal(z, y, w, gamma):
    nll = ce(logits(z), y)
    return w[y] * (1 - torch.exp(-nll)) ** gamma * nll


def own(z, y):
    return y[:, None].double() if z.shape[1] == 1 else F.one_hot(y, z.shape[1]).double()


def asymmetric(z, y, gp, gn, clip):
    p = torch.sigmoid(z)
    pm = torch.clamp(p - clip, min=0)
    t = own(z, y)
    pos = (1 - p) ** gp * torch.log(p)
    neg = pm ** gn * torch.log(1 - pm)
    return -(t * pos + (1 - t) * neg).sum(1)


def hinge(z, y, power):
    return (torch.clamp(1 - (2 * own(z, y) - 1) * z, min=0) ** power).sum(1)


def aware(z, y, sizes, head, tail, shape):
    n, top, low = np.array(sizes), max(sizes), min(sizes)
    angle = (n - low) * np.pi / (2 * (top - low))
    smooth = {"concave": tail + (head - tail) * np.sin(angle),
              "linear": tail + (head - tail) * (n - low) / (top - low),
              "convex": head + (head - tail) * np.sin(1.5 * np.pi + angle),
              "power": tail + (head - tail) * np.power((n - low) / (top - low), 2.0)}[shape]
    e = torch.tensor(smooth)[y]
    logs = F.log_softmax(logits(z), 1)
    return -(1 - e) * logs.gather(1, y[:, None])[:, 0] - e * logs.mean(1)


cases = [
    ("logLoss", {}, lambda z, y, c: ce(logits(z), y)),
    ("weightedCrossEntropy", {}, lambda z, y, c: ce(logits(z), y, torch.tensor(sum(c) / (len(c) * np.array(c))))),
    ("focalLoss", {"gamma": 1.5}, lambda z, y, c: focal(z, y, torch.ones(len(c)), 1.5)),
    ("classBalancedCrossEntropy", {"beta": 0.999}, lambda z, y, c: ce(logits(z), y, effective(c, 0.999))),
    ("classBalancedFocalLoss", {}, lambda z, y, c: focal(z, y, effective(c, 0.9999), 2.0)),
    ("ldamLoss", {}, lambda z, y, c: ldam(z, y, c, 30, 0.5, None)),
    ("ldamLoss", {"maxMargin": 1, "scale": 4, "beta": 0.9999}, lambda z, y, c: ldam(z, y, c, 4, 1, 0.9999)),
    ("logitAdjustedLoss", {"tau": 0.7}, lambda z, y, c: ce(logits(z) + 0.7 * priors(c), y)),
    ("balancedSoftmaxLoss", {}, lambda z, y, c: ce(logits(z) + torch.log(torch.tensor(c)), y)),
    ("vectorScalingLoss", {"gamma": 0.3, "tau": 1.2}, lambda z, y, c: scaling(z, y, c, 0.3, 1.2)),
    ("asymmetricLoss", {}, lambda z, y, c: asymmetric(z, y, 0, 4, 0.05)),
    ("asymmetricLoss", {"gammaPositive": 1, "gammaNegative": 2, "clip": 0}, lambda z, y, c: asymmetric(z, y, 1, 2, 0)),
    ("labelSmoothing", {"smoothing": 0.2}, lambda z, y, c: ce(logits(z), y, label_smoothing=0.2)),
    *[("labelAwareSmoothing", {"shape": shape}, lambda z, y, c, shape=shape: aware(z, y, c, 0.4, 0.1, shape))
      for shape in ["concave", "linear", "convex", "power"]],
    ("hingeLoss", {}, lambda z, y, c: hinge(z, y, 1)),
    ("squaredHingeLoss", {}, lambda z, y, c: hinge(z, y, 2)),
]
out = []
for name, options, loss in cases:
    for classes, data in sets.items():
        y = torch.tensor(data["codes"])
        w = torch.tensor(weights)

        def value(z):
            return (w * loss(z, y, data["sizes"])).sum()

        z = torch.tensor(data["scores"], requires_grad=True)
        (gradient,) = torch.autograd.grad(value(z), z, create_graph=True)
        # The Hessian couples only scores of one row, so that its diagonal comes column by column.
        columns = [torch.autograd.grad(gradient[:, k].sum(), z, retain_graph=True)[0][:, k]
                   if gradient.requires_grad else torch.zeros(n) for k in range(z.shape[1])]
        out.append({"loss": name, "options": options, "classes": classes, "value": float(value(z)),
                    "gradient": gradient.detach().ravel().tolist(),
                    "curvature": torch.stack(columns, 1).detach().ravel().tolist()})

path = Path(__file__).parents[2] / "test/fixtures/losses/torch.json"
path.write_text(json.dumps({
    "peer": f"PyTorch {torch.__version__.split('+')[0]}", "weights": weights.tolist(),
    "sets": {k: {"scores": d["scores"].ravel().tolist(), "codes": d["codes"].tolist(), "sizes": d["sizes"]} for k, d in sets.items()},
    "cases": out}))
print(path.stat().st_size, len(out))
