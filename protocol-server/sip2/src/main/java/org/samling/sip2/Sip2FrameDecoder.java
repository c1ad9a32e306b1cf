package org.samling.sip2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.samling.sip2.Sip2Frame.Terminator;

/**
 * Splits a stream of bytes into frames. A frame ends at CR, LF or CRLF; blanks, NULs and line ends
 * before it are dropped. A frame longer than the limit fires {@link TooLong} once as a user event,
 * and everything after it is dropped unread: the connection should be closed.
 *
 * <p>A frame is passed on as soon as its CR is seen, because a client that sends only CR sends
 * nothing more before the reply. Whether an LF belongs to that CR may not be known until later, so
 * the first frame of a client with CRLF may be reported as CR.
 */
public final class Sip2FrameDecoder extends ByteToMessageDecoder {

  /**
   * A client sent more bytes than a frame may have.
   *
   * @param limit the limit in bytes
   */
  public record TooLong(int limit) {}

  private static final int LARGEST_LIMIT = 1 << 20;

  private volatile int frameLimit;
  private Terminator terminator = Terminator.CR;
  private boolean discarding;
  private boolean anyFrame;
  private boolean startsWithLf;
  private boolean lfMayFollow;
  private int scanned;

  /** A decoder for frames of up to {@code frameLimit} bytes without the terminator. */
  public Sip2FrameDecoder(int frameLimit) {
    setFrameLimit(frameLimit);
  }

  /**
   * Changes the limit, for example after login. It applies from the next byte; any thread may call
   * this.
   *
   * @throws IllegalArgumentException if the limit is not from 2 bytes to 1 MiB
   */
  public void setFrameLimit(int frameLimit) {
    if (frameLimit < 2 || frameLimit > LARGEST_LIMIT) {
      throw new IllegalArgumentException(
          "a SIP2 frame limit of %d bytes; choose one from 2 to %d"
              .formatted(frameLimit, LARGEST_LIMIT));
    }
    this.frameLimit = frameLimit;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (discarding) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (scanned == 0 && !skipJunk(in)) {
      return;
    }
    int limit = frameLimit;
    int start = in.readerIndex();
    int searchEnd = Math.min(in.writerIndex(), start + limit + 1);
    for (int i = start + scanned; i < searchEnd; i++) {
      byte b = in.getByte(i);
      if (b == '\r' || b == '\n') {
        var bytes = new byte[i - start];
        in.readBytes(bytes);
        in.skipBytes(1);
        scanned = 0;
        learn(b, in);
        out.add(new Sip2Frame(bytes, terminator));
        return;
      }
    }
    scanned = Math.max(scanned, searchEnd - start);
    if (scanned > limit) {
      discarding = true;
      in.skipBytes(in.readableBytes());
      ctx.fireUserEventTriggered(new TooLong(limit));
    }
  }

  /** Drops whatever may occur between two frames; false if nothing else is there. */
  private boolean skipJunk(ByteBuf in) {
    while (in.isReadable()) {
      byte b = in.getByte(in.readerIndex());
      if (b < 0 || b > ' ') {
        return true;
      }
      in.skipBytes(1);
      if (b == '\n' && lfMayFollow) {
        terminator = Terminator.CRLF;
      }
      startsWithLf |= b == '\n' && !anyFrame;
      lfMayFollow = false;
    }
    return false;
  }

  private void learn(byte end, ByteBuf in) {
    anyFrame = true;
    lfMayFollow = false;
    if (end == '\n') {
      terminator = Terminator.LF;
    } else if (in.isReadable()) {
      boolean lf = in.getByte(in.readerIndex()) == '\n' && !startsWithLf;
      terminator = lf ? Terminator.CRLF : Terminator.CR;
    } else {
      // The LF may still be on its way; a client that has sent CRLF before is assumed to do so
      // again.
      terminator = terminator == Terminator.CRLF ? Terminator.CRLF : Terminator.CR;
      lfMayFollow = !startsWithLf;
    }
  }
}
