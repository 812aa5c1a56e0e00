package io.twinfeed.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Holds the table of layers in ARCHITECTURE.md. There is no list of exceptions: change the table
 * and this map together, and say why.
 */
@AnalyzeClasses(
    packages = "io.twinfeed",
    importOptions = {ImportOption.DoNotIncludeTests.class, LayersTest.WithoutGenerated.class})
class LayersTest {
  /** What each package may import of ours. */
  static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("twin", List.of()),
          Map.entry("issue", List.of()),
          Map.entry("flow", List.of("twin")),
          Map.entry("pace", List.of()),
          Map.entry("dtdl", List.of("twin", "issue")),
          Map.entry("spec", List.of("twin", "issue", "dtdl")),
          Map.entry("adt", List.of("twin", "issue", "pace")),
          Map.entry("blob", List.of("spec")),
          Map.entry("cluster", List.of("issue")),
          Map.entry("read", List.of("twin", "issue", "flow", "spec")),
          Map.entry("shape", List.of("read", "twin", "issue", "flow", "dtdl", "spec")),
          Map.entry("group", List.of("shape", "twin", "issue", "flow", "dtdl", "spec")),
          // Those who call the service share one pace, and hand it to the client
          Map.entry(
              "plan", List.of("group", "twin", "issue", "flow", "dtdl", "spec", "adt", "pace")),
          // The group's Desired is what a change is made for, and travels with it
          Map.entry(
              "write", List.of("plan", "group", "twin", "issue", "flow", "spec", "adt", "pace")),
          // What is in a plan file is what the planning found, and what is on record of it
          Map.entry("planfile", List.of("plan", "group", "twin", "flow", "pace")),
          Map.entry("report", List.of("twin", "issue", "flow")),
          Map.entry("snapshot", List.of("twin", "issue", "flow")),
          Map.entry(
              "job",
              List.of(
                  "read",
                  "shape",
                  "group",
                  "plan",
                  "planfile",
                  "write",
                  "report",
                  "snapshot",
                  "twin",
                  "issue",
                  "flow",
                  "dtdl",
                  "spec",
                  "adt",
                  "pace",
                  "blob",
                  "cluster")),
          // For pipelines of other people; an endpoint may be a reference, as in a file
          Map.entry("connector", List.of("twin", "issue", "flow", "spec", "adt", "pace")),
          Map.entry("local", List.of("twin", "issue", "dtdl")),
          Map.entry("sample", List.of("issue")),
          Map.entry("seed", List.of("issue", "dtdl")));

  /** The packages that know Beam. */
  static final List<String> KNOW_BEAM =
      List.of(
          "flow",
          "read",
          "shape",
          "group",
          "plan",
          "planfile",
          "write",
          "report",
          "snapshot",
          "blob",
          "connector",
          "job");

  @ArchTest
  static final ArchRule no_package_is_in_a_cycle =
      slices().matching("io.twinfeed.(*)..").should().beFreeOfCycles();

  @ArchTest
  static void every_package_imports_only_what_the_table_says(
      com.tngtech.archunit.core.domain.JavaClasses all) {
    MAY_IMPORT.forEach((name, allowed) -> importsOnly(name, allowed).check(all));
  }

  @ArchTest
  static final ArchRule no_package_is_missing_in_the_table =
      classes()
          .that(resideInAnyPackage("io.twinfeed.."))
          .should(
              new ArchCondition<>("be in a package of the table") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  String name = type.getPackageName().replaceFirst("^io\\.twinfeed\\.?", "");
                  String top = name.replaceFirst("\\..*", "");
                  boolean known = top.isEmpty() || top.equals("cli") || MAY_IMPORT.containsKey(top);
                  events.add(new SimpleConditionEvent(type, known, type.getName()));
                }
              });

  @ArchTest
  static final ArchRule beam_stays_where_data_flows =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              KNOW_BEAM.stream().map(name -> "io.twinfeed." + name + "..").toArray(String[]::new))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.beam..");

  @ArchTest
  static final ArchRule sql_stays_in_reading =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.twinfeed.read..", "io.twinfeed.sample..", "io.twinfeed.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule http_stays_at_the_ends_of_the_wires =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.twinfeed.adt..",
              "io.twinfeed.blob..",
              "io.twinfeed.cluster..",
              "io.twinfeed.local..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net.http..", "io.vertx..", "com.azure..", "reactor..", "io.netty..");

  @ArchTest
  static final ArchRule the_stored_graph_knows_no_http =
      noClasses()
          .that()
          .resideInAPackage("io.twinfeed.local.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.twinfeed.local.http..");

  @ArchTest
  static final ArchRule classes_are_closed =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveSimpleName("package-info")
          .should(beClosed());

  @ArchTest
  static final ArchRule every_package_is_null_marked =
      classes()
          .that()
          .haveSimpleName("package-info")
          .should()
          .beAnnotatedWith("org.jspecify.annotations.NullMarked");

  @ArchTest
  static final ArchRule only_main_ends_the_process =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.twinfeed.Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .because("a command returns its exit code, so that tests can run it");

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.twinfeed.pace..")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .because("waiting is asynchronous, and tests inject time");

  @ArchTest
  static final ArchRule no_java_util_date =
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Date");

  @ArchTest
  static final ArchRule beams_vendored_libraries_are_beams =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.beam.vendor..");

  /** What one package may import of ours: itself, its sub-packages, and those listed. */
  static ArchRule importsOnly(String name, List<String> allowed) {
    String[] packages =
        Stream.concat(Stream.of(name), allowed.stream())
            .map(each -> "io.twinfeed." + each + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.twinfeed." + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.twinfeed..")
                .and(DescribedPredicate.not(resideInAnyPackage(packages))))
        .as(name + " imports only " + allowed)
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> beClosed() {
    return new ArchCondition<>("be final, abstract or sealed") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean closed =
            type.getModifiers().contains(JavaModifier.FINAL)
                || type.getModifiers().contains(JavaModifier.ABSTRACT)
                || type.reflect().isSealed();
        events.add(new SimpleConditionEvent(type, closed, type.getName() + " is open"));
      }
    };
  }

  /** ANTLR decides how its classes look. */
  static final class WithoutGenerated implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.matches(
          java.util.regex.Pattern.compile(
              ".*/local/(query/TwinQuery|event/EventFilter)[A-Za-z]*(\\$.*)?\\.class"));
    }
  }
}
