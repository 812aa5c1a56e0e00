/**
 * The sample ERP of a bottling company, and a PostgreSQL to hold it. What comes in is a connection
 * and a scale; what goes out are tables with data that is the same in every JVM, and the figures
 * that a correct run over them must reach. The demo and the end-to-end tests call it; nothing that
 * reads a real ERP does.
 */
@NullMarked
package io.twinfeed.sample;

import org.jspecify.annotations.NullMarked;
