package org.samling.ncip;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;

/**
 * Bytes to NCIP messages and back. It reads leniently (any prefix or none, any order, a DOCTYPE,
 * times as they come) in NCIP 1 and 2, and writes strictly what the schema of NCIP 2.02 allows, or
 * the same in the names of NCIP 1. It never throws on what comes from the wire, fetches nothing,
 * and needs no more memory than its limits say. Immutable; one can serve any number of threads.
 */
public final class NcipCodec {
  /** The namespace of NCIP 2. */
  public static final String NAMESPACE = "http://www.niso.org/2008/ncip";

  /** The version that is written where there is none to repeat. */
  public static final String VERSION = "http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd";

  private final NcipLimits limits;
  private final XmlReader reader;

  public NcipCodec(NcipLimits limits) {
    this.limits = limits;
    this.reader = new XmlReader(limits);
  }

  /**
   * Reads what a partner sent.
   *
   * @param bytes all of it
   * @param zone the zone of times that name none
   */
  public Decoded decode(byte[] bytes, ZoneId zone) {
    return switch (open(bytes)) {
      case NcipEnvelope envelope -> envelope.read(zone);
      case Decoded.Malformed malformed -> malformed;
    };
  }

  /**
   * Reads who sent something, and of which service it is; what it asks for is read by {@link
   * NcipEnvelope#read}.
   *
   * @param bytes all of it
   */
  public Decoded.Opened open(byte[] bytes) {
    try {
      return RequestReader.open(message(bytes));
    } catch (NcipFormatException e) {
      return RequestReader.malformed(e);
    }
  }

  /**
   * The characters of a message that can be opened, with blanks for the declaration of its coding.
   *
   * @throws NcipFormatException if the bytes are none of the coding that they name
   */
  public static String text(byte[] bytes) {
    return XmlCharacters.of(bytes).toString();
  }

  /**
   * Reads what a partner sends, up to the limit of bytes and no further.
   *
   * @param in where the bytes come from; it is not closed
   * @param zone the zone of times that name none
   * @throws IOException if no bytes can be had
   */
  public Decoded decode(InputStream in, ZoneId zone) throws IOException {
    return decode(in.readNBytes(limits.maxBytes() + 1), zone);
  }

  /**
   * Writes a response.
   *
   * @param version the request's version, which is repeated in its form
   * @param header the request's header, which is turned round; null for none. Where it doesn't name
   *     both agencies the response has no header, as the schema has none without them
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
   * Reads what a server answered; the client's side of {@link #encode(NcipResponse, NcipVersion,
   * NcipHeader)}.
   *
   * @return the element NCIPMessage, in the names of NCIP 2
   * @throws NcipFormatException if the bytes are no such element or go beyond a limit
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
