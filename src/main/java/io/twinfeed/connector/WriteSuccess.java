package io.twinfeed.connector;

import java.io.Serializable;

/** A mutation that was carried out. */
public record WriteSuccess(Mutation mutation, Effect effect) implements Serializable {}
