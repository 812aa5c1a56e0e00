/**
 * DTDL, versions 2 and 3: model documents come in; a {@link io.twinfeed.dtdl.ModelSet} goes out, or
 * issues that say what is wrong with them. Also checks a value or a twin against its model. Used by
 * whatever judges pipelines or twins: the pipeline file's rules, the stages, the local service.
 */
@NullMarked
package io.twinfeed.dtdl;

import org.jspecify.annotations.NullMarked;
