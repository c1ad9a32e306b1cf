package org.samling.routes.iso18626;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.samling.core.ill.InterlibraryMessages.OutgoingMessage;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.Peer;
import org.samling.iso18626.Iso18626Code;
import org.samling.iso18626.Iso18626Code.Action;
import org.samling.iso18626.Iso18626Codec;
import org.samling.iso18626.Iso18626Decoded;
import org.samling.iso18626.Iso18626Message.AgencyId;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.iso18626.Iso18626Message.Header;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessage;
import org.samling.routes.ill.PeerProtocol;

/** Sends messages to other libraries in ISO 18626: each is answered with a confirmation. */
public final class Iso18626Peer implements PeerProtocol {

  private static final String PROBE = "connection-test";

  private final Iso18626Codec codec;

  /**
   * Creates an instance.
   *
   * @param messageLimit the longest answer that is read, in bytes
   */
  public Iso18626Peer(int messageLimit) {
    this.codec = new Iso18626Codec(messageLimit);
  }

  @Override
  public Encoded encode(OutgoingMessage due) {
    return new Message(
        new String(codec.encode(due.peer().version(), Iso18626Messages.message(due)), UTF_8));
  }

  /** The standard has no other message that changes nothing: the status of a request, of none. */
  @Override
  public byte[] probe(String library, String us) {
    return codec.encode(
        Peer.VERSION,
        new RequestingAgencyMessage(
            Header.sent(
                AgencyId.isil(library),
                AgencyId.isil(us),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                PROBE,
                null),
            Action.STATUS_REQUEST,
            null));
  }

  /** That there is no such request is what an answer should say. */
  @Override
  public ProbeReply interpretProbe(byte[] reply) {
    return codec.decode(reply, ZoneOffset.UTC, Instant.now())
            instanceof Iso18626Decoded.Message(_, Confirmation _)
        ? ProbeReply.ANSWERED
        : ProbeReply.OTHER;
  }

  @Override
  public Verdict interpret(OutgoingMessage due, byte[] reply) {
    var decoded = codec.decode(reply, ZoneOffset.UTC, Instant.now());
    if (!(decoded instanceof Iso18626Decoded.Message(_, Confirmation confirmation))) {
      return new Retry("the answer is not a confirmation", null);
    }
    if (confirmation.header().isOk()) {
      return new Accepted(Reaction.NONE);
    }
    var error = confirmation.error();
    return new Refused(
        error == null
            ? "ERROR"
            : Iso18626Code.wire(error.type())
                + (error.value() == null ? "" : ": " + error.value()));
  }
}
