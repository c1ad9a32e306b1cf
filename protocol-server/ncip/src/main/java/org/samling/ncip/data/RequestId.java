package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * What a request is known by.
 *
 * @param agencyId who gave it this identifier
 * @param requestIdentifierType what kind of identifier it is
 * @param requestIdentifierValue the identifier
 */
public record RequestId(
    @Nullable SchemeValue agencyId,
    @Nullable SchemeValue requestIdentifierType,
    String requestIdentifierValue) {

  /** A request's identifier and nothing else. */
  public static RequestId of(String value) {
    return new RequestId(null, null, value);
  }
}
