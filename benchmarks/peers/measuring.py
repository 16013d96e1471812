"""What the twins share beside their networks: options, numbers without a generator, times, the report.

Nothing depends on a generator: weights and images are a hash of their index (see `noise` and `fill`), whatever the order of construction,
so that the losses before and after the steps can be compared with another implementation's.
"""

import argparse
import json
import math
import resource
import statistics
import time

import numpy
import torch

CLASSES = 10


def options_of(description):
    """Options that every twin has; sizes as in benchmarks/Common/NetworkShape.cs."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--channels", type=int, default=16)
    parser.add_argument("--cells", type=int, default=8)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--input", default="3x32x32", help="channels x height x width")
    parser.add_argument("--stem-stride", type=int, choices=(1, 2), default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--layout", choices=("nchw", "channels-last"), default="nchw")
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser


def shape_of(options):
    return tuple(int(part) for part in options.input.split("x"))


def noise(shape, purpose):
    """Element i is the upper 24 bits of SplitMix64's output for state (purpose << 32) + i, as a fraction in [0, 1)."""
    with numpy.errstate(over="ignore"):
        z = (numpy.arange(math.prod(shape), dtype=numpy.uint64) + numpy.uint64(purpose << 32)) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    return torch.from_numpy((z >> numpy.uint64(40)).astype(numpy.float64) / (1 << 24)).reshape(shape)


def fill(net):
    """Weights of more than one dimension: (2 * noise - 1) / sqrt(fan-in), purpose 1; the classifier's bias 0; norms 1 and 0 as made."""
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.dim() > 1:
                parameter.copy_((2 * noise(parameter.shape, 1) - 1) / math.sqrt(math.prod(parameter.shape[1:])))
        net.classifier.bias.zero_()


def batch(options, purpose, factor, shift):
    """Images of a purpose; the label of image i is factor * i + shift modulo the classes."""
    images = noise((options.batch, *shape_of(options)), purpose).float()
    return images, (factor * torch.arange(options.batch) + shift) % CLASSES


def laid_out(options, net, *batches):
    """The network and the batches in the layout that is asked for."""
    if options.layout == "nchw":
        return (net, *batches)
    last = torch.channels_last
    return (net.to(memory_format=last), *((images.contiguous(memory_format=last), labels) for images, labels in batches))


def measure(options, net, loss, step):
    """Takes the steps and prints what came of them. `loss` is what is compared before and after; it is not timed."""
    with torch.no_grad():
        before = loss().item()
    seconds = []
    for index in range(options.warmup + options.steps):
        start = time.perf_counter()
        step()
        if index >= options.warmup:
            seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with torch.no_grad():
        after = loss().item()
    report = {
        "program": "pytorch " + torch.__version__, **vars(options), "seconds": seconds, "medianSeconds": statistics.median(seconds),
        "peakRssMiB": round(peak, 1), "parameters": sum(p.numel() for p in net.parameters()), "lossBefore": before, "lossAfter": after,
    }
    if options.json:
        print(json.dumps(report))
        return
    print(f"{report['program']}, {options.layout}, {options.threads} thread(s), stem stride {options.stem_stride}")
    print(f"C={options.channels} cells={options.cells} batch={options.batch} input={options.input}: {report['parameters']:,} parameters")
    median = report["medianSeconds"]
    print(f"{median:.4f} s per step (min {min(seconds):.4f}, max {max(seconds):.4f}), {options.batch / median:.1f} images/s")
    print(f"peak {peak:.0f} MiB")
    print(f"loss {before:.6f} before, {after:.6f} after {options.warmup + options.steps} steps")
