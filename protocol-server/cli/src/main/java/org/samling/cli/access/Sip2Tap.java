package org.samling.cli.access;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2FrameDecoder;

/** A proxy between clients and their server: passes on every byte, and lets others listen. */
final class Sip2Tap implements AutoCloseable {

  private static final int LONGEST_FRAME = 1 << 20;

  /** How many clients are served at once. */
  private static final int MOST_AT_ONCE = 1_000;

  private final ServerSocket listening;
  private final String host;
  private final int port;
  private final IntFunction<Listener> listeners;
  private final Consumer<IOException> failures;

  /**
   * Hears one connection, one call at a time, and a request before its reply. What it throws goes
   * to the failures, and stops nothing.
   */
  interface Listener {

    /** The client sent bytes. */
    void bytes(byte[] bytes, int count) throws IOException;

    /** The client sent a message. */
    void request(Sip2Frame frame) throws IOException;

    /** The server replied. */
    void reply(Sip2Frame frame) throws IOException;

    /** The connection has ended. */
    void end() throws IOException;
  }

  /**
   * Prepares a proxy.
   *
   * @param listeners makes the listener of a connection, by its number from 1
   * @param failures is told why a connection, or what listens to it, has failed
   */
  Sip2Tap(
      ServerSocket listening,
      String host,
      int port,
      IntFunction<Listener> listeners,
      Consumer<IOException> failures) {
    this.listening = listening;
    this.host = host;
    this.port = port;
    this.listeners = listeners;
    this.failures = failures;
  }

  /** The port that clients are to connect to. */
  int port() {
    return listening.getLocalPort();
  }

  /** Serves so many connections, several at once, until each has ended. */
  void run(int connections) throws IOException {
    var room = new Semaphore(MOST_AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 1; number <= connections; number++) {
        room.acquireUninterruptibly();
        var client = listening.accept();
        var listener = listeners.apply(number);
        var _ =
            threads.submit(() -> {
              try {
                serve(client, listener);
              } finally {
                room.release();
              }
            });
      }
    } catch (SocketException e) {
      if (!listening.isClosed()) {
        throw e;
      }
    }
  }

  private void serve(Socket accepted, Listener listener) {
    try (var client = accepted;
        var server = new Socket(host, port)) {
      var turn = new ReentrantLock();
      var replies = Thread.ofVirtual().start(() -> replies(server, client, listener, turn));
      requests(client, server, listener, turn);
      replies.join();
    } catch (IOException e) {
      failures.accept(new IOException("%s:%d: %s".formatted(host, port, e.getMessage()), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requests(Socket client, Socket server, Listener listener, ReentrantLock turn) {
    var frames = new EmbeddedChannel(new Sip2FrameDecoder(LONGEST_FRAME));
    try {
      pass(
          client.getInputStream(),
          server.getOutputStream(),
          turn,
          (bytes, count) -> {
            listener.bytes(bytes, count);
            read(frames, bytes, count, listener::request);
          });
      server.shutdownOutput();
    } catch (IOException _) {
      // The server has closed the connection, so its replies end too.
    } finally {
      var _ = frames.finishAndReleaseAll();
    }
    hear(turn, listener::end);
  }

  private void replies(Socket server, Socket client, Listener listener, ReentrantLock turn) {
    var frames = new EmbeddedChannel(new Sip2FrameDecoder(LONGEST_FRAME));
    try {
      pass(
          server.getInputStream(),
          client.getOutputStream(),
          turn,
          (bytes, count) -> read(frames, bytes, count, listener::reply));
      client.close();
    } catch (IOException _) {
      // The client has closed the connection and sends nothing more.
    } finally {
      var _ = frames.finishAndReleaseAll();
    }
  }

  private interface Ear {
    void hear(byte[] bytes, int count) throws IOException;
  }

  private interface Frames {
    void take(Sip2Frame frame) throws IOException;
  }

  private interface Heard {
    void run() throws IOException;
  }

  private static void read(EmbeddedChannel frames, byte[] bytes, int count, Frames ear)
      throws IOException {
    frames.writeInbound(Unpooled.copiedBuffer(bytes, 0, count));
    for (Sip2Frame frame = frames.readInbound(); frame != null; frame = frames.readInbound()) {
      ear.take(frame);
    }
  }

  private void pass(InputStream in, OutputStream out, ReentrantLock turn, Ear ear)
      throws IOException {
    var buffer = new byte[8_192];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      var read = count;
      // Before it is passed on, so that no reply is heard before its request.
      hear(turn, () -> ear.hear(buffer, read));
      out.write(buffer, 0, count);
      out.flush();
    }
  }

  private void hear(ReentrantLock turn, Heard what) {
    turn.lock();
    try {
      what.run();
    } catch (IOException e) {
      failures.accept(e);
    } catch (RuntimeException e) {
      // A frame that is too long, or a fault of ours: what the client says goes on all the same.
      failures.accept(new IOException(e.toString(), e));
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
