"""scikit-learn's side of bench/neighbors.mjs: all pairs, k = 5, all cores, each algorithm in turn."""

import json
import sys
import time

import numpy as np
from sklearn.neighbors import NearestNeighbors

path, rows, columns, out, algorithms = sys.argv[1:6]
X = np.fromfile(path).reshape(int(rows), int(columns))
best = None
for algorithm in algorithms.split(","):
    wall, cpu = time.perf_counter(), time.process_time()
    found = NearestNeighbors(n_neighbors=5, algorithm=algorithm, n_jobs=-1).fit(X).kneighbors()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"algorithm": algorithm, "wall": wall, "cpu": cpu}), flush=True)
    if best is None or wall < best[0]:
        best = (wall, found[1])
best[1].astype("<i4").tofile(out)
