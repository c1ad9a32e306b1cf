package org.samling.core.circulation;

/** Something that changes what is known of an item by itself. */
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
}
