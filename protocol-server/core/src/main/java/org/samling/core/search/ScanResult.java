package org.samling.core.search;

import java.util.List;

/**
 * Terms around a place, all in filing order. There are fewer than requested only where the terms
 * end.
 *
 * @param before those before the place, the nearest last
 * @param from those from the place on
 */
public record ScanResult(List<ScanTerm> before, List<ScanTerm> from) {

  /** Copies the lists. */
  public ScanResult {
    before = List.copyOf(before);
    from = List.copyOf(from);
  }
}
