package org.samling.z3950;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts a stream of bytes into APDUs. It steps from one BER element to the next, so an APDU of
 * indefinite length costs no more than one of definite length, however slowly its bytes arrive.
 *
 * <p>An APDU that is, or claims to be, longer than the limit fires {@link TooLarge} as a user
 * event, and bytes that can't be an APDU fire {@link Malformed}. Either is fired once, as soon as
 * it is known, and whatever follows is dropped unread: the connection is to be closed.
 */
public final class Z3950FrameDecoder extends ByteToMessageDecoder {

  /**
   * A peer announced or sent more bytes than an APDU may have.
   *
   * @param limit the limit in bytes
   */
  public record TooLarge(int limit) {}

  /**
   * A peer sent something else than APDUs.
   *
   * @param reason what is wrong, without any data
   */
  public record Malformed(String reason) {}

  private static final int LEAST_LIMIT = 64;

  private final BerHeader header = new BerHeader();
  private volatile int frameLimit;
  private boolean discarding;

  /** Where the next header starts, from the start of the APDU; its bytes may be still to come. */
  private long next;

  /** How many elements of indefinite length wait for their end. */
  private int open;

  /** A decoder for APDUs of up to {@code frameLimit} bytes. */
  public Z3950FrameDecoder(int frameLimit) {
    setFrameLimit(frameLimit);
  }

  /**
   * Changes the limit, for example after Init. It holds from the next bytes on; any thread may call
   * it.
   *
   * @throws IllegalArgumentException if it is not 64 bytes to 64 MiB
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
      boolean whole = step(in, limit);
      if (next > limit) {
        refuse(ctx, in, new TooLarge(limit));
      } else if (whole) {
        var bytes = new byte[(int) next];
        in.readBytes(bytes);
        next = 0;
        out.add(new Z3950Frame(bytes));
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

  /** Steps on as far as bytes are there and the limit allows; true if a whole APDU is there. */
  private boolean step(ByteBuf in, int limit) {
    int start = in.readerIndex();
    while (next <= limit) {
      boolean ended = next > 0 && open == 0;
      if (ended || next > in.readableBytes()) {
        return ended && next <= in.readableBytes();
      }
      int at = start + (int) next;
      if (next == 0) {
        expectApdu(in.getUnsignedByte(at));
      }
      if (!header.read(in, at, in.writerIndex())) {
        return false;
      }
      if (next == 0 && Apdu.byTag(header.tag()) == null) {
        throw new Z3950FormatException(BerTag.name(header.tag()) + " is no APDU", 0);
      }
      next += header.size();
      if (header.tag() == 0) {
        if (!header.isEndOfContents()) {
          throw new Z3950FormatException("an element with the tag 0", 0);
        }
        open--;
      } else if (!header.isIndefinite()) {
        // Saturated at the largest long, to which nothing can be added.
        next = Math.max(next, header.length()) > limit ? Long.MAX_VALUE : next + header.length();
      } else if (++open > BerLimits.DEFAULT.maxDepth()) {
        throw new Z3950FormatException("elements are nested too deep", 0);
      }
    }
    return false;
  }

  /** Every APDU starts with a context-specific constructed tag, 20 or higher. */
  private static void expectApdu(int first) {
    if (first < 0xB4 || first > 0xBF) {
      throw new Z3950FormatException("the byte %02X does not start an APDU".formatted(first), 0);
    }
  }
}
