package io.twinfeed.spec.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.spec.rule.PropertyTargets.Property;
import io.twinfeed.spec.rule.PropertyTargets.Resolved;
import io.twinfeed.spec.rule.PropertyTargets.SourceTime;
import io.twinfeed.spec.rule.PropertyTargets.Unknown;
import io.twinfeed.twin.PropertyPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyTargetsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "nmae → the model dtmi:com:example:Machine;1 has no property nmae (did you mean name?)",
        "nameplate → nameplate is a component (write nameplate.serial)",
        "nameplate.serail → the component nameplate has no property serail (did you mean serial?)",
        "nameplate.address.town → the object address has no field town (known fields: city)",
        "position.hal → the object position has no field hal (did you mean hall?)",
        "name.first → name is neither an object nor a map ()",
        "tags.0 → tags is neither an object nor a map ()",
        "load.a.b → load.a is neither an object nor a map ()",
        "temperature → temperature of dtmi:com:example:Machine;1 is no property but a telemetry ()",
        "feeds → feeds of dtmi:com:example:Machine;1 is no property but a relationship ()",
        "$metadata.name → of the metadata only the source time can be set (write"
            + " $metadata.<property>.sourceTime)",
        "$metadata.position.hall.sourceTime → a source time belongs to a whole property (leave out"
            + " the part behind it)",
        "$metadata.nam.sourceTime → the model dtmi:com:example:Machine;1 has no property nam (did"
            + " you mean name?)",
      })
  void knows_no_target_for(String path, String expected) {
    Unknown unknown = (Unknown) resolve(path);
    assertThat(unknown.problem() + " (" + unknown.hint() + ")").isEqualTo(expected);
  }

  @Test
  void finds_properties_components_fields_and_keys() {
    assertThat(resolve("name")).isEqualTo(new Property(PropertyPath.of("name"), Primitive.STRING));
    assertThat(resolve("nameplate.serial"))
        .isEqualTo(new Property(PropertyPath.in("nameplate", "serial"), Primitive.STRING));
    assertThat(resolve("nameplate.address.city"))
        .isEqualTo(
            new Property(
                new PropertyPath("nameplate", "address", List.of("city")), Primitive.STRING));
    assertThat(resolve("position.row"))
        .isEqualTo(
            new Property(new PropertyPath(null, "position", List.of("row")), Primitive.INTEGER));
    assertThat(resolve("load.beer"))
        .isEqualTo(new Property(new PropertyPath(null, "load", List.of("beer")), Primitive.DOUBLE));
    assertThat(resolve("$metadata.nameplate.serial.sourceTime"))
        .isEqualTo(new SourceTime(PropertyPath.in("nameplate", "serial")));
    assertThat(PropertyTargets.resolve(Models.FEEDS, "since"))
        .isEqualTo(new Property(PropertyPath.of("since"), Primitive.DATE));
    assertThat(PropertyTargets.resolve(Models.FEEDS, "until")).isInstanceOf(Unknown.class);
  }

  private static Resolved resolve(String path) {
    return PropertyTargets.resolve(Models.MACHINE_MODEL, Models.ALL, path);
  }
}
