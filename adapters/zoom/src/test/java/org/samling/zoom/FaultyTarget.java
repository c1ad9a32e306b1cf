package org.samling.zoom;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A target of Z39.50 that lets anybody in, finds something always, and never gives a record. */
final class FaultyTarget implements AutoCloseable {

  /** What it does when records are wanted. */
  enum AtPresent {
    HANGS_UP,
    REFUSES,
    SAYS_NOTHING
  }

  private static final int INIT_REQUEST = 0xB4;
  private static final int SEARCH_REQUEST = 0xB6;
  private static final int PRESENT_REQUEST = 0xB8;

  private static final String INIT_RESPONSE = "B513 830205E0 840206C0 85020400 86020400 8C01FF";

  /** How many were found stands in the middle. */
  private static final String SEARCH_RESPONSE = "B70C 9701%02X 980100 990101 9601FF";

  /** No records and a diagnostic: Bib-1 14, system error in presenting records. */
  private static final String PRESENT_RESPONSE =
      "B91B 980100 990101 9B0105 BF81020E 06072A8648CE130401 02010E 1A00";

  private final ServerSocket socket;
  private final int hits;
  private final AtPresent fault;
  private final AtomicInteger presents = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private FaultyTarget(ServerSocket socket, int hits, AtPresent fault) {
    this.socket = socket;
    this.hits = hits;
    this.fault = fault;
  }

  /**
   * Begins to listen.
   *
   * @param hits how many records it says it found, -128 to 127
   */
  static FaultyTarget start(int hits, AtPresent fault) {
    try {
      var target =
          new FaultyTarget(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), hits, fault);
      Thread.ofVirtual().start(target::listen);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:%d/Default".formatted(socket.getLocalPort());
  }

  /** How often records were wanted. */
  int presents() {
    return presents.get();
  }

  private void listen() {
    try {
      while (!socket.isClosed()) {
        var caller = socket.accept();
        open.add(caller);
        Thread.ofVirtual().start(() -> converse(caller));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void converse(Socket caller) {
    try (caller) {
      var in = new DataInputStream(caller.getInputStream());
      for (var tag = in.read(); tag >= 0; tag = in.read()) {
        skipContent(in, tag);
        switch (tag) {
          case INIT_REQUEST -> send(caller, INIT_RESPONSE);
          case SEARCH_REQUEST -> send(caller, SEARCH_RESPONSE.formatted(hits & 0xFF));
          case PRESENT_REQUEST -> {
            presents.incrementAndGet();
            if (fault == AtPresent.HANGS_UP) {
              return;
            } else if (fault == AtPresent.REFUSES) {
              send(caller, PRESENT_RESPONSE);
            }
          }
          default -> {
            return;
          }
        }
      }
    } catch (IOException _) {
      // Who asked is gone.
    }
  }

  private static void send(Socket caller, String hex) throws IOException {
    caller.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** Reads over the rest of a BER element, whose first byte was read. */
  private static void skipContent(DataInputStream in, int tag) throws IOException {
    if ((tag & 0x1F) == 0x1F) {
      while ((in.readUnsignedByte() & 0x80) != 0) {
        // The tag goes on.
      }
    }
    var first = in.readUnsignedByte();
    if (first == 0x80) {
      for (var inner = in.readUnsignedByte(); inner != 0; inner = in.readUnsignedByte()) {
        skipContent(in, inner);
      }
      in.skipNBytes(1);
    } else {
      var length = first < 0x80 ? first : 0L;
      for (var i = 0; first > 0x80 && i < (first & 0x7F); i++) {
        length = length << 8 | in.readUnsignedByte();
      }
      in.skipNBytes(length);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (var caller : open) {
        caller.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
