package org.samling.server.tcp;

import java.util.function.Supplier;

/** A listener whose place can be taken by another, for which its port has to be given up first. */
public final class ReopenedListener implements AutoCloseable {

  private Supplier<TcpListener> opening;
  private volatile TcpListener now;

  /**
   * Starts to listen.
   *
   * @param opening opens the listener
   */
  public ReopenedListener(Supplier<TcpListener> opening) {
    this.opening = opening;
    this.now = opening.get();
  }

  /**
   * Closes the listener, as {@link TcpListener#close} does, and opens another in its place; where
   * that can't be had, the former one again.
   *
   * @throws IllegalStateException when the other can't be had
   */
  public synchronized void reopen(Supplier<TcpListener> next) {
    now.close();
    try {
      now = next.get();
      opening = next;
    } catch (RuntimeException e) {
      now = opening.get();
      throw e;
    }
  }

  /** The one that listens now. */
  public TcpListener now() {
    return now;
  }

  /** The port that is listened on. */
  public int port() {
    return now.port();
  }

  /** How many connections there are. */
  public int connections() {
    return now.connections();
  }

  /** Has certificates read again. */
  public void renewTls() {
    now.renewTls();
  }

  @Override
  public synchronized void close() {
    now.close();
  }
}
