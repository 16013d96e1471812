"""Writes scipy_sample.mat and scipy_plain.mat, which MatFileTests reads (Debian: python3-scipy, 1.10.1 then)."""
import numpy
import scipy.io

images = (numpy.arange(4 * 3 * 3 * 5) % 251).astype(numpy.uint8).reshape(4, 3, 3, 5)
labels = numpy.array([[1], [10], [3], [10], [9]], dtype=numpy.uint8)
scipy.io.savemat("scipy_sample.mat", {"X": images, "y": labels, "note": "text"}, do_compression=True)
scipy.io.savemat("scipy_plain.mat", {"X": images, "y": labels.astype(float)}, do_compression=False)
