package io.twinfeed.read;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table's name as a database's catalogue spells it.
 *
 * @param catalog null for the one that is connected to
 */
record TableName(@Nullable String catalog, @Nullable String schema, String table) {
  private static final Pattern PART =
      Pattern.compile(
          "\\G(?:\"((?:[^\"]|\"\")+)\"|`([^`]+)`|\\[([^]]+)]|([\\p{L}_][\\p{L}\\p{N}_$#]*))(\\.|$)");

  /**
   * @param written as in SQL: up to three names with dots between, each of them quoted or not
   * @return null if it is something else, such as a call of a function
   */
  static @Nullable TableName of(String written, Connection database) throws SQLException {
    DatabaseMetaData about = database.getMetaData();
    List<String> parts = new ArrayList<>();
    String text = written.strip();
    Matcher part = PART.matcher(text);
    int end = 0;
    while (end < text.length() && part.find()) {
      parts.add(part.group(4) == null ? quoted(part) : folded(part.group(4), about));
      end = part.end();
    }
    if (end < text.length() || text.endsWith(".") || parts.isEmpty() || parts.size() > 3) {
      return null;
    }
    String table = parts.get(parts.size() - 1);
    String before = parts.size() > 1 ? parts.get(parts.size() - 2) : null;
    // MySQL and MariaDB: what stands before the dot is a database
    if (!about.supportsSchemasInTableDefinitions()) {
      return new TableName(before == null ? database.getCatalog() : before, null, table);
    }
    return new TableName(
        parts.size() > 2 ? parts.get(0) : database.getCatalog(),
        before == null ? database.getSchema() : before,
        table);
  }

  private static String quoted(Matcher part) {
    if (part.group(1) != null) {
      return part.group(1).replace("\"\"", "\"");
    }
    return part.group(2) != null ? part.group(2) : part.group(3);
  }

  private static String folded(String name, DatabaseMetaData about) throws SQLException {
    if (about.storesUpperCaseIdentifiers()) {
      return name.toUpperCase(Locale.ROOT);
    }
    return about.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
  }
}
