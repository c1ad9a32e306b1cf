package org.samling.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A proxy between a client and a server on loopback that simulates network faults on their
 * connections. By default it passes everything on.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int PIECE = 8192;

  private volatile int target;
  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile Behaviour behaviour = Behaviour.PASS;
  private volatile Duration delay = Duration.ZERO;
  private final AtomicReference<List<String>> lostReply = new AtomicReference<>(List.of());

  private enum Behaviour {
    PASS,
    SWALLOW,
    CUT
  }

  private TcpProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  /** A proxy for a port of this machine. */
  public static TcpProxy before(int port) throws IOException {
    return new TcpProxy(port);
  }

  /** Its own port on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Directs new connections to another port; existing ones are not affected. */
  public void redirect(int port) {
    target = port;
  }

  /** Closes all connections, and every new one at once. */
  public void cut() {
    behaviour = Behaviour.CUT;
    links.forEach(Link::end);
  }

  /** Reads in both directions but passes nothing on: connections hang. */
  public void swallow() {
    behaviour = Behaviour.SWALLOW;
  }

  /**
   * Drops the first piece from the server that contains all these texts, and closes its connection:
   * the server has done what it reports, and the client never hears of it.
   */
  public void loseReplyWith(String... texts) {
    lostReply.set(List.of(texts));
  }

  /** Whether the reply that was to be lost has been lost. */
  public boolean hasLostReply() {
    return lostReply.get().isEmpty();
  }

  private boolean mustLose(byte[] piece, int count) {
    var texts = lostReply.get();
    if (texts.isEmpty()) {
      return false;
    }
    var text = new String(piece, 0, count, ISO_8859_1);
    return texts.stream().allMatch(text::contains) && lostReply.compareAndSet(texts, List.of());
  }

  /** Delays everything that is passed on by a duration. */
  public void delay(Duration by) {
    delay = by;
  }

  /** Passes on everything from now on; connections that have lost data are closed. */
  public void pass() {
    behaviour = Behaviour.PASS;
    delay = Duration.ZERO;
    links.stream().filter(link -> link.lost).forEach(Link::end);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        if (behaviour == Behaviour.CUT) {
          client.close();
        } else {
          connect(client);
        }
      } catch (IOException _) {
        // The listener was closed, or a client is gone.
      }
    }
  }

  /** If the server is unavailable, the client's connection is closed. */
  private void connect(Socket client) throws IOException {
    try {
      new Link(client, new Socket(InetAddress.getLoopbackAddress(), target)).start();
    } catch (IOException _) {
      client.close();
    }
  }

  /** A connection through the proxy. */
  private final class Link {

    private final Socket client;
    private final Socket server;
    private volatile boolean lost;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void start() {
      links.add(this);
      Thread.ofVirtual().name("proxy-up").start(() -> pump(client, server));
      Thread.ofVirtual().name("proxy-down").start(() -> pump(server, client));
    }

    private void pump(Socket from, Socket to) {
      try {
        copy(from.getInputStream(), to.getOutputStream(), from == server);
      } catch (IOException _) {
        // One of the two is gone; the other is closed below.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        end();
      }
    }

    private void copy(InputStream in, OutputStream out, boolean isReply)
        throws IOException, InterruptedException {
      var piece = new byte[PIECE];
      for (var count = in.read(piece); count >= 0; count = in.read(piece)) {
        if (!delay.isZero()) {
          Thread.sleep(delay);
        }
        if (behaviour == Behaviour.SWALLOW) {
          lost = true;
        } else if (isReply && mustLose(piece, count)) {
          return;
        } else {
          out.write(piece, 0, count);
        }
      }
    }

    void end() {
      links.remove(this);
      close(client);
      close(server);
    }

    private static void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException _) {
        // It is already closed.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
