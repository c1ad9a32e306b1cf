package org.samling.routes.ncip;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;

/**
 * A message as it came.
 *
 * @param body its bytes, which nobody changes
 * @param tenant the code of the tenant that the address names, or null
 * @param login what says beside it who sent it, or null
 * @param admits whether an account may be used from where it comes
 */
public record NcipCall(
    Body body, @Nullable String tenant, @Nullable NcipLogin login, Predicate<Account> admits) {

  /** Bytes. */
  public static final class Body {
    private final byte[] bytes;

    /** The bytes are kept, not copied: hand over an array that nobody changes. */
    public Body(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
