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
 * Stands between a client and a server on loopback, and does to their connections what networks do.
 * It passes everything on until it is told otherwise.
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

  /** Before a port of this machine. */
  public static TcpProxy before(int port) throws IOException {
    return new TcpProxy(port);
  }

  /** Its own port on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Brings new connections to another port; those that are there stay where they are. */
  public void redirect(int port) {
    target = port;
  }

  /** Ends all connections, and every new one at once. */
  public void cut() {
    behaviour = Behaviour.CUT;
    links.forEach(Link::end);
  }

  /** Takes what comes, in both directions, and passes nothing on: connections hang. */
  public void swallow() {
    behaviour = Behaviour.SWALLOW;
  }

  /**
   * Loses the first piece from the server that holds all these texts, and ends its connection: what
   * the server says there it has done, and its client does not hear of it.
   */
  public void loseReplyWith(String... texts) {
    lostReply.set(List.of(texts));
  }

  /** Whether the reply that was to be lost is lost. */
  public boolean hasLostReply() {
    return lostReply.get().isEmpty();
  }

  private boolean isToBeLost(byte[] piece, int count) {
    var texts = lostReply.get();
    if (texts.isEmpty()) {
      return false;
    }
    var said = new String(piece, 0, count, ISO_8859_1);
    return texts.stream().allMatch(said::contains) && lostReply.compareAndSet(texts, List.of());
  }

  /** Passes on what comes so much later. */
  public void delay(Duration by) {
    delay = by;
  }

  /** Passes on what comes from now on; connections of which something was swallowed end. */
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

  /** Where the server is away, the client sees its connection end. */
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
        // One of the two is gone; the other is told below.
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
        } else if (isReply && isToBeLost(piece, count)) {
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
        // It is gone already.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
