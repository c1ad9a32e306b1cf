package org.samling.sip2;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.OptionalInt;
import org.samling.sip2.Sip2Frame.Terminator;

/**
 * What has to hold for any bytes: nothing throws, and what was understood is written in a form that
 * is understood and written the same again. The first byte chooses the character set.
 */
public final class Sip2FuzzTarget {
  private static final int LIMIT = 512;
  private static final Sip2Codec[] CODECS =
      Arrays.stream(Sip2Charset.values()).map(Sip2Codec::new).toArray(Sip2Codec[]::new);

  private Sip2FuzzTarget() {}

  /** One try, with the name that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    var codec = CODECS[(input[0] & 0xFF) % CODECS.length];
    var bytes = Arrays.copyOfRange(input, 1, input.length);
    var frame = new Sip2Frame(bytes, Terminator.CR);
    if (codec.decode(frame) instanceof Decoded.Message<Sip2Request>(var m, _, _, _)) {
      var written = codec.encode(m, OptionalInt.of(1), true);
      same(codec, codec.decode(written), written);
    }
    if (codec.decodeResponse(frame) instanceof Decoded.Message<Sip2Response>(var m, _, _, _)) {
      var written = codec.encode(m, OptionalInt.of(1), true, Terminator.CR);
      same(codec, codec.decodeResponse(written), written);
    }
    var annotator = new Sip2Annotator(codec);
    check(annotator.annotate(frame).endsWith("\n"), "an annotation ends with a line");
    check(annotator.masked(frame).indexOf('\n') < 0, "a masked frame is one line");
    stream(bytes);
    var doctor = new Sip2Doctor(codec, true);
    doctor.receive(bytes, bytes.length);
    doctor.end();
  }

  private static void same(Sip2Codec codec, Decoded<?> again, Sip2Frame written) {
    check(again instanceof Decoded.Message<?>, "what is written is understood");
    var frame =
        switch (again) {
          case Decoded.Message<?>(Sip2Request m, _, _, _) ->
              codec.encode(m, OptionalInt.of(1), true);
          case Decoded.Message<?>(Sip2Response m, _, _, _) ->
              codec.encode(m, OptionalInt.of(1), true, Terminator.CR);
          default -> throw new IllegalStateException("neither request nor response");
        };
    check(
        frame.equals(written),
        "%s is written the same again, not %s"
            .formatted(shown(codec, written), shown(codec, frame)));
  }

  private static String shown(Sip2Codec codec, Sip2Frame frame) {
    return new String(frame.bytes(), codec.charset().charset());
  }

  /** The bytes as they come from a socket, in two pieces. */
  private static void stream(byte[] bytes) {
    var channel = new EmbeddedChannel(new Sip2FrameDecoder(LIMIT));
    int half = bytes.length / 2;
    channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, half));
    channel.writeInbound(Unpooled.copiedBuffer(bytes, half, bytes.length - half));
    channel.checkException();
    for (Sip2Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      check(frame.bytes().length <= LIMIT, "a frame keeps to the limit");
    }
    var _ = channel.finishAndReleaseAll();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("it does not hold that " + what);
    }
  }
}
