package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.samling.z3950.Messages.REFERENCE;
import static org.samling.z3950.Messages.octets;
import static org.samling.z3950.Messages.search;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.z3950.Z3950Request.DeleteFunction;
import org.samling.z3950.Z3950Request.DeleteResultSetRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerLimits.Limit;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Query;

/** What is let pass, and what is refused with a reason. */
class Z3950DecodingTest {
  private static final Z3950Codec CODEC = new Z3950Codec(BerLimits.DEFAULT);

  // Tolerance

  @Test
  void elementsThatAreUnknownOrOutOfOrderAreNoHindrance() {
    // otherInfo, an unknown [300], a private one, then the rest back to front.
    var frame =
        frame(
            "B8 20 BF 81 49 00 9F 82 2C 00 E1 02 05 00 9D 01 05 9E 01 03 9F 1F 01 31 82 01 61"
                + "9F 81 4C 01 01 05 00");
    assertThat(request(frame))
        .isEqualTo(
            new PresentRequest(octets("a"), "1", 3, 5, List.of(), null, null, 1L, null, null));
  }

  @Test
  void aCloseForAnUnknownReasonIsUnspecified() {
    assertThat(request(frame("BF 30 05 9F 81 53 01 63")))
        .isEqualTo(new Close(null, CloseReason.UNSPECIFIED, null));
    assertThat(request(frame("BF 30 05 9F 81 53 01 FF")))
        .isEqualTo(new Close(null, CloseReason.UNSPECIFIED, null));
  }

  @ParameterizedTest
  @EnumSource(Apdu.class)
  void everyApduIsKnownOnTheSidesThatMayReceiveIt(Apdu apdu) {
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    out.begin(apdu.tag());
    out.octets(ApduWire.REFERENCE_ID, REFERENCE);
    out.end();
    var frame = new Z3950Frame(out.toBytes());
    var wrongSide = apdu.title() + " came from the wrong side";
    var unsupported = new UnsupportedApdu(apdu, REFERENCE, new Octets(frame.bytes()));
    check(CODEC.decode(frame), apdu, Apdu.Sender.TARGET, wrongSide, unsupported);
    check(CODEC.decodeResponse(frame), apdu, Apdu.Sender.ORIGIN, wrongSide, unsupported);
    assertThat(CODEC.encodeRequest(unsupported)).isEqualTo(frame);
    assertThat(CODEC.encode(unsupported)).isEqualTo(frame);
  }

  private static void check(
      Decoded<? extends Z3950Message> decoded,
      Apdu apdu,
      Apdu.Sender receiver,
      String wrongSide,
      UnsupportedApdu unsupported) {
    switch (decoded) {
      case Decoded.Message<? extends Z3950Message>(var message) ->
          assertThat(message).isEqualTo(unsupported);
      case Decoded.Malformed<?>(var which, var referenceId, var reason, var _) -> {
        assertThat(which).isEqualTo(apdu);
        assertThat(referenceId).isEqualTo(REFERENCE);
        assertThat(reason.equals(wrongSide)).isEqualTo(apdu.sender() == receiver);
      }
      case Decoded.TooComplex<?> _ -> throw new AssertionError(decoded);
    }
  }

  // What is refused

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B8 07 82 01 61 9F 1F 01 31 05 00    | extra bytes after the end of the APDU|9",
        "B8 07 82 01 61 9F 1F 00 05          | the content ends|8",
        "B8 08 82 01 61 9F 1F 01 31          | the length of [24] extends|0",
        "B8 0A 82 01 61 9F 1F 01 31 9E 01 01 | numberOfRecordsRequested [29] is missing|0",
        "B8 0D 82 01 61 9F 1F 01 31 9E 01 01 9D 00 00|the content ends|14",
        "B8 0C 82 01 61 9F 1F 01 31 9E 01 01 9D 00|an INTEGER without content|12",
        "B8 0E 82 01 61 9F 1F 01 31 9E 01 01 BD 02 05 00|[29] must contain bytes, but contains elements|12",
        "B6 03 82 01 61                      | smallSetUpperBound [13] is missing|0",
        "BB 06 82 01 61 80 01 63             | deleteResultSetResponse came from the wrong side|0",
        "BA 07 82 01 61 9F 20 01 02          | deleteFunction has an undefined value|5",
        "BF 30 03 82 01 61                   | closeReason [211] is missing|0",
      })
  void whatCannotBeUnderstoodNamesItsFaultItsPlaceAndItsReference(
      String hex, String reason, int position) {
    var decoded = (Decoded.Malformed<Z3950Request>) CODEC.decode(frame(hex));
    assertThat(decoded.reason()).startsWith(reason);
    assertThat(decoded.position()).isEqualTo(position);
    assertThat(decoded.referenceId()).isEqualTo(octets("a"));
    assertThat(decoded.apdu()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A3 00                            | a query of a type that is not in the standard",
        "61 00                            | a query of a type that is not in the standard",
        "A1 00                            | attributeSet [UNIVERSAL 6] is missing",
        "81 00                            | [1] must contain elements, but contains bytes",
        "A1 02 06 00                      | an OBJECT IDENTIFIER that is empty, cut off or too long",
        "A1 03 06 01 80                   | an OBJECT IDENTIFIER that is empty, cut off or too long",
        "A1 0D 06 0B 2A FF FF FF FF FF FF FF FF FF 01 | an OBJECT IDENTIFIER with an arc",
        "A1 03 06 01 2A                   | the RPN query has neither operand nor operator",
        "A1 05 06 01 2A A0 00             | operand is empty",
        "A1 07 06 01 2A A0 02 05 00       | an operand of an unknown kind",
        "A1 09 06 01 2A A0 04 BF 66 01 05 | the content ends in the middle",
        "A1 08 06 01 2A A0 03 BF 66 00    | attributes [44] is missing",
        "A1 0B 06 01 2A A0 06 BF 66 03 BF 2C 00 | term is missing, or of an unknown kind",
        "A1 05 06 01 2A A1 00             | an operation must have two operands and an operator",
        "A1 0E 06 01 2A A1 09 A0 00 A0 00 BF 2E 02 A0 00 | operand is empty",
        "A1 13 06 01 2A A1 0E A0 03 9F 1F 00 A2 00 BF 2E 04 80 00 05 00 | neither an operand nor",
        "A1 14 06 01 2A A1 0F A0 03 9F 1F 00 A0 03 9F 1F 00 BF 2E 02 84 00|an operator of an unknown",
        "A1 11 06 01 2A A1 0C A0 03 9F 1F 00 A0 03 9F 1F 00 05 00 | operator [46] is missing",
        "A1 12 06 01 2A A1 0D A0 03 9F 1F 00 A0 03 9F 1F 00 BF 2E 00 | operator is empty"
      })
  void aQueryThatCannotBeUnderstoodIsMalformed(String hex, String reason) {
    var query = new Query.Unsupported(0, new Octets(Fixture.bytes(hex)));
    var decoded =
        (Decoded.Malformed<Z3950Request>) CODEC.decode(CODEC.encodeRequest(search(query)));
    assertThat(decoded.reason()).startsWith(reason);
    assertThat(decoded.referenceId()).isEqualTo(REFERENCE);
    assertThat(decoded.apdu()).isEqualTo(Apdu.SEARCH_REQUEST);
  }

  @Test
  void whatIsNoApduIsMalformedWithoutAReference() {
    for (var hex : List.of("", "30 00", "BF 25 00", "47 45 54", "00 00", "BF 81 80 80 80 00 00")) {
      var decoded = (Decoded.Malformed<Z3950Request>) CODEC.decode(frame(hex));
      assertThat(decoded.apdu()).isNull();
      assertThat(decoded.referenceId()).isNull();
    }
  }

  @Test
  void whatIsTooLargeOrHasTooManyPartsSaysSo() {
    var codec = new Z3950Codec(new BerLimits(250, 16, 64));
    var large = codec.encodeRequest(new Close(REFERENCE, CloseReason.FINISHED, "x".repeat(250)));
    assertThat(codec.decode(large))
        .isEqualTo(new Decoded.TooComplex<>(Apdu.CLOSE, REFERENCE, Limit.BYTES, 250));
    var many =
        codec.encodeRequest(
            new DeleteResultSetRequest(
                REFERENCE, DeleteFunction.LIST, Collections.nCopies(61, "")));
    assertThat(many.bytes()).hasSizeLessThan(250);
    assertThat(codec.decode(many))
        .isEqualTo(
            new Decoded.TooComplex<>(Apdu.DELETE_RESULT_SET_REQUEST, REFERENCE, Limit.NODES, 64));
    assertThat(codec.decode(large).toString()).doesNotContain("xxx");
  }

  @Test
  void limitsWithoutSenseAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BerLimits(0, 16, 64));
    assertThatIllegalArgumentException().isThrownBy(() -> new BerLimits(1024, 529, 64));
    assertThatIllegalArgumentException().isThrownBy(() -> new BerLimits(1024, 16, 0));
  }

  @Test
  void aMegabyteOfTinyElementsTakesLittleMemory() {
    var bytes = new byte[(1 << 20) - 8];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = BerTag.NULL;
    }
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    out.begin(Apdu.CLOSE.tag());
    out.element(new Octets(bytes));
    out.end();
    var frame = new Z3950Frame(out.toBytes());
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(CODEC.decode(frame))
        .isEqualTo(new Decoded.TooComplex<>(Apdu.CLOSE, null, Limit.NODES, 1 << 16));
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
  }

  private static Z3950Request request(Z3950Frame frame) {
    var decoded = CODEC.decode(frame);
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return ((Decoded.Message<Z3950Request>) decoded).message();
  }

  private static Z3950Frame frame(String hex) {
    return new Z3950Frame(Fixture.bytes(hex));
  }
}
