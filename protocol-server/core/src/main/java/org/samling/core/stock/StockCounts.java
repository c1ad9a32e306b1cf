package org.samling.core.stock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores stock counts: items that should be on a range of shelves are compared with
 * those scanned there. Each scan is stored as it arrives, so that a count can be resumed after a
 * break, on any machine.
 */
public interface StockCounts {

  /** The most items scanned at once. */
  int MAX_SCANS = 10_000;

  /**
   * A range of shelves.
   *
   * @param branch the code of the branch
   * @param location where in the branch, with all places beneath it ({@code Voksen} has {@code
   *     Voksen > Krimi}), or null for anywhere
   * @param from the first call number, or null for the first one
   * @param to the last call number, with all that begin with it, or null for the last one
   */
  record Range(
      String branch, @Nullable String location, @Nullable String from, @Nullable String to) {}

  /**
   * A count.
   *
   * @param id its number
   * @param range the shelves
   * @param begun when it was begun
   * @param by who began it
   * @param scanned how many items were scanned so far
   * @param closing how it ended, or null while it is open
   */
  record Count(
      UUID id, Range range, Instant begun, String by, int scanned, @Nullable Closing closing) {

    /** Its place in the list. */
    public Place place() {
      return new Place(closing == null, id);
    }
  }

  /**
   * How a count ended.
   *
   * @param at when
   * @param by who ended it
   * @param missing how many items were marked as missing by it
   * @param takenIn how many items were checked in by it
   */
  record Closing(Instant at, String by, int missing, int takenIn) {}

  /**
   * A scan.
   *
   * @param barcode the item's barcode
   * @param part the number on the tag of a part, or 0 for the whole item
   */
  record Scan(String barcode, int part) {

    private static final Pattern TAGGED =
        Pattern.compile("(\\S.*?)(?:\\s+(\\d{1,2})\\s*/\\s*(\\d{1,2}))?");

    /** Checks both. */
    public Scan {
      if (barcode.isBlank() || barcode.length() > 100) {
        throw new IllegalArgumentException(
            "a barcode must have 1 to 100 characters:  \"" + barcode + "\"");
      }
      if (part < 0 || part > Parts.MOST) {
        throw new IllegalArgumentException(
            "a part has a number from 1 to %d, not %d".formatted(Parts.MOST, part));
      }
    }

    /**
     * Parses a scan: a barcode, optionally followed by the tag of a part, as {@code 2/3} for the
     * second of three.
     *
     * @throws IllegalArgumentException where it is neither
     */
    public static Scan parse(String text) {
      var tagged = TAGGED.matcher(text.strip());
      if (!tagged.matches()) {
        throw new IllegalArgumentException("not a barcode:  \"" + text + "\"");
      }
      var part = tagged.group(2);
      return new Scan(tagged.group(1), part == null ? 0 : Integer.parseInt(part));
    }
  }

  /** The finding of a count about an item. */
  enum Finding {
    /** It is where it should be. */
    IN_PLACE,
    /** It should be here and was not scanned. */
    MISSING,
    /** It should be here, was not scanned, and moved since the count began: perhaps it was lent. */
    MOVED,
    /** It is here and belongs elsewhere. */
    MISPLACED,
    /** It is here though it is on loan. */
    ON_LOAN,
    /** It is here though it is missing or lost, or claimed returned. */
    FOUND_AGAIN,
    /** It is here though it is set aside, in transit, on order or in processing. */
    NOT_ON_SHELF,
    /** It is here though it was withdrawn. */
    WITHDRAWN,
    /** Some tags of its parts were scanned, and others not. */
    INCOMPLETE,
    /** No item has this barcode. */
    UNKNOWN
  }

  /**
   * The result of a count for one item.
   *
   * @param finding the finding
   * @param title the title, or null where the item is unknown
   * @param branch the code of the branch where it belongs, or null where the item is unknown
   * @param location where it belongs in its branch, or null
   * @param callNumber its call number, or null
   * @param status its status, or null where the item is unknown
   * @param parts for an incomplete item the numbers of the parts that were not scanned; else empty
   */
  record Result(
      Finding finding,
      String barcode,
      @Nullable String title,
      @Nullable String branch,
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable ItemStatus status,
      List<Integer> parts) {

    /** Copies the list. */
    public Result {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Begins a count.
   *
   * @param range the shelves
   * @param by who begins it
   * @return its number
   */
  UUID begin(TenantId tenant, Range range, String by);

  /**
   * Counts, open ones first, then the latest first.
   *
   * @param after the last of the page before, as it was then; null for the first page
   * @param limit how many at most
   */
  List<Count> list(TenantId tenant, @Nullable Place after, int limit);

  /**
   * A place in the list.
   *
   * @param goesOn whether the count was open
   * @param id its number, which rises with the time when it was begun
   */
  record Place(boolean goesOn, UUID id) {}

  /** A count, or empty where the tenant has none with this number. */
  Optional<Count> count(TenantId tenant, UUID id);

  /**
   * Adds scans. Repeated ones are not counted again.
   *
   * @param scans the scans, at most {@link #MAX_SCANS}
   * @return how many were new; empty where there is no open count with this number
   */
  Optional<Integer> scan(TenantId tenant, UUID id, List<Scan> scans);

  /**
   * The results of a count for items that were scanned and those that were not, as of now.
   *
   * @return in the order of findings, and then of the shelf; empty for an unknown number
   */
  List<Result> results(TenantId tenant, UUID id);

  /**
   * Ends a count. Does nothing for one that has ended.
   *
   * @return whether a count with this number was open until now
   */
  boolean close(TenantId tenant, UUID id, Closing closing);
}
