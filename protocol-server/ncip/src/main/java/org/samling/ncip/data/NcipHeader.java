package org.samling.ncip.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sender and recipient of a message (NCIP 2.02, InitiationHeader). The standard requires one
 * agency on either side; a message read from the wire may lack them or name several. What a message
 * says of its sender proves nothing.
 */
public record NcipHeader(
    @Nullable SchemeValue fromSystemId,
    @Nullable NcipSecret fromSystemAuthentication,
    List<SchemeValue> fromAgencyIds,
    @Nullable NcipSecret fromAgencyAuthentication,
    @Nullable SchemeValue onBehalfOfAgency,
    @Nullable SchemeValue toSystemId,
    List<SchemeValue> toAgencyIds,
    @Nullable SchemeValue applicationProfileType) {
  /** A header that names no system's secret, no third agency and no profile. */
  public NcipHeader(
      @Nullable SchemeValue fromSystemId,
      List<SchemeValue> fromAgencyIds,
      @Nullable NcipSecret fromAgencyAuthentication,
      List<SchemeValue> toAgencyIds,
      @Nullable SchemeValue toSystemId) {
    this(
        fromSystemId,
        null,
        fromAgencyIds,
        fromAgencyAuthentication,
        null,
        toSystemId,
        toAgencyIds,
        null);
  }

  public NcipHeader {
    fromAgencyIds = List.copyOf(fromAgencyIds);
    toAgencyIds = List.copyOf(toAgencyIds);
  }

  /** The agency that the request comes from; the first of several, or null for none. */
  public @Nullable SchemeValue fromAgencyId() {
    return fromAgencyIds.isEmpty() ? null : fromAgencyIds.getFirst();
  }

  /** The agency that the request goes to; the first of several, or null for none. */
  public @Nullable SchemeValue toAgencyId() {
    return toAgencyIds.isEmpty() ? null : toAgencyIds.getFirst();
  }

  /** A header with an agency on either side and nothing else. */
  public static NcipHeader of(SchemeValue fromAgencyId, SchemeValue toAgencyId) {
    return new NcipHeader(null, List.of(fromAgencyId), null, List.of(toAgencyId), null);
  }
}
