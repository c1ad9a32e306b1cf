package org.samling.core.notices;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is printed on a slip.
 *
 * @param name the patron's name; empty on a slip that names nobody
 * @param printed when it is printed; on a receipt, when it was paid
 * @param lines what it is about; exactly one for an item on the hold shelf or in transit
 * @param payment what was paid, or null on a slip that is no receipt
 */
public record Slip(String name, Instant printed, List<Line> lines, @Nullable Payment payment) {

  /** Copies the lines. */
  public Slip {
    lines = List.copyOf(lines);
  }

  /** A slip about items. */
  public static Slip of(String name, Instant printed, List<Line> lines) {
    return new Slip(name, printed, lines, null);
  }

  /**
   * A payment, in minor units.
   *
   * @param owed what is still owed, or null where that is not told
   */
  public record Payment(long paid, @Nullable Long owed) {}

  /**
   * An item or a fee.
   *
   * @param author the main author; empty where none is known, and for a fee
   * @param barcode the item's barcode; empty for a fee
   * @param what what the slip says of it
   */
  public record Line(String title, String author, String barcode, Fact what) {

    /** An item. */
    public static Line of(String title, @Nullable String author, String barcode, Fact what) {
      return new Line(title, author == null ? "" : author, barcode, what);
    }

    /** A fee. */
    public static Line of(String title, Paid what) {
      return new Line(title, "", "", what);
    }
  }

  /** What a slip says of an item or a fee. */
  public sealed interface Fact {}

  /** When an item that was lent is due. */
  public record Due(Instant at) implements Fact {}

  /**
   * Where an item is on the hold shelf.
   *
   * @param number the pickup number
   * @param until the pickup deadline
   */
  public record Held(int number, Instant until) implements Fact {}

  /**
   * Where an item goes.
   *
   * @param branch the code of the branch
   */
  public record Sent(String branch) implements Fact {}

  /** How much of a fee was paid, in minor units. */
  public record Paid(long amount) implements Fact {}
}
