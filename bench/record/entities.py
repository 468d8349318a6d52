"""Records what seqeval gives, for test/evaluation/entities/entity-report.test.ts.

Needs seqeval 1.2.2 beside the peers:  python -m pip install --no-deps seqeval==1.2.2
Run:  python bench/record/entities.py > test/fixtures/evaluation/entities.json
"""

import json
import random
import sys
import warnings

import seqeval
from seqeval.metrics import classification_report
from seqeval.scheme import BILOU, IOB1, IOB2, IOBES, IOE1, IOE2

warnings.filterwarnings("ignore")
schemes = dict(IOB1=(IOB1, "IBO"), IOB2=(IOB2, "IBO"), IOE1=(IOE1, "IEO"), IOE2=(IOE2, "IEO"), IOBES=(IOBES, "IBESO"), BILOU=(BILOU, "BILUO"))
draw = random.Random(7)


def tags(letters, length):
    result = []
    for _ in range(length):
        prefix = draw.choice(letters + "OI"[: 1 + (draw.random() < 0.5)])
        result.append("O" if prefix == "O" else f"{prefix}-{draw.choice(['PER', 'LOC'])}")
    return result


cases = []
for name, (scheme, letters) in schemes.items():
    for _ in range(25):
        lengths = [draw.randint(1, 9) for _ in range(4)]
        truth = [tags(letters, length) for length in lengths]
        # Half of the predictions are the truth, changed here and there.
        predicted = [
            [tag if draw.random() < 0.7 else tags(letters, 1)[0] for tag in sentence] for sentence in truth
        ]
        case = dict(scheme=name, truth=truth, predicted=predicted)
        for mode, options in (("lenient", {}), ("strict", dict(mode="strict", scheme=scheme))):
            try:
                report = classification_report(truth, predicted, output_dict=True, zero_division=0, **options)
            except ValueError:
                continue
            case[mode] = {
                label: [float(one[key]) if one[key] == one[key] else 0.0 for key in ("precision", "recall", "f1-score", "support")]
                for label, one in report.items()
            }
        cases.append(case)
json.dump(dict(versions=dict(seqeval=seqeval.__version__ if hasattr(seqeval, "__version__") else "1.2.2"), cases=cases), sys.stdout)
