package org.samling.zoom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950FrameReader;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.PresentStatus;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.CharSetNegotiation;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.External;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.NamePlusRecord.RetrievalRecord;
import org.samling.z3950.data.NamePlusRecord.SurrogateDiagnostic;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Records.ResponseRecords;

/** A good session, of which some bytes of one answer are others. */
class MutatedAnswersTest {

  private static final int SESSIONS = 1_500;
  private static final int MOST_BYTES = 3;

  private static final List<Z3950Frame> GOOD = good();

  private static List<Z3950Frame> good() {
    var codec = new Z3950Codec(BerLimits.DEFAULT);
    var agreed = new CharSetNegotiation.TargetResponse(CharSetNegotiation.UTF_8, null, true);
    var record =
        External.octetAligned(
            Oid.USMARC, new Octets("00026nam  2200025   4500".getBytes(US_ASCII)));
    var refusal = DefaultDiagFormat.of(Bib1Diagnostic.RECORD_DELETED, "2");
    return List.of(
        codec.encode(
            new InitializeResponse(
                null,
                EnumSet.allOf(ProtocolVersion.class),
                EnumSet.of(InitOption.SEARCH, InitOption.PRESENT),
                1 << 20,
                1 << 20,
                true,
                null,
                null,
                null,
                null,
                List.of(agreed.toOtherInformation()))),
        codec.encode(new SearchResponse(null, 3, 0, 1, true, null, null, null, List.of())),
        codec.encode(
            new PresentResponse(
                null,
                3,
                4,
                PresentStatus.SUCCESS,
                new ResponseRecords(
                    List.of(
                        new NamePlusRecord("x", new RetrievalRecord(record)),
                        new NamePlusRecord(null, new SurrogateDiagnostic(refusal)),
                        new NamePlusRecord(
                            null, new RetrievalRecord(External.sutrs("x", codec.charset()))))))));
  }

  private static void answer(ServerSocket socket, int session) {
    var random = new Random(session);
    var mutated = random.nextInt(GOOD.size());
    try (var caller = socket.accept()) {
      var reader = new Z3950FrameReader(caller.getInputStream(), 1 << 16);
      for (var i = 0; i < GOOD.size(); i++) {
        reader.read();
        var bytes = GOOD.get(i).bytes().clone();
        for (var n = i == mutated ? 1 + random.nextInt(MOST_BYTES) : 0; n > 0; n--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        caller.getOutputStream().write(bytes);
        if (i == mutated) {
          // Nobody waits for what a length claims.
          caller.shutdownOutput();
        }
      }
    } catch (IOException _) {
      // Who asked is gone.
    }
  }

  @Test
  void anyOfThemIsAnAnswerOrAFaultOfTheTarget() throws Exception {
    var faults = 0;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var target =
          ZoomTarget.at("127.0.0.1:%d/x".formatted(socket.getLocalPort()), Duration.ofSeconds(20));
      for (var i = 0; i < SESSIONS; i++) {
        var session = i;
        var server = Thread.ofVirtual().start(() -> answer(socket, session));
        try (var connection = ZoomConnection.open(target);
            var found = connection.search(ZoomConnection.Notation.PQF, "x")) {
          assertThat(found.records(1, 3)).hasSize(Math.clamp(found.count(), 0, 3));
        } catch (ZoomException e) {
          faults++;
        }
        server.join();
      }
    }
    assertThat(faults).isBetween(SESSIONS / 10, SESSIONS - 1);
  }
}
