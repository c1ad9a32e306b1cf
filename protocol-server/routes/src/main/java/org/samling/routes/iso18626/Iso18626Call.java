package org.samling.routes.iso18626;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.routes.Credentials;

/**
 * A message as it came over HTTP.
 *
 * @param body its bytes, which nobody changes
 * @param tenant the code of the tenant that the address names, or null
 * @param credentials who says to have sent it, or null
 * @param admits whether an account may be used from where it comes
 */
public record Iso18626Call(
    Body body,
    @Nullable String tenant,
    @Nullable Credentials credentials,
    Predicate<Account> admits) {

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
