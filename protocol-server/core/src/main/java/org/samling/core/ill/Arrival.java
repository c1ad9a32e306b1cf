package org.samling.core.ill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;

/**
 * Another library's item that has arrived for a patron.
 *
 * @param partner the account that reports it, and the lending library
 * @param reference the partner's reference of the loan; together with the partner it identifies a
 *     repeated report
 * @param barcode the barcode on the item, or null where it has none that can be read here
 * @param patron an identifier of the patron
 * @param pickup the code of the pickup branch
 * @param description the title
 * @param terms the lender's terms
 * @param message the message that reported it, or null
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
   * The terms of a lender.
   *
   * @param due when it has to be back with the lender, or null where not stated
   * @param isCopy whether it is a copy, which is not returned
   */
  public record Terms(@Nullable Instant due, boolean isCopy) {

    /** A loan without a due date. */
    public static final Terms LOAN = new Terms(null, false);

    /** The terms that one of the tenant's own requests asked for. */
    public static Terms of(InterlibraryOrder order, @Nullable Instant due) {
      return new Terms(due, order.service() == InterlibraryOrder.Service.COPY);
    }
  }

  /** The most characters of a barcode. */
  public static final int LONGEST_BARCODE = 100;

  private static final int SHORT = 12;

  /** Identifies a repeated report, as 64 hexadecimal digits. */
  public String fingerprint() {
    return CommandKey.of(
            CommandKey.MAX_WINDOW,
            "arrival",
            partner.account(),
            String.valueOf(partner.library()),
            reference)
        .hex();
  }

  /** The item's barcode here: the lender's own, or one derived from the fingerprint. */
  public String localBarcode() {
    return barcode == null ? "ILL-" + fingerprint().substring(0, SHORT) : barcode;
  }
}
