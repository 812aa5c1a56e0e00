package io.twinfeed.adt;

import com.azure.core.exception.HttpResponseException;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.models.CreateOrReplaceDigitalTwinOptions;
import com.azure.digitaltwins.core.models.CreateOrReplaceRelationshipOptions;
import com.azure.digitaltwins.core.models.DeleteDigitalTwinOptions;
import com.azure.digitaltwins.core.models.DeleteRelationshipOptions;
import com.azure.digitaltwins.core.models.ListModelsOptions;
import com.azure.digitaltwins.core.models.UpdateDigitalTwinOptions;
import com.azure.digitaltwins.core.models.UpdateRelationshipOptions;
import io.twinfeed.pace.Operation;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The graph of an Azure Digital Twins instance, or of anything that answers like one. */
final class AzureTwinStore implements TwinStore {
  @SuppressWarnings("unchecked") // the SDK takes a class, and a map's has no parameters
  private static final Class<Map<?, ?>> MAP = (Class<Map<?, ?>>) (Class<?>) Map.class;

  private final DigitalTwinsAsyncClient client;
  private final PacedHttpClient transport;
  private final Runnable closing;

  /**
   * @param closing ends the threads and connections of the transport
   */
  AzureTwinStore(DigitalTwinsAsyncClient client, PacedHttpClient transport, Runnable closing) {
    this.client = client;
    this.transport = transport;
    this.closing = closing;
  }

  @Override
  public CompletableFuture<Reply<Twin>> twin(TwinId id) {
    return reply(
        client.getDigitalTwinWithResponse(id.value(), MAP),
        response -> TwinJson.twin(response.getValue()),
        Call.read());
  }

  @Override
  public CompletableFuture<Reply<Void>> create(Twin twin) {
    return acknowledged(
        client.createOrReplaceDigitalTwinWithResponse(
            twin.id().value(),
            TwinJson.of(twin),
            Map.class,
            new CreateOrReplaceDigitalTwinOptions().setIfNoneMatch("*")),
        Call.creation(twin.id(), null));
  }

  @Override
  public CompletableFuture<Reply<Void>> patch(TwinId id, Patch patch, @Nullable String ifMatch) {
    return acknowledged(
        client.updateDigitalTwinWithResponse(
            id.value(), TwinJson.of(patch), new UpdateDigitalTwinOptions().setIfMatch(ifMatch)),
        Call.of(Operation.PATCH, id));
  }

  @Override
  public CompletableFuture<Reply<Void>> delete(TwinId id, @Nullable String ifMatch) {
    return acknowledged(
        client.deleteDigitalTwinWithResponse(
            id.value(), new DeleteDigitalTwinOptions().setIfMatch(ifMatch)),
        Call.of(Operation.CREATE_DELETE, id));
  }

  @Override
  public CompletableFuture<Reply<Relationship>> relationship(TwinId source, String id) {
    return reply(
        client.getRelationshipWithResponse(source.value(), id, MAP),
        response -> TwinJson.relationship(response.getValue()),
        Call.read());
  }

  @Override
  public CompletableFuture<Reply<List<Relationship>>> relationships(TwinId source, String name) {
    return reply(
        client.listRelationships(source.value(), name, MAP).collectList(),
        bodies -> bodies.stream().map(TwinJson::relationship).toList(),
        Call.read());
  }

  @Override
  public CompletableFuture<Reply<Void>> create(Relationship relationship) {
    return acknowledged(
        client.createOrReplaceRelationshipWithResponse(
            relationship.source().value(),
            relationship.id(),
            TwinJson.of(relationship),
            Map.class,
            new CreateOrReplaceRelationshipOptions().setIfNoneMatch("*")),
        Call.creation(relationship.source(), relationship.target()));
  }

  @Override
  public CompletableFuture<Reply<Void>> patch(
      TwinId source, String id, Patch patch, @Nullable String ifMatch) {
    return patchLink(source, id, patch, ifMatch, Call.of(Operation.PATCH, source));
  }

  @Override
  public CompletableFuture<Reply<Void>> patch(
      TwinId source, String id, TwinId target, Patch patch, @Nullable String ifMatch) {
    return patchLink(source, id, patch, ifMatch, Call.of(Operation.PATCH, source, target));
  }

  private CompletableFuture<Reply<Void>> patchLink(
      TwinId source, String id, Patch patch, @Nullable String ifMatch, Call call) {
    return acknowledged(
        client.updateRelationshipWithResponse(
            source.value(),
            id,
            TwinJson.of(patch),
            new UpdateRelationshipOptions().setIfMatch(ifMatch)),
        call);
  }

  @Override
  public CompletableFuture<Reply<Void>> delete(TwinId source, String id, @Nullable String ifMatch) {
    return deleteLink(source, id, ifMatch, Call.of(Operation.CREATE_DELETE, source));
  }

  @Override
  public CompletableFuture<Reply<Void>> delete(
      TwinId source, String id, TwinId target, @Nullable String ifMatch) {
    return deleteLink(source, id, ifMatch, Call.of(Operation.CREATE_DELETE, source, target));
  }

  private CompletableFuture<Reply<Void>> deleteLink(
      TwinId source, String id, @Nullable String ifMatch, Call call) {
    return acknowledged(
        client.deleteRelationshipWithResponse(
            source.value(), id, new DeleteRelationshipOptions().setIfMatch(ifMatch)),
        call);
  }

  @Override
  public CompletableFuture<Reply<Map<String, String>>> models() {
    return reply(
        client
            .listModels(new ListModelsOptions().setIncludeModelDefinition(true))
            .collectMap(
                model -> model.getModelId(), model -> model.getDtdlModel(), LinkedHashMap::new),
        models -> models,
        Call.of(Operation.MODELS));
  }

  @Override
  public CompletableFuture<Reply<Void>> addModels(List<String> documents) {
    return acknowledged(client.createModelsWithResponse(documents), Call.of(Operation.MODELS));
  }

  @Override
  public CompletableFuture<Reply<QueryPage>> query(
      String text, @Nullable String continuationToken) {
    var pages = client.query(text, MAP);
    return reply(
        (continuationToken == null ? pages.byPage() : pages.byPage(continuationToken)).next(),
        page ->
            new QueryPage(
                page.getValue().stream().map(Value::ofJava).toList(), page.getContinuationToken()),
        Call.of(Operation.QUERY));
  }

  @Override
  public Calls takeCalls() {
    return transport.takeCalls();
  }

  @Override
  public int waiting() {
    return transport.waiting();
  }

  @Override
  public void close() {
    closing.run();
  }

  private static CompletableFuture<Reply<Void>> acknowledged(Mono<?> answer, Call call) {
    return answer
        .<Reply<Void>>map(unused -> new Reply.Done<>(null))
        .defaultIfEmpty(new Reply.Done<>(null))
        .onErrorResume(error -> Mono.just(failure(error, call)))
        .contextWrite(context -> context.put(Call.KEY, call))
        .toFuture();
  }

  private static <S, T> CompletableFuture<Reply<T>> reply(
      Mono<S> answer, Function<S, T> read, Call call) {
    return answer
        .<Reply<T>>map(value -> new Reply.Done<>(read.apply(value)))
        .onErrorResume(error -> Mono.just(failure(error, call)))
        .contextWrite(context -> context.put(Call.KEY, call))
        .toFuture();
  }

  private static <T> Reply<T> failure(Throwable error, Call call) {
    if (error instanceof HttpResponseException refused && refused.getResponse() != null) {
      int status = refused.getResponse().getStatusCode();
      // The transport has read the body: this does not wait
      TwinJson.Cause cause = TwinJson.cause(refused.getResponse().getBodyAsString().block());
      return new Reply.Refused<>(
          status,
          cause == null ? "HTTP-" + status : cause.code(),
          cause == null ? "HTTP status " + status : cause.message(),
          call.attempts(),
          call.isRepeated());
    }
    // The first that is about the connection says it best: deeper ones speak of sockets and parsers
    Throwable cause = error;
    while (!(cause instanceof IOException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return new Reply.Lost<>(message == null ? cause.getClass().getSimpleName() : message);
  }
}
