package io.twinfeed.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.cli.CommandLines;
import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.job.ExitCode;
import io.twinfeed.job.RunnerConfig;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.rule.SpecCheck;
import io.twinfeed.spec.yaml.PipelineReader;
import io.twinfeed.spec.yaml.PipelineSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.FileStagingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests of runner-configs/kubernetes fit together, and fit what is built here. */
class KubernetesTest {
  private static final Path FOLDER = Path.of("runner-configs/kubernetes");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Page> PAGES =
      List.of(Page.of("docs/kubernetes.md"), Page.of("docs/scheduling.md"));

  private static final Page PAGE = PAGES.get(0);

  private static final JsonNode CRON_JOB = only("twinfeed-cronjob.yaml", "CronJob");
  private static final JsonNode RUN = CRON_JOB.at("/spec/jobTemplate/spec/template/spec");
  private static final JsonNode CLIENT = RUN.at("/containers/0");
  private static final JsonNode FLINK = only("flink-session.yaml", "FlinkDeployment");
  private static final JsonNode FLINK_OPTIONS = FLINK.at("/spec/flinkConfiguration");
  private static final JsonNode WORKER = FLINK.at("/spec/taskManager/podTemplate/spec");
  private static final JsonNode SECRETS = only("secret-provider-class.yaml", "SecretProviderClass");
  private static final JsonNode ALL = documents(text("kustomization.yaml")).get(0);
  private static final JsonNode CONFIG_MAP = ALL.at("/configMapGenerator/0");

  @Test
  void the_account_is_the_one_that_azure_trusts_everywhere() {
    String account = only("service-account.yaml", "ServiceAccount").at("/metadata/name").asText();

    assertThat(FLINK.at("/spec/serviceAccount").asText()).isEqualTo(account);
    assertThat(RUN.at("/serviceAccountName").asText()).isEqualTo(account);
    assertThat(
            Stream.of(
                    FLINK.at("/spec/taskManager/podTemplate/metadata/labels"),
                    CRON_JOB.at("/spec/jobTemplate/spec/template/metadata/labels"))
                .map(labels -> labels.path("azure.workload.identity/use").asText()))
        .containsOnly("true");
    String namespace = only("service-account.yaml", "Namespace").at("/metadata/name").asText();
    assertThat(PAGE.text())
        .contains("--subject system:serviceaccount:" + namespace + ":" + account);
  }

  @Test
  void everything_that_is_applied_is_there_and_lies_in_one_namespace() {
    String namespace = only("service-account.yaml", "Namespace").at("/metadata/name").asText();

    assertThat(texts(ALL.at("/resources")))
        .hasSize(5)
        .allSatisfy(
            name ->
                assertThat(documents(text(name)))
                    .filteredOn(each -> !each.at("/kind").asText().equals("Namespace"))
                    .isNotEmpty()
                    .allMatch(each -> each.at("/metadata/namespace").asText().equals(namespace)));
    assertThat(CONFIG_MAP.at("/namespace").asText()).isEqualTo(namespace);
    assertThat(texts(CONFIG_MAP.at("/files"))).allMatch(name -> Files.exists(FOLDER.resolve(name)));
  }

  @Test
  void volumes_are_those_that_other_manifests_make() {
    assertThat(volume(RUN, "pipeline").at("/configMap/name").asText())
        .isEqualTo(CONFIG_MAP.at("/name").asText());
    assertThat(volume(RUN, "runs").at("/persistentVolumeClaim/claimName").asText())
        .isEqualTo(
            only("twinfeed-cronjob.yaml", "PersistentVolumeClaim").at("/metadata/name").asText());
    for (JsonNode pod : List.of(RUN, WORKER)) {
      assertThat(volume(pod, "secrets").at("/csi/volumeAttributes/secretProviderClass").asText())
          .isEqualTo(SECRETS.at("/metadata/name").asText());
      assertThat(mount(pod, "secrets")).isEqualTo("/mnt/secrets");
    }
  }

  @Test
  void the_client_reaches_the_flink_that_is_there_and_asks_for_all_of_its_slots() {
    RunnerConfig config = RunnerConfig.read(FOLDER.resolve("runner-config.yaml"));

    assertThat(config.options().get("flinkMaster"))
        .isEqualTo(FLINK.at("/metadata/name").asText() + "-rest:8081");
    assertThat(config.slots())
        .isEqualTo(
            FLINK.at("/spec/taskManager/replicas").asInt()
                * FLINK_OPTIONS.path("taskmanager.numberOfTaskSlots").asInt());
    assertThat(only("network-policy.yaml", "NetworkPolicy").at("/spec/podSelector/matchLabels/app"))
        .isEqualTo(FLINK.at("/metadata/name"));
  }

  @Test
  void further_jars_travel_if_they_are_named(@TempDir Path folder) throws IOException {
    String text = text("runner-config.yaml");
    Path file = Files.writeString(folder.resolve("flink.yaml"), text.replace("# files", "files"));

    assertThat(RunnerConfig.read(file).toOptions().as(FileStagingOptions.class).getFilesToStage())
        .containsExactly("/opt/twinfeed/lib/twinfeed.jar", "/opt/twinfeed/lib/driver.jar");
  }

  @Test
  void all_of_flinks_options_are_texts() {
    assertThat(FLINK_OPTIONS).isNotEmpty().allMatch(JsonNode::isTextual);
  }

  @Test
  void the_arguments_are_a_command_line_over_files_that_are_mounted() {
    List<String> arguments = texts(CLIENT.at("/args"));
    String mounted = mount(RUN, "pipeline") + "/";

    assertThatCode(() -> CommandLines.parser().parseArgs(arguments.toArray(new String[0])))
        .doesNotThrowAnyException();
    assertThat(arguments.stream().filter(argument -> argument.contains(mounted)))
        .hasSize(2)
        .allMatch(
            argument ->
                texts(CONFIG_MAP.at("/files"))
                    .contains(argument.substring(argument.indexOf(mounted) + mounted.length())));
    assertThat(arguments).anyMatch(each -> each.startsWith("--runs-dir=" + mount(RUN, "runs")));
  }

  @Test
  void exit_codes_that_are_not_tried_again_are_such() {
    JsonNode rules = CRON_JOB.at("/spec/jobTemplate/spec/podFailurePolicy/rules");

    assertThat(rules.at("/1/onExitCodes/containerName")).isEqualTo(CLIENT.at("/name"));
    assertThat(rules.at("/1/onExitCodes/values"))
        .isNotEmpty()
        .allMatch(
            value ->
                value.asInt() > 0
                    && Stream.of(ExitCode.values()).anyMatch(code -> code.code() == value.asInt()));
  }

  @Test
  void nothing_is_written_by_the_clock_at_first_and_no_run_hangs_for_ever() {
    assertThat(CRON_JOB.at("/spec/suspend").asBoolean()).isTrue();
    // The page and the rule for alerts say how long that is
    assertThat(CRON_JOB.at("/spec/jobTemplate/spec/activeDeadlineSeconds").asInt())
        .isEqualTo(2 * 3600);
  }

  @Test
  void the_page_applies_the_copy_that_it_makes() {
    assertThat(PAGE.text()).contains("\ncp -r " + FOLDER + " deploy\n");
    assertThat(found("kubectl (?:apply|delete) -k ([^\\s`]+)", PAGE.text()))
        .hasSizeGreaterThan(1)
        .containsOnly("deploy");
    assertThat(found("deploy/(?!halls)([a-z-]+\\.[a-z]+)", PAGE.text()))
        .isNotEmpty()
        .allMatch(name -> Files.exists(FOLDER.resolve(name)));
  }

  @Test
  void jobs_that_are_started_by_hand_have_a_command_line_over_what_is_mounted() throws IOException {
    assertThat(found("--from=cronjob/(\\S+)", PAGE.text()))
        .isNotEmpty()
        .containsOnly(CRON_JOB.at("/metadata/name").asText());
    List<String> all = found("args = (\\[[^]]+])", PAGE.text());
    assertThat(all).isNotEmpty();
    for (String each : all) {
      List<String> arguments = texts(JSON.readTree(each));
      assertThatCode(() -> CommandLines.parser().parseArgs(arguments.toArray(new String[0])))
          .doesNotThrowAnyException();
      assertThat(texts(CLIENT.at("/args")))
          .containsAll(arguments.stream().filter(name -> name.contains("/")).toList());
    }
    for (String volume : found("\\.name == \"([a-z]+)\" then \\{name, emptyDir", PAGE.text())) {
      assertThat(volume(RUN, volume).at("/persistentVolumeClaim").isObject()).isTrue();
    }
  }

  @Test
  void metrics_are_fetched_from_where_flink_has_them() {
    JsonNode monitor = onThePage("PodMonitor");

    assertThat(monitor.at("/spec/selector/matchLabels/app")).isEqualTo(FLINK.at("/metadata/name"));
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/port"))
        .isEqualTo(FLINK.at("/spec/podTemplate/spec/containers/0/ports/0/name"));
    for (JsonNode each : List.of(monitor, onThePage("PrometheusRule"))) {
      assertThat(each.at("/metadata/namespace")).isEqualTo(FLINK.at("/metadata/namespace"));
    }
    assertThat(onThePage("PrometheusRule").at("/spec/groups/0/rules"))
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(found("namespace=\"([^\"]+)\"", rule.at("/expr").asText()))
                    .containsOnly(FLINK.at("/metadata/namespace").asText()));
  }

  @Test
  void a_second_pipeline_has_nothing_of_the_first_one() {
    assertThat(PAGE.text())
        .contains("sed 's/pumps/halls/g' deploy/twinfeed-cronjob.yaml > deploy/halls-cronjob.yaml");
    String copy = text("twinfeed-cronjob.yaml").replace("pumps", "halls");
    JsonNode added =
        blocks()
            .flatMap(block -> documents(block.text()).stream())
            .filter(each -> each.has("configMapGenerator"))
            .findFirst()
            .orElseThrow()
            .at("/configMapGenerator/0");
    JsonNode job = kind("CronJob", documents(copy));
    JsonNode pod = job.at("/spec/jobTemplate/spec/template/spec");

    assertThat(documents(copy))
        .allMatch(each -> each.at("/metadata/name").asText().startsWith("halls"));
    assertThat(volume(pod, "pipeline").at("/configMap/name")).isEqualTo(added.at("/name"));
    assertThat(volume(pod, "runs").at("/persistentVolumeClaim/claimName"))
        .isEqualTo(kind("PersistentVolumeClaim", documents(copy)).at("/metadata/name"));
    assertThat(found("/etc/twinfeed/([^\"]+)\"", pod.at("/containers/0/args").toString()))
        .hasSize(2)
        .allMatch(name -> texts(added.at("/files")).contains(name));
  }

  @Test
  void the_example_is_checked_against_its_models_without_an_issue() throws IOException {
    String text = text("pumps.yaml");
    Issues issues = new Issues();
    PipelineSpec spec = requireNonNull(PipelineReader.read("pumps.yaml", text, issues));
    Path file = FOLDER.resolve(spec.target().models().text());
    ModelSet models = ModelParser.parse(ModelFolder.read(file), ModelSet.empty(), issues);
    SpecCheck.check(spec, models, Map.of(), variable -> "set", issues);

    assertThat(IssueReport.of(issues.all(), name -> text)).isEmpty();
    assertThat(PipelineSchema.problems(text)).isEmpty();
    assertThat(texts(CONFIG_MAP.at("/files"))).contains(spec.target().models().text());
  }

  @Test
  void the_example_finds_its_variables_and_secrets() {
    String text = text("pumps.yaml");
    String objects = SECRETS.at("/spec/parameters/objects").asText();

    assertThat(found("\\$\\{env:([^}]+)}", text))
        .hasSize(3)
        .containsExactlyInAnyOrderElementsOf(CLIENT.at("/env").findValuesAsText("name"));
    assertThat(found("\\$\\{file:/mnt/secrets/([^}]+)}", text))
        .hasSize(1)
        .allMatch(name -> objects.contains("objectName: " + name + "\n"));
    assertThat(documents(objects)).allMatch(each -> !each.at("/array").isEmpty());
  }

  @Test
  void flink_is_the_one_that_is_built_against() throws IOException {
    String version = found("<flink.version>([^<]+)<", Files.readString(Path.of("pom.xml"))).get(0);
    String minor = version.substring(0, version.lastIndexOf('.'));

    assertThat(FLINK.at("/spec/image").asText()).startsWith("flink:" + version + "-");
    assertThat(FLINK.at("/spec/flinkVersion").asText()).isEqualTo("v" + minor.replace('.', '_'));
  }

  @Test
  void the_packages_that_are_opened_are_those_of_the_launcher() throws IOException {
    String launcher = Files.readString(Path.of("twinfeed"));
    List<String> packages = new ArrayList<>(found("java\\.base/(sun[a-z.]+)=", launcher));
    for (String name : found("for package in ([^;]+);", launcher).get(0).split(" ")) {
      packages.add("java." + name);
    }

    String opened = "--add-opens=java\\.base/([a-z.]+)=ALL-UNNAMED";
    assertThat(found(opened, text("java.args"))).containsExactlyInAnyOrderElementsOf(packages);
    assertThat(found(opened, FLINK_OPTIONS.path("env.java.opts.all").asText()))
        .containsAll(packages);
  }

  static Stream<Page.Block> blocks() {
    return PAGES.stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> List.of("yaml", "json").contains(block.language()));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void a_block_of_the_pages_is_yaml_or_json(Page.Block block) throws IOException {
    if (block.language().equals("json")) {
      assertThat(JSON.readTree(block.text())).isNotEmpty();
    } else {
      assertThat(documents(block.text())).isNotEmpty().allMatch(JsonNode::isObject);
    }
  }

  static Stream<String> startsOfTheJar() {
    return PAGES.stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> List.of("sh", "ini").contains(block.language()))
        .map(block -> block.text().replace("\\\n", " "))
        .flatMap(text -> found("io\\.twinfeed\\.Main (.*)", text).stream());
  }

  @ParameterizedTest
  @MethodSource("startsOfTheJar")
  void where_the_jar_is_started_a_command_line_follows(String line) {
    assertThatCode(() -> CommandLines.parser().parseArgs(line.strip().split(" +")))
        .doesNotThrowAnyException();
  }

  private static JsonNode volume(JsonNode pod, String name) {
    return named(pod.at("/volumes"), name);
  }

  private static String mount(JsonNode pod, String volume) {
    return named(pod.at("/containers/0/volumeMounts"), volume).at("/mountPath").asText();
  }

  private static JsonNode named(JsonNode all, String name) {
    for (JsonNode each : all) {
      if (each.at("/name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("nothing is called " + name);
  }

  private static JsonNode onThePage(String kind) {
    return kind(
        kind,
        blocks()
            .filter(block -> block.language().equals("yaml"))
            .flatMap(block -> documents(block.text()).stream())
            .toList());
  }

  private static JsonNode only(String file, String kind) {
    return kind(kind, documents(text(file)));
  }

  private static JsonNode kind(String kind, List<JsonNode> documents) {
    List<JsonNode> found =
        documents.stream().filter(each -> each.at("/kind").asText().equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  private static List<JsonNode> documents(String yaml) {
    List<JsonNode> documents = new ArrayList<>();
    for (Object each : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      documents.add(JSON.valueToTree(each));
    }
    return documents;
  }

  private static String text(String file) {
    return Page.of(FOLDER.resolve(file).toString()).text();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(result -> result.group(1)).toList();
  }
}
