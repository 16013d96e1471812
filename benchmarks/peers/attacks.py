"""Our own reference of the attacks of `src/Espalier/Attacks`, written from the papers: Auto-PGD (arXiv 2003.01690, algorithm 1), its losses, and the
targeted fast adaptive boundary attack (arXiv 1907.02044, algorithm 1), in double precision, image by image.

    /usr/bin/python3 benchmarks/peers/attacks.py

prints what tests/Espalier.Tests/Attacks/AttackReference.cs holds. The network is a small one whose weights are sines, so that both sides have the
same without a file.
"""
import math

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
PIXELS, HIDDEN, CLASSES, IMAGES = 12, 16, 5, 6


def network():
    first = torch.tensor([[math.sin(1.7 * h + 0.9 * i * (h + 1)) for i in range(PIXELS)] for h in range(HIDDEN)])
    shift = torch.tensor([math.cos(h) for h in range(HIDDEN)])
    second = torch.tensor([[math.sin(2.3 * k + 1.1 * h * (k + 2)) for h in range(HIDDEN)] for k in range(CLASSES)])
    return lambda x: torch.tanh(x.reshape(1, -1) @ first.T + shift) @ second.T


def images():
    return [torch.tensor([0.5 + 0.5 * math.sin(3.1 * n + 1.3 * i * i) for i in range(PIXELS)]) for n in range(IMAGES)]


def displacement(n):
    return torch.tensor([math.sin(2.1 * n + 0.7 * i) for i in range(PIXELS)])


def length(norm, d):
    return d.abs().max() if norm == "linf" else d.square().sum().sqrt()


def project(norm, clean, epsilon, x):
    d = x - clean
    if norm == "linf":
        d = d.clamp(-epsilon, epsilon)
    else:
        d = d * min(1.0, epsilon / max(float(length("l2", d)), 1e-12))
    return (clean + d).clamp(0, 1)


def steepest(norm, g):
    return g.sign() if norm == "linf" else g / length("l2", g)


def cross_entropy(z, y, t):
    return torch.logsumexp(z, 1)[0] - z[0, y]


def ratio(z, y, t):
    others = torch.cat([z[0, :y], z[0, y + 1:]])
    s = z[0].sort(descending=True)[0]
    return -(z[0, y] - others.max()) / (s[0] - s[2])


def targeted_ratio(z, y, t):
    s = z[0].sort(descending=True)[0]
    return -(z[0, y] - z[0, t]) / (s[0] - (s[2] + s[3]) / 2)


def value_and_gradient(f, x):
    x = x.detach().requires_grad_()
    value = f(x)
    return float(value), torch.autograd.grad(value, x)[0]


def apgd(model, norm, clean, y, t, epsilon, start, iterations, loss):
    """The highest loss that is found; nothing stops early."""
    hundredths = [0, 22]
    while hundredths[-1] <= 100:
        hundredths.append(hundredths[-1] + max(hundredths[-1] - hundredths[-2] - 3, 6))
    looks = sorted({-(-p * iterations // 100) for p in hundredths[1:] if p <= 100})
    f = lambda x: loss(model(x), y, t)
    step, x, before = 2 * epsilon, start, start
    value, gradient = value_and_gradient(f, x)
    history, bests = [value], [value]
    best, best_x, best_gradient = value, x, gradient
    steps, last_look = {0: step}, 0
    for k in range(1, iterations + 1):
        z = project(norm, clean, epsilon, x + step * steepest(norm, gradient))
        after = z if k == 1 else project(norm, clean, epsilon, x + 0.75 * (z - x) + 0.25 * (x - before))
        before, x = x, after
        value, gradient = value_and_gradient(f, x)
        history.append(value)
        if value > best:
            best, best_x, best_gradient = value, x, gradient
        bests.append(best)
        if k in looks:
            rises = sum(history[i + 1] > history[i] for i in range(last_look, k))
            stuck = steps[last_look] == step and bests[last_look] == bests[k]
            steps[k] = step
            if rises < 0.75 * (k - last_look) or stuck:
                step, x, gradient = step / 2, best_x, best_gradient
            last_look = k
    return best


def reach(norm, x, w, b):
    """The shortest d with w (x + d) = b and x + d in the box: breakpoints in order, one after the other."""
    x, w = x.numpy(), w.numpy()
    c = b - float(w @ x)
    way = np.sign(w) * np.sign(c)
    a = np.abs(w)
    room = np.where(way > 0, 1 - x, x)
    gait = np.ones_like(a) if norm == "linf" else a
    ends = np.where(gait > 0, room / np.where(gait > 0, gait, 1), np.inf)
    reached = lambda t: float((a * np.minimum(t * gait, room)).sum())
    below = 0.0
    for end in np.sort(ends[np.isfinite(ends)]):
        if reached(end) >= abs(c):
            if reached(end) > reached(below):
                below += (abs(c) - reached(below)) * (end - below) / (reached(end) - reached(below))
            return torch.tensor(way * np.minimum(below * gait, room))
        below = end
    return torch.tensor(way * room)


def fab(model, norm, clean, y, t, iterations):
    """The distance of the nearest misclassified point that is found."""
    x, best, found = clean, math.inf, None
    wrong = lambda p: int(model(p).argmax()) != y
    for _ in range(iterations):
        value, w = value_and_gradient(lambda p: model(p)[0, t] - model(p)[0, y], x)
        b = float(w @ x) - value
        here, there = reach(norm, x, w, b), reach(norm, clean, w, b)
        one, two = max(float(length(norm, here)), 1e-8), max(float(length(norm, there)), 1e-8)
        alpha = min(one / (one + two), 0.1)
        x = ((x + 1.05 * here) * (1 - alpha) + (clean + 1.05 * there) * alpha).clamp(0, 1)
        if wrong(x):
            d = float(length(norm, x - clean))
            if d < best:
                best, found = d, x
            x = clean + 0.9 * (x - clean)
    if found is None:
        return best
    near, far = clean, found
    margin = lambda p: float(-ratio_margin(model(p), y))
    for _ in range(3):
        before, behind = max(margin(near), 0.0), min(margin(far), 0.0)
        share = before / max(before - behind, 1e-12)
        share += 0.01 * (1 - share)
        between = near + share * (far - near)
        if wrong(between):
            d = float(length(norm, between - clean))
            if d < best:
                best, far = d, between
        else:
            near = between
    return best


def ratio_margin(z, y):
    return torch.cat([z[0, :y], z[0, y + 1:]]).max() - z[0, y]


def main():
    model = network()
    losses = {"CrossEntropy": cross_entropy, "Ratio": ratio, "TargetedRatio": targeted_ratio}
    print(f"// torch {torch.__version__}, numpy {np.__version__}")
    for norm, epsilon in (("linf", 0.1), ("l2", 0.4)):
        for name, loss in losses.items():
            row = []
            for n, clean in enumerate(images()):
                z = model(clean)[0]
                y, t = z.argsort(descending=True)[:2].tolist()
                start = project(norm, clean, epsilon, clean + displacement(n) * epsilon / length(norm, displacement(n)))
                row.append(apgd(model, norm, clean, y, t, epsilon, start, 20, loss))
            print(f"{norm} {name}: [{', '.join(f'{v:.12g}' for v in row)}]")
        for rank in (1, 2):
            row = []
            for clean in images():
                order = model(clean)[0].argsort(descending=True).tolist()
                row.append(fab(model, norm, clean, order[0], order[rank], 20))
            print(f"{norm} fab rank {rank}: [{', '.join(f'{v:.12g}' for v in row)}]")


main()
