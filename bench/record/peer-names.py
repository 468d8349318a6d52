"""Records what imbalanced-learn calls its samplers, ensembles, metrics and helpers, with their parameters.

    python bench/record/peer-names.py > test/fixtures/sampling/peer-names.json
"""

import importlib
import inspect
import json

rooms = ["over_sampling", "under_sampling", "combine", "ensemble", "metrics", "pipeline", "model_selection", "datasets"]
names = {}
for room in rooms:
    module = importlib.import_module(f"imblearn.{room}")
    for name in module.__all__:
        names[name] = [
            key for key, one in inspect.signature(getattr(module, name)).parameters.items() if one.kind != one.VAR_KEYWORD
        ]
for room in ["keras", "tensorflow"]:
    for name in importlib.import_module(f"imblearn.{room}").__all__:
        names[name] = []
names["FunctionSampler"] = []
print(json.dumps(names, indent=1))
