package org.samling.ncip;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;

/**
 * Converts bytes to NCIP messages and back. It reads NCIP 1 and 2 leniently (any prefix or none,
 * any order, a DOCTYPE, times in any form), and writes strictly what the schema of NCIP 2.02
 * allows, or the same in the names of NCIP 1. It never throws on input from the wire, fetches
 * nothing, and needs no more memory than its limits allow. Immutable; one codec can serve any
 * number of threads.
 */
public final class NcipCodec {
  /** The namespace of NCIP 2. */
  public static final String NAMESPACE = "http://www.niso.org/2008/ncip";

  /** The version to write if there is none to repeat. */
  public static final String VERSION = "http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd";

  private final NcipLimits limits;
  private final XmlReader reader;

  public NcipCodec(NcipLimits limits) {
    this.limits = limits;
    this.reader = new XmlReader(limits);
  }

  /**
   * Reads a message from a partner.
   *
   * @param bytes the whole message
   * @param zone the zone of times without one
   */
  public Decoded decode(byte[] bytes, ZoneId zone) {
    return switch (open(bytes)) {
      case NcipEnvelope envelope -> envelope.read(zone);
      case Decoded.Malformed malformed -> malformed;
    };
  }

  /**
   * Reads the sender and the service of a message; {@link NcipEnvelope#read} reads the rest of the
   * request.
   *
   * @param bytes the whole message
   */
  public Decoded.OpenResult open(byte[] bytes) {
    try {
      return RequestReader.open(message(bytes));
    } catch (NcipFormatException e) {
      return RequestReader.malformed(e);
    }
  }

  /**
   * The characters of a message that can be opened, with its encoding declaration replaced by
   * blanks.
   *
   * @throws NcipFormatException if the bytes are not in the encoding that they declare
   */
  public static String text(byte[] bytes) {
    return XmlCharacters.of(bytes).toString();
  }

  /**
   * Reads a message from a partner, up to the limit of bytes and no further.
   *
   * @param in the source of the bytes; it is not closed
   * @param zone the zone of times without one
   * @throws IOException if reading fails
   */
  public Decoded decode(InputStream in, ZoneId zone) throws IOException {
    return decode(in.readNBytes(limits.maxBytes() + 1), zone);
  }

  /**
   * Writes a response.
   *
   * @param version the request's version, which is repeated in the same form
   * @param header the request's header, which is reversed; null for none. If it doesn't name both
   *     agencies, the response has no header, because the schema requires both
   * @throws IllegalArgumentException if a time lies outside the years 1 to 9999
   */
  public byte[] encode(NcipResponse response, NcipVersion version, @Nullable NcipHeader header) {
    return XmlWriter.write(version, ResponseWriter.write(response, header));
  }

  /**
   * Writes a request; the client's side of {@link #decode(byte[], ZoneId)}.
   *
   * @throws IllegalArgumentException if the request is {@link NcipRequest.Unsupported}, the header
   *     lacks an agency, or a time lies outside the years 1 to 9999
   */
  public byte[] encode(NcipMessage message) {
    return XmlWriter.write(message.version(), RequestWriter.write(message));
  }

  /**
   * Reads a server's response; the client's side of {@link #encode(NcipResponse, NcipVersion,
   * NcipHeader)}.
   *
   * @return the element NCIPMessage, in the names of NCIP 2
   * @throws NcipFormatException if the bytes are not such an element or exceed a limit
   */
  public NcipElement decodeResponse(byte[] bytes) {
    return Version1.toVersion2(message(bytes).root());
  }

  private XmlDocument message(byte[] bytes) {
    var document = reader.read(bytes);
    var root = document.root();
    if (!root.name().equals(NcipElement.MESSAGE)) {
      throw NcipFormatException.syntax(
          "The root element is not NCIPMessage", root.line(), root.column());
    }
    return document;
  }
}
