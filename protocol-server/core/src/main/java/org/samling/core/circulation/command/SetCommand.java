package org.samling.core.circulation.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.SetOutcome;

/** Something that changes which items are lent as one, or where such a set belongs. */
public sealed interface SetCommand extends Command<SetOutcome> {

  /** The barcode of the set. */
  String set();

  /**
   * Make a set, or change which items are in it. What is in it already, or not, stays so.
   *
   * @param origin where it comes from
   * @param set what is printed on the set; no item's barcode
   * @param name what it is called, or null for as it is
   * @param add the barcodes of the items that are put into it
   * @param remove the barcodes of the items that are taken out of it
   */
  record PutSet(
      Origin origin, String set, @Nullable String name, List<String> add, List<String> remove)
      implements SetCommand {

    /** Copies the lists, and checks the lengths. */
    public PutSet {
      add = List.copyOf(add);
      remove = List.copyOf(remove);
      if (set.isBlank() || set.length() > SetFacts.MAX_LENGTH) {
        throw new IllegalArgumentException(
            "the barcode of a set has 1 to %d characters".formatted(SetFacts.MAX_LENGTH));
      }
      if (name != null && (name.isBlank() || name.length() > SetFacts.MAX_LENGTH)) {
        throw new IllegalArgumentException(
            "the name of a set has 1 to %d characters".formatted(SetFacts.MAX_LENGTH));
      }
      if (add.size() > SetFacts.MAX_ITEMS || remove.size() > SetFacts.MAX_ITEMS) {
        throw new IllegalArgumentException(
            "a set has at most %d items".formatted(SetFacts.MAX_ITEMS));
      }
    }

    @Override
    public List<String> items() {
      var named = new ArrayList<>(add);
      named.addAll(remove);
      named.add(set);
      return named;
    }
  }

  /**
   * Have the items of a set be lent each by itself again.
   *
   * @param origin where it comes from
   * @param set what is printed on the set
   */
  record DissolveSet(Origin origin, String set) implements SetCommand {}

  /**
   * Have a set belong to another branch. What of it is on a shelf is sent there; what is on loan or
   * on its way goes there when it comes in.
   *
   * @param origin where it comes from
   * @param set what is printed on the set
   * @param branch the code of the branch
   */
  record MoveSet(Origin origin, String set, String branch) implements SetCommand {}
}
