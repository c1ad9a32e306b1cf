package org.samling.z3950.data;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;

/** A client's identity. */
public sealed interface IdAuthentication {

  /**
   * One text, by agreement often {@code user/group/password}.
   *
   * @param open the text, which is treated as a secret
   */
  record Open(Z3950Secret open) implements IdAuthentication {}

  /**
   * Group, user and password. Parts that were left out are null, because missing is not the same as
   * empty.
   */
  record IdPass(@Nullable String groupId, @Nullable String userId, @Nullable Z3950Secret password)
      implements IdAuthentication {}

  /** Explicitly anonymous. */
  record Anonymous() implements IdAuthentication {}

  /**
   * Anything else, such as a value of an access control format.
   *
   * @param element its bytes, including tag and length
   */
  record Other(Octets element) implements IdAuthentication {}
}
