package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * A value and its scheme. Real senders misspell schemes and mostly leave them out, so only the
 * value is ever compared.
 *
 * @param scheme the scheme's URI, or null for none
 * @param value the value, such as {@code On Loan}
 */
public record SchemeValue(@Nullable String scheme, String value) {

  /** A value without a scheme. */
  public static SchemeValue of(String value) {
    return new SchemeValue(null, value);
  }

  /** Whether the value is {@code other}, ignoring case and scheme. */
  public boolean is(String other) {
    return value.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return value;
  }
}
