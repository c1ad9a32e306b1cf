package org.samling.z3950;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.samling.z3950.ber.Z3950FormatException;

/**
 * Reads APDUs one by one from a blocking stream; {@link Z3950FrameDecoder} is for non-blocking
 * ones. Memory grows with the bytes that arrive, never with a claimed length. Not thread-safe.
 */
public final class Z3950FrameReader {
  private static final int PIECE = 16 * 1024;

  private final InputStream in;
  private final int frameLimit;
  private final FrameScanner steps = new FrameScanner();
  private final ByteBuf received = Unpooled.buffer(PIECE);

  /**
   * @param frameLimit the largest APDU, in bytes
   */
  public Z3950FrameReader(InputStream in, int frameLimit) {
    this.in = in;
    this.frameLimit = frameLimit;
  }

  /**
   * Reads the next APDU. After any exception the stream can't be used further.
   *
   * @throws EOFException if the stream ends before the end of an APDU
   * @throws ProtocolException if the bytes can't be an APDU, or it is, or claims to be, too large;
   *     the message says which, without any data
   */
  public Z3950Frame read() throws IOException {
    try {
      while (!steps.advance(received, frameLimit)) {
        if (steps.exceeds(frameLimit)) {
          throw new ProtocolException("an APDU of more than %d bytes".formatted(frameLimit));
        }
        if (received.writeBytes(in, PIECE) < 0) {
          throw new EOFException(
              received.isReadable() ? "it ended in the middle of an APDU" : "it ended");
        }
      }
      if (steps.exceeds(frameLimit)) {
        throw new ProtocolException("an APDU of more than %d bytes".formatted(frameLimit));
      }
    } catch (Z3950FormatException e) {
      throw new ProtocolException(e.reason());
    }
    var frame = steps.take(received);
    if (!received.isReadable()) {
      received.clear().capacity(PIECE);
    }
    return frame;
  }
}
