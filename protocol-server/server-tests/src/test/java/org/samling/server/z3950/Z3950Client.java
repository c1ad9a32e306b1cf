package org.samling.server.z3950;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Decoded;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.ProtocolVersion;

/** A client on a raw socket: sends what a well-behaved one never would. */
public final class Z3950Client implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int LONG_FORM = 0x80;
  private static final long USUAL_SIZE = 1 << 20;
  private static final Set<InitOption> OPTIONS =
      EnumSet.of(
          InitOption.SEARCH, InitOption.PRESENT, InitOption.DEL_SET, InitOption.NAMED_RESULT_SETS);

  private final Socket socket;
  private final DataInputStream in;
  private final Z3950Codec codec =
      new Z3950Codec(ProtocolVersion.VERSION_3, Z3950Charset.UTF_8, BerLimits.DEFAULT);

  public Z3950Client(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a session as anybody. */
  public Z3950Client init() {
    return opened(init(null));
  }

  /** Opens a session as anybody, in which more is agreed on. */
  Z3950Client init(long messageSize, InitOption... more) {
    return init(null, messageSize, more);
  }

  /** Opens a session in which more is agreed on. */
  Z3950Client init(@Nullable IdAuthentication identity, long messageSize, InitOption... more) {
    var options = EnumSet.copyOf(OPTIONS);
    options.addAll(List.of(more));
    return opened(askToInit(identity, options, messageSize));
  }

  private Z3950Client opened(Z3950Response answer) {
    if (!(answer instanceof Z3950Response.InitializeResponse init && init.result())) {
      throw new IllegalStateException("the Init was refused");
    }
    return this;
  }

  /** Asks for a session. */
  public Z3950Response init(@Nullable IdAuthentication identity) {
    return askToInit(identity, OPTIONS, USUAL_SIZE);
  }

  private Z3950Response askToInit(
      @Nullable IdAuthentication identity, Set<InitOption> options, long messageSize) {
    return ask(
        new InitializeRequest(
            null,
            EnumSet.allOf(ProtocolVersion.class),
            options,
            messageSize,
            USUAL_SIZE,
            identity,
            null,
            null,
            null,
            null,
            List.of()));
  }

  /** Sends a request and reads its answer. */
  Z3950Response ask(Z3950Request request) {
    send(codec.encodeRequest(request).bytes());
    return read();
  }

  /**
   * Searches for words in titles.
   *
   * @throws IllegalStateException where the search is not carried out
   */
  public long hits(String database, String words) {
    var answer = ask(TestRequests.search(null, "1", database, 4, words));
    if (answer instanceof Z3950Response.SearchResponse found && found.searchStatus()) {
      return found.resultCount();
    }
    throw new IllegalStateException("the search was answered with " + answer);
  }

  /** Sends bytes as they are. */
  public void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a request. */
  byte[] encoded(Z3950Request request) {
    return codec.encodeRequest(request).bytes();
  }

  /** Reads one answer; the server writes definite lengths only. */
  Z3950Response read() {
    try {
      var apdu = new ByteArrayOutputStream();
      var tag = in.readUnsignedByte();
      apdu.write(tag);
      if ((tag & 0x1F) == 0x1F) {
        apdu.write(in.readUnsignedByte());
      }
      var length = in.readUnsignedByte();
      apdu.write(length);
      if (length > LONG_FORM) {
        var size = 0;
        for (var i = 0; i < length - LONG_FORM; i++) {
          var b = in.readUnsignedByte();
          apdu.write(b);
          size = size << 8 | b;
        }
        length = size;
      }
      apdu.write(in.readNBytes(length));
      return switch (codec.decodeResponse(new Z3950Frame(apdu.toByteArray()))) {
        case Decoded.Message<Z3950Response>(var message) -> message;
        case Decoded.Malformed<Z3950Response> malformed ->
            throw new IllegalStateException(malformed.toString());
        case Decoded.TooComplex<Z3950Response> complex ->
            throw new IllegalStateException(complex.toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server has closed the connection, having sent nothing more. */
  boolean isClosedByServer() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
