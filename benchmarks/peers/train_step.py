#!/usr/bin/python3
"""One training step of the network of a DARTS genotype in plain PyTorch: the twin that benchmarks/TrainStep is measured against.

    eng/install.sh python               # Debian's python3-torch and python3-numpy
    /usr/bin/python3 benchmarks/peers/train_step.py --channels 36 --cells 20 --batch 16 --input 3x32x32 --threads 1 --json

Written from the paper (DARTS, arXiv 1806.09055, appendix A.2): affine batch norm, pooling without one, SGD with momentum and weight decay,
clipping. Without auxiliary head and drop path. Weights and images: see measuring.py.
"""

import json

import torch
from torch import nn
from torch.nn import functional

from blocks import FactorizedReduce, Nothing, convolution, pool, relu_conv_norm, stem
from measuring import CLASSES, batch, fill, laid_out, measure, options_of, shape_of

MOMENTUM, WEIGHT_DECAY, LEARNING_RATE, CLIP = 0.9, 3e-4, 0.025, 5.0

DARTS_V2 = {
    "normal": [["sep_conv_3x3", 0], ["sep_conv_3x3", 1], ["sep_conv_3x3", 0], ["sep_conv_3x3", 1],
               ["sep_conv_3x3", 1], ["skip_connect", 0], ["skip_connect", 0], ["dil_conv_3x3", 2]],
    "normal_concat": [2, 3, 4, 5],
    "reduce": [["max_pool_3x3", 0], ["max_pool_3x3", 1], ["skip_connect", 2], ["max_pool_3x3", 1],
               ["max_pool_3x3", 0], ["skip_connect", 2], ["skip_connect", 2], ["max_pool_3x3", 1]],
    "reduce_concat": [2, 3, 4, 5],
}


def operation(name, channels, stride):
    if name == "none":
        return Nothing(stride)
    if name.endswith("pool_3x3"):
        return pool(name, stride)
    if name == "skip_connect":
        return nn.Identity() if stride == 1 else FactorizedReduce(channels, channels, affine=True)
    return convolution(name, channels, stride, affine=True)


class Cell(nn.Module):
    def __init__(self, edges, concat, before_previous, previous, channels, reduction, after_reduction):
        super().__init__()
        adapt = FactorizedReduce if after_reduction else relu_conv_norm
        self.first = adapt(before_previous, channels, affine=True)
        self.second = relu_conv_norm(previous, channels, affine=True)
        self.sources, self.concat = [source for _, source in edges], concat
        self.operations = nn.ModuleList(operation(name, channels, 2 if reduction and source < 2 else 1) for name, source in edges)

    def forward(self, before_previous, previous):
        states = [self.first(before_previous), self.second(previous)]
        for edge in range(0, len(self.operations), 2):
            states.append(sum(self.operations[i](states[self.sources[i]]) for i in (edge, edge + 1)))
        return torch.cat([states[i] for i in self.concat], 1)


class Network(nn.Module):
    def __init__(self, genotype, shape, channels, cells, stem_stride):
        super().__init__()
        self.stem = stem(shape[0], channels, stem_stride)
        self.cells = nn.ModuleList()
        before_previous = previous = 3 * channels
        after_reduction = False
        for index in range(cells):
            reduction = index in (cells // 3, 2 * cells // 3)
            channels *= 2 if reduction else 1
            kind = "reduce" if reduction else "normal"
            edges, concat = genotype[kind], genotype[kind + "_concat"]
            self.cells.append(Cell(edges, concat, before_previous, previous, channels, reduction, after_reduction))
            before_previous, previous = previous, len(concat) * channels
            after_reduction = reduction
        self.classifier = nn.Linear(previous, CLASSES)

    def forward(self, x):
        before_previous = previous = self.stem(x)
        for cell in self.cells:
            before_previous, previous = previous, cell(before_previous, previous)
        return self.classifier(functional.adaptive_avg_pool2d(previous, 1).flatten(1))


def main():
    parser = options_of("Times a training step of a DARTS network in plain PyTorch.")
    parser.add_argument("--genotype", default=json.dumps(DARTS_V2), help="as JSON; default DARTS_V2")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    net = Network(json.loads(options.genotype), shape_of(options), options.channels, options.cells, options.stem_stride)
    fill(net)
    net, (images, labels) = laid_out(options, net, batch(options, 5, 1, 0))
    optimizer = torch.optim.SGD(net.parameters(), LEARNING_RATE, MOMENTUM, weight_decay=WEIGHT_DECAY)

    def step():
        optimizer.zero_grad()
        functional.cross_entropy(net(images), labels).backward()
        nn.utils.clip_grad_norm_(net.parameters(), CLIP)
        optimizer.step()

    measure(options, net, lambda: functional.cross_entropy(net(images), labels), step)


if __name__ == "__main__":
    main()
