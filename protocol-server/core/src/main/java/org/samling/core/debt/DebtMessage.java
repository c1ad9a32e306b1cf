package org.samling.core.debt;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of the debtor system about a claim.
 *
 * @param id its number there, 1 to 100 characters; the same number is the same message
 * @param kind what it reports
 * @param claim the claim's number
 * @param amount how much, in minor units of the tenant's currency; 0 for a withdrawal, and more for
 *     all others
 * @param of for a reversal the number of the payment that did not come in after all, else null
 * @param day the day on which it happened there
 */
public record DebtMessage(
    String id, Kind kind, long claim, long amount, @Nullable String of, LocalDate day) {

  /** What a message can report. */
  public enum Kind {
    /** The patron paid there. */
    PAYMENT,
    /** A payment, or a part of it, did not come in after all. */
    PAYMENT_REVERSAL,
    /** It is no longer collected, as it will never be paid. */
    WRITE_OFF,
    /** The claim is handed back: the library collects it itself again. */
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
          "a %s must have %s"
              .formatted(kind.word(), kind == Kind.WITHDRAWAL ? "no amount" : "an amount above 0"));
    }
    if ((kind == Kind.PAYMENT_REVERSAL) != (of != null)) {
      throw new IllegalArgumentException(
          "a payment-reversal must name its payment, and nothing else may name one");
    }
    if (of != null) {
      requireReference("the payment of a reversal", of);
    }
  }

  private static void requireReference(String what, String text) {
    if (text.isBlank() || text.length() > 100) {
      throw new IllegalArgumentException(what + " must have 1 to 100 characters");
    }
  }

  /** The reference of its payment in the ledger, where it is one. */
  public String reference() {
    return reference(id);
  }

  /** The reference in the ledger of the payment in a message with this number. */
  public static String reference(String id) {
    return "debt:" + id;
  }
}
