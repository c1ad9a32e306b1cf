package org.samling.core.circulation.command;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.circulation.outcome.ItemOutcome;

/** Something that changes what is known of an item by itself, or its part in the collection. */
public sealed interface ItemCommand extends Command<ItemOutcome> {

  /**
   * Keep what a machine noted of an item: its size, kind or damage.
   *
   * @param origin where it comes from
   * @param item the item's barcode
   * @param properties the note, at most {@link #MAX_PROPERTIES} characters; an empty one takes away
   *     what was noted before
   */
  record DescribeItem(Origin origin, String item, String properties) implements ItemCommand {

    /** How long a note is at most. */
    public static final int MAX_PROPERTIES = 255;

    /** Checks the length. */
    public DescribeItem {
      if (properties.length() > MAX_PROPERTIES) {
        throw new IllegalArgumentException(
            "what is noted of an item has at most %d characters, not %d"
                .formatted(MAX_PROPERTIES, properties.length()));
      }
    }
  }

  /**
   * Record that an item that was on order has come: it is being made ready. One that came before
   * stays as it is.
   *
   * @param origin where it comes from; the branch where it came
   * @param item its barcode, or the number under which it was ordered
   * @param barcode what is printed on it now, or null where that is the same
   */
  record ReceiveItem(Origin origin, String item, @Nullable String barcode) implements ItemCommand {

    /** How long a barcode is at most. */
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
   * Record that an item is ready to be lent: it goes the way of the first hold, or home. One that
   * was ready before stays where it is.
   *
   * @param origin where it comes from; the branch where it was made ready
   * @param item its barcode
   */
  record ReadyItem(Origin origin, String item) implements ItemCommand {}

  /**
   * Take an item out of the collection.
   *
   * @param origin where it comes from
   * @param item its barcode
   * @param reason why, at most {@link #MAX_REASON} characters
   */
  record WithdrawItem(Origin origin, String item, String reason) implements ItemCommand {

    /** How long a reason is at most. */
    public static final int MAX_REASON = 200;

    /** Checks the reason. */
    public WithdrawItem {
      if (reason.isBlank() || reason.length() > MAX_REASON) {
        throw new IllegalArgumentException("a reason has 1 to %d characters".formatted(MAX_REASON));
      }
    }
  }

  /**
   * Take an item back into the collection, where it stood before.
   *
   * @param origin where it comes from
   * @param item its barcode
   */
  record RestoreItem(Origin origin, String item) implements ItemCommand {}

  /**
   * Record that an item does not stand where it should.
   *
   * @param origin where it comes from
   * @param item its barcode
   * @param since since when it was looked for: one that moved later is not missing
   */
  record MarkMissing(Origin origin, String item, Instant since) implements ItemCommand {}

  /**
   * Have an item belong elsewhere.
   *
   * @param origin where it comes from: an item on a shelf that is to belong to this branch is here
   *     already; to another it is sent
   * @param item its barcode
   * @param branch the code of the branch, or null for the same
   * @param location where it stands in its branch, or null for the same; an empty one takes away
   *     what was said before
   */
  record RelocateItem(
      Origin origin, String item, @Nullable String branch, @Nullable String location)
      implements ItemCommand {

    /** How long a location is at most. */
    public static final int MAX_LOCATION = 200;

    /** Checks that something is said. */
    public RelocateItem {
      if (branch == null && location == null) {
        throw new IllegalArgumentException("a branch or a location is named");
      }
      if (location != null && location.length() > MAX_LOCATION) {
        throw new IllegalArgumentException(
            "a location has at most %d characters".formatted(MAX_LOCATION));
      }
    }
  }

  /**
   * Record of how many parts an item consists, and which are missing.
   *
   * @param origin where it comes from
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
        throw new IllegalArgumentException("of an item of one piece no part is missing");
      }
      if (count != 1) {
        missing = new Parts(count, missing).missing();
      }
    }

    /** The parts, or null where it is of one piece. */
    public @Nullable Parts parts() {
      return count == 1 ? null : new Parts(count, missing);
    }
  }
}
