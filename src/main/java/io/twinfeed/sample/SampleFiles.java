package io.twinfeed.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The bottling company's pipeline file and models, which the jar carries. */
public final class SampleFiles {
  private static final String PIPELINE = "bottling.yaml";

  /** What a class path can't list by itself; relative to pipelines/bottling. */
  static final List<String> ALL =
      List.of(
          PIPELINE,
          "schema.sql",
          "models/Asset.json",
          "models/Employee.json",
          "models/Equipment.json",
          "models/Line.json",
          "models/Machine.json",
          "models/Nameplate.json",
          "models/Plant.json",
          "models/Product.json",
          "models/ProductFamily.json",
          "models/Sensor.json",
          "models/Supplier.json",
          "models/WorkOrder.json");

  private SampleFiles() {}

  /**
   * Writes the files, over those of the same names that are there.
   *
   * @param directory made if it is not there
   * @return the pipeline file; it finds its models beside it
   */
  public static Path unpack(Path directory) {
    for (String each : ALL) {
      try (InputStream in = open(each)) {
        Path file = directory.resolve(each);
        Files.createDirectories(file.getParent());
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException("can't write " + each + " to " + directory, e);
      }
    }
    return directory.resolve(PIPELINE);
  }

  /** One of the files, for the caller to close. */
  static InputStream open(String file) {
    String resource = "/pipelines/bottling/" + file;
    InputStream in = SampleFiles.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException(resource + " is not on the class path");
    }
    return in;
  }
}
