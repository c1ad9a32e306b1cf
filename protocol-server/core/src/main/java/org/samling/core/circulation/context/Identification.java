package org.samling.core.circulation.context;

import java.util.UUID;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.PatronRules;
import org.samling.core.patron.IdentifierKind;

/**
 * How a patron was found, or not found, by what was scanned or typed.
 *
 * @param asked what was scanned or typed
 * @param patronId the patron it belongs to
 * @param kind the kind of identifier
 * @param key the key under which it is stored
 * @param isBlocked whether it is blocked
 * @param isInTime whether it is valid today
 */
public record Identification(
    String asked,
    UUID patronId,
    IdentifierKind kind,
    String key,
    boolean isBlocked,
    boolean isInTime) {

  /** Why nobody was found. What was typed is not repeated: it may be a CPR number. */
  private static final Check UNKNOWN =
      new Check(RefusalReason.PATRON_UNKNOWN, PatronRules.UNKNOWN_PATRON, "not found", true);

  /** Whether it identifies the patron: it is neither blocked nor outside its period of validity. */
  public boolean identifies() {
    return !isBlocked && isInTime;
  }

  Identification blocked(boolean isNowBlocked) {
    return new Identification(asked, patronId, kind, key, isNowBlocked, isInTime);
  }

  /**
   * Why it finds no patron. Only for a card is the reason given; for anything else, even the fact
   * that it is known here would reveal something about a person.
   */
  Check whyNobody() {
    if (kind != IdentifierKind.CARD) {
      return UNKNOWN;
    }
    return isBlocked
        ? nobody(RefusalReason.IDENTIFIER_BLOCKED, "blocked")
        : nobody(RefusalReason.IDENTIFIER_EXPIRED, "not valid today");
  }

  /** Why an unknown identifier finds no patron. */
  public static Check unknown() {
    return UNKNOWN;
  }

  private static Check nobody(RefusalReason reason, String status) {
    return new Check(
        reason,
        new DecisionReason("identifier-valid", "identifier.status", "card", status),
        status,
        true);
  }

  @Override
  public String toString() {
    return "identification of " + patronId;
  }
}
