"""The side of scikit-learn in bench/quality.mjs: average precision on the rows and parts of a file that it wrote.

    python bench/quality-peer.py FILE

Prints one line of JSON: for each way of preparing the rows one figure a split.
"""

import json
import sys

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def main(file):
    with open(file, encoding="utf-8") as opened:
        given = json.load(opened)
    y = pd.Series(given["y"])
    if "texts" in given:
        X = pd.Series(given["texts"])
        ways = {
            "scikit-learn": lambda: TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            "scikit-learn, TF-IDF defaults": TfidfVectorizer,
        }
    else:
        X = pd.DataFrame({column["name"]: column["values"] for column in given["columns"]})
        ways = {"scikit-learn": lambda: columns(given["columns"])}
    figures = {name: [judge(way(), X, y, **part) for part in given["parts"]] for name, way in ways.items()}
    print(json.dumps(figures))


def judge(preparation, X, y, train, test):
    model = make_pipeline(preparation, LogisticRegression(max_iter=1000))
    model.fit(X.iloc[train], y.iloc[train])
    return average_precision_score(y.iloc[test], model.predict_proba(X.iloc[test])[:, 1])


def columns(given):
    numbers = [column["name"] for column in given if column["kind"] != "category"]
    categories = [column["name"] for column in given if column["kind"] == "category"]
    return make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
        (
            make_pipeline(
                SimpleImputer(strategy="constant", fill_value="(missing)"),
                OneHotEncoder(min_frequency=10, handle_unknown="infrequent_if_exist"),
            ),
            categories,
        ),
    )


if __name__ == "__main__":
    main(sys.argv[1])
