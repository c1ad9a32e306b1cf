package org.samling.server.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.samling.routes.IncomingFile;

/**
 * The body of a request, of any size. Nothing of it is read before it is opened, and then at most a
 * few pieces ahead of the reader: the socket waits.
 */
final class StreamedBody implements IncomingFile {

  /** How many pieces are read ahead; Vert.x makes them of at most 8 KiB. */
  private static final int AHEAD = 16;

  /** How long the rest of an unread body is still accepted, so that the sender reads the answer. */
  private static final long LINGER_MILLIS = 5_000;

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final Context eventLoop;
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private boolean isEnded;

  /** A part of the body; or its end, where both are null; or why it broke off. */
  private record Piece(@Nullable Buffer bytes, @Nullable Throwable fault) {
    Piece(@Nullable Buffer bytes) {
      this(bytes, null);
    }
  }

  /** Pauses a body; call this on the request's event loop, before anything of it is read. */
  StreamedBody(RoutingContext context) {
    this.context = context;
    this.request = context.request();
    this.eventLoop = context.vertx().getOrCreateContext();
    Arrival.of(context).isOfFile();
    request.pause();
    request.handler(bytes -> pieces.add(new Piece(bytes)));
    request.endHandler(_ -> {
      isEnded = true;
      pieces.add(new Piece(null));
    });
    request.exceptionHandler(fault -> pieces.add(new Piece(null, fault)));
    context.response().endHandler(_ -> discardRest());
  }

  @Override
  public OptionalLong declaredSize() {
    var length = request.getHeader("content-length");
    return length == null || !length.matches("\\d{1,18}")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(length));
  }

  @Override
  public InputStream open(Duration within) {
    eventLoop.runOnContext(_ -> {
      if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
        context.response().writeContinue();
      }
      request.fetch(AHEAD);
    });
    return new Arriving(System.nanoTime() + within.toNanos());
  }

  /** Reads and discards the rest of the body, for a while. */
  private void discardRest() {
    if (isEnded) {
      return;
    }
    request.handler(StreamedBody::forget);
    request.resume();
    context
        .vertx()
        .setTimer(
            LINGER_MILLIS,
            _ -> {
              if (isEnded) {
                return;
              }
              if (request.version() == HttpVersion.HTTP_2) {
                context.response().reset();
              } else {
                request.connection().close();
              }
            });
  }

  private static void forget(Buffer bytes) {}

  /** The bytes, for one thread that may block. */
  private final class Arriving extends InputStream {

    private final long deadline;
    private byte[] piece = new byte[0];
    private int next;
    private boolean isOver;

    Arriving(long deadline) {
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (next == piece.length && !isOver) {
        take();
      }
      if (isOver) {
        return -1;
      }
      var count = Math.min(length, piece.length - next);
      System.arraycopy(piece, next, into, offset, count);
      next += count;
      return count;
    }

    private void take() throws IOException {
      var taken = poll();
      if (taken == null) {
        throw new InterruptedIOException("the body did not arrive completely in time");
      }
      var fault = taken.fault();
      if (fault != null) {
        throw new IOException("the body broke off", fault);
      }
      var bytes = taken.bytes();
      if (bytes == null) {
        isOver = true;
        return;
      }
      piece = bytes.getBytes();
      next = 0;
      eventLoop.runOnContext(_ -> request.fetch(1));
    }

    private @Nullable Piece poll() throws IOException {
      try {
        return pieces.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("reading the body was interrupted", e);
      }
    }
  }
}
