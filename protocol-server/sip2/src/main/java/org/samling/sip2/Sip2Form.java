package org.samling.sip2;

import static org.samling.sip2.Sip2Fields.*;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Selects the fields that a reply contains: as in the standard, or as Danish kiosks expect it. */
public enum Sip2Form {
  /** Every field. */
  STANDARD,
  /**
   * As the Danish public libraries' system FBS writes replies within XML: without extensions of the
   * standard that it does not know, and without empty fields.
   */
  FBS;

  private static final Set<Sip2Field<?>> UNKNOWN_TO_FBS =
      Set.of(
          MEDIA_TYPE,
          TERMINAL_LOCATION,
          CALL_NUMBER,
          COLLECTION_CODE,
          HOLD_PATRON_ID,
          HOLD_PATRON_NAME,
          PATRON_EXPIRE,
          PATRON_CLASS,
          PATRON_INTERNET);

  /** Whether a field with an id is left out of a message, unless it is repeated. */
  boolean omits(String command, Sip2Field<?> field, @Nullable Object value) {
    return this == FBS
        && (UNKNOWN_TO_FBS.contains(field)
            || "".equals(value)
            || switch (command) {
              case "24" -> field == CURRENCY_TYPE || field == FEE_AMOUNT;
              case "64" -> field == PERMANENT_LOCATION;
              case "10" -> field == HOME_PHONE_NUMBER;
              default -> false;
            });
  }
}
