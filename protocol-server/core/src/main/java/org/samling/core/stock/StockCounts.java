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
 * The port that keeps counts of shelves: what should stand there is compared with what was read
 * there. All of a count is kept as it comes, so that it goes on after a break, on any machine.
 */
public interface StockCounts {

  /** How many items are read at once at most. */
  int MAX_SCANS = 10_000;

  /**
   * A range of shelves.
   *
   * @param branch the code of the branch
   * @param location where in the branch, with all places beneath it ({@code Voksen} has {@code
   *     Voksen > Krimi}), or null for anywhere
   * @param from the first call number, or null for the first that there is
   * @param to the last call number, with all that begin as it does, or null for the last that there
   *     is
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
   * @param scanned how many items were read so far
   * @param closing how it ended, or null while it goes on
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
   * @param missing how many items were marked missing for it
   * @param takenIn how many items were taken in for it
   */
  record Closing(Instant at, String by, int missing, int takenIn) {}

  /**
   * Something that was read.
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
            "a barcode has 1 to 100 characters: \"" + barcode + "\"");
      }
      if (part < 0 || part > Parts.MOST) {
        throw new IllegalArgumentException(
            "a part has a number from 1 to %d, not %d".formatted(Parts.MOST, part));
      }
    }

    /**
     * Reads what was read: a barcode, or behind it the tag of a part, as {@code 2/3} for the second
     * of three.
     *
     * @throws IllegalArgumentException where it is neither
     */
    public static Scan parse(String text) {
      var tagged = TAGGED.matcher(text.strip());
      if (!tagged.matches()) {
        throw new IllegalArgumentException("this is no barcode: \"" + text + "\"");
      }
      var part = tagged.group(2);
      return new Scan(tagged.group(1), part == null ? 0 : Integer.parseInt(part));
    }
  }

  /** What a count makes of an item. */
  enum Finding {
    /** It stands where it should. */
    IN_PLACE,
    /** It should stand here and was not read. */
    MISSING,
    /** It should stand here, was not read, and moved since the count began: perhaps it was lent. */
    MOVED,
    /** It stands here and belongs elsewhere. */
    MISPLACED,
    /** It stands here though it is on loan. */
    ON_LOAN,
    /** It stands here though it is missing or lost, or said to have been returned. */
    FOUND_AGAIN,
    /** It stands here though it is set aside, on its way, on order or being made ready. */
    NOT_ON_SHELF,
    /** It stands here though it was withdrawn. */
    WITHDRAWN,
    /** Some tags of its parts were read, and others not. */
    INCOMPLETE,
    /** No item has this barcode. */
    UNKNOWN
  }

  /**
   * What a count makes of one item.
   *
   * @param finding what
   * @param title the title, or null where the item is unknown
   * @param branch the code of the branch where it belongs, or null where the item is unknown
   * @param location where it belongs in its branch, or null
   * @param callNumber its call number, or null
   * @param status how the library has it, or null where the item is unknown
   * @param parts the numbers of the parts that were not read, of one that is incomplete; else empty
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
   * Counts, those that go on first, then the latest first.
   *
   * @param after the last of the page before, as it stood then; null for the first page
   * @param limit how many at most
   */
  List<Count> list(TenantId tenant, @Nullable Place after, int limit);

  /**
   * A place in the list.
   *
   * @param goesOn whether the count had not ended
   * @param id its number, which goes up with the time when it was begun
   */
  record Place(boolean goesOn, UUID id) {}

  /** A count, or nothing where the tenant has none with this number. */
  Optional<Count> count(TenantId tenant, UUID id);

  /**
   * Adds what was read. What was read before is not counted again.
   *
   * @param scans what was read, at most {@link #MAX_SCANS}
   * @return how many were new; nothing where no count with this number goes on
   */
  Optional<Integer> scan(TenantId tenant, UUID id, List<Scan> scans);

  /**
   * What the count makes of what was read, and what was not, as things stand now.
   *
   * @return in the order of findings, and then of the shelf; nothing for a number that is none
   */
  List<Result> results(TenantId tenant, UUID id);

  /**
   * Ends a count. One that has ended stays as it did.
   *
   * @return whether a count with this number went on until now
   */
  boolean close(TenantId tenant, UUID id, Closing closing);
}
