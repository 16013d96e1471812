#!/usr/bin/env python3
"""scikit-learn's random forest on NAS-Bench-201, with the predictor study's settings: what `random-forest` is held against.

Kendall's tau with CIFAR-10's test accuracy after 200 epochs, on all cells that were not learnt from; a cell is the one-hot row of its operations.
"""

import argparse
import csv
import gzip
import os
import pathlib

import numpy
import scipy.stats
import sklearn.ensemble

EDGES = ("edge_0_1", "edge_0_2", "edge_1_2", "edge_0_3", "edge_1_3", "edge_2_3")
OPERATIONS = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")
STUDY = {"n_estimators": 116, "max_features": 0.1706, "min_samples_leaf": 2, "min_samples_split": 2, "bootstrap": False}


def table(folder):
    """One-hot rows and accuracies of all cells."""
    with gzip.open(pathlib.Path(folder) / "nasbench201" / "nasbench201.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    encoded = [[row[edge] == operation for edge in EDGES for operation in OPERATIONS] for row in rows]
    return numpy.array(encoded, dtype=float), numpy.array([float(row["cifar10_test_200"]) for row in rows])


def tau(encoded, truth, labels, seed):
    order = numpy.random.RandomState(seed).permutation(len(truth))
    learnt, asked = order[:labels], order[labels:]
    forest = sklearn.ensemble.RandomForestRegressor(random_state=seed, n_jobs=1, **STUDY).fit(encoded[learnt], truth[learnt])
    return scipy.stats.kendalltau(truth[asked], forest.predict(encoded[asked]))[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", default=os.environ.get("ESPALIER_TABLES"), help="where the tables are (default: ESPALIER_TABLES)")
    parser.add_argument("--labels", default="50,100,200", help="how many cells are learnt from")
    parser.add_argument("--trials", type=int, default=20)
    given = parser.parse_args()
    if not given.tables:
        parser.error("no tables: give --tables DIR, or set ESPALIER_TABLES")
    encoded, truth = table(given.tables)
    print("| labels | tau |\n|--:|--:|")
    for labels in map(int, given.labels.split(",")):
        taus = [tau(encoded, truth, labels, seed) for seed in range(given.trials)]
        print(f"| {labels} | {numpy.mean(taus):.3f} ± {numpy.std(taus):.3f} |", flush=True)


if __name__ == "__main__":
    main()
