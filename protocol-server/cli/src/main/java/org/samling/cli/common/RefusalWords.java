package org.samling.cli.common;

import java.util.Locale;
import org.samling.core.circulation.reason.RefusalReason;

/** Reasons of refusals, as the commands print them. */
public final class RefusalWords {

  private RefusalWords() {}

  /** A reason in words: {@code too many loans}. */
  public static String of(RefusalReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
