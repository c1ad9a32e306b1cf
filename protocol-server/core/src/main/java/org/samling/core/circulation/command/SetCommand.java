package org.samling.core.circulation.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.SetOutcome;

/** A command that changes which items form a set, or where a set belongs. */
public sealed interface SetCommand extends Command<SetOutcome> {

  /** The barcode of the set. */
  String set();

  /**
   * Makes a set, or changes which items are in it. Adding an item that is already in it, or
   * removing one that is not, is no error.
   *
   * @param set the set's barcode; no item may have it
   * @param name what it is called, or null to leave it
   * @param add the barcodes of the items to add
   * @param remove the barcodes of the items to remove
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
   * Dissolves a set: its items are lent individually again.
   *
   * @param set the set's barcode
   */
  record DissolveSet(Origin origin, String set) implements SetCommand {}

  /**
   * Changes the home branch of a set. Its items on a shelf are sent there; those on loan or in
   * transit go there when they come in.
   *
   * @param set the set's barcode
   * @param branch the code of the branch
   */
  record MoveSet(Origin origin, String set, String branch) implements SetCommand {}
}
