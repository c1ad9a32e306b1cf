package org.samling.postgres;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.samling.core.circulation.TitlesToTarget.HoldOn;
import org.samling.core.circulation.TitlesToTarget.Mark;

/** What the job that targets items would look at. */
public final class HoldsToTarget {

  private HoldsToTarget() {}

  /** The holds of the north whose target may have to change, on titles that are marked. */
  public static List<UUID> of(TestLibrary library) {
    var titles = library.store.titlesToTarget();
    var marked =
        titles.marks(library.north, null, 1_000).stream()
            .map(Mark::title)
            .collect(Collectors.toSet());
    return titles.holds(library.north, marked, null, 1_000).stream().map(HoldOn::hold).toList();
  }
}
