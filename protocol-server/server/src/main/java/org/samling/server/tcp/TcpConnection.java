package org.samling.server.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.samling.core.requests.CurrentRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Arrivals are queued; while there are any, a virtual thread answers them in order.
 * While the queue is empty, frames that need only memory are answered on the event loop.
 *
 * <pre>
 *   event loop:      frame -> queue (full: stop reading), or conversation -> reply -> channel,
 *                    or what it is about that runs or waits
 *   virtual thread:  queue -> conversation -> reply -> channel (queue drained: read again)
 * </pre>
 */
final class TcpConnection<F> extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

  /** The first element of the queue, before all arrivals. */
  private static final Object BEGIN = new Object();

  /** The last element of the queue, after all arrivals before the connection was lost. */
  private static final Object LOST = new Object();

  private final String protocol;
  private final String from;
  private final Conversation<F> conversation;
  private final Duration reading;
  private final Queue<Object> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * The number of answers that the virtual thread has passed to the event loop and that are not
   * sent yet: the event loop may be busy with the next frames, and must not answer those first.
   */
  private final AtomicInteger unsent = new AtomicInteger();

  private volatile boolean paused;

  /** The last answer was given: later arrivals are ignored. */
  private volatile boolean ended;

  /**
   * Creates a connection.
   *
   * @param from the address, for limits by address
   * @param reading how long the other side may take to read its replies once the send buffer is
   *     full
   */
  TcpConnection(String protocol, String from, Conversation<F> conversation, Duration reading) {
    this.protocol = protocol;
    this.from = from;
    this.conversation = conversation;
    this.reading = reading;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (conversation.needsBegin()) {
      arrived(context.channel(), BEGIN);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    arrived(context.channel(), LOST);
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    var channel = context.channel();
    if (isDoneWith(frame)) {
      return;
    }
    if (waiting.get() == 0
        && unsent.get() == 0
        && channel.isWritable()
        && isAnsweredFromMemory(frame)) {
      take(channel, frame);
    } else {
      arrived(channel, frame);
    }
  }

  private boolean isDoneWith(Object frame) {
    var type = conversation.frameType();
    return type.isInstance(frame) && conversation.overtakes(type.cast(frame));
  }

  private boolean isAnsweredFromMemory(Object frame) {
    var type = conversation.frameType();
    return type.isInstance(frame) && conversation.isAnsweredFromMemory(type.cast(frame));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    arrived(context.channel(), event);
  }

  /** Runs on the event loop only. */
  private void arrived(Channel channel, Object arrival) {
    arrivals.add(arrival);
    var count = waiting.incrementAndGet();
    if (count == 1) {
      Thread.ofVirtual()
          .name(protocol + " " + channel.id().asShortText())
          .start(() -> work(channel));
    }
    if (count >= TcpLimits.WAITING_FRAMES) {
      paused = true;
      channel.config().setAutoRead(false);
      resume(channel); // the thread may have drained the queue since
    }
  }

  /** Runs on the event loop only. */
  private void resume(Channel channel) {
    if (paused && waiting.get() < TcpLimits.WAITING_FRAMES) {
      paused = false;
      channel.config().setAutoRead(true);
    }
  }

  private void work(Channel channel) {
    do {
      var arrival = arrivals.poll();
      if (arrival == LOST) {
        conversation.end();
      } else if (arrival == BEGIN) {
        begin(channel);
      } else if (arrival != null && !ended && channel.isActive()) {
        if (conversation.frameType().isInstance(arrival)) {
          pause(conversation.due());
        }
        take(channel, arrival);
      }
      if (paused) {
        channel.eventLoop().execute(() -> resume(channel));
      }
    } while (waiting.decrementAndGet() > 0);
  }

  private void begin(Channel channel) {
    try {
      conversation.begin();
    } catch (RuntimeException e) {
      fault(channel, e);
    }
  }

  /** Meanwhile the queue fills, and then reading stops. */
  private static void pause(Duration wait) {
    if (wait.isPositive()) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void take(Channel channel, Object arrival) {
    // Not from the pool: its caches belong to threads, and this one may live for only one frame.
    var out = Unpooled.buffer();
    try {
      var type = conversation.frameType();
      var end =
          type.isInstance(arrival)
              ? CurrentRequest.<@Nullable String, RuntimeException>by(
                  CurrentRequest.next(),
                  null,
                  from,
                  () -> conversation.answer(type.cast(arrival), out))
              : conversation.onEvent(arrival, out);
      send(channel, out.retain(), end);
    } catch (RuntimeException e) {
      fault(channel, e);
    } finally {
      out.release();
    }
  }

  private void fault(Channel channel, RuntimeException e) {
    ended = true;
    LOG.error("{} connection {} failed and is closed", protocol, channel.id(), e);
    var _ = channel.close();
  }

  private void send(Channel channel, ByteBuf out, @Nullable String end) {
    if (end == null && !out.isReadable()) {
      out.release();
      return;
    }
    unsent.incrementAndGet();
    var sent = channel.writeAndFlush(out).addListener(_ -> unsent.decrementAndGet());
    if (end != null) {
      ended = true;
      logEnd(channel, end);
      sent.addListener(ChannelFutureListener.CLOSE);
    } else if (!channel.eventLoop().inEventLoop()
        && !channel.isWritable()
        && !sent.awaitUninterruptibly(reading.toMillis())) {
      logEnd(channel, "does not read its replies");
      var _ = channel.close();
    }
  }

  /** How many frames wait for their answer. */
  int waiting() {
    return waiting.get();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
      LOG.debug(
          "{} connection {} was lost: {}", protocol, context.channel().id(), cause.getMessage());
    } else {
      LOG.error("{} connection {} failed and is closed", protocol, context.channel().id(), cause);
    }
    var _ = context.close();
  }

  private void logEnd(Channel channel, String reason) {
    LOG.info(
        "{} connection {} of {} from {} is closed: it {}",
        protocol,
        channel.id(),
        conversation.peer(),
        channel.remoteAddress(),
        reason);
  }
}
