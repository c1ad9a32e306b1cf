package org.samling.core.patron;

import org.jspecify.annotations.Nullable;

/**
 * Where a patron can be reached.
 *
 * @param email the e-mail address, or null
 * @param phone the telephone number, or null
 * @param address the postal address, or null
 */
public record Contact(@Nullable String email, @Nullable String phone, @Nullable String address) {

  /** Nowhere. */
  public static final Contact NONE = new Contact(null);

  private Contact(@Nullable String email, @Nullable String address) {
    this(email, null, address);
  }

  /** An e-mail address only. */
  public Contact(@Nullable String email) {
    this(email, null);
  }

  /** A postal address only. */
  public static Contact at(String address) {
    return new Contact(null, address);
  }
}
