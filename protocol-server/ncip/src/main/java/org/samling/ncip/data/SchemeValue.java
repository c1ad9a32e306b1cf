package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * A value and the scheme that it is taken from. Real senders misspell schemes and mostly leave them
 * out, so only the value is ever compared.
 *
 * @param scheme the scheme's URI, or null for none
 * @param value the value, such as {@code On Loan}
 */
public record SchemeValue(@Nullable String scheme, String value) {

  /** A value without a scheme. */
  public static SchemeValue of(String value) {
    return new SchemeValue(null, value);
  }

  /** Whether this is {@code other}, in whatever case and of whatever scheme. */
  public boolean is(String other) {
    return value.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return value;
  }
}
