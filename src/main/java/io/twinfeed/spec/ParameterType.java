package io.twinfeed.spec;

/** The type of a parameter; its Java values are String, Long, Double, Boolean. */
public enum ParameterType {
  STRING,
  INT,
  DOUBLE,
  BOOL
}
