package io.twinfeed.blob;

import com.azure.core.util.HttpClientOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.twinfeed.spec.Reference;
import java.net.URI;
import java.time.Duration;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.azure.options.BlobstoreClientBuilderFactory;
import org.apache.beam.sdk.io.azure.options.BlobstoreOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * How Azure Blob Storage is reached, under {@code azfs://ACCOUNT/CONTAINER/FOLDER}: with the
 * connection string in the variable {@value #CONNECTION_STRING} of each process, so that it is in
 * no option of the pipeline; without one, as the identity under which the process runs.
 */
public final class BlobAccess implements BlobstoreClientBuilderFactory {
  private static final String CONNECTION_STRING = "AZURE_STORAGE_CONNECTION_STRING";
  // A lease lasts for a minute, 15 s of which are for the end of a run that has lost it: a request
  // that hangs is given up early enough to be tried again. All of these are times in which nothing
  // moves, so that a large file may take longer over a slow line
  private static final Duration CONNECTED = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final int TRIES = 4;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final String SCHEME = "azfs";

  /** Makes a folder's file system known to this process. */
  public static void prepare(String folder) {
    if (folder.startsWith(SCHEME + ":")) {
      FileSystems.setDefaultPipelineOptions(in(PipelineOptionsFactory.create(), folder));
    }
  }

  /** Makes a folder's file system known to the workers of a pipeline. */
  public static PipelineOptions in(PipelineOptions options, String folder) {
    if (folder.startsWith(SCHEME + ":")) {
      BlobstoreOptions blobs = options.as(BlobstoreOptions.class);
      blobs.setBlobstoreClientFactoryClass(BlobAccess.class);
      if (blobs.getBlobServiceEndpoint() == null) {
        blobs.setBlobServiceEndpoint(
            "https://" + URI.create(folder).getAuthority() + ".blob.core.windows.net");
      }
    }
    return options;
  }

  @Override
  public BlobServiceClientBuilder createBuilder(BlobstoreOptions options) {
    String connection = Reference.environment(CONNECTION_STRING);
    BlobServiceClientBuilder builder =
        new BlobServiceClientBuilder()
            .clientOptions(
                new HttpClientOptions()
                    .setConnectTimeout(CONNECTED)
                    .setWriteTimeout(SILENCE)
                    .setResponseTimeout(SILENCE)
                    .setReadTimeout(SILENCE))
            .retryOptions(
                new RequestRetryOptions(
                    RetryPolicyType.EXPONENTIAL,
                    TRIES,
                    (Duration) null,
                    FIRST_WAIT,
                    LONGEST_WAIT,
                    null));
    return connection != null
        ? builder.connectionString(connection)
        : builder
            .endpoint(options.getBlobServiceEndpoint())
            .credential(new DefaultAzureCredentialBuilder().build());
  }
}
