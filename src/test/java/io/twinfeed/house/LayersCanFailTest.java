package io.twinfeed.house;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An architecture test that can't fail holds nothing: a rule that forbids what is there must. */
class LayersCanFailTest {
  @Test
  void a_package_that_imports_more_than_it_may_is_found() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.twinfeed");

    assertThatThrownBy(() -> LayersTest.importsOnly("spec", List.of("twin")).check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.twinfeed.issue.Place");
  }
}
