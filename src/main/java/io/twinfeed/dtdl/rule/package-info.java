/**
 * The rules of DTDL and of the service, one class each: elements of model documents come in; issues
 * with the rule's code go out. Only {@code dtdl} calls it, through {@link
 * io.twinfeed.dtdl.rule.Rules}.
 */
@NullMarked
package io.twinfeed.dtdl.rule;

import org.jspecify.annotations.NullMarked;
