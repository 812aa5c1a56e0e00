package io.twinfeed.sample;

import java.util.List;

/**
 * What a day has changed in the sample ERP, and what a run of pipelines/bottling/bottling.yaml with
 * its default parameter must therefore do. It deletes nothing; a relationship that changes its
 * target counts as one that is updated.
 *
 * @param sentences what happened, for a person; one sentence per kind of change
 */
public record DayOfChange(
    List<String> sentences,
    int twinsCreated,
    int twinsUpdated,
    int relationshipsCreated,
    int relationshipsUpdated) {
  public DayOfChange {
    sentences = List.copyOf(sentences);
  }
}
