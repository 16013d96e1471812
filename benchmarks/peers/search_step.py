#!/usr/bin/python3
"""One search step of a DARTS cell supernet in plain PyTorch: the twin that benchmarks/SearchStep is measured against.

    eng/install.sh python               # Debian's python3-torch and python3-numpy
    /usr/bin/python3 benchmarks/peers/search_step.py --channels 16 --cells 8 --batch 16 --input 3x32x32 --threads 1 --json

Written from the papers (DARTS, arXiv 1806.09055; E2RNAS, arXiv 2011.09820). Eight operations, four nodes, a normal and a reduction
cell (at cells // 3 and 2 * cells // 3), batch norm in cells without affine parameters, stem of 3 * channels.

What one step is, by --order:
  first   Adam on alpha by the validation loss, then SGD (momentum, weight decay, clipping) on the weights by the training loss
  second  the same, with the gradient of alpha through one unrolled weight step (finite difference)
  e2rnas  second, with the expected parameter count as second objective (MGDA of two), and the weights trained on
          images moved by one signed-gradient step from a random start
  e2rnas-first  e2rnas with the weights as they are in the architecture's gradients
--gradients all computes every gradient in each backward, as loss.backward() does; needed computes only what is used.

lossBefore and lossAfter are the validation loss before the first and after the last step. Weights and images: see measuring.py.
"""

import torch
from torch import nn
from torch.nn import functional

from blocks import FactorizedReduce, Nothing, convolution, pool, relu_conv_norm, stem
from measuring import CLASSES, batch, fill, laid_out, measure, noise, options_of, shape_of

OPERATIONS = ("none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5")
NODES = 4
EDGES = sum(2 + node for node in range(NODES))
MOMENTUM, WEIGHT_DECAY, LEARNING_RATE, CLIP = 0.9, 3e-4, 0.025, 5.0
EPSILON = 2 / 255


def operation(name, channels, stride):
    if name == "none":
        return Nothing(stride)
    if name.endswith("pool_3x3"):
        return nn.Sequential(pool(name, stride), nn.BatchNorm2d(channels, affine=False))
    if name == "skip_connect":
        return nn.Identity() if stride == 1 else FactorizedReduce(channels, channels, affine=False)
    return convolution(name, channels, stride, affine=False)


class MixedOperation(nn.Module):
    def __init__(self, channels, stride):
        super().__init__()
        self.operations = nn.ModuleList(operation(name, channels, stride) for name in OPERATIONS)

    def forward(self, x, shares):
        return sum(share * branch(x) for share, branch in zip(shares, self.operations))


class Cell(nn.Module):
    def __init__(self, before_previous, previous, channels, reduction, after_reduction):
        super().__init__()
        self.reduction = reduction
        adapt = FactorizedReduce if after_reduction else relu_conv_norm
        self.first = adapt(before_previous, channels, affine=False)
        self.second = relu_conv_norm(previous, channels, affine=False)
        self.edges = nn.ModuleList(
            MixedOperation(channels, 2 if reduction and source < 2 else 1) for node in range(NODES) for source in range(2 + node))

    def forward(self, before_previous, previous, shares):
        states = [self.first(before_previous), self.second(previous)]
        edge = 0
        for _ in range(NODES):
            incoming = range(edge, edge + len(states))
            states.append(sum(self.edges[i](state, shares[i]) for i, state in zip(incoming, states)))
            edge = incoming.stop
        return torch.cat(states[2:], 1)


class Supernet(nn.Module):
    def __init__(self, shape, channels, cells, stem_stride):
        super().__init__()
        self.stem = stem(shape[0], channels, stem_stride)
        self.cells = nn.ModuleList()
        self.widths = []
        before_previous = previous = 3 * channels
        after_reduction = False
        for index in range(cells):
            reduction = index in (cells // 3, 2 * cells // 3)
            channels *= 2 if reduction else 1
            self.cells.append(Cell(before_previous, previous, channels, reduction, after_reduction))
            self.widths.append((channels, reduction))
            before_previous, previous = previous, NODES * channels
            after_reduction = reduction
        self.classifier = nn.Linear(previous, CLASSES)
        # A plain tuple, not parameters of the module: the optimiser of the weights must not reach them.
        self.alphas = tuple(torch.zeros(EDGES, len(OPERATIONS), requires_grad=True) for _ in range(2))

    def forward(self, x):
        normal, reduce = (functional.softmax(alpha, -1) for alpha in self.alphas)
        before_previous = previous = self.stem(x)
        for cell in self.cells:
            before_previous, previous = previous, cell(before_previous, previous, reduce if cell.reduction else normal)
        return self.classifier(functional.adaptive_avg_pool2d(previous, 1).flatten(1))

    def expected_parameters(self):
        """Convolution weights in the mixed operations, in expectation over the softmax (E2RNAS)."""
        total = 0.0
        strided = torch.tensor([float(source < 2) for node in range(NODES) for source in range(2 + node)])
        for c, reduction in self.widths:
            alpha = self.alphas[1 if reduction else 0]
            small, large = c * c + 9 * c, c * c + 25 * c
            costs = torch.tensor([0.0, 0, 0, 0, 2 * small, 2 * large, small, large])
            table = costs.repeat(EDGES, 1)
            if reduction:
                table[:, OPERATIONS.index("skip_connect")] = strided * (c * c)
            total = total + (functional.softmax(alpha, -1) * table).sum()
        return total


def fill_alphas(net):
    """1e-3 * (2 * noise - 1), purpose 2 (normal) and 3 (reduction)."""
    with torch.no_grad():
        for index, alpha in enumerate(net.alphas):
            alpha.copy_(1e-3 * (2 * noise(alpha.shape, 2 + index) - 1))


class Search:
    def __init__(self, net, train, validation, gradients):
        self.net, self.train, self.validation, self.needed_only = net, train, validation, gradients == "needed"
        self.weights = list(net.parameters())
        self.weight_optimizer = torch.optim.SGD(self.weights, LEARNING_RATE, MOMENTUM, weight_decay=WEIGHT_DECAY)
        self.alpha_optimizer = torch.optim.Adam(net.alphas, 3e-4, betas=(0.5, 0.999), weight_decay=1e-3)

    def loss(self, batch):
        return functional.cross_entropy(self.net(batch[0]), batch[1])

    def gradients_of(self, loss, wanted):
        """Gradients of `wanted`; with --gradients all, those of everything else are computed as well, and thrown away."""
        wanted = list(wanted)
        if self.needed_only:
            return torch.autograd.grad(loss, wanted)
        others = [p for p in (*self.weights, *self.net.alphas) if all(p is not w for w in wanted)]
        return torch.autograd.grad(loss, wanted + others)[:len(wanted)]

    def first_order_step(self):
        self.step_alpha(self.gradients_of(self.loss(self.validation), self.net.alphas))
        self.step_weights(self.train)

    def second_order_step(self):
        alphas, weights, buffers = self.net.alphas, self.weights, [b.clone() for b in self.net.buffers()]
        saved = self.unroll()
        gradients = torch.autograd.grad(self.loss(self.validation), (*alphas, *weights))
        self.step_alpha(self.corrected(gradients[:2], gradients[2:], saved, buffers))
        self.step_weights(self.train)

    def e2rnas_step(self):
        alphas, weights, buffers = self.net.alphas, self.weights, [b.clone() for b in self.net.buffers()]
        saved = self.unroll()
        gradients = torch.autograd.grad(self.loss(self.validation), (*alphas, *weights))
        gamma, direct = self.with_cost(gradients[:2])
        self.step_alpha(self.corrected(direct, [gamma * g for g in gradients[2:]], saved, buffers))
        self.step_weights(self.attacked(self.train))

    def e2rnas_first_step(self):
        _, direct = self.with_cost(self.gradients_of(self.loss(self.validation), self.net.alphas))
        self.step_alpha(direct)
        self.step_weights(self.attacked(self.train))

    def with_cost(self, gradients):
        """The share of the loss, and its gradients merged with those of the expected parameter count."""
        cost = torch.autograd.grad(self.net.expected_parameters() / 1e6, self.net.alphas)
        gamma = two_objectives(torch.cat([g.flatten() for g in gradients]), torch.cat([g.flatten() for g in cost]))
        return gamma, [gamma * g + (1 - gamma) * c for g, c in zip(gradients, cost)]

    def unroll(self):
        """Puts w - lr * (momentum * v + dL_train/dw + decay * w) in place of the weights w; returns copies of w."""
        saved = [w.detach().clone() for w in self.weights]
        gradients = self.gradients_of(self.loss(self.train), self.weights)
        with torch.no_grad():
            for w, g in zip(self.weights, gradients):
                velocity = self.weight_optimizer.state[w].get("momentum_buffer")
                step = g + WEIGHT_DECAY * w
                w.sub_(LEARNING_RATE * (step if velocity is None else step + MOMENTUM * velocity))
        return saved

    def corrected(self, direct, vector, saved, buffers):
        """direct - lr * (d L_train/d alpha at w + R * vector, less that at w - R * vector) / 2R; puts the weights and statistics back."""
        norm = torch.sqrt(sum((v * v).sum() for v in vector)).item()
        sides = []
        radius = 0.01 / norm if norm > 0 else 0.0
        for sign in (1, -1) if norm > 0 else ():
            with torch.no_grad():
                for w, old, v in zip(self.weights, saved, vector):
                    w.copy_(old + sign * radius * v)
            sides.append(torch.autograd.grad(self.loss(self.train), self.net.alphas))
        with torch.no_grad():
            for target, old in zip((*self.weights, *self.net.buffers()), (*saved, *buffers)):
                target.copy_(old)
        if not sides:
            return direct
        return [d - LEARNING_RATE * (up - down) / (2 * radius) for d, up, down in zip(direct, *sides)]

    def attacked(self, batch):
        """One signed-gradient step of 1.25 epsilon from a start within epsilon; the gradient is taken at the clean image."""
        images = batch[0].detach().clone(memory_format=torch.preserve_format).requires_grad_()
        gradient, = self.gradients_of(self.loss((images, batch[1])), [images])
        start = (EPSILON * (2 * noise(images.shape, 4) - 1)).to(images)
        delta = (start + 1.25 * EPSILON * gradient.sign()).clamp(-EPSILON, EPSILON)
        return (images.detach() + delta).clamp(0, 1), batch[1]

    def step_alpha(self, gradients):
        for alpha, gradient in zip(self.net.alphas, gradients):
            alpha.grad = gradient
        self.alpha_optimizer.step()

    def step_weights(self, batch):
        for weight, gradient in zip(self.weights, self.gradients_of(self.loss(batch), self.weights)):
            weight.grad = gradient
        nn.utils.clip_grad_norm_(self.weights, CLIP)
        self.weight_optimizer.step()


def two_objectives(first, second):
    """MGDA for two gradients: the share of the first at the point of least norm between them. A vanishing gradient takes no part."""
    if not second.any():
        return 1.0
    if not first.any():
        return 0.0
    cross, one, two = first.dot(second), first.dot(first), second.dot(second)
    if cross >= one:
        return 1.0
    if cross >= two:
        return 0.0
    return ((two - cross) / (one + two - 2 * cross)).item()


def main():
    parser = options_of("Times a DARTS search step in plain PyTorch.")
    parser.add_argument("--order", choices=("first", "second", "e2rnas", "e2rnas-first"), default="first")
    parser.add_argument("--gradients", choices=("all", "needed"), default="all")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    net = Supernet(shape_of(options), options.channels, options.cells, options.stem_stride)
    fill(net)
    fill_alphas(net)
    net, train, validation = laid_out(options, net, batch(options, 5, 1, 0), batch(options, 6, 3, 1))
    search = Search(net, train, validation, options.gradients)
    steps = {"first": search.first_order_step, "second": search.second_order_step,
             "e2rnas": search.e2rnas_step, "e2rnas-first": search.e2rnas_first_step}
    measure(options, net, lambda: search.loss(validation), steps[options.order])


if __name__ == "__main__":
    main()
