package io.twinfeed.issue;

/** How bad an issue is: an error stops the command, a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
