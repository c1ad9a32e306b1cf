package org.samling.core.patron;

import org.jspecify.annotations.Nullable;

/**
 * A patron's postal address. A protected address (navne- og adressebeskyttelse) is never shown:
 * whatever shows an address must call {@link #shown()}.
 *
 * @param text the address, or null where it is not known
 * @param isProtected whether it is protected
 */
public record PostalAddress(@Nullable String text, boolean isProtected) {

  /** The address as it may be shown, printed or sent, or null. */
  public @Nullable String shown() {
    return isProtected ? null : text;
  }

  @Override
  public String toString() {
    return isProtected ? "protected" : String.valueOf(text);
  }
}
