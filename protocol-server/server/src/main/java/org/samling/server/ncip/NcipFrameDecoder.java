package org.samling.server.ncip;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Splits a stream of bytes into messages, which only their end tag delimits: {@code
 * </NCIPMessage>}, with a prefix of up to 64 bytes or none, in any ASCII-compatible coding. Each
 * byte is scanned only once, however slowly they arrive.
 *
 * <p>A message beyond the limit fires {@link TooLarge} as a user event, once; whatever follows is
 * dropped: the connection must be closed.
 */
final class NcipFrameDecoder extends ByteToMessageDecoder {

  /**
   * A partner sent a message beyond the limit.
   *
   * @param limit the limit in bytes
   */
  record TooLarge(int limit) {}

  private static final byte[] NAME = "NCIPMessage".getBytes(US_ASCII);

  /** How far back a prefix is searched for, so that no message is scanned again and again. */
  private static final int LONGEST_PREFIX = 64;

  private volatile int limit;
  private boolean discarding;

  /** How many bytes of the message were scanned. */
  private int seen;

  NcipFrameDecoder(int limit) {
    this.limit = limit;
  }

  /** Changes the limit. It applies from the next byte on; any thread may call this. */
  void setLimit(int limit) {
    this.limit = limit;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (discarding) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (seen == 0) {
      skipBlanks(in);
    }
    var most = limit;
    var end = end(in);
    var length = end < 0 ? in.readableBytes() : end - in.readerIndex();
    if (length > most) {
      discarding = true;
      in.skipBytes(in.readableBytes());
      ctx.fireUserEventTriggered(new TooLarge(most));
    } else if (end >= 0) {
      var bytes = new byte[length];
      in.readBytes(bytes);
      seen = 0;
      out.add(new NcipFrame(bytes));
    }
  }

  private static void skipBlanks(ByteBuf in) {
    while (in.isReadable() && isBlank(in.getByte(in.readerIndex()))) {
      in.skipBytes(1);
    }
  }

  /** The index behind the end tag, or -1 where it is still to come. */
  private int end(ByteBuf in) {
    var from = in.readerIndex() + seen;
    while (true) {
      var at = in.indexOf(from, in.writerIndex(), (byte) '>');
      if (at < 0) {
        seen = in.readableBytes();
        return -1;
      }
      if (isEndTag(in, at)) {
        return at + 1;
      }
      from = at + 1;
    }
  }

  /** Whether the tag that ends at an index is the end tag; reads backwards. */
  private static boolean isEndTag(ByteBuf in, int close) {
    var at = close - 1;
    var first = in.readerIndex();
    while (at >= first && isBlank(in.getByte(at))) {
      at--;
    }
    for (var i = NAME.length - 1; i >= 0; i--, at--) {
      if (at < first || in.getByte(at) != NAME[i]) {
        return false;
      }
    }
    if (at >= first && in.getByte(at) == ':') {
      var furthest = Math.max(first, at - LONGEST_PREFIX - 1);
      do {
        at--;
      } while (at > furthest && in.getByte(at) != '/');
    }
    return at > first && in.getByte(at) == '/' && in.getByte(at - 1) == '<';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
