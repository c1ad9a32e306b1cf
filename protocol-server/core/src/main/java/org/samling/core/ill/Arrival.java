package org.samling.core.ill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;

/**
 * Another library's item that has come for a patron.
 *
 * @param partner the account that tells of it, and the library that lends
 * @param reference by what the partner knows the loan; with the partner it makes a second telling
 *     of it the same
 * @param barcode what is printed on the item, or null where it has none that can be read here
 * @param patron an identifier of the patron for whom it is
 * @param pickup the code of the branch where it will be fetched
 * @param description what it is
 * @param terms on which terms the lender lets it go
 * @param message the message that told of it, or null
 * @param request the number of the tenant's own request that it fulfils, or null where there is
 *     none
 */
public record Arrival(
    Requester partner,
    String reference,
    @Nullable String barcode,
    String patron,
    String pickup,
    Description description,
    Terms terms,
    @Nullable String message,
    @Nullable Long request) {

  /**
   * On which terms a lender lets something go.
   *
   * @param due when it has to be back with the lender, or null where that was not said
   * @param isCopy whether it is a copy, which stays
   */
  public record Terms(@Nullable Instant due, boolean isCopy) {

    /** A loan of which no day was said. */
    public static final Terms LOAN = new Terms(null, false);

    /** What a request of the tenant's own asked for. */
    public static Terms of(InterlibraryOrder order, @Nullable Instant due) {
      return new Terms(due, order.service() == InterlibraryOrder.Service.COPY);
    }
  }

  /** The most characters of a barcode. */
  public static final int LONGEST_BARCODE = 100;

  private static final int SHORT = 12;

  /** What makes it the same when it is told of again, as 64 hexadecimal digits. */
  public String fingerprint() {
    return CommandKey.of(
            CommandKey.MAX_WINDOW,
            "arrival",
            partner.account(),
            String.valueOf(partner.library()),
            reference)
        .hex();
  }

  /** The item's barcode here: the lender's own, or one that is made of what it is known by. */
  public String barcodeHere() {
    return barcode == null ? "ILL-" + fingerprint().substring(0, SHORT) : barcode;
  }
}
