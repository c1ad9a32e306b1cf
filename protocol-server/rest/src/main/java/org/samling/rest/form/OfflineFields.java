package org.samling.rest.form;

import java.util.Locale;
import org.samling.sip2.Sip2PatronId;

/** Words and card numbers, as they are written. */
public final class OfflineFields {

  private OfflineFields() {}

  /** A card number as it is, or masked if it may be a CPR number. */
  public static String masked(String patron) {
    return new Sip2PatronId(patron).toString();
  }

  /** A result or message as it is written, {@code broke-rules}. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
