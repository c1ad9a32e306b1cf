package org.samling.iso18626;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.iso18626.Iso18626Message.ConfirmationHeader;

/**
 * Reads and writes messages of ISO 18626. Versions 1.0 to 1.2 have the same form; the sender's
 * version number is kept for the answer.
 *
 * <p>Thread-safe.
 */
public final class Iso18626Codec {

  /** The namespace of all versions. */
  public static final String NAMESPACE = "http://illtransactions.org/2013/iso18626";

  /** The version to write if the other side's is not known. */
  public static final String VERSION = "1.2";

  private static final String MESSAGE = "ISO18626Message";
  private static final int MAX_VERSION = 20;

  private final int maxBytes;

  /**
   * @param maxBytes the largest message, in bytes
   */
  public Iso18626Codec(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reads a message.
   *
   * @param zone the zone of times without one
   * @param received when the message was received
   */
  public Iso18626Decoded decode(byte[] bytes, ZoneId zone, Instant received) {
    Iso18626Element content = null;
    var version = VERSION;
    try {
      var root = Iso18626Xml.read(bytes, maxBytes);
      version = version(root);
      if (!root.name().equals(MESSAGE) || root.children().size() != 1) {
        throw Iso18626FormatException.badlyFormed(
            "The root element must be " + MESSAGE + " with one message in it");
      }
      content = root.children().getFirst();
      return new Iso18626Decoded.Message(
          version, new Iso18626Reader(zone, received).message(content));
    } catch (Iso18626FormatException e) {
      return new Iso18626Decoded.Malformed(version, refusal(content, received, e), e.reason());
    }
  }

  private static String version(Iso18626Element root) {
    var version = root.version();
    return version == null || version.isEmpty() || version.length() > MAX_VERSION
        ? VERSION
        : version;
  }

  /** The confirmation of the message's kind, with as much of its header as could be read. */
  private static Confirmation refusal(
      @Nullable Iso18626Element content, Instant received, Iso18626FormatException e) {
    var header = content == null ? null : content.child(Iso18626Reader.HEADER);
    var confirmed =
        new ConfirmationHeader(
            header == null ? null : Iso18626Reader.agency(header, "supplyingAgencyId"),
            header == null ? null : Iso18626Reader.agency(header, "requestingAgencyId"),
            Iso18626Reader.timestamp(header, received),
            header == null ? null : header.text("requestingAgencyRequestId"),
            header == null ? null : header.text("multipleItemRequestId"),
            received,
            false);
    return switch (content == null ? "" : content.name()) {
      case Iso18626Reader.SUPPLYING ->
          new Iso18626Message.SupplyingAgencyMessageConfirmation(confirmed, null, e.error());
      case Iso18626Reader.REQUESTING ->
          new Iso18626Message.RequestingAgencyMessageConfirmation(confirmed, null, e.error());
      default -> new Iso18626Message.RequestConfirmation(confirmed, e.error());
    };
  }

  /**
   * Writes a message as the schema requires.
   *
   * @param version the version that the other side uses
   * @return XML in UTF-8
   */
  public byte[] encode(String version, Iso18626Message message) {
    return Iso18626Xml.write(version, Iso18626Writer.element(message));
  }
}
