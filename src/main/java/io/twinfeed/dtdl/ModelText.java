package io.twinfeed.dtdl;

/**
 * A model document.
 *
 * @param name the file's name, or whatever a person knows the document by
 * @param json one interface, or an array of interfaces
 */
public record ModelText(String name, String json) {}
