package org.samling.ncip;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipService;

/** A message of which only the envelope has been read: sender, recipient and service. */
public final class NcipEnvelope implements Decoded.OpenResult {

  private final NcipVersion version;
  private final @Nullable NcipHeader header;
  private final NcipService service;
  private final NcipElement request;

  NcipEnvelope(
      NcipVersion version, @Nullable NcipHeader header, NcipService service, NcipElement request) {
    this.version = version;
    this.header = header;
    this.service = service;
    this.request = request;
  }

  /** The sender's version and form, to use for the reply. */
  public NcipVersion version() {
    return version;
  }

  /** Sender and recipient, or null if the sender doesn't name them. */
  public @Nullable NcipHeader header() {
    return header;
  }

  /** The requested service. */
  public NcipService service() {
    return service;
  }

  /**
   * Reads the request.
   *
   * @param zone the zone of times without one
   */
  public Decoded read(ZoneId zone) {
    return RequestReader.read(this, new ElementReader(request, zone));
  }
}
