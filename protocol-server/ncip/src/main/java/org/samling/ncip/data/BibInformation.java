package org.samling.ncip.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A title with its items, or a problem with it.
 *
 * @param bibliographicId the identifier in the request, or the title's own
 */
public record BibInformation(
    @Nullable BibliographicId bibliographicId,
    @Nullable BibliographicDescription bibliographicDescription,
    @Nullable Integer titleHoldQueueLength,
    List<HoldingsSet> holdingsSets,
    List<Problem> problems) {
  private BibInformation(
      BibliographicId id, @Nullable Integer titleHoldQueueLength, List<Problem> problems) {
    this(id, null, titleHoldQueueLength, List.of(), problems);
  }

  /** A title that can't be looked up. */
  public static BibInformation unknown(BibliographicId id, Problem problem) {
    return new BibInformation(id, null, List.of(problem));
  }

  public BibInformation {
    holdingsSets = List.copyOf(holdingsSets);
    problems = List.copyOf(problems);
  }
}
