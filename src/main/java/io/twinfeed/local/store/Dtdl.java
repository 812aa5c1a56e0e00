package io.twinfeed.local.store;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.twin.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the graph asks of DTDL; the one place where it meets the parser and the instance check. */
public interface Dtdl {

  /**
   * Reads interfaces, which may refer to each other in any order and to those already there.
   *
   * @param documents one interface each, as JSON
   * @return the interfaces read
   * @throws Refused with {@link Code#DTDL_PARSER_ERROR} if any of them is wrong
   */
  ModelSet read(List<String> documents, ModelSet alreadyThere);

  /**
   * Says why a value does not conform to a schema.
   *
   * @return null if it does
   */
  @Nullable String mismatch(Schema schema, Value value);
}
