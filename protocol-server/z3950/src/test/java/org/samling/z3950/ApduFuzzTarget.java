package org.samling.z3950;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.samling.z3950.ber.BerLimits;

/**
 * What has to hold for any bytes: nothing throws, what was understood is written in a form that is
 * understood as the same, and a stream of them is cut into frames or refused.
 */
public final class ApduFuzzTarget {

  private static final int FRAME_LIMIT = 4_096;
  private static final Z3950Codec CODEC = new Z3950Codec(BerLimits.DEFAULT);

  private ApduFuzzTarget() {}

  /** One try, with the name that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return; // no frame is so short
    }
    var _ = understood(new Z3950Frame(input));
    cut(input);
  }

  /** As how many of a request and a response an APDU was understood. */
  static int understood(Z3950Frame frame) {
    var understood = 0;
    var request = CODEC.decode(frame);
    if (request instanceof Decoded.Message<Z3950Request>(Z3950Request message)) {
      understood++;
      check(
          CODEC.decode(CODEC.encodeRequest(message)).equals(request),
          "a request that is written is understood as the same");
    }
    var response = CODEC.decodeResponse(frame);
    if (response instanceof Decoded.Message<Z3950Response>(Z3950Response message)) {
      understood++;
      check(
          CODEC.decodeResponse(CODEC.encode(message)).equals(response),
          "a response that is written is understood as the same");
    }
    check(new Z3950Annotator(CODEC).annotate(frame).endsWith("\n"), "it is explained in lines");
    return understood;
  }

  private static void cut(byte[] bytes) {
    var channel = new EmbeddedChannel(new Z3950FrameDecoder(FRAME_LIMIT));
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    channel.checkException();
    for (Object frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      var length = ((Z3950Frame) frame).bytes().length;
      check(length >= 2 && length <= FRAME_LIMIT, "a frame is within the limit");
    }
    var _ = channel.finishAndReleaseAll();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("it does not hold that " + what);
    }
  }
}
