package org.samling.core.circulation.command;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.circulation.outcome.ItemOutcome;

/** A command that changes an item itself, or its place in the collection. */
public sealed interface ItemCommand extends Command<ItemOutcome> {

  /**
   * Stores what a machine noted about an item: its size, kind or damage.
   *
   * @param item the item's barcode
   * @param properties the note, at most {@link #MAX_PROPERTIES} characters; an empty one removes
   *     the earlier note
   */
  record DescribeItem(Origin origin, String item, String properties) implements ItemCommand {

    /** The longest note, in characters. */
    public static final int MAX_PROPERTIES = 255;

    /** Checks the length. */
    public DescribeItem {
      if (properties.length() > MAX_PROPERTIES) {
        throw new IllegalArgumentException(
            "a note about an item must have at most %d characters, not %d"
                .formatted(MAX_PROPERTIES, properties.length()));
      }
    }
  }

  /**
   * Receives an item that was on order: it is now in process. One already received stays as it is.
   *
   * @param origin its branch is the branch that received it
   * @param item its barcode, or the number it was ordered under
   * @param barcode its barcode now, or null where that is the same
   */
  record ReceiveItem(Origin origin, String item, @Nullable String barcode) implements ItemCommand {

    /** The longest barcode, in characters. */
    public static final int MAX_BARCODE = 100;

    /** Checks the barcode. */
    public ReceiveItem {
      if (barcode != null && (barcode.isBlank() || barcode.length() > MAX_BARCODE)) {
        throw new IllegalArgumentException(
            "a barcode has 1 to %d characters: \"%s\"".formatted(MAX_BARCODE, barcode));
      }
    }

    @Override
    public List<String> items() {
      return barcode == null ? List.of(item) : List.of(item, barcode);
    }
  }

  /**
   * Records that an item is ready to be lent: it goes to the first hold, or home. One that is
   * already ready stays where it is.
   *
   * @param origin its branch is the branch where it was made ready
   * @param item its barcode
   */
  record ReadyItem(Origin origin, String item) implements ItemCommand {}

  /**
   * Withdraws an item from the collection.
   *
   * @param item its barcode
   * @param reason why, at most {@link #MAX_REASON} characters
   */
  record WithdrawItem(Origin origin, String item, String reason) implements ItemCommand {

    /** The longest reason, in characters. */
    public static final int MAX_REASON = 200;

    /** Checks the reason. */
    public WithdrawItem {
      if (reason.isBlank() || reason.length() > MAX_REASON) {
        throw new IllegalArgumentException("a reason has 1 to %d characters".formatted(MAX_REASON));
      }
    }
  }

  /**
   * Restores a withdrawn item to the collection, where it was before.
   *
   * @param item its barcode
   */
  record RestoreItem(Origin origin, String item) implements ItemCommand {}

  /**
   * Marks an item as missing from its place.
   *
   * @param item its barcode
   * @param since when the search for it began: an item that has moved since is not missing
   */
  record MarkMissing(Origin origin, String item, Instant since) implements ItemCommand {}

  /**
   * Changes the home branch or shelving location of an item.
   *
   * @param origin if its branch is the new home, an item on a shelf counts as already there;
   *     otherwise it is sent there
   * @param item its barcode
   * @param branch the code of the new home branch, or null to leave it
   * @param location its shelving location within the branch, or null to leave it; an empty one
   *     removes the earlier location
   */
  record RelocateItem(
      Origin origin, String item, @Nullable String branch, @Nullable String location)
      implements ItemCommand {

    /** The longest location, in characters. */
    public static final int MAX_LOCATION = 200;

    /** Checks that a branch or a location is given. */
    public RelocateItem {
      if (branch == null && location == null) {
        throw new IllegalArgumentException("name a branch or a location");
      }
      if (location != null && location.length() > MAX_LOCATION) {
        throw new IllegalArgumentException(
            "a location has at most %d characters".formatted(MAX_LOCATION));
      }
    }
  }

  /**
   * Records how many parts an item has, and which are missing.
   *
   * @param item its barcode
   * @param count how many parts, from 1, which means one piece, to {@link Parts#MOST}
   * @param missing the numbers of those that are missing, each from 1 to {@code count}
   */
  record RecordParts(Origin origin, String item, int count, List<Integer> missing)
      implements ItemCommand {

    /** Checks the numbers. */
    public RecordParts {
      missing = List.copyOf(missing);
      if (count == 1 && !missing.isEmpty()) {
        throw new IllegalArgumentException("an item without parts can't have a missing part");
      }
      if (count != 1) {
        missing = new Parts(count, missing).missing();
      }
    }

    /** The parts, or null for one piece. */
    public @Nullable Parts parts() {
      return count == 1 ? null : new Parts(count, missing);
    }
  }
}
