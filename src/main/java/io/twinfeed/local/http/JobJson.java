package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.twinfeed.local.job.Job;
import io.twinfeed.local.store.Times;
import java.io.IOException;

/** Jobs as JSON; what has not happened yet is left out (adt-service.md §1.7). */
final class JobJson {
  private JobJson() {}

  static void write(JsonGenerator out, Job job) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", job.id());
    Job.Blobs blobs = job.blobs();
    if (blobs != null) {
      out.writeStringField("inputBlobUri", blobs.input());
      out.writeStringField("outputBlobUri", blobs.output());
    }
    out.writeStringField("createdDateTime", Times.ofJob(job.created()));
    if (blobs != null) {
      out.writeStringField("lastActionDateTime", Times.ofJob(job.acted()));
    }
    if (job.finished() != null) {
      out.writeStringField("finishedDateTime", Times.ofJob(job.finished()));
    }
    out.writeStringField("purgeDateTime", Times.ofJob(job.purged()));
    out.writeStringField("status", job.status().spelling());
    Job.Failure failure = job.failure();
    if (failure != null) {
      out.writeObjectFieldStart("error");
      out.writeStringField("code", failure.code());
      out.writeStringField("message", failure.message());
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
