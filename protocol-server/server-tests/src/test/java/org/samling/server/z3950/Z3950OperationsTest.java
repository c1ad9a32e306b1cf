package org.samling.server.z3950;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.z3950.TestRequests.present;
import static org.samling.server.z3950.TestRequests.reference;
import static org.samling.server.z3950.TestRequests.search;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.server.TestServer;
import org.samling.z3950.Close;
import org.samling.z3950.CloseReason;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.RequestedAction;
import org.samling.z3950.Z3950Request.TriggerResourceControlRequest;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.PresentStatus;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.Z3950Response.Segment;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;

/** Operations that are pipelined, cancelled, and answered in parts. */
class Z3950OperationsTest {

  private static final int RECORDS = 40;
  private static final int SIZE = 1 << 20;
  private static final int SMALL = 1_000;

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(
        null,
        IntStream.rangeClosed(1, RECORDS)
            .mapToObj(i -> TestRecords.book("c:" + i, "Jensen", "Bog nummer " + i, 1960 + i))
            .toList());
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static Z3950Client client(long size, InitOption... options) {
    return new Z3950Client(server.listeners.z3950Port()).init(size, options);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderEachUnderItsReferenceId() {
    try (var client = client(SIZE)) {
      var all = new ByteArrayOutputStream();
      for (var i = 0; i < 30; i++) {
        all.writeBytes(client.encoded(search(reference("s" + i), "a", "all", 4, "bog")));
        all.writeBytes(client.encoded(present(reference("p" + i), "a", 1 + i, null)));
      }
      client.send(all.toByteArray());
      for (var i = 0; i < 30; i++) {
        assertThat(client.read().referenceId()).isEqualTo(reference("s" + i));
        var present = (PresentResponse) client.read();
        assertThat(present.referenceId()).isEqualTo(reference("p" + i));
        assertThat(present.numberOfRecordsReturned()).isEqualTo(1 + i);
      }
    }
  }

  @Test
  void whatIsCancelledWhileItWaitsIsNotDoneAndTheRestIs() {
    try (var client = client(SIZE, InitOption.TRIGGER_RESOURCE_CTRL)) {
      var all = new ByteArrayOutputStream();
      for (var i = 0; i < 20; i++) {
        all.writeBytes(client.encoded(search(reference("before"), "a", "all", 4, "bog")));
        all.writeBytes(client.encoded(present(reference("before"), "a", RECORDS, null)));
      }
      all.writeBytes(client.encoded(search(reference("this"), "b", "all", 4, "bog")));
      all.writeBytes(client.encoded(search(reference("other"), "c", "all", 4, "bog")));
      all.writeBytes(client.encoded(cancel(reference("this"))));
      all.writeBytes(client.encoded(search(reference("this"), "d", "all", 4, "bog")));
      client.send(all.toByteArray());
      for (var i = 0; i < 20; i++) {
        assertThat(client.read().referenceId()).isEqualTo(reference("before"));
        assertThat(((PresentResponse) client.read()).presentStatus())
            .isEqualTo(PresentStatus.SUCCESS);
      }
      assertThat(client.read())
          .isEqualTo(
              SearchResponse.failure(
                  reference("this"),
                  DefaultDiagFormat.of(Bib1Diagnostic.TERMINATED_AT_ORIGIN_REQUEST, "")));
      assertThat(((SearchResponse) client.read()).resultCount()).isEqualTo(RECORDS);
      assertThat(((SearchResponse) client.read()).resultCount())
          .as("of the same name, but sent later")
          .isEqualTo(RECORDS);
      assertThat(((PresentResponse) client.ask(present(null, "b", 1, null))).presentStatus())
          .isEqualTo(PresentStatus.FAILURE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESOURCE_REPORT", "RESOURCE_CONTROL", "CANCEL"})
  void whatIsSaidOfNothingThatRunsHasNoAnswer(RequestedAction action) {
    try (var client = client(SIZE, InitOption.TRIGGER_RESOURCE_CTRL)) {
      client.send(client.encoded(new TriggerResourceControlRequest(null, action, false)));
      assertThat(client.ask(search(reference("x"), "a", "all", 4, "bog")).referenceId())
          .isEqualTo(reference("x"));
    }
  }

  @Test
  void yazClientCancelsASearch() {
    assertThat(
            YazClient.run(
                "127.0.0.1:" + server.listeners.z3950Port() + "/all", "find bog\ncancel\nfind bog"))
        .containsSubsequence("Number of hits: 40", "Sent cancel request", "Number of hits: 40");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bf2000", // triggerResourceControlRequest, without what is to be done
        "bf20049f2e0103", // the same, with it
        "bf2100", // resourceReportRequest
        "bd00", // accessControlResponse
        "bf1f00", // resourceControlResponse
        "bc00", // accessControlRequest, which is the server's to send
        "be00" // resourceControlRequest, as well
      })
  void accessAndResourceControlThatWereNotAgreedOnEndTheSession(String apdu) {
    try (var client = client(SIZE)) {
      client.send(HexFormat.of().parseHex(apdu));
      assertThat(client.read())
          .isInstanceOfSatisfying(
              Close.class,
              close -> assertThat(close.closeReason()).isEqualTo(CloseReason.PROTOCOL_ERROR));
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void answerThatDoesNotFitComesInSegmentsWhereThatWasAgreedOn() {
    try (var client = client(SMALL, InitOption.LEVEL_1_SEGMENTATION)) {
      client.ask(search(null, "a", "all", 4, "bog"));
      var aggregate = aggregate(client, present(reference("p"), "a", RECORDS, null));
      assertThat(aggregate.segments()).hasSizeGreaterThan(3);
      assertThat(aggregate.segments())
          .allSatisfy(segment -> {
            assertThat(segment.referenceId()).isEqualTo(reference("p"));
            assertThat(segment.segmentRecords())
                .hasSize((int) segment.numberOfRecordsReturned())
                .isNotEmpty();
          });
      var last = aggregate.last();
      assertThat(last.presentStatus()).isEqualTo(PresentStatus.SUCCESS);
      assertThat(last.numberOfRecordsReturned()).isEqualTo(RECORDS);
      assertThat(last.nextResultSetPosition()).isZero();
    }
  }

  @Test
  void answerComesInNoMoreSegmentsThanTheClientTakes() {
    try (var client = client(SMALL, InitOption.LEVEL_1_SEGMENTATION)) {
      client.ask(search(null, "a", "all", 4, "bog"));
      var aggregate = aggregate(client, present(null, "a", RECORDS, 3L));
      assertThat(aggregate.segments()).hasSize(2);
      var last = aggregate.last();
      assertThat(last.presentStatus()).isEqualTo(PresentStatus.PARTIAL_2);
      assertThat(last.numberOfRecordsReturned()).isLessThan(RECORDS);
      assertThat(last.nextResultSetPosition()).isEqualTo(last.numberOfRecordsReturned() + 1);
      assertThat(aggregate(client, present(null, "a", RECORDS, 1L)).segments()).isEmpty();
    }
  }

  @Test
  void answerIsCutWhereSegmentsWereNotAgreedOn() {
    try (var client = client(SMALL)) {
      client.ask(search(null, "a", "all", 4, "bog"));
      var answer = (PresentResponse) client.ask(present(null, "a", RECORDS, null));
      assertThat(answer.presentStatus()).isEqualTo(PresentStatus.PARTIAL_2);
    }
  }

  private record Aggregate(List<Segment> segments, PresentResponse last) {}

  private static Aggregate aggregate(Z3950Client client, Z3950Request request) {
    var segments = new ArrayList<Segment>();
    var answer = client.ask(request);
    while (answer instanceof Segment segment) {
      segments.add(segment);
      answer = client.read();
    }
    return new Aggregate(segments, (PresentResponse) answer);
  }

  private static TriggerResourceControlRequest cancel(Octets referenceId) {
    return new TriggerResourceControlRequest(referenceId, RequestedAction.CANCEL, null);
  }
}
