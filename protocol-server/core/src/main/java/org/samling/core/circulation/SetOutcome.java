package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of changing a set. */
public sealed interface SetOutcome extends Outcome {

  /**
   * It is as was asked for.
   *
   * @param at when it was decided
   * @param set what is printed on the set
   * @param name what it is called
   * @param items the barcodes of what is in it now, or was in what is no set any more
   */
  record Changed(Instant at, String set, String name, List<String> items) implements SetOutcome {

    /** Copies the list. */
    public Changed {
      items = List.copyOf(items);
    }
  }

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the item that stands in the way, or the set; null where it is neither
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, @Nullable String barcode, Why why)
      implements SetOutcome, Refusal {}
}
