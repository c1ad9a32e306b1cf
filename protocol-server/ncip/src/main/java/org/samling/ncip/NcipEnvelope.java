package org.samling.ncip;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipService;

/**
 * A message of which all but what it asks for is read: who speaks, to whom, and of which service.
 */
public final class NcipEnvelope implements Decoded.Opened {

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

  /** How the sender writes, for the reply to be written alike. */
  public NcipVersion version() {
    return version;
  }

  /** Who speaks to whom, or null where the sender doesn't say. */
  public @Nullable NcipHeader header() {
    return header;
  }

  /** What is asked for. */
  public NcipService service() {
    return service;
  }

  /**
   * Reads what is asked for.
   *
   * @param zone the zone of times that name none
   */
  public Decoded read(ZoneId zone) {
    return RequestReader.read(this, new ElementReader(request, zone));
  }
}
