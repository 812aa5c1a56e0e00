package io.twinfeed.spec;

import java.io.Serializable;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A database. Its three references are resolved where they are needed, never in this record.
 *
 * @param timeZone the zone of TIMESTAMP columns that have none
 */
public record Connection(
    Text name,
    Reference url,
    @Nullable Reference username,
    @Nullable Reference password,
    ZoneId timeZone)
    implements Serializable {

  /**
   * The same with a URL and a user that need no environment any more; its password stays as it is.
   */
  Connection launched() {
    return new Connection(
        name, url.launched(), username == null ? null : username.launched(), password, timeZone);
  }
}
