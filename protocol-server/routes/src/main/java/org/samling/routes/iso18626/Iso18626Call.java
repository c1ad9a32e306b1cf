package org.samling.routes.iso18626;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.routes.Credentials;

/**
 * A message as it came over HTTP.
 *
 * @param body its bytes
 * @param tenant the code of the tenant in the URL, or null
 * @param credentials the HTTP credentials, or null
 * @param admits whether an account may be used from the sender's address
 */
public record Iso18626Call(
    Body body,
    @Nullable String tenant,
    @Nullable Credentials credentials,
    Predicate<Account> admits) {

  /** The bytes of a message. */
  public static final class Body {
    private final byte[] bytes;

    /** The array is not copied: don't change it. */
    public Body(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
