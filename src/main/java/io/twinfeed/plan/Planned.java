package io.twinfeed.plan;

/** A change, and what is on record once it was tried. */
public record Planned(Change change, Ledger ledger) {}
