package org.samling.z3950;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Z3950FormatException;

/**
 * Splits a stream of bytes into APDUs. It steps from one BER element to the next, so an APDU of
 * indefinite length costs no more than one of definite length, however slowly its bytes arrive.
 *
 * <p>An APDU that is, or claims to be, longer than the limit fires {@link TooLarge} as a user
 * event, and bytes that can't be an APDU fire {@link Malformed}. Either is fired once, as soon as
 * it is known, and everything after it is dropped unread: the connection should be closed.
 */
public final class Z3950FrameDecoder extends ByteToMessageDecoder {

  /**
   * A peer announced or sent more bytes than an APDU may have.
   *
   * @param limit the limit in bytes
   */
  public record TooLarge(int limit) {}

  /**
   * A peer sent something other than APDUs.
   *
   * @param reason what is wrong, without any data
   */
  public record Malformed(String reason) {}

  private static final int LEAST_LIMIT = 64;

  private final FrameScanner steps = new FrameScanner();
  private volatile int frameLimit;
  private boolean discarding;

  /** A decoder for APDUs of up to {@code frameLimit} bytes. */
  public Z3950FrameDecoder(int frameLimit) {
    setFrameLimit(frameLimit);
  }

  /**
   * Changes the limit, for example after Init. It applies from the next bytes; any thread may call
   * this.
   *
   * @throws IllegalArgumentException if the limit is not from 64 bytes to 64 MiB
   */
  public void setFrameLimit(int frameLimit) {
    if (frameLimit < LEAST_LIMIT || frameLimit > BerLimits.LARGEST_BYTES) {
      throw new IllegalArgumentException(
          "a Z39.50 frame limit of %d bytes; choose one from %d to %d"
              .formatted(frameLimit, LEAST_LIMIT, BerLimits.LARGEST_BYTES));
    }
    this.frameLimit = frameLimit;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (discarding) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int limit = frameLimit;
    try {
      boolean whole = steps.advance(in, limit);
      if (steps.exceeds(limit)) {
        refuse(ctx, in, new TooLarge(limit));
      } else if (whole) {
        out.add(steps.take(in));
      }
    } catch (Z3950FormatException e) {
      refuse(ctx, in, new Malformed(e.reason()));
    }
  }

  private void refuse(ChannelHandlerContext ctx, ByteBuf in, Object event) {
    discarding = true;
    in.skipBytes(in.readableBytes());
    ctx.fireUserEventTriggered(event);
  }
}
