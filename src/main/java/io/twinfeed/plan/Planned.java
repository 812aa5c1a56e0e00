package io.twinfeed.plan;

import java.io.Serializable;

/** A change, and what is on record once it was tried. */
public record Planned(Change change, Ledger ledger) implements Serializable {}
