package org.samling.core.debt;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the debtor system says of a claim.
 *
 * @param id its number there, 1 to 100 characters; the same number is the same message
 * @param kind what it says
 * @param claim the claim's number
 * @param amount how much, in minor units of the tenant's currency; 0 for a withdrawal, and more for
 *     all others
 * @param of for a reversal the number of the payment that did not come in after all, else null
 * @param day the day on which it happened there
 */
public record DebtMessage(
    String id, Kind kind, long claim, long amount, @Nullable String of, LocalDate day) {

  /** What can be said. */
  public enum Kind {
    /** The patron paid there. */
    PAYMENT,
    /** A payment, or a part of it, did not come in after all. */
    PAYMENT_REVERSAL,
    /** It is no longer asked for, as nothing will come of it. */
    WRITE_OFF,
    /** The claim is given back: the library asks for it itself again. */
    WITHDRAWAL;

    /** Its name in files: {@code write-off}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this name, or nothing. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }
  }

  /** Checks the parts against each other. */
  public DebtMessage {
    requireReference("an id", id);
    if ((kind == Kind.WITHDRAWAL) != (amount == 0) || amount < 0) {
      throw new IllegalArgumentException(
          "a withdrawal has no amount, and a %s has one above 0".formatted(Kind.PAYMENT.word()));
    }
    if ((kind == Kind.PAYMENT_REVERSAL) != (of != null)) {
      throw new IllegalArgumentException(
          "a payment-reversal says of which payment, and nothing else does");
    }
    if (of != null) {
      requireReference("the payment of a reversal", of);
    }
  }

  private static void requireReference(String what, String text) {
    if (text.isBlank() || text.length() > 100) {
      throw new IllegalArgumentException(what + " has 1 to 100 characters");
    }
  }

  /** What its payment is called in the ledger, where it is one. */
  public String reference() {
    return reference(id);
  }

  /** What the payment of a message with this number is called in the ledger. */
  public static String reference(String id) {
    return "debt:" + id;
  }
}
