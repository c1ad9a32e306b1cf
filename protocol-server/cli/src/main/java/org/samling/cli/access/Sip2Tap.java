package org.samling.cli.access;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.samling.sip2.Sip2Doctor;
import org.samling.sip2.Sip2Finding;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2FrameDecoder;

/** A proxy between a client and its server: passes on every byte, and lets the doctor listen. */
final class Sip2Tap implements AutoCloseable {

  private static final int LONGEST_REPLY = 1 << 20;

  private final ServerSocket listening;
  private final String host;
  private final int port;
  private final Sip2Doctor doctor;
  private final Consumer<List<Sip2Finding>> told;
  private final ReentrantLock turn = new ReentrantLock();

  Sip2Tap(
      ServerSocket listening,
      String host,
      int port,
      Sip2Doctor doctor,
      Consumer<List<Sip2Finding>> told) {
    this.listening = listening;
    this.host = host;
    this.port = port;
    this.doctor = doctor;
    this.told = told;
  }

  /** The port that the client is to connect to. */
  int port() {
    return listening.getLocalPort();
  }

  /** Serves one connection, until either side ends it. */
  void run() throws IOException {
    try (var client = listening.accept();
        var server = new Socket(host, port)) {
      var replies = Thread.ofVirtual().start(() -> replies(server, client));
      requests(client, server);
      replies.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requests(Socket client, Socket server) {
    try {
      pass(
          client.getInputStream(),
          server.getOutputStream(),
          (bytes, count) -> told.accept(doctor.receive(bytes, count)));
      server.shutdownOutput();
    } catch (IOException _) {
      // The server has closed the connection, so its replies end too.
    }
    turn.lock();
    try {
      told.accept(doctor.end());
    } finally {
      turn.unlock();
    }
  }

  private void replies(Socket server, Socket client) {
    var frames = new EmbeddedChannel(new Sip2FrameDecoder(LONGEST_REPLY));
    try {
      pass(
          server.getInputStream(),
          client.getOutputStream(),
          (bytes, count) -> {
            frames.writeInbound(Unpooled.copiedBuffer(bytes, 0, count));
            for (Sip2Frame frame = frames.readInbound();
                frame != null;
                frame = frames.readInbound()) {
              told.accept(doctor.receiveReply(frame));
            }
          });
      client.close();
    } catch (IOException _) {
      // The client has closed the connection and sends nothing more.
    } finally {
      var _ = frames.finishAndReleaseAll();
    }
  }

  private interface Ear {
    void hear(byte[] bytes, int count);
  }

  private void pass(InputStream in, OutputStream out, Ear ear) throws IOException {
    var buffer = new byte[8_192];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      turn.lock(); // before it is passed on, so that no reply is heard before its request
      try {
        ear.hear(buffer, count);
      } finally {
        turn.unlock();
      }
      out.write(buffer, 0, count);
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
