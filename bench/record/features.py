"""Records what scikit-learn's feature units give on small cases, for test/features."""
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

texts = [
    "The quick brown fox jumps over the lazy dog, the dog sleeps.",
    "Crème brûlée à la façon de l'été — déjà vu déjà vu",
    "ÄPFEL und Öl; straße STRASSE Straße İstanbul",
    "мама мыла раму, Мама!", "ΟΔΥΣΣΕΥΣ Οδυσσευς ΣΑΣ", "今日は いい 天気 です ね 天気", "٣٤ 12 x1 _y_ a b ½¾ ²³ Ⅷ Ⅷx",
    "emoji 😀 fox 😀😀 𝒳𝒴 𝒳 𐐀𐐁 dog", "", "   ", "!!! ?", "a", "the the the the fox",
    "e\u0301te\u0301 combining", "tab\tand\u00a0nbsp\u2003em\u0085nel\x1cfs line\nbreak", "don't can't won't rt @user http://t.co/x",
    "हिन्दी में पाठ", "ไทยภาษา ภาษา", "\uffeehalf ＦＵＬＬ ｗｉｄｔｈ \ufb01sh", "supercalifragilisticexpialidocious " * 3,
    " ".join(f"w{i % 70}" for i in range(200)),
]
unseen = ["the unknown fox and the dog", "déjà zzz vu", "天気 мама"]

names = {"ngram_range": "ngramRange", "min_df": "minDf", "max_df": "maxDf", "max_features": "maxFeatures",
         "sublinear_tf": "sublinearTf", "use_idf": "useIdf", "lowercase": "lowercase", "analyzer": "analyzer", "norm": "norm",
         "n_features": "nFeatures", "alternate_sign": "alternateSign"}


def camel(options):
    return {names[k]: "none" if v is None else v for k, v in options.items()}


def rows(X):
    X = X.copy()
    X.eliminate_zeros()
    X.sort_indices()
    return {"starts": X.indptr.tolist(), "indices": X.indices.tolist(), "data": X.data.tolist(), "columns": X.shape[1]}


tfidf = []
for options in [
    {}, {"ngram_range": (1, 2)}, {"ngram_range": (2, 3), "sublinear_tf": True}, {"min_df": 2}, {"min_df": 0.1, "max_df": 0.2},
    {"lowercase": False, "norm": "l1"}, {"use_idf": False, "norm": None}, {"analyzer": "char_wb", "ngram_range": (2, 3), "min_df": 3},
    {"analyzer": "char_wb", "ngram_range": (5, 6), "min_df": 2}, {"max_features": 1},
]:
    model = TfidfVectorizer(**options)
    X = model.fit_transform(texts)
    tfidf.append({"options": camel(options), "vocabulary": model.get_feature_names_out().tolist(), "train": rows(X),
                  "unseen": rows(model.transform(unseen))})

hashing = []
for options in [
    {"n_features": 2**18}, {"n_features": 16, "ngram_range": (1, 2)}, {"n_features": 1000, "alternate_sign": False, "norm": "l1"},
    {"n_features": 512, "analyzer": "char_wb", "ngram_range": (3, 4), "norm": None},
]:
    hashing.append({"options": camel(options), "train": rows(HashingVectorizer(**options).transform(texts))})

rng = np.random.default_rng(3)
X = np.column_stack([rng.normal(40, 12, 30), rng.integers(0, 5, 30), np.full(30, 3.25), 1.7e15 + rng.integers(0, 10**13, 30)])
holes = X.copy()
holes[rng.uniform(size=X.shape) < 0.2] = np.nan
cells = lambda A: [[None if v != v else v for v in row] for row in A.tolist()]
scaler = StandardScaler().fit(holes)
colors = rng.choice(["red", "green", "blue", "rare1", "rare2"], 60, p=[0.4, 0.3, 0.2, 0.05, 0.05])
encoder = OneHotEncoder(min_frequency=8, handle_unknown="infrequent_if_exist", sparse_output=False).fit(colors[:, None])
probe = ["red", "rare1", "new", "blue"]

out = {
    "peer": f"scikit-learn {sklearn.__version__}", "texts": texts, "unseen": unseen, "tfidf": tfidf, "hashing": hashing,
    "holes": cells(holes),
    "imputed": {name: SimpleImputer(strategy=name, add_indicator=True).fit_transform(holes).tolist()
                for name in ["median", "mean", "most_frequent"]},
    "scaler": {"means": scaler.mean_.tolist(), "scales": scaler.scale_.tolist(), "scaled": cells(scaler.transform(holes))},
    "oneHot": {"colors": colors.tolist(), "probe": probe, "encoded": encoder.transform(colors[:, None]).tolist(),
               "probed": encoder.transform(np.array(probe)[:, None]).tolist()},
}
path = Path(__file__).parents[2] / "test/fixtures/features/features.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(out))
print(path.stat().st_size)
