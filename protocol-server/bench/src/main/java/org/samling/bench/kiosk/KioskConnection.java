package org.samling.bench.kiosk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.Stock;

/**
 * One kiosk of a load: sends a message, waits for the reply, and sends the next, on its event loop.
 */
final class KioskConnection extends ByteToMessageDecoder {

  private static final byte CR = '\r';

  private final KioskLoad.Target target;
  private final @Nullable KioskStock stock;
  private final KioskMessages messages = new KioskMessages();
  private final Deque<Stock.Copy> lent = new ArrayDeque<>();
  private final CompletableFuture<Void> loggedIn = new CompletableFuture<>();
  private KioskFigures figures = new KioskFigures();
  private CompletableFuture<Void> talking = new CompletableFuture<>();
  private @Nullable ChannelHandlerContext context;
  private @Nullable Part part;
  private int next;
  private int scanned;
  private String command = "";
  private String patron = "";
  private Stock.@Nullable Copy returned;
  private long intended;
  private long sent;

  /**
   * The part of a kiosk in a measurement.
   *
   * @param mix the messages of a visit
   * @param first when it begins, by {@link System#nanoTime}
   * @param interval the time in nanoseconds from one message to the next, or 0 to send on reply
   * @param from when measuring begins
   * @param end when it stops
   */
  record Part(KioskMix mix, long first, long interval, long from, long end) {}

  KioskConnection(KioskLoad.Target target, @Nullable KioskStock stock) {
    this.target = target;
    this.stock = stock;
  }

  /** Completes when the login is accepted. */
  CompletableFuture<Void> loggedIn() {
    return loggedIn;
  }

  /** The figures since it last began to talk; call it when that is over. */
  KioskFigures figures() {
    return figures;
  }

  /** Begins to talk; completes when that is over. */
  CompletableFuture<Void> talk(Part what) {
    var over = new CompletableFuture<Void>();
    var where = context;
    if (where == null) {
      throw new IllegalStateException("the kiosk is not logged in");
    }
    where
        .executor()
        .execute(() -> {
          figures = new KioskFigures();
          talking = over;
          part = what;
          intended = what.first();
          if (where.channel().isActive()) {
            sendWhenDue(where, what);
          } else {
            over.completeExceptionally(new IllegalStateException("the server closed a connection"));
          }
        });
    return over;
  }

  void close() {
    var where = context;
    if (where != null) {
      var _ = where.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    this.context = context;
    send(context, messages.login(target.user(), target.password()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    super.channelInactive(context);
    fail(new IllegalStateException("the server closed a connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var unwrapped = cause.getCause() == null ? cause : cause.getCause();
    fail(unwrapped);
    var _ = context.close();
  }

  private void fail(Throwable cause) {
    loggedIn.completeExceptionally(cause);
    talking.completeExceptionally(cause);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    var end = in.indexOf(in.readerIndex() + scanned, in.writerIndex(), CR);
    if (end < 0) {
      scanned = in.readableBytes();
      return;
    }
    scanned = 0;
    var reply = new byte[end - in.readerIndex()];
    in.readBytes(reply);
    in.skipBytes(1);
    answered(context, reply);
  }

  private void answered(ChannelHandlerContext context, byte[] reply) {
    var now = System.nanoTime();
    var done = messages.check(reply) == KioskMessages.Answer.DONE;
    if (!loggedIn.isDone()) {
      if (done) {
        loggedIn.complete(null);
      } else {
        fail(new IllegalStateException("the login of " + target.user() + " was refused"));
      }
      return;
    }
    var what = part;
    if (what == null) {
      throw new IllegalStateException("an unexpected reply arrived");
    }
    putBack();
    if (intended - what.from() >= 0) {
      figures.answered(command, now - intended, now - sent, done);
    }
    intended = what.interval() == 0 ? now : intended + what.interval();
    sendWhenDue(context, what);
  }

  private void putBack() {
    var back = returned;
    if (back != null && stock != null) {
      stock.put(back);
      returned = null;
    }
  }

  private void sendWhenDue(ChannelHandlerContext context, Part what) {
    if (intended - what.end() >= 0) {
      part = null;
      talking.complete(null);
      return;
    }
    var wait = intended - System.nanoTime();
    if (wait > 0) {
      var _ = context.executor().schedule(() -> say(context, what), wait, TimeUnit.NANOSECONDS);
    } else {
      say(context, what);
    }
  }

  private void say(ChannelHandlerContext context, Part what) {
    try {
      var message = next(what.mix());
      sent = System.nanoTime();
      send(context, message);
    } catch (IllegalStateException e) {
      fail(e);
    }
  }

  private byte[] next(KioskMix mix) {
    var from = stock;
    if (from == null) {
      throw new IllegalStateException("an idle kiosk can't send messages");
    }
    if (next == 0) {
      patron = from.patron();
    }
    command = mix.messages().get(next);
    next = (next + 1) % mix.messages().size();
    return switch (command) {
      case "99" -> messages.status();
      case "23" -> messages.patronStatus(patron);
      case "63" -> messages.patronInformation(patron);
      case "35" -> messages.endSession(patron);
      case "17" -> {
        var item = from.take();
        from.put(item);
        yield messages.itemInformation(item);
      }
      case "11" -> {
        var item = from.take();
        lent.add(item);
        yield messages.checkout(item, patron);
      }
      case "29" -> messages.renew(lent.getLast(), patron);
      case "09" -> {
        returned = lent.remove();
        yield messages.checkin(returned);
      }
      default -> throw new IllegalStateException("a kiosk can't send " + command);
    };
  }

  private static void send(ChannelHandlerContext context, byte[] message) {
    var _ = context.writeAndFlush(Unpooled.wrappedBuffer(message));
  }
}
