package org.samling.server.tcp;

import io.netty.channel.Channel;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.samling.library.network.Peer;

/**
 * A connection as its conversation sees it: its peer, and the operations on it.
 *
 * <p>Safe for use by many threads.
 */
public final class Caller {

  private final Channel channel;
  private final Peer peer;

  Caller(Channel channel, Peer peer) {
    this.channel = channel;
    this.peer = peer;
  }

  /** The other side of the connection. */
  public Peer peer() {
    return peer;
  }

  /** Sets how long it may be idle. */
  public void setIdle(Duration idle) {
    channel
        .eventLoop()
        .execute(() -> {
          if (channel.pipeline().get(IdleStateHandler.class) != null) {
            channel.pipeline().replace(IdleStateHandler.class, null, idleHandler(idle));
          }
        });
  }

  static IdleStateHandler idleHandler(Duration idle) {
    return new IdleStateHandler(idle.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
  }

  /** Ends the connection. */
  public void end() {
    var _ = channel.close();
  }
}
