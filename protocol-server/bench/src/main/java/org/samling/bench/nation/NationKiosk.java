package org.samling.bench.nation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.samling.bench.kiosk.KioskMessages;

/**
 * A kiosk that is told what to do by the clock, does it in that order, and connects and logs in
 * again when its connection is closed. A message without an answer is sent again as it was; one
 * that is answered "try again" is made anew, as by somebody who presses the button again.
 *
 * <p>Everything runs on the event loop of its load.
 */
final class NationKiosk {

  /** In every answer of a Samling that could not do it now. */
  private static final String TRY_AGAIN = "Prøv igen";

  private static final int PAUSE_MILLIS = 500;
  private static final int MOST_DOUBLINGS = 4;

  private final NationTenant tenant;
  private final NationKiosks load;
  private final KioskMessages messages = new KioskMessages();
  private final Deque<Order> orders = new ArrayDeque<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  /** The connection, once it is logged in. */
  private @Nullable Channel line;

  private NationTenant.@Nullable Request request;
  private byte[] message = {};
  private long sent;

  /** How many connections it lost since it had an answer. */
  private int attempts;

  /** Whether it waits before it tries again. */
  private boolean pausing;

  /** What to do, and since when. */
  private record Order(Traffic traffic, long due) {}

  NationKiosk(NationTenant tenant, NationKiosks load) {
    this.tenant = tenant;
    this.load = load;
  }

  /** Completes when it is logged in for the first time. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Has it do something, after what it still has to do. */
  void order(Traffic traffic, long due) {
    orders.add(new Order(traffic, due));
    next();
  }

  /** Whether it has done everything. */
  boolean isIdle() {
    return request == null && orders.isEmpty();
  }

  /** Gives up what it waits for. */
  void giveUp() {
    var asked = request;
    if (asked != null) {
      tenant.unanswered(asked);
    }
  }

  /**
   * How many milliseconds it waits before it connects again: half a second at first, twice as long
   * after each time at which no answer came, up to eight seconds.
   */
  int pauseMillis() {
    return PAUSE_MILLIS << Math.min(MOST_DOUBLINGS, attempts);
  }

  /** Closes a connection on which a message was not answered since a time. */
  void closeIfSilentSince(long time) {
    var open = line;
    if (open != null && request != null && !pausing && sent - time < 0) {
      var _ = open.close();
    }
  }

  private void next() {
    if (line == null || request != null) {
      return;
    }
    var order = orders.poll();
    if (order != null) {
      var chosen = tenant.request(order.traffic(), order.due());
      request = chosen;
      send(chosen.message(messages));
    }
  }

  private void send(byte[] bytes) {
    message = bytes;
    sent = System.nanoTime();
    var open = line;
    if (open != null) {
      var _ = open.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }
  }

  private void loggedIn(Channel channel) {
    line = channel;
    ready.complete(null);
    if (request == null) {
      next();
    } else if (!pausing) {
      load.samples().resent();
      send(message);
    }
  }

  private void lost() {
    line = null;
    if (!load.isClosed()) {
      attempts++;
      load.samples().lost();
      load.connectAgain(this);
    }
  }

  private void answered(byte[] reply) {
    var now = System.nanoTime();
    var asked = request;
    if (asked == null) {
      load.samples().fault("a reply to nothing: " + new String(reply, UTF_8));
      return;
    }
    var text = new String(reply, UTF_8);
    if (asked.traffic() != Traffic.POLL && text.contains(TRY_AGAIN)) {
      pausing = true;
      load.later(PAUSE_MILLIS, () -> tryAgain(asked));
      return;
    }
    request = null;
    attempts = 0;
    try {
      if (messages.check(reply) == KioskMessages.Answer.DONE) {
        tenant.done(asked, reply);
        load.answered(asked, now);
      } else if (asked.traffic() == Traffic.POLL) {
        load.samples().offline();
        load.answered(asked, now);
      } else {
        refused(asked, now, "refused: " + text);
      }
    } catch (IllegalStateException e) {
      refused(asked, now, String.valueOf(e.getMessage()));
    }
    next();
  }

  private void refused(NationTenant.Request asked, long now, String why) {
    var what = "%s of %s: %s".formatted(asked.traffic(), tenant.account(), why);
    load.samples().fault(what);
    load.samples().failed(asked.traffic(), asked.due(), now, new IOException(what));
  }

  private void tryAgain(NationTenant.Request asked) {
    pausing = false;
    message = asked.message(messages);
    if (line != null) { // else it is sent once it is logged in again
      load.samples().resent();
      send(message);
    }
  }

  /** A connection of it. */
  SimpleChannelInboundHandler<ByteBuf> connection() {
    return new Connection();
  }

  private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {

    private final KioskMessages login = new KioskMessages();
    private boolean open;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var _ =
          context.writeAndFlush(
              Unpooled.wrappedBuffer(login.login(tenant.account(), tenant.account())));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      var reply = ByteBufUtil.getBytes(frame);
      if (open) {
        answered(reply);
      } else if (isAccepted(reply)) {
        open = true;
        loggedIn(context.channel());
      } else {
        var _ = context.close(); // and connects again
      }
    }

    private boolean isAccepted(byte[] reply) {
      try {
        return login.check(reply) == KioskMessages.Answer.DONE;
      } catch (IllegalStateException e) {
        load.samples().fault("the login of %s: %s".formatted(tenant.account(), e.getMessage()));
        return false;
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      lost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!(cause instanceof IOException)) {
        load.samples().fault("a kiosk of %s failed: %s".formatted(tenant.account(), cause));
      }
      var _ = context.close();
    }
  }
}
