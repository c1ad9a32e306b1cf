package org.samling.server.tcp;

import java.util.function.Supplier;

/** A listener that can be replaced by another, for which its port must be released first. */
public final class ReopenedListener implements AutoCloseable {

  private Supplier<TcpListener> opener;
  private volatile TcpListener now;

  /**
   * Starts to listen.
   *
   * @param opener opens the listener
   */
  public ReopenedListener(Supplier<TcpListener> opener) {
    this.opener = opener;
    this.now = opener.get();
  }

  /**
   * Closes the listener, as {@link TcpListener#close} does, and opens another in its place; where
   * that fails, opens the former one again.
   *
   * @throws IllegalStateException when the other can't be opened
   */
  public synchronized void reopen(Supplier<TcpListener> next) {
    now.close();
    try {
      now = next.get();
      opener = next;
    } catch (RuntimeException e) {
      now = opener.get();
      throw e;
    }
  }

  /** The present listener. */
  public TcpListener now() {
    return now;
  }

  /** The listening port. */
  public int port() {
    return now.port();
  }

  /** How many connections there are. */
  public int connections() {
    return now.connections();
  }

  /** Reads the certificates again. */
  public void renewTls() {
    now.renewTls();
  }

  @Override
  public synchronized void close() {
    now.close();
  }
}
