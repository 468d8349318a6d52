"""The side of scikit-learn and imbalanced-learn in bench/cross-validation.mjs, as a user of both would write it.

    python bench/cross-validation-peer.py adult FILE N_JOBS | hate-speech FILE N_JOBS     (N_JOBS: 1 or -1)

Prints one line of JSON: the mean average precision over five folds for each candidate.
"""

import json
import sys

import pandas as pd
from imblearn.over_sampling import SMOTENC, RandomOverSampler
from imblearn.pipeline import make_pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.compose import make_column_transformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

ADULT = (
    "age workclass fnlwgt education education-num marital-status occupation relationship race sex "
    "capital-gain capital-loss hours-per-week native-country income"
).split()


def main(job, file, n_jobs):
    X, y, candidates = adult(file) if job == "adult" else hate_speech(file)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    figures = {}
    for name, candidate in candidates.items():
        scores = cross_validate(candidate, X, y, cv=folds, scoring="average_precision", n_jobs=n_jobs)
        figures[name] = scores["test_score"].mean()
    print(json.dumps(figures))


def model(**options):
    return LogisticRegression(max_iter=1000, **options)


def adult(file):
    table = pd.read_csv(file, header=None, names=ADULT, skipinitialspace=True, na_values="?")
    y = (table.pop("income") == ">50K").astype(int)
    numbers = [name for name in table if pd.api.types.is_numeric_dtype(table[name])]
    categories = [name for name in table if name not in numbers]

    def fill():
        return SimpleImputer(strategy="constant", fill_value="(missing)")

    def one_hot():
        return OneHotEncoder(min_frequency=10, handle_unknown="infrequent_if_exist")

    def encode():
        return make_column_transformer(
            (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
            (make_pipeline(fill(), one_hot()), categories),
        )

    # SMOTENC draws scaled numbers and codes of categories; one-hot comes after it.
    codes = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        (
            make_pipeline(fill(), OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)),
            categories,
        ),
    )
    coded = list(range(len(numbers), len(numbers) + len(categories)))
    return table, y, {
        "plain": make_pipeline(encode(), model()),
        "weights": make_pipeline(encode(), model(class_weight="balanced")),
        "under": make_pipeline(encode(), RandomUnderSampler(random_state=0), model()),
        "over": make_pipeline(
            codes,
            SMOTENC(coded, random_state=0),
            make_column_transformer((one_hot(), coded), remainder="passthrough"),
            model(),
        ),
    }


def hate_speech(file):
    table = pd.read_csv(file)
    y = (table["class"] == 0).astype(int)

    def tfidf():
        return TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)

    return table["tweet"], y, {
        "plain": make_pipeline(tfidf(), model()),
        "weights": make_pipeline(tfidf(), model(class_weight="balanced")),
        "under": make_pipeline(tfidf(), RandomUnderSampler(random_state=0), model()),
        "over": make_pipeline(tfidf(), RandomOverSampler(random_state=0), model()),
    }


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
