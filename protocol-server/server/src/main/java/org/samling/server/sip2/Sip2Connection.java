package org.samling.server.sip2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.samling.routes.Sip2Answer;
import org.samling.routes.Sip2Service;
import org.samling.routes.Sip2Session;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2FrameDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Frames queue here; a virtual thread lives while there are any, and answers them
 * in order.
 *
 * <pre>
 *   event loop:      frame -> queue (full: stop reading)
 *   virtual thread:  queue -> service -> reply -> channel (queue drained: read again)
 * </pre>
 */
final class Sip2Connection extends SimpleChannelInboundHandler<Sip2Frame> {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Connection.class);

  private final Sip2Service service;
  private final Sip2Limits limits;
  private final Sip2FrameDecoder decoder;
  private final Sip2Session session = new Sip2Session(Instant.now());
  private final Queue<Sip2Frame> frames = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean paused;
  private volatile boolean loggedIn;

  Sip2Connection(Sip2Service service, Sip2Limits limits, Sip2FrameDecoder decoder) {
    this.service = service;
    this.limits = limits;
    this.decoder = decoder;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var _ =
        context
            .executor()
            .schedule(
                () -> {
                  if (!loggedIn && context.channel().isActive()) {
                    close(context.channel(), "did not log in in time");
                  }
                },
                limits.login().toMillis(),
                TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Sip2Frame frame) {
    frames.add(frame);
    var count = waiting.incrementAndGet();
    if (count == 1) {
      var channel = context.channel();
      Thread.ofVirtual().name("sip2 " + channel.id().asShortText()).start(() -> answer(channel));
    }
    if (count >= Sip2Limits.WAITING_FRAMES) {
      paused = true;
      context.channel().config().setAutoRead(false);
      resume(context.channel()); // the thread may have drained the queue since
    }
  }

  /** Runs on the event loop only. */
  private void resume(Channel channel) {
    if (paused && waiting.get() < Sip2Limits.WAITING_FRAMES) {
      paused = false;
      channel.config().setAutoRead(true);
    }
  }

  private void answer(Channel channel) {
    do {
      var frame = frames.poll();
      if (frame != null && channel.isActive()) {
        answer(channel, frame);
      }
      if (paused) {
        channel.eventLoop().execute(() -> resume(channel));
      }
    } while (waiting.decrementAndGet() > 0);
  }

  private void answer(Channel channel, Sip2Frame frame) {
    try {
      switch (service.answer(session, frame)) {
        case Sip2Answer.Reply(var reply, var close) -> {
          if (session.account() != null && !loggedIn) {
            loggedIn = true;
            decoder.setFrameLimit(limits.frame());
          }
          send(channel, reply);
          if (close) {
            close(channel, "failed to log in too often");
          }
        }
        case Sip2Answer.Silence() -> {}
        case Sip2Answer.Close(var reason) -> close(channel, reason);
      }
    } catch (RuntimeException e) {
      LOG.error("connection {} met a fault and is closed", channel.id(), e);
      var _ = channel.close();
    }
  }

  private void send(Channel channel, Sip2Frame reply) {
    var buffer = channel.alloc().buffer(reply.bytes().length + 2);
    reply.endedBy(decoder.terminator()).writeTo(buffer);
    var sent = channel.writeAndFlush(buffer);
    if (!channel.isWritable() && !sent.awaitUninterruptibly(Sip2Limits.READ_REPLIES.toMillis())) {
      close(channel, "does not read its replies");
    }
  }

  /** How many frames wait for their answer. */
  int waiting() {
    return waiting.get();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case Sip2FrameDecoder.TooLong tooLong ->
          close(context.channel(), "sent a frame of more than " + tooLong.limit() + " bytes");
      case IdleStateEvent _ -> close(context.channel(), "said nothing for too long");
      default -> context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("connection {} was lost: {}", context.channel().id(), cause.getMessage());
    } else {
      LOG.error("connection {} met a fault and is closed", context.channel().id(), cause);
    }
    var _ = context.close();
  }

  private void close(Channel channel, String reason) {
    var account = session.account();
    LOG.info(
        "connection {} of {} from {} is closed: it {}",
        channel.id(),
        account == null ? "nobody" : account.username(),
        channel.remoteAddress(),
        reason);
    var _ = channel.close();
  }
}
