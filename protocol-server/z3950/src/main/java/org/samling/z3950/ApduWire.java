package org.samling.z3950;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Request.RequestedAction;
import org.samling.z3950.Z3950Request.TriggerResourceControlRequest;
import org.samling.z3950.ber.BerHeader;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Z3950FormatException;

/** The parts that all APDUs share, and APDUs of only one or two parts. */
final class ApduWire {
  static final int REFERENCE_ID = BerTag.context(2);

  private static final int CLOSE_REASON = BerTag.context(211);
  private static final int DIAGNOSTIC_INFORMATION = BerTag.context(3);
  private static final int REQUESTED_ACTION = BerTag.context(46);
  private static final int RESULT_SET_WANTED = BerTag.context(48);
  private static final RequestedAction[] ACTIONS = RequestedAction.values();
  private static final CloseReason[] REASONS = CloseReason.values();

  private ApduWire() {}

  static @Nullable Octets referenceId(BerNode apdu) {
    var node = apdu.find(REFERENCE_ID);
    return node == null ? null : node.octets();
  }

  static Close readClose(BerNode node) {
    return new Close(
        referenceId(node),
        closeReason(node.required(CLOSE_REASON, "closeReason").integer()),
        node.textOf(DIAGNOSTIC_INFORMATION));
  }

  private static CloseReason closeReason(long number) {
    for (var reason : REASONS) {
      if (reason.number() == number) {
        return reason;
      }
    }
    return CloseReason.UNSPECIFIED;
  }

  static void write(BerWriter out, Close close) {
    out.number(CLOSE_REASON, close.closeReason());
    out.text(DIAGNOSTIC_INFORMATION, close.diagnosticInformation());
  }

  static TriggerResourceControlRequest readTriggerResourceControl(BerNode node) {
    var resultSetWanted = node.find(RESULT_SET_WANTED);
    return new TriggerResourceControlRequest(
        referenceId(node),
        node.required(REQUESTED_ACTION, "requestedAction").constant(ACTIONS, "requestedAction"),
        resultSetWanted == null ? null : resultSetWanted.bool());
  }

  static void write(BerWriter out, TriggerResourceControlRequest request) {
    out.number(REQUESTED_ACTION, request.requestedAction());
    out.bool(RESULT_SET_WANTED, request.resultSetWanted());
  }

  static UnsupportedApdu readUnsupported(Apdu apdu, BerNode node) {
    return new UnsupportedApdu(apdu, referenceId(node), node.element());
  }

  /** The identity of an APDU that can't be read: its type and its referenceId. */
  record Beginning(@Nullable Apdu apdu, @Nullable Octets referenceId) {

    /** Looks at the first two elements only, so it terminates whatever the bytes are. */
    static Beginning of(byte[] bytes) {
      var in = Unpooled.wrappedBuffer(bytes);
      var header = new BerHeader();
      Apdu apdu = null;
      Octets referenceId = null;
      try {
        if (header.read(in, 0, bytes.length)) {
          apdu = Apdu.byTag(header.tag());
          int at = header.size();
          if (header.isConstructed()
              && header.read(in, at, bytes.length)
              && header.tag() == REFERENCE_ID
              && !header.isConstructed()
              && header.length() <= bytes.length - at - header.size()) {
            var id = new byte[(int) header.length()];
            in.getBytes(at + header.size(), id);
            referenceId = new Octets(id);
          }
        }
      } catch (Z3950FormatException e) {
        // Whatever was read before is all that is known.
      }
      return new Beginning(apdu, referenceId);
    }
  }
}
