package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerLimits.Limit;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerTree;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ber.Z3950FormatException;

/** What is inside the elements, and what is no BER at all. */
class BerTest {
  private static final BerLimits SMALL = new BerLimits(1024, 16, 64);
  private static final int APDU = BerTag.context(22);

  // Elements

  @ParameterizedTest
  @ValueSource(
      strings = {
        "B6 07 30 03 02 01 07 05 00",
        "B6 80 30 80 02 01 07 00 00 05 00 00 00",
        "B6 80 30 03 02 01 07 05 00 00 00",
        "B6 09 30 80 02 01 07 00 00 05 00"
      })
  void definiteAndIndefiniteLengthsHoldTheSame(String hex) {
    var children = root(hex).children();
    assertThat(children).extracting(BerNode::tag).containsExactly(BerTag.SEQUENCE, BerTag.NULL);
    assertThat(children.getFirst().children().getFirst().integer()).isEqualTo(7);
  }

  @Test
  void lengthsNeedNotBeMinimal() {
    assertThat(root("B6 84 00 00 00 05 02 82 00 01 07").children().getFirst().integer())
        .isEqualTo(7);
    assertThat(root("B6 8A 00 00 00 00 00 00 00 00 00 03 02 01 07").children().getFirst().integer())
        .isEqualTo(7);
  }

  @Test
  void tagsMayTakeSeveralBytes() {
    var root = root("B6 0A 9F 6E 01 38 9F 81 53 02 01 02");
    assertThat(root.required(BerTag.context(110), "x").text()).isEqualTo("8");
    assertThat(root.required(BerTag.context(211), "x").integer()).isEqualTo(0x102);
  }

  @Test
  void stringsInPartsAreJoined() {
    var root = root("B6 0F 2D 0D 04 01 61 24 06 04 01 62 04 01 63 04 00");
    assertThat(root.children().getFirst().text()).isEqualTo("abc");
  }

  @Test
  void anIndefiniteElementIsTakenWholeWithItsEnd() {
    assertThat(root("B6 80 A1 80 05 00 00 00 00 00").children().getFirst().element())
        .isEqualTo(new Octets(Fixture.bytes("A1 80 05 00 00 00")));
    // A length of 80 hexadecimal is not an indefinite one.
    var bytes = new byte[3 + 3 + 0x80];
    var header = Fixture.bytes("B6 81 83 A1 81 80 04 7E");
    System.arraycopy(header, 0, bytes, 0, header.length);
    var tree = new BerTree(bytes, SMALL, Z3950Charset.UNNEGOTIATED);
    assertThat(tree.root().children().getFirst().element().size()).isEqualTo(0x83);
  }

  // Integers and the like

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        127,
        128,
        -128,
        -129,
        255,
        256,
        32767,
        32768,
        67108864,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void integersAreReadAsWritten(long value) {
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    out.integer(BerTag.INTEGER, value);
    var bytes = out.toBytes();
    assertThat(tree(bytes).root().integer()).isEqualTo(value);
    assertThat(BigInteger.valueOf(value).toByteArray())
        .isEqualTo(Arrays.copyOfRange(bytes, 2, bytes.length));
  }

  @Test
  void integersMayHaveLeadingSignBytes() {
    assertThat(tree(Fixture.bytes("02 0A 00 00 00 00 00 00 00 00 00 07")).root().integer())
        .isEqualTo(7);
    assertThat(tree(Fixture.bytes("02 0A FF FF FF FF FF FF FF FF FF FE")).root().integer())
        .isEqualTo(-2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"02 00", "02 09 00 FF FF FF FF FF FF FF FF", "02 09 01 00 00 00 00 00 00 00 00"})
  void integersThatFitNoLongAreRefused(String hex) {
    var root = tree(Fixture.bytes(hex)).root();
    assertThatExceptionOfType(Z3950FormatException.class).isThrownBy(root::integer);
  }

  @Test
  void bitsAreCountedFromTheFirstOneAndUnusedOnesAreNotSet() {
    var root = tree(Fixture.bytes("03 03 04 80 FF")).root();
    assertThat(root.bit(0)).isTrue();
    assertThat(root.bit(1)).isFalse();
    assertThat(root.bit(11)).isTrue();
    assertThat(root.bit(12)).isFalse();
    assertThat(root.bit(1000)).isFalse();
    assertThat(tree(Fixture.bytes("03 01 00")).root().bit(0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"03 00", "03 01 01", "03 02 08 FF", "03 02 80 FF"})
  void aBitStringThatCannotTellItsUnusedBitsIsRefused(String hex) {
    var root = tree(Fixture.bytes(hex)).root();
    assertThatExceptionOfType(Z3950FormatException.class).isThrownBy(() -> root.bit(0));
  }

  // What is no BER

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B6                               | the content ends in the middle of an element | 0",
        "B6 02 02                         | the length of [22] extends beyond the end | 0",
        "B6 02 02 02                      | the length of [UNIVERSAL 2] extends beyond the end | 2",
        "B6 04 30 03 05 00                | the length of [UNIVERSAL 16] extends beyond the end | 2",
        "B6 01 30                         | the content ends in the middle of an element | 2",
        "B6 02 05 00 05 00                | extra bytes after the end of the APDU | 4",
        "B6 80 05 00                      | the content ends in the middle of an element | 4",
        "B6 80 05 00 00                   | the content ends in the middle of an element | 4",
        "B6 04 30 80 05 00                | the content ends in the middle of an element | 6",
        "B6 02 00 00                      | an end of contents without an open indefinite length | 2",
        "00 00                            | an end of contents without an open indefinite length | 0",
        "B6 80 00 01 00 00 00             | an end of contents without an open indefinite length | 2",
        "B6 80 04 80 00 00 00 00          | a primitive element with an indefinite length | 2",
        "B6 FF 00                         | a length that starts with FF | 0",
        "BF 81 80 80 80 00 00             | a tag number of more than 28 bits | 0",
        "B6 88 7F FF FF FF FF FF FF FF 00 | the length of [22] extends beyond the end | 0",
        "B6 89 01 00 00 00 00 00 00 00 00 | the length of [22] extends beyond the end | 0",
        "B6 84 7F FF FF FF 30 80          | the length of [22] extends beyond the end | 0"
      })
  void whatIsNoBerIsRefusedWithItsPlace(String hex, String reason, int offset) {
    assertThatExceptionOfType(Z3950FormatException.class)
        .isThrownBy(() -> tree(Fixture.bytes(hex)))
        .satisfies(e -> {
          assertThat(e.reason()).startsWith(reason);
          assertThat(e.offset()).isEqualTo(offset);
        });
  }

  // Limits

  @Test
  void bytesDepthAndElementsAreLimited() {
    assertThat(new BerTree(new byte[1025], SMALL, Z3950Charset.UNNEGOTIATED).exceededLimit())
        .isEqualTo(Limit.BYTES);
    assertThat(tree(nested(16)).exceededLimit()).isNull();
    assertThat(tree(nested(17)).exceededLimit()).isEqualTo(Limit.DEPTH);
    assertThat(tree(flat(63)).exceededLimit()).isNull();
    assertThat(tree(flat(64)).exceededLimit()).isEqualTo(Limit.NODES);
  }

  private static byte[] nested(int levels) {
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    for (int i = 0; i < levels; i++) {
      out.begin(APDU);
    }
    for (int i = 0; i < levels; i++) {
      out.end();
    }
    return out.toBytes();
  }

  private static byte[] flat(int children) {
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    out.begin(APDU);
    for (int i = 0; i < children; i++) {
      out.nothing(BerTag.NULL);
    }
    out.end();
    return out.toBytes();
  }

  // Writing

  @ParameterizedTest
  @CsvSource({"0, 2", "127, 2", "128, 3", "255, 3", "256, 4", "65535, 4", "65536, 5"})
  void lengthsAreWrittenInAsFewBytesAsCanBe(int content, int header) {
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    out.octets(BerTag.OCTET_STRING, new Octets(new byte[content]));
    assertThat(out.toBytes()).hasSize(header + content);

    var around = new BerWriter(Z3950Charset.UNNEGOTIATED);
    around.begin(APDU);
    around.element(new Octets(new byte[content]));
    around.end();
    assertThat(around.toBytes()).hasSize(header + content);
  }

  @Test
  void elementsInElementsGetTheirLengths() {
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    out.begin(APDU);
    out.begin(BerTag.SEQUENCE);
    out.begin(BerTag.context(1));
    out.end();
    out.integer(BerTag.INTEGER, 5L);
    out.end();
    out.octets(BerTag.context(300), new Octets(new byte[] {9}));
    out.begin(BerTag.context(201));
    out.nothing(BerTag.NULL);
    out.end();
    out.end();
    assertThat(out.toBytes())
        .isEqualTo(Fixture.bytes("B6 12 30 05 A1 00 02 01 05 9F 82 2C 01 09 BF 81 49 02 05 00"));
  }

  private static BerTree tree(byte[] bytes) {
    return new BerTree(bytes, SMALL, Z3950Charset.UNNEGOTIATED);
  }

  private static BerNode root(String hex) {
    return tree(Fixture.bytes(hex)).root();
  }
}
