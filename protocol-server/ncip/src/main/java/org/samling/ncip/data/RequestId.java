package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * An identifier of a request.
 *
 * @param agencyId the agency that assigned the identifier
 * @param requestIdentifierType the type of identifier
 * @param requestIdentifierValue the identifier
 */
public record RequestId(
    @Nullable SchemeValue agencyId,
    @Nullable SchemeValue requestIdentifierType,
    String requestIdentifierValue) {

  /** An identifier of no stated type. */
  public RequestId(@Nullable SchemeValue agencyId, String value) {
    this(agencyId, null, value);
  }

  /** A request's identifier alone. */
  public static RequestId of(String value) {
    return new RequestId(null, value);
  }
}
