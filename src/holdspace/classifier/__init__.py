"""Sentence vectors and a scikit-learn head: scores, thresholds, calibration, evaluation."""
