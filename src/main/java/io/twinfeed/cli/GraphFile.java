package io.twinfeed.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.adt.TwinStore.QueryPage;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a whole graph into a file: a JSON object a line, twins first. */
final class GraphFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GraphFile() {}

  static void write(TwinStore store, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      all(store, "SELECT * FROM DIGITALTWINS", out);
      all(store, "SELECT * FROM RELATIONSHIPS", out);
    }
  }

  private static void all(TwinStore store, String query, Writer out) throws IOException {
    @Nullable String token = null;
    do {
      QueryPage page = ServiceLost.unlessDone(store.query(query, token).join(), "the graph");
      for (Value row : page.rows()) {
        out.write(JSON.writeValueAsString(row.toJava()));
        out.write('\n');
      }
      token = page.continuationToken();
    } while (token != null);
  }
}
