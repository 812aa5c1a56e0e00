package io.twinfeed.spec;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that {@code --param} may set.
 *
 * @param defaultText null if the parameter must be given
 */
public record Parameter(Text name, ParameterType type, @Nullable Text defaultText)
    implements Serializable {}
