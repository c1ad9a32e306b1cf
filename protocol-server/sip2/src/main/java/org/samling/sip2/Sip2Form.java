package org.samling.sip2;

import static org.samling.sip2.Sip2Field.*;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of a reply's fields are written: as the standard has it, or as Danish kiosks know it. */
public enum Sip2Form {
  /** All that there are. */
  STANDARD,
  /**
   * As the Danish public libraries' system FBS writes replies within XML: extensions of the
   * standard that it does not know are left out, and so are fields that would be empty.
   */
  FBS;

  private static final Set<Sip2Field> UNKNOWN_TO_FBS =
      EnumSet.of(
          MEDIA_TYPE,
          TERMINAL_LOCATION,
          CALL_NUMBER,
          COLLECTION_CODE,
          HOLD_PATRON_ID,
          HOLD_PATRON_NAME,
          PATRON_EXPIRE,
          PATRON_CLASS,
          PATRON_INTERNET);

  /** Whether a field with an id is left out of a message, were it not repeated. */
  boolean leavesOut(String command, Sip2Field field, @Nullable Object value) {
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
