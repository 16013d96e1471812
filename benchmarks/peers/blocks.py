"""The parts that DARTS' supernet and its final networks share, in plain PyTorch. Written from the paper (arXiv 1806.09055)."""

import torch
from torch import nn
from torch.nn import functional


def relu_conv_norm(before, after, affine):
    return nn.Sequential(nn.ReLU(), nn.Conv2d(before, after, 1, bias=False), nn.BatchNorm2d(after, affine=affine))


def depthwise(channels, kernel, stride, dilation, affine):
    padding = dilation * (kernel - 1) // 2
    return [nn.ReLU(), nn.Conv2d(channels, channels, kernel, stride, padding, dilation, groups=channels, bias=False),
            nn.Conv2d(channels, channels, 1, bias=False), nn.BatchNorm2d(channels, affine=affine)]


def convolution(name, channels, stride, affine):
    """sep_conv_KxK or dil_conv_KxK."""
    kind, kernel = name.split("_")[0], int(name[-1])
    if kind == "dil":
        return nn.Sequential(*depthwise(channels, kernel, stride, 2, affine))
    return nn.Sequential(*depthwise(channels, kernel, stride, 1, affine), *depthwise(channels, kernel, 1, 1, affine))


def pool(name, stride):
    return nn.MaxPool2d(3, stride, 1) if name == "max_pool_3x3" else nn.AvgPool2d(3, stride, 1, count_include_pad=False)


def stem(images, channels, stride):
    return nn.Sequential(nn.Conv2d(images, 3 * channels, 3, stride, padding=1, bias=False), nn.BatchNorm2d(3 * channels))


class Nothing(nn.Module):
    def __init__(self, stride):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        return x[:, :, ::self.stride, ::self.stride] * 0.0


class FactorizedReduce(nn.Module):
    """Halves the image by two 1x1 convolutions of stride 2, the second one pixel further down and right.

    Beyond the published one: maps of odd size get a row and a column of zeros there, so that both halves agree."""

    def __init__(self, before, after, affine):
        super().__init__()
        self.even = nn.Conv2d(before, after // 2, 1, stride=2, bias=False)
        self.odd = nn.Conv2d(before, after - after // 2, 1, stride=2, bias=False)
        self.norm = nn.BatchNorm2d(after, affine=affine)

    def forward(self, x):
        x = functional.relu(x)
        height, width = x.shape[2:]
        # Only there: padding copies the map, whatever it adds.
        padded = functional.pad(x, (0, width % 2, 0, height % 2)) if height % 2 or width % 2 else x
        return self.norm(torch.cat([self.even(x), self.odd(padded[:, :, 1:, 1:])], 1))
