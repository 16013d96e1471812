#!/usr/bin/python3
"""Writes what PyTorch itself computes, for the tests of the binding to compare with.

    apt-get install python3-torch        # Debian 12: PyTorch 1.13.1
    /usr/bin/python3 make_operators.py   # writes beside itself: operators.json optimizers.json safetensors_sample.safetensors

operators.json       values and gradients of every wrapped operator.
                     Data are flat, in row-major order of the logical shape; bool as 0/1; floats with 9 digits (17 for float64),
                     so that a float32 is exactly the one PyTorch saw.
                     "channels_last": the four-dimensional inputs are to be laid out channels-last before the call.
                     "transpose": [a, b]: the first input is to be passed as its (non-contiguous) transpose.
                     "grads": gradient of each input for "grad_output" at the first output; null where there is none.
optimizers.json      parameters after each of 12 steps, gradients, learning rates; gradient clipping.
safetensors_sample   a file whose bytes are written here by hand, for the reader's tests.

Each case draws from a generator seeded by its own name: adding a case leaves the others as they are.
"""

import json
import math
import pathlib
import struct
import zlib

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).resolve().parent
CASES = []


def flat(tensor):
    digits = 17 if tensor.dtype == torch.float64 else 9
    values = tensor.detach().contiguous().flatten().tolist()
    if tensor.dtype.is_floating_point:
        return [float(f"{value:.{digits}g}") for value in values]
    return [int(value) for value in values]


def described(tensor):
    return {"dtype": str(tensor.dtype).removeprefix("torch."), "shape": list(tensor.shape), "data": flat(tensor)}


def case(name, op, inputs, call, args=None, no_grad=(), channels_last=False, transpose=None):
    """Runs call(*inputs) and its backward; `inputs` are shapes (drawn from a normal distribution) or tensors."""
    generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))
    torch.manual_seed(zlib.crc32(name.encode()))
    leaves = [item.clone() if isinstance(item, torch.Tensor) else torch.randn(item, generator=generator) for item in inputs]
    before = [described(leaf) for leaf in leaves]
    differentiable = [leaf.dtype.is_floating_point and index not in no_grad for index, leaf in enumerate(leaves)]
    for leaf, wanted in zip(leaves, differentiable):
        leaf.requires_grad_(wanted)
    passed = list(leaves)
    if channels_last:
        passed = [item.contiguous(memory_format=torch.channels_last) if item.dim() == 4 else item for item in passed]
    if transpose:
        passed[0] = passed[0].transpose(*transpose)
    outputs = call(*passed)
    outputs = list(outputs) if isinstance(outputs, (tuple, list)) else [outputs]
    record = {"name": name, "op": op, "inputs": before, "args": args or {}, "outputs": [described(output) for output in outputs]}
    if channels_last:
        record["channels_last"] = True
    if transpose:
        record["transpose"] = list(transpose)
    if outputs[0].requires_grad:
        grad_output = torch.randn(outputs[0].shape, generator=generator).to(outputs[0].dtype)
        asked = [leaf for leaf, wanted in zip(leaves, differentiable) if wanted]
        grads = iter(torch.autograd.grad(outputs[0], asked, grad_output, allow_unused=True))
        found = [next(grads) if wanted else None for wanted in differentiable]
        record["grad_output"] = flat(grad_output)
        record["grads"] = [None if grad is None else flat(grad) for grad in found]
    CASES.append(record)


def ints(*values):
    return torch.tensor(values, dtype=torch.int64)


def bools(*values):
    return torch.tensor(values, dtype=torch.bool)


def positive(*shape, seed=1):
    return torch.rand(shape, generator=torch.Generator().manual_seed(seed)) + 0.1


def arithmetic():
    binary = {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div}
    for op, function in binary.items():
        case(f"{op} same shape", op, [(3, 5), (3, 5)], function)
        case(f"{op} broadcast", op, [(2, 1, 5), (3, 1)], function)
        case(f"{op} with a zero-dimensional tensor", op, [(4, 3), ()], function)
        case(f"{op} number", f"{op}_scalar", [(7,)], lambda x, f=function: f(x, -1.75), {"other": -1.75})
        case(f"{op} of a transpose", op, [(3, 5), (5, 3)], function, transpose=(0, 1))
    case("add alpha", "add", [(3, 4), (4,)], lambda x, y: torch.add(x, y, alpha=-2.5), {"alpha": -2.5})
    case("add integers", "add", [ints(1, -2, 1 << 40), ints(5)], torch.add)
    case("mul integers by a fraction", "mul_scalar", [ints(1, -2, 3)], lambda x: x * 0.5, {"other": 0.5})
    case("div integers", "div", [ints(1, -2, 7), ints(2, 4, 3)], torch.div)
    case("mul float by integer tensor", "mul", [(3,), ints(1, -2, 7)], torch.mul)
    case("add float64", "add", [torch.tensor([1 / 3, 1e-9], dtype=torch.float64), (2,)], torch.add)
    case("number minus tensor", "rsub_scalar", [(2, 3)], lambda x: 1.5 - x, {"other": 1.5})
    case("number over tensor", "rdiv_scalar", [positive(2, 3)], lambda x: 1.5 / x, {"other": 1.5})

    for op in ("neg", "abs", "exp", "sign", "relu", "sigmoid", "tanh"):
        case(f"{op} plain", op, [(3, 7)], getattr(torch, op))
        case(f"{op} of a transpose", op, [(3, 2, 4)], getattr(torch, op), transpose=(0, 2))
    for op in ("log", "sqrt"):
        case(f"{op} plain", op, [positive(3, 7)], getattr(torch, op))
        case(f"{op} of one element", op, [positive(1, seed=2)], getattr(torch, op))
    for exponent in (2.0, -1.5, 0.5, 3.0):
        case(f"pow {exponent:g}", "pow_scalar", [positive(5, 3, seed=3)], lambda x, e=exponent: x.pow(e), {"exponent": exponent})
    case("clamp both", "clamp", [(4, 5)], lambda x: x.clamp(-0.5, 0.75), {"min": -0.5, "max": 0.75})
    case("clamp min", "clamp", [(4, 5)], lambda x: x.clamp(min=0.1), {"min": 0.1})
    case("clamp max", "clamp", [(4, 5)], lambda x: x.clamp(max=-0.1), {"max": -0.1})
    for op in ("maximum", "minimum"):
        case(f"{op} same shape", op, [(3, 5), (3, 5)], getattr(torch, op))
        case(f"{op} broadcast", op, [(3, 1), (1, 4)], getattr(torch, op))
        case(f"{op} with ties", op, [torch.tensor([1.0, 2.0, 3.0]), torch.tensor([1.0, 5.0, 3.0])], getattr(torch, op))
    condition = bools([True, False, True], [False, False, True])
    case("where same shape", "where", [condition, (2, 3), (2, 3)], torch.where)
    case("where broadcast", "where", [bools([True], [False]), (2, 3), ()], torch.where)


def comparison():
    left, right = torch.tensor([[1.0, 2.0, 3.0], [-1.0, 0.0, 2.5]]), torch.tensor([1.0, 0.0, 3.5])
    for op in ("eq", "ne", "gt", "ge", "lt", "le"):
        case(f"{op} broadcast", op, [left, right], getattr(torch, op))
        case(f"{op} number", f"{op}_scalar", [left], lambda x, f=getattr(torch, op): f(x, 2.0), {"other": 2.0})
        case(f"{op} integers", op, [ints(1, 2, 3), ints(3, 2, 1)], getattr(torch, op))


def reduction():
    for op in ("sum", "mean"):
        function = getattr(torch, op)
        case(f"{op} all", op, [(3, 4, 2)], function)
        case(f"{op} last", op, [(3, 4, 2)], lambda x, f=function: f(x, dim=[-1]), {"dim": [-1]})
        case(f"{op} two kept", op, [(3, 4, 2)], lambda x, f=function: f(x, dim=[0, -2], keepdim=True), {"dim": [0, -2], "keepdim": True})
        case(f"{op} of a transpose", op, [(3, 4, 2)], lambda x, f=function: f(x, dim=[1]), {"dim": [1]}, transpose=(0, 2))
    case("sum integers", "sum", [ints([1, 2], [3, 1 << 40])], torch.sum)
    case("sum booleans", "sum", [bools(True, False, True)], torch.sum)
    case("sum nothing", "sum", [(0, 3)], torch.sum)
    for op in ("max", "min"):
        case(f"{op} all", op, [(3, 5)], getattr(torch, op))
        case(f"{op} all with ties", op, [torch.tensor([2.0, 1.0, 2.0, 1.0])], getattr(torch, op))
    case("max dim", "max_dim", [(3, 5)], lambda x: torch.max(x, 1), {"dim": 1, "keepdim": False})
    case("max dim kept", "max_dim", [(3, 5, 2)], lambda x: torch.max(x, -2, True), {"dim": -2, "keepdim": True})
    case("argmax all", "argmax", [(3, 5)], torch.argmax)
    case("argmax dim", "argmax", [(3, 5)], lambda x: torch.argmax(x, -1), {"dim": -1})
    case("argmax dim kept", "argmax", [(3, 5)], lambda x: torch.argmax(x, 0, True), {"dim": 0, "keepdim": True})
    case("norm", "norm", [(3, 5)], torch.norm)
    case("norm p1", "norm", [(3, 5)], lambda x: torch.norm(x, 1.0), {"p": 1.0})
    case("norm vector", "norm", [(1,)], torch.norm)
    case("logsumexp last", "logsumexp", [(3, 5)], lambda x: torch.logsumexp(x, -1), {"dim": -1, "keepdim": False})
    case("logsumexp first kept", "logsumexp", [(3, 5)], lambda x: torch.logsumexp(x, 0, True), {"dim": 0, "keepdim": True})


def shape():
    case("view", "view", [(2, 6)], lambda x: x.view(3, 4), {"shape": [3, 4]})
    case("view with -1", "view", [(2, 3, 4)], lambda x: x.view(2, -1), {"shape": [2, -1]})
    case("reshape", "reshape", [(2, 6)], lambda x: x.reshape(-1), {"shape": [-1]})
    case("reshape of a transpose", "reshape", [(2, 6)], lambda x: x.reshape(4, 3), {"shape": [4, 3]}, transpose=(0, 1))
    case("flatten all", "flatten", [(2, 3, 2)], torch.flatten)
    case("flatten from 1", "flatten", [(2, 3, 2, 2)], lambda x: x.flatten(1), {"start_dim": 1})
    case("flatten middle", "flatten", [(2, 3, 2, 2)], lambda x: x.flatten(1, -2), {"start_dim": 1, "end_dim": -2})
    case("permute", "permute", [(2, 3, 4)], lambda x: x.permute(2, 0, 1), {"dims": [2, 0, 1]})
    case("permute negative", "permute", [(2, 3, 4)], lambda x: x.permute(-1, -3, -2), {"dims": [-1, -3, -2]})
    case("transpose", "transpose", [(2, 3, 4)], lambda x: x.transpose(0, -1), {"dim0": 0, "dim1": -1})
    case("unsqueeze first", "unsqueeze", [(2, 3)], lambda x: x.unsqueeze(0), {"dim": 0})
    case("unsqueeze last", "unsqueeze", [(2, 3)], lambda x: x.unsqueeze(-1), {"dim": -1})
    case("squeeze all", "squeeze", [(1, 3, 1, 2)], torch.squeeze)
    case("squeeze one", "squeeze", [(1, 3, 1)], lambda x: x.squeeze(-1), {"dim": -1})
    case("squeeze nothing to do", "squeeze", [(2, 3)], lambda x: x.squeeze(1), {"dim": 1})
    case("expand", "expand", [(3, 1)], lambda x: x.expand(2, -1, 4), {"shape": [2, -1, 4]})
    case("cat first", "cat", [(1, 3), (2, 3), (1, 3)], lambda *x: torch.cat(x, 0), {"dim": 0})
    case("cat last", "cat", [(2, 1, 2), (2, 1, 3)], lambda *x: torch.cat(x, -1), {"dim": -1})
    case("cat channels last", "cat", [(2, 3, 4, 5), (2, 2, 4, 5)], lambda *x: torch.cat(x, 1), {"dim": 1}, channels_last=True)
    case("stack first", "stack", [(2, 3), (2, 3)], lambda *x: torch.stack(x, 0), {"dim": 0})
    case("stack last", "stack", [(2, 3), (2, 3), (2, 3)], lambda *x: torch.stack(x, -1), {"dim": -1})
    case("narrow", "narrow", [(5, 3)], lambda x: x.narrow(0, 1, 3), {"dim": 0, "start": 1, "length": 3})
    case("narrow last", "narrow", [(2, 7)], lambda x: x.narrow(-1, 4, 2), {"dim": -1, "start": 4, "length": 2})
    case("slice step", "slice", [(7, 2)], lambda x: x[1:6:2], {"dim": 0, "start": 1, "finish": 6, "step": 2})
    case("slice last", "slice", [(2, 7)], lambda x: x[:, 0:7:3], {"dim": -1, "start": 0, "finish": 7, "step": 3})
    case("select", "select", [(3, 4, 2)], lambda x: x.select(1, 2), {"dim": 1, "index": 2})
    case("select from the end", "select", [(3, 4)], lambda x: x.select(-1, -1), {"dim": -1, "index": -1})
    case("index_select", "index_select", [(4, 3), ints(3, 0, 3)], lambda x, i: x.index_select(0, i), {"dim": 0})
    case("index_select last", "index_select", [(2, 5), ints(4, 1)], lambda x, i: x.index_select(-1, i), {"dim": -1})
    case("gather", "gather", [(3, 4), ints([0, 3], [1, 1], [2, 0])], lambda x, i: x.gather(1, i), {"dim": 1})
    case("gather first", "gather", [(3, 2), ints([2, 0])], lambda x, i: x.gather(-2, i), {"dim": -2})
    case("chunk even", "chunk", [(4, 3)], lambda x: x.chunk(2, 0), {"chunks": 2, "dim": 0})
    case("chunk uneven", "chunk", [(2, 5)], lambda x: x.chunk(3, -1), {"chunks": 3, "dim": -1})
    case("flip", "flip", [(2, 3, 2)], lambda x: x.flip(0, -1), {"dims": [0, -1]})
    case("flip width", "flip", [(2, 3, 2, 5)], lambda x: x.flip(3), {"dims": [3]}, channels_last=True)
    case("pad", "pad", [(2, 3)], lambda x: F.pad(x, (1, 2), value=-0.5), {"pad": [1, 2], "value": -0.5})
    case("pad an image", "pad", [(1, 2, 3, 3)], lambda x: F.pad(x, (1, 1, 2, 0)), {"pad": [1, 1, 2, 0], "value": 0.0})
    case("pad negative", "pad", [(2, 5)], lambda x: F.pad(x, (-1, 1)), {"pad": [-1, 1], "value": 0.0})
    mask = bools([True, False, False], [False, True, False])
    case("masked_fill", "masked_fill", [(2, 3), mask], lambda x, m: x.masked_fill(m, -7.5), {"value": -7.5})
    case("masked_fill broadcast", "masked_fill", [(2, 2, 3), mask[0]], lambda x, m: x.masked_fill(m, 0.0), {"value": 0.0})
    case("clone", "clone", [(2, 3)], torch.clone)
    case("clone of a transpose", "clone", [(2, 3)], torch.clone, transpose=(0, 1))
    case("contiguous", "contiguous", [(2, 3)], lambda x: x.contiguous())
    case("contiguous of a transpose", "contiguous", [(2, 3, 4)], lambda x: x.contiguous(), transpose=(0, 2))
    case("to float64", "to", [(2, 3)], lambda x: x.to(torch.float64), {"dtype": "float64"})
    case("to float32", "to", [ints(1, -2, 3)], lambda x: x.to(torch.float32), {"dtype": "float32"})
    case("to int64", "to", [torch.tensor([1.9, -1.9, 0.0])], lambda x: x.to(torch.int64), {"dtype": "int64"})
    case("to bool", "to", [torch.tensor([0.0, 0.5, -2.0])], lambda x: x.to(torch.bool), {"dtype": "bool"})
    case("to uint8", "to", [torch.tensor([0.0, 200.7, 255.0])], lambda x: x.to(torch.uint8), {"dtype": "uint8"})


def linear_algebra():
    case("matmul 2d", "matmul", [(3, 4), (4, 5)], torch.matmul)
    case("matmul batched", "matmul", [(2, 3, 4), (2, 4, 2)], torch.matmul)
    case("matmul broadcast batch", "matmul", [(2, 1, 3, 4), (3, 4, 2)], torch.matmul)
    case("matmul of a transpose", "matmul", [(4, 3), (4, 5)], torch.matmul, transpose=(0, 1))
    case("matmul vector", "matmul", [(3, 4), (4,)], torch.matmul)
    case("mm", "mm", [(2, 7), (7, 3)], torch.mm)
    case("mm of one", "mm", [(1, 1), (1, 1)], torch.mm)
    case("dot", "dot", [(7,), (7,)], torch.dot)
    case("linear", "linear", [(3, 4), (5, 4), (5,)], F.linear)
    case("linear no bias", "linear", [(2, 3, 4), (5, 4)], F.linear)


def convolution():
    def conv(name, inputs, **args):
        full = {"stride": [1, 1], "padding": [0, 0], "dilation": [1, 1], "groups": 1} | args
        for channels_last in (False, True):
            case(name + (" channels last" if channels_last else ""), "conv2d", inputs,
                 lambda *x: F.conv2d(x[0], x[1], x[2] if len(x) > 2 else None, **full), full, channels_last=channels_last)

    conv("conv2d 3x3", [(2, 3, 5, 6), (4, 3, 3, 3)])
    conv("conv2d bias", [(1, 2, 4, 5), (3, 2, 3, 2), (3,)])
    conv("conv2d 1x1", [(2, 5, 3, 4), (2, 5, 1, 1)])
    conv("conv2d stride", [(1, 2, 7, 5), (3, 2, 3, 3)], stride=[2, 1])
    conv("conv2d padding", [(1, 2, 4, 4), (2, 2, 3, 3)], padding=[1, 2])
    conv("conv2d dilation", [(1, 2, 7, 7), (2, 2, 3, 3)], padding=[2, 2], dilation=[2, 2])
    conv("conv2d groups", [(1, 4, 4, 4), (6, 2, 3, 3), (6,)], padding=[1, 1], groups=2)
    conv("conv2d depthwise", [(1, 5, 6, 5), (5, 1, 3, 3)], padding=[1, 1], groups=5)
    conv("conv2d depthwise 5x5 dilated stride 2", [(1, 3, 9, 8), (3, 1, 5, 5)], stride=[2, 2], padding=[4, 4], dilation=[2, 2], groups=3)


def normalisation():
    def norm(name, size, training, affine, channels_last=False, momentum=0.1, eps=1e-5):
        channels = size[1]
        statistics = [torch.linspace(-0.5, 0.5, channels), torch.linspace(0.5, 2.0, channels)]
        inputs = [size] + ([(channels,), (channels,)] if affine else []) + statistics
        first = len(inputs) - 2

        def call(*x):
            mean, var = x[first].clone(), x[first + 1].clone()
            weight, bias = (x[1], x[2]) if affine else (None, None)
            return F.batch_norm(x[0], mean, var, weight, bias, training, momentum, eps), mean, var

        args = {"training": training, "affine": affine, "momentum": momentum, "eps": eps}
        case(name, "batch_norm", inputs, call, args, no_grad=(first, first + 1), channels_last=channels_last)

    norm("batch_norm training", (4, 3, 2, 3), True, True)
    norm("batch_norm training channels last", (4, 3, 2, 3), True, True, channels_last=True)
    norm("batch_norm training not affine", (3, 5, 3, 2), True, False, channels_last=True, momentum=0.3)
    norm("batch_norm training table", (6, 4), True, False)
    norm("batch_norm eval", (2, 3, 2, 3), False, True, eps=1e-3)
    norm("batch_norm eval not affine", (2, 3, 2, 3), False, False, channels_last=True)


def pooling():
    for channels_last in (False, True):
        suffix = " channels last" if channels_last else ""
        for stride in (1, 2):
            size = (2, 3, 5, 6)
            common = {"kernel_size": [3, 3], "stride": [stride, stride], "padding": [1, 1]}
            case(f"max_pool2d stride {stride}{suffix}", "max_pool2d", [size],
                 lambda x, s=stride: F.max_pool2d(x, 3, s, 1), common, channels_last=channels_last)
            case(f"avg_pool2d stride {stride}{suffix}", "avg_pool2d", [size],
                 lambda x, s=stride: F.avg_pool2d(x, 3, s, 1, count_include_pad=False),
                 common | {"count_include_pad": False}, channels_last=channels_last)
        case(f"adaptive_avg_pool2d 1{suffix}", "adaptive_avg_pool2d", [(2, 3, 4, 5)],
             lambda x: F.adaptive_avg_pool2d(x, 1), {"output_size": [1, 1]}, channels_last=channels_last)
    case("avg_pool2d padding counted", "avg_pool2d", [(1, 2, 5, 4)], lambda x: F.avg_pool2d(x, 2, 2, 1),
         {"kernel_size": [2, 2], "stride": [2, 2], "padding": [1, 1], "count_include_pad": True})


def losses():
    for op in ("softmax", "log_softmax"):
        function = getattr(F, op)
        case(f"{op} last", op, [(3, 5)], lambda x, f=function: f(x, -1), {"dim": -1})
        case(f"{op} first", op, [(3, 2, 2)], lambda x, f=function: f(x, 0), {"dim": 0})
        case(f"{op} large", op, [torch.tensor([[1000.0, 999.0, -1000.0]])], lambda x, f=function: f(x, 1), {"dim": 1})
    targets = ints(3, 0, 4, 1)
    for reduction in ("mean", "sum", "none"):
        case(f"cross_entropy {reduction}", "cross_entropy", [(4, 5), targets],
             lambda x, y, r=reduction: F.cross_entropy(x, y, reduction=r), {"reduction": reduction, "label_smoothing": 0.0})
        case(f"nll_loss {reduction}", "nll_loss", [(4, 5), targets],
             lambda x, y, r=reduction: F.nll_loss(x, y, reduction=r), {"reduction": reduction})
    case("cross_entropy smoothed", "cross_entropy", [(4, 5), targets],
         lambda x, y: F.cross_entropy(x, y, label_smoothing=0.1), {"reduction": "mean", "label_smoothing": 0.1})
    case("one_hot", "one_hot", [targets], F.one_hot)
    case("one_hot classes", "one_hot", [ints([0, 2], [1, 1])], lambda x: F.one_hot(x, 4), {"num_classes": 4})
    log_p = torch.log_softmax(torch.randn(3, 4, generator=torch.Generator().manual_seed(5)), 1)
    log_q = torch.log_softmax(torch.randn(3, 4, generator=torch.Generator().manual_seed(6)), 1)
    case("kl_div log_target none", "kl_div", [log_p, log_q],
         lambda p, q: F.kl_div(p, q, reduction="none", log_target=True), {"reduction": "none", "log_target": True})
    case("kl_div log_target sum", "kl_div", [log_p, log_q],
         lambda p, q: F.kl_div(p, q, reduction="sum", log_target=True), {"reduction": "sum", "log_target": True})
    case("kl_div probabilities", "kl_div", [log_p, log_q.exp()],
         lambda p, q: F.kl_div(p, q, reduction="sum"), {"reduction": "sum", "log_target": False})
    case("dropout eval", "dropout", [(3, 4)], lambda x: F.dropout(x, 0.5, False), {"p": 0.5, "training": False})


# The loss the optimisers walk on; w is [2, 3], v is [3].
CURVATURE = torch.tensor([[0.5, 1.0, 2.0], [4.0, 0.1, 1.5]])
CENTRE = torch.tensor([[1.0, -1.0, 0.5], [0.0, 2.0, -0.25]])
START_W = torch.tensor([[0.3, 0.7, -0.2], [0.9, -1.1, 0.4]])
START_V = torch.tensor([0.2, -0.6, 1.3])
FORMULA = "sum(curvature * (w - centre)^2) / 2 + sum(tanh(3 * v)) + sum(mean(w, 0) * v)"


def loss_of(w, v):
    return (CURVATURE * (w - CENTRE).pow(2)).sum() / 2 + torch.tanh(3 * v).sum() + (w.mean(0) * v).sum()


def walk(name, kind, args, make, cosine=False):
    w, v = START_W.clone().requires_grad_(), START_V.clone().requires_grad_()
    optimizer = make([w, v])
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=12, eta_min=0.001) if cosine else None
    steps = []
    for _ in range(12):
        optimizer.zero_grad()
        loss = loss_of(w, v)
        loss.backward()
        rate = optimizer.param_groups[0]["lr"]
        optimizer.step()
        if scheduler:
            scheduler.step()
        gradients = {"grad_w": flat(w.grad), "grad_v": flat(v.grad)}
        steps.append({"learning_rate": rate, "loss": flat(loss)[0]} | gradients | {"w": flat(w), "v": flat(v)})
    final = optimizer.param_groups[0]["lr"]
    schedule = {"T_max": 12, "eta_min": 0.001} if cosine else None
    return {"name": name, "kind": kind, "args": args, "cosine": schedule, "final_learning_rate": final, "steps": steps}


def clipping():
    gradients = [torch.tensor([[3.0, -4.0], [1.0, 0.5]]), torch.tensor([12.0, -0.25, 0.0])]
    found = []
    for max_norm, norm_type in ((5.0, 2.0), (100.0, 2.0), (1.0, 1.0), (2.0, math.inf)):
        parameters = [torch.zeros_like(gradient).requires_grad_() for gradient in gradients]
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = gradient.clone()
        total = torch.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type)
        found.append({"max_norm": max_norm, "norm_type": "inf" if math.isinf(norm_type) else norm_type, "total": flat(total)[0],
                      "before": [described(gradient) for gradient in gradients],
                      "after": [flat(parameter.grad) for parameter in parameters]})
    return found


def optimizers():
    def sgd(name, cosine=False, **args):
        return walk(name, "SGD", args, lambda p: torch.optim.SGD(p, **args), cosine)

    def adam(name, cosine=False, beta1=0.9, beta2=0.999, **args):
        stored = {"beta1": beta1, "beta2": beta2} | args
        return walk(name, "Adam", stored, lambda p: torch.optim.Adam(p, betas=(beta1, beta2), **args), cosine)

    return [
        sgd("SGD plain", lr=0.05),
        sgd("SGD momentum and weight decay", lr=0.05, momentum=0.9, weight_decay=3e-4),
        sgd("SGD momentum, dampened", lr=0.05, momentum=0.9, dampening=0.5),
        sgd("SGD Nesterov", lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
        sgd("SGD cosine", lr=0.05, momentum=0.9, weight_decay=3e-4, cosine=True),
        adam("Adam of the architecture step", lr=3e-4, beta1=0.5, weight_decay=1e-3),
        adam("Adam default"),
        adam("Adam cosine", lr=0.1, cosine=True),
    ]


def write_safetensors(path):
    def packed(form, *values):
        return struct.pack(f"<{len(values)}{form}", *values)

    tensors = [
        ("int64", "I64", [4], packed("q", 0, -1, (1 << 53) + 1, -(1 << 63))),
        ("float64", "F64", [1, 2], packed("d", math.pi, -1e-300)),
        ("float32", "F32", [2, 3], packed("f", *[0.5 * i - 1 for i in range(6)])),
        ("scalar", "F32", [], packed("f", 42.5)),
        ("empty", "F32", [0, 3], b""),
        ("uint8", "U8", [2, 2], packed("B", 0, 1, 128, 255)),
        ("bool", "BOOL", [3], packed("B", 1, 0, 1)),
    ]
    header, offset = {"__metadata__": {"format": "pt", "note": "caf\u00e9 \"quoted\""}}, 0
    for name, dtype, size, data in tensors:
        header[name] = {"dtype": dtype, "shape": size, "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data for *_, data in tensors))


def write_json(path, fields):
    """One case a line: a change of one case is a change of one line."""
    parts = []
    for key, value in fields.items():
        if isinstance(value, list):
            lines = ",\n".join("    " + json.dumps(item, separators=(",", ":"), allow_nan=False) for item in value)
            parts.append(f'  "{key}": [\n{lines}\n  ]')
        else:
            parts.append(f'  "{key}": {json.dumps(value, allow_nan=False)}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")


def main():
    torch.set_num_threads(1)
    for group in (arithmetic, comparison, reduction, shape, linear_algebra, convolution, normalisation, pooling, losses):
        group()
    names = [item["name"] for item in CASES]
    assert len(set(names)) == len(names), "two cases share a name"
    write_json(HERE / "operators.json", {"pytorch": torch.__version__, "cases": CASES})
    write_json(HERE / "optimizers.json", {
        "pytorch": torch.__version__, "loss": FORMULA, "curvature": described(CURVATURE), "centre": described(CENTRE),
        "w": described(START_W), "v": described(START_V), "optimizers": optimizers(), "clip_grad_norm": clipping()})
    write_safetensors(HERE / "safetensors_sample.safetensors")
    print(f"{len(CASES)} operator cases")


if __name__ == "__main__":
    main()
