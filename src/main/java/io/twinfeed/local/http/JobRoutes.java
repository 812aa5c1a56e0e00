package io.twinfeed.local.http;

import io.twinfeed.local.job.DeleteJobs;
import io.twinfeed.local.job.ImportJobs;
import io.twinfeed.local.job.Job;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import io.twinfeed.twin.Value;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Import and delete jobs (adt-service.md §1.7). */
final class JobRoutes implements Routes {
  private static final Logger LOG = System.getLogger(JobRoutes.class.getName());

  private final ImportJobs imports;
  private final DeleteJobs deletions;

  JobRoutes(ImportJobs imports, DeleteJobs deletions) {
    this.imports = imports;
    this.deletions = deletions;
  }

  @Override
  public void register(Router router) {
    String all = "(?i)/jobs/imports/?";
    String one = "(?i)/jobs/imports/[^/]+";
    since(ApiVersion.V2023_06_30, router, HttpMethod.GET, all, this::listImports);
    since(ApiVersion.V2023_06_30, router, HttpMethod.PUT, one + "/?", this::putImport);
    since(ApiVersion.V2023_06_30, router, HttpMethod.GET, one + "/?", this::getImport);
    since(ApiVersion.V2023_06_30, router, HttpMethod.DELETE, one + "/?", this::deleteImport);
    since(ApiVersion.V2023_06_30, router, HttpMethod.POST, one + "/cancel/?", this::cancelImport);
    String deletion = "(?i)/jobs/deletions";
    since(ApiVersion.V2023_10_31, router, HttpMethod.POST, deletion + "/?", this::deleteAll);
    since(ApiVersion.V2023_10_31, router, HttpMethod.GET, deletion + "/?", this::listDeletions);
    since(ApiVersion.V2023_10_31, router, HttpMethod.GET, deletion + "/[^/]+/?", this::getDeletion);
  }

  private static void since(
      ApiVersion first, Router router, HttpMethod method, String path, Route.Answer answer) {
    Route.on(
        router,
        method,
        path,
        exchange -> {
          if (!exchange.version().atLeast(first)) {
            throw ApiVersion.unsupported(exchange.version().spelling());
          }
          answer.to(exchange);
        });
  }

  private void listImports(Exchange exchange) {
    ListToken token = ListToken.of(exchange);
    token.answer(
        exchange,
        "/jobs/imports",
        "",
        imports.list(token.after(), token.size()),
        Job::id,
        JobJson::write);
  }

  private void putImport(Exchange exchange) {
    Map<String, Value> members = JsonIn.object(exchange.body()).members().members();
    Job job =
        imports.put(
            exchange.segment(2), text(members, "inputBlobUri"), text(members, "outputBlobUri"));
    answer(exchange, 201, job);
  }

  private void getImport(Exchange exchange) {
    answer(exchange, 200, imports.get(exchange.segment(2)));
  }

  private void cancelImport(Exchange exchange) {
    answer(exchange, 200, imports.cancel(exchange.segment(2)));
  }

  private void deleteImport(Exchange exchange) {
    imports.delete(exchange.segment(2));
    exchange.noContent(null);
  }

  private void deleteAll(Exchange exchange) {
    Job job =
        deletions.create(
            exchange.request().getHeader("operation-id"),
            minutes(exchange.parameter("timeoutInMinutes")));
    exchange
        .context()
        .response()
        .putHeader(
            "Operation-Location",
            exchange.link("/jobs/deletions/" + Exchange.encode(job.id()), ""));
    answer(exchange, 202, job);
    // After the answer, as the service does; a failure of it stands in the job.
    exchange
        .context()
        .vertx()
        .executeBlocking(
            () -> {
              deletions.run(job);
              return job;
            },
            false)
        .onFailure(e -> LOG.log(Level.ERROR, "unexpected failure of a delete job", e));
  }

  private void listDeletions(Exchange exchange) {
    ListToken token = ListToken.of(exchange);
    token.answer(
        exchange,
        "/jobs/deletions",
        "",
        deletions.list(token.after(), token.size()),
        Job::id,
        JobJson::write);
  }

  private void getDeletion(Exchange exchange) {
    answer(exchange, 200, deletions.get(exchange.segment(2)));
  }

  private static void answer(Exchange exchange, int status, Job job) {
    exchange.json(status, null, out -> JobJson.write(out, job));
  }

  private static @Nullable Integer minutes(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new Refused(Code.INVALID_ARGUMENT, "timeoutInMinutes must be a number, not " + text);
    }
  }

  private static String text(Map<String, Value> members, String name) {
    if (members.get(name) instanceof Value.Text text) {
      return text.text();
    }
    throw new Refused(Code.INVALID_ARGUMENT, "The payload is invalid: " + name + " is missing.");
  }
}
