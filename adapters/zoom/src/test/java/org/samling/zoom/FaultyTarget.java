package org.samling.zoom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.samling.z3950.Decoded;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950FrameReader;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.CharSetNegotiation;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.UserInformation;

/** A target of Z39.50 that finds something always, and never gives a record. */
final class FaultyTarget implements AutoCloseable {

  /** What it does when somebody wants in. */
  enum AtInit {
    LETS_IN,
    AGREES_ON_UTF_8,
    ANSWERS_TWICE,
    ANSWERS_ANOTHER_QUESTION,
    REFUSES,
    REFUSES_AND_SAYS_WHY
  }

  /** What it does when records are wanted. */
  enum AtPresent {
    HANGS_UP(""),
    /** No records and a diagnostic: Bib-1 14, system error in presenting records. */
    REFUSES("B91B 980100 990101 9B0105 BF81020E 06072A8648CE130401 02010E 1A00"),
    SAYS_NOTHING(""),
    /** Begins an answer of indefinite length, which goes on and on in its own time. */
    TRICKLES("B980"),
    ANSWERS_INIT_AGAIN(FaultyTarget.INIT_RESPONSE),
    ANSWERS_THE_SEARCH_AGAIN(FaultyTarget.SEARCH_RESPONSE.formatted(3)),
    /** A length of two gigabytes. */
    CLAIMS_TOO_MUCH("B984 7FFFFFFF"),
    /** A record of a length that passes the end of the answer. */
    IS_MALFORMED("B90A 980101 990102 BC7F 0000"),
    SPEAKS_HTTP("485454502F312E3120343030"),
    HANGS_UP_IN_THE_MIDDLE("B91B 980100"),
    CLOSES("BF300A 9F81530106 83036F6475"),
    /** Is done with nothing that it says, and gives nothing. */
    GIVES_NOTHING("B909 980100 990101 9B0100"),
    /** A record of the syntax OPAC, which has no bytes of its own. */
    GIVES_OPAC(
        "B926 980101 990102 9B0100 BC1B 3019 A117 A115 2813 06072A8648CE130566 A008 3006 A100 A200 0500");

    private final String answer;

    AtPresent(String answer) {
      this.answer = answer;
    }
  }

  private static final String INIT_RESPONSE = "B513 830205E0 840206C0 85020400 86020400 8C01FF";
  private static final String INIT_REFUSAL = "B513 830205E0 840206C0 85020400 86020400 8C0100";

  /** How many were found stands in the middle. */
  private static final String SEARCH_RESPONSE = "B70C 9701%02X 980100 990101 9601FF";

  private static final int LARGEST_REQUEST = 1 << 16;

  private final ServerSocket socket;
  private final int hits;
  private final AtInit atInit;
  private final AtPresent atPresent;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Z3950Request> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private FaultyTarget(ServerSocket socket, int hits, AtInit atInit, AtPresent atPresent) {
    this.socket = socket;
    this.hits = hits;
    this.atInit = atInit;
    this.atPresent = atPresent;
  }

  /**
   * Begins to listen, and lets anybody in.
   *
   * @param hits how many records it says it found, -128 to 127
   */
  static FaultyTarget start(int hits, AtPresent atPresent) {
    return start(hits, AtInit.LETS_IN, atPresent);
  }

  static FaultyTarget start(AtInit atInit) {
    return start(1, atInit, AtPresent.REFUSES);
  }

  private static FaultyTarget start(int hits, AtInit atInit, AtPresent atPresent) {
    try {
      var socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
      var target = new FaultyTarget(socket, hits, atInit, atPresent);
      Thread.ofVirtual().start(target::listen);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:%d/Default".formatted(socket.getLocalPort());
  }

  /** What it was asked, in order. */
  List<Z3950Request> asked() {
    return asked;
  }

  /** How often records were wanted. */
  long presents() {
    return asked.stream().filter(PresentRequest.class::isInstance).count();
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
    var codec = new Z3950Codec(BerLimits.DEFAULT);
    try (caller) {
      var reader = new Z3950FrameReader(caller.getInputStream(), LARGEST_REQUEST);
      while (codec.decode(reader.read()) instanceof Decoded.Message<Z3950Request>(var request)) {
        asked.add(request);
        switch (request) {
          case InitializeRequest _ -> letIn(caller);
          case SearchRequest _ -> send(caller, SEARCH_RESPONSE.formatted(hits & 0xFF));
          case PresentRequest _ -> present(caller);
          default -> {
            return;
          }
        }
      }
    } catch (IOException _) {
      // Who asked is gone.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void letIn(Socket caller) throws IOException {
    switch (atInit) {
      case LETS_IN -> send(caller, INIT_RESPONSE);
      case AGREES_ON_UTF_8 -> send(caller, initialized(true));
      case ANSWERS_TWICE -> send(caller, INIT_RESPONSE + INIT_RESPONSE);
      case ANSWERS_ANOTHER_QUESTION -> send(caller, SEARCH_RESPONSE.formatted(1));
      case REFUSES -> send(caller, INIT_REFUSAL);
      case REFUSES_AND_SAYS_WHY -> send(caller, initialized(false));
    }
  }

  /** An answer to Init that agrees on UTF-8, or says that the password is wrong. */
  private static Z3950Frame initialized(boolean isOpen) {
    var refusal = DefaultDiagFormat.of(Bib1Diagnostic.INIT_BAD_USER_ID_OR_PASSWORD, "otto");
    var agreement =
        new CharSetNegotiation.TargetResponse(CharSetNegotiation.UTF_8, null, null)
            .toOtherInformation();
    return new Z3950Codec(BerLimits.DEFAULT)
        .encode(
            new InitializeResponse(
                null,
                EnumSet.allOf(ProtocolVersion.class),
                EnumSet.of(InitOption.SEARCH, InitOption.PRESENT, InitOption.NAMED_RESULT_SETS),
                LARGEST_REQUEST,
                LARGEST_REQUEST,
                isOpen,
                null,
                null,
                null,
                isOpen ? null : UserInformation.rejection(refusal),
                isOpen ? List.of(agreement) : List.of()));
  }

  private void present(Socket caller) throws IOException, InterruptedException {
    send(caller, atPresent.answer);
    if (atPresent == AtPresent.HANGS_UP || atPresent == AtPresent.HANGS_UP_IN_THE_MIDDLE) {
      caller.close();
    }
    while (atPresent == AtPresent.TRICKLES && !closed.await(50, TimeUnit.MILLISECONDS)) {
      send(caller, "0500");
    }
  }

  private static void send(Socket caller, Z3950Frame frame) throws IOException {
    caller.getOutputStream().write(frame.bytes());
  }

  private static void send(Socket caller, String hex) throws IOException {
    send(caller, new Z3950Frame(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  @Override
  public void close() {
    closed.countDown();
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
