package org.samling.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a server, and can be told to lose what goes through it. */
public final class BrokenConnection implements AutoCloseable {

  /** What becomes of a connection. */
  public enum Fault {
    /** All goes through. */
    NONE,
    /** Nothing does. */
    REFUSED,
    /** The server gets what is sent, and what it answers is lost. */
    ANSWERS_LOST
  }

  private final ServerSocket listener;
  private volatile int target;
  private volatile Fault fault = Fault.NONE;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  public BrokenConnection() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Where connections go from now on, and what becomes of them; those that are open end. */
  public void set(int newTarget, Fault newFault) {
    target = newTarget;
    fault = newFault;
    for (var socket : open) {
      try {
        socket.close();
      } catch (IOException _) {
        // it is closed
      }
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void connect(Socket client) {
    var now = fault;
    open.add(client);
    try (client) {
      if (now == Fault.REFUSED) {
        return;
      }
      try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        Thread.ofVirtual().start(() -> pass(client, server));
        if (now == Fault.ANSWERS_LOST) {
          server.getInputStream().read(); // it has been answered
        } else {
          pass(server.getInputStream(), client.getOutputStream());
        }
      }
    } catch (IOException _) {
      // both ends are closed
    } finally {
      open.remove(client);
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      pass(from.getInputStream(), to.getOutputStream());
    } catch (IOException _) {
      // the other direction closes both
    }
  }

  private static void pass(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[8_192];
    for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
