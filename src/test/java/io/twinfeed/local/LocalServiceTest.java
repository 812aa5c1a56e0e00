package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.local.Http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServiceTest {
  @TempDir Path folder;

  @Test
  void says_what_to_do_when_the_port_is_taken() {
    try (LocalService first = LocalService.start(LocalSettings.onFreePort())) {
      int port = first.endpoint().getPort();
      assertThatThrownBy(() -> LocalService.start(LocalSettings.onFreePort().withPort(port)))
          .isInstanceOfSatisfying(
              TwinfeedException.class,
              e -> {
                assertThat(e).hasMessageContaining("127.0.0.1:" + port);
                assertThat(e.hint()).contains("choose another port");
              });
    }
  }

  @Test
  void refuses_who_brings_no_token_in_the_shape_of_the_gateway() {
    LocalSettings settings = LocalSettings.onFreePort().withTokens(Set.of("secret"));
    try (LocalService service = LocalService.start(settings)) {
      Http http = new Http(service);
      Reply refused = http.get("/digitaltwins/m", "Authorization", "Bearer other");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.body())
          .isEqualTo("{ \"statusCode\": 401, \"message\": \"Unauthorized\" }");
      assertThat(refused.header("Content-Type")).isEqualTo("application/json");
      assertThat(refused.header("Strict-Transport-Security")).isEmpty();
      assertThat(http.get("/digitaltwins/m").status()).isEqualTo(401);
      assertThat(http.get("/digitaltwins/m", "Authorization", "Bearer secret").status())
          .isEqualTo(404);
    }
  }

  @Test
  void refuses_a_version_of_the_api_that_it_does_not_know() {
    try (LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      Http http = new Http(service);
      assertThat(http.at("").get("/models").error()).startsWith("400 ApiVersionUnspecified: ");
      assertThat(http.at("2019-01-01").get("/models").error())
          .startsWith("400 UnsupportedApiVersion: ");
    }
  }

  @Test
  void answers_nothing_but_its_own_paths() {
    try (LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      Http http = new Http(service);
      assertThat(http.get("/twins/m").status()).isEqualTo(404);
      assertThat(http.delete("/query").status()).isEqualTo(405);
    }
  }

  @Test
  void signs_its_answers_like_the_service() {
    try (LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      String trace = "0af7651916cd43dd8448eb211c80319c";
      Reply reply =
          new Http(service).get("/models", "traceparent", "00-" + trace + "-b7ad6b7169203331-01");
      assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
      assertThat(reply.header("Strict-Transport-Security")).isEqualTo("max-age=2592000");
      assertThat(reply.header("Content-Length")).isEqualTo("28");
      assertThat(reply.header("Date")).endsWith(" GMT");
      assertThat(UUID.fromString(reply.header("mise-correlation-id"))).isNotNull();
      assertThat(reply.header("traceresponse")).matches("00-" + trace + "-[0-9a-f]{16}-01");
    }
  }

  @Test
  void services_beside_each_other_have_graphs_of_their_own() {
    try (LocalService one = LocalService.start(LocalSettings.onFreePort());
        LocalService two = LocalService.start(LocalSettings.onFreePort())) {
      Plant.withModels(one).put("/digitaltwins/m", Plant.machine(""));
      assertThat(new Http(one).get("/digitaltwins/m").status()).isEqualTo(200);
      assertThat(new Http(two).get("/digitaltwins/m").status()).isEqualTo(404);
    }
  }

  @Test
  void speaks_https_to_the_sdk_with_a_token() throws IOException, InterruptedException {
    Path store = KeyStores.selfSigned(folder);
    LocalSettings settings =
        LocalSettings.onFreePort()
            .withTls(new Tls.Pkcs12(store, KeyStores.PASSWORD))
            .withTokens(Set.of("secret"));
    try (LocalService service = LocalService.start(settings)) {
      assertThat(service.endpoint().getScheme()).isEqualTo("https");
      assertThatThrownBy(
              () -> Sdk.withToken(service, "other").getDigitalTwin("m", BasicDigitalTwin.class))
          .isInstanceOfSatisfying(
              HttpResponseException.class,
              e -> assertThat(e.getResponse().getStatusCode()).isEqualTo(401));
      assertThat(
              Sdk.withToken(service, "secret")
                  .query("SELECT * FROM DIGITALTWINS", BasicDigitalTwin.class))
          .isEmpty();
    }
  }
}
