package org.samling.zoom;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950FrameReader;

/**
 * The connection to a Z39.50 target: one APDU out, one APDU back. If that takes longer than the
 * target's time limit, wherever it hangs and however slowly bytes arrive, the connection is closed.
 */
final class Z3950Connection implements AutoCloseable {

  private final ZoomTarget target;

  /** The socket to close in order to interrupt a wait: closing TLS could itself wait. */
  private final Socket wire;

  private final Socket socket;
  private final Z3950FrameReader reader;

  private Z3950Connection(ZoomTarget target, Socket wire, Socket socket, int largestAnswer)
      throws IOException {
    this.target = target;
    this.wire = wire;
    this.socket = socket;
    this.reader = new Z3950FrameReader(socket.getInputStream(), largestAnswer);
  }

  /**
   * Connects.
   *
   * @param largestAnswer the maximum size of an APDU from the target, in bytes
   * @throws ZoomException if the target can't be reached
   */
  static Z3950Connection open(ZoomTarget target, Z3950Address address, int largestAnswer) {
    try {
      var wire = connected(address, target.timeout());
      try {
        var socket = address.isTls() ? secured(target, wire, address) : wire;
        return new Z3950Connection(target, wire, socket, largestAnswer);
      } catch (IOException | RuntimeException e) {
        drop(wire);
        throw e;
      }
    } catch (UnknownHostException e) {
      throw fault(target, ZoomFault.CONNECT_FAILED, "the host is not known");
    } catch (SocketTimeoutException e) {
      throw late(target);
    } catch (IOException | IllegalArgumentException e) {
      throw fault(target, ZoomFault.CONNECT_FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** Tries all addresses of the host in turn, sharing the time limit. */
  private static Socket connected(Z3950Address address, Duration timeout) throws IOException {
    var end = System.nanoTime() + timeout.toNanos();
    var hosts = InetAddress.getAllByName(address.host());
    var fault = new IOException("it has no address");
    for (var i = 0; i < hosts.length; i++) {
      var rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) / (hosts.length - i);
      var socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(hosts[i], address.port()), (int) Math.max(1, rest));
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException e) {
        drop(socket);
        fault = e;
      }
    }
    throw fault;
  }

  /** Starts TLS; the certificate must be one that Java trusts, issued for this host. */
  private static Socket secured(ZoomTarget target, Socket wire, Z3950Address address)
      throws IOException {
    var socket =
        (SSLSocket)
            context().getSocketFactory().createSocket(wire, address.host(), address.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    var late = closedWhenLate(target, wire);
    try {
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      throw late.isDone() ? new SocketTimeoutException() : e;
    } finally {
      late.cancel(false);
    }
  }

  private static SSLContext context() throws IOException {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("TLS can't be used here: " + e.getMessage(), e);
    }
  }

  private static CompletableFuture<Boolean> closedWhenLate(ZoomTarget target, Socket wire) {
    var late =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, target.timeout().toMillis(), TimeUnit.MILLISECONDS);
    var _ = late.thenRun(() -> drop(wire));
    return late;
  }

  /**
   * Sends one APDU and waits for one.
   *
   * @throws ZoomException if none arrives in time; the connection is then closed
   */
  Z3950Frame ask(Z3950Frame question) {
    if (wire.isClosed()) {
      throw fault(target, ZoomFault.CONNECTION_LOST, "it was lost earlier");
    }
    var late = closedWhenLate(target, wire);
    try {
      send(question);
      return reader.read();
    } catch (ProtocolException e) {
      close();
      throw fault(target, ZoomFault.DECODING_FAILED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      close();
      throw late.isDone()
          ? late(target)
          : fault(target, ZoomFault.CONNECTION_LOST, String.valueOf(e.getMessage()));
    } finally {
      late.cancel(false);
    }
  }

  /** Sends the last APDU, without waiting for a reply, and closes the connection. */
  void closeAfter(Z3950Frame farewell) {
    var late = closedWhenLate(target, wire);
    try {
      send(farewell);
    } catch (IOException _) {
      // The target has already closed it.
    } finally {
      late.cancel(false);
      close();
    }
  }

  private void send(Z3950Frame frame) throws IOException {
    var out = socket.getOutputStream();
    out.write(frame.bytes());
    out.flush();
  }

  private static ZoomException fault(ZoomTarget target, ZoomFault fault, String addinfo) {
    return ZoomException.fault(target.name(), fault, addinfo);
  }

  private static ZoomException late(ZoomTarget target) {
    return fault(
        target, ZoomFault.TIMEOUT, "no answer within %d s".formatted(target.timeout().toSeconds()));
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is useless either way.
    }
  }

  @Override
  public void close() {
    drop(wire);
  }
}
