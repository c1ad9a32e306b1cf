package org.samling.z3950.data;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;

/** Who a client says it is. */
public sealed interface IdAuthentication {

  /**
   * One text, by agreement often {@code user/group/password}.
   *
   * @param open the text, which is treated as a secret
   */
  record Open(Z3950Secret open) implements IdAuthentication {}

  /** Group, user and password. What was left out is null, because none is not the same as empty. */
  record IdPass(@Nullable String groupId, @Nullable String userId, @Nullable Z3950Secret password)
      implements IdAuthentication {}

  /** Nobody in particular, said aloud. */
  record Anonymous() implements IdAuthentication {}

  /**
   * Anything else, such as a value of an access control format.
   *
   * @param element its bytes, tag and length included
   */
  record Other(Octets element) implements IdAuthentication {}
}
