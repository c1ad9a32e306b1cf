package org.samling.routes.ncip;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;

/**
 * A message as received.
 *
 * @param body its bytes, which nobody changes
 * @param tenant the code of the tenant in the address, or null
 * @param login the sender's login outside the message, or null
 * @param admits whether an account may be used from where the message comes
 */
public record NcipCall(
    Body body, @Nullable String tenant, @Nullable NcipLogin login, Predicate<Account> admits) {

  /** The bytes of a message. */
  public static final class Body {
    private final byte[] bytes;

    /** Keeps the array without copying it: nobody may change it afterwards. */
    public Body(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
