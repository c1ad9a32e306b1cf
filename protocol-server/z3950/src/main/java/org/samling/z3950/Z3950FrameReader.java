package org.samling.z3950;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.samling.z3950.ber.Z3950FormatException;

/**
 * Reads APDUs one by one from a stream that blocks; {@link Z3950FrameDecoder} is for those that
 * don't. Memory grows with the bytes that came, never with a length that is claimed. Not for use by
 * several threads.
 */
public final class Z3950FrameReader {
  private static final int PIECE = 16 * 1024;

  private final InputStream in;
  private final int frameLimit;
  private final FrameSteps steps = new FrameSteps();
  private final ByteBuf came = Unpooled.buffer(PIECE);

  /**
   * Makes it.
   *
   * @param frameLimit how many bytes an APDU may have
   */
  public Z3950FrameReader(InputStream in, int frameLimit) {
    this.in = in;
    this.frameLimit = frameLimit;
  }

  /**
   * The next APDU. After any exception the stream is of no more use.
   *
   * @throws EOFException if the stream ends before it does
   * @throws ProtocolException if the bytes can't be an APDU, or it is, or claims to be, too large;
   *     the message says so without any data
   */
  public Z3950Frame read() throws IOException {
    try {
      while (!steps.step(came, frameLimit)) {
        if (steps.isBeyond(frameLimit)) {
          throw new ProtocolException("an APDU of more than %d bytes".formatted(frameLimit));
        }
        if (came.writeBytes(in, PIECE) < 0) {
          throw new EOFException(
              came.isReadable() ? "it ended in the middle of an APDU" : "it ended");
        }
      }
      if (steps.isBeyond(frameLimit)) {
        throw new ProtocolException("an APDU of more than %d bytes".formatted(frameLimit));
      }
    } catch (Z3950FormatException e) {
      throw new ProtocolException(e.reason());
    }
    var frame = steps.take(came);
    if (!came.isReadable()) {
      came.clear().capacity(PIECE);
    }
    return frame;
  }
}
