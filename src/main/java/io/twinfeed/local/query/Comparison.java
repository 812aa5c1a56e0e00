package io.twinfeed.local.query;

import io.twinfeed.twin.Value;

/** The comparison operators. Values of different types are unequal, and have no order. */
enum Comparison {
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE;

  Truth test(Value left, Value right) {
    if (this == EQ || this == NE) {
      return Truth.of(left.equals(right) == (this == EQ));
    }
    int order;
    if (left instanceof Value.Num first && right instanceof Value.Num second) {
      order = first.number().compareTo(second.number());
    } else if (left instanceof Value.Text first && right instanceof Value.Text second) {
      order = first.text().compareTo(second.text());
    } else {
      return Truth.UNKNOWN;
    }
    return Truth.of(
        switch (this) {
          case LT -> order < 0;
          case LE -> order <= 0;
          case GT -> order > 0;
          default -> order >= 0;
        });
  }
}
