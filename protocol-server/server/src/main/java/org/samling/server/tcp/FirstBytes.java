package org.samling.server.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Checks the first bytes of a connection, so that a mismatch of TLS, or an unexpected PROXY header,
 * is logged with an explanation. Then it removes itself.
 */
final class FirstBytes extends ByteToMessageDecoder {

  /** The type of a TLS record in which a handshake begins (RFC 8446, section 5.1). */
  private static final int TLS_HANDSHAKE = 0x16;

  /** How a PROXY header of version 1 begins, and one of version 2. */
  private static final List<byte[]> PROXY_HEADERS =
      List.of(
          "PROXY ".getBytes(StandardCharsets.US_ASCII),
          "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII));

  private final boolean tls;
  private final BiConsumer<Refusal, String> refuse;

  /**
   * Creates the handler.
   *
   * @param tls whether TLS is expected
   * @param refuse receives the refusal, with what came instead and what to do
   */
  FirstBytes(boolean tls, BiConsumer<Refusal, String> refuse) {
    this.tls = tls;
    this.refuse = refuse;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    var isTls = in.getByte(in.readerIndex()) == TLS_HANDSHAKE;
    var matching = isTls ? 0 : matching(in);
    if (matching == in.readableBytes()) {
      return; // it may still become a header
    }
    if (matching < 0) {
      drop(
          in,
          Refusal.PROXY_HEADER_UNEXPECTED,
          "begins with a PROXY header, and this listener expects none: set \"proxy-protocol\" and"
              + " \"proxies\" here, or switch it off at the proxy");
    } else if (tls && !isTls) {
      drop(
          in,
          Refusal.NO_TLS,
          "does not begin with TLS, and this port requires it: switch TLS on at the machine,"
              + " put stunnel beside it, or have it use a port without TLS");
    } else if (!tls && isTls) {
      drop(
          in,
          Refusal.TLS_UNEXPECTED,
          "begins with TLS, and this port does not use it: set \"tls: true\" here, or use a"
              + " port with TLS");
    } else {
      context.pipeline().remove(this);
    }
  }

  private void drop(ByteBuf in, Refusal refusal, String what) {
    in.skipBytes(in.readableBytes());
    refuse.accept(refusal, what);
  }

  /** The number of leading bytes that match a PROXY header; -1 where the whole header matches. */
  private static int matching(ByteBuf in) {
    var most = 0;
    for (var header : PROXY_HEADERS) {
      var same = 0;
      while (same < header.length
          && same < in.readableBytes()
          && in.getByte(in.readerIndex() + same) == header[same]) {
        same++;
      }
      if (same == header.length) {
        return -1;
      }
      most = Math.max(most, same);
    }
    return most;
  }
}
