package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.Sip2Request.Login;
import org.samling.sip2.Sip2Request.RequestAcsResend;
import org.samling.sip2.Sip2Request.ScStatus;
import org.samling.sip2.Sip2Response.EndSessionResponse;
import org.samling.sip2.Sip2Response.ItemInformationResponse;
import org.samling.sip2.Sip2Response.LoginResponse;
import org.samling.sip2.Sip2Response.PatronInformationResponse;
import org.samling.sip2.Sip2Response.RequestScResend;

class Sip2CodecTest {
  private static final Sip2Codec UTF_8 = new Sip2Codec(Sip2Charset.UTF_8);
  private static final Sip2Date DATE = new Sip2Date("20260102    101500");

  // Checksums

  @Test
  void theChecksumIsTheTwosComplementOfTheSumOfTheBytes() {
    // '9' + '4' + '1' + 'A' + 'Y' + '1' + 'A' + 'Z' = 0x204
    assertThat(text(UTF_8.encode(new LoginResponse(true), OptionalInt.of(1), true, Terminator.CR)))
        .isEqualTo("941AY1AZFDFC");
  }

  @Test
  void theChecksumCountsTheBytesOfTheCharacterSet() {
    var response = endSession("Ærø");
    for (var charset : List.of(Sip2Charset.UTF_8, Sip2Charset.CP850, Sip2Charset.ISO_8859_1)) {
      var codec = new Sip2Codec(charset);
      var frame = codec.encode(response, OptionalInt.of(3), true, Terminator.CR);
      assertThat(codec.decodeResponse(frame))
          .isEqualTo(new Decoded.Message<>(response, OptionalInt.of(3), true, List.of()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 7, 10, 12, 16, 19})
  void aFlippedBitAnywhereIsFound(int position) {
    var frame =
        UTF_8.encode(
            new Login("0", "0", "bruger", new Sip2Secret("kode"), null), OptionalInt.of(4), true);
    var bytes = frame.bytes().clone();
    bytes[position] ^= 0x01;
    assertThat(UTF_8.decode(new Sip2Frame(bytes, Terminator.CR)))
        .isEqualTo(new Decoded.BadChecksum<>(OptionalInt.of(4)));
  }

  @Test
  void errorDetectionIsSeenPerMessage() {
    assertThat(message("9900802.00").errorDetection()).isFalse();
    assertThat(message("9900802.00AY1AZ").errorDetection()).isTrue();
    assertThat(message("9900402.00AY3AZFCA2").sequence()).hasValue(3);
    assertThat(message("97AZFEF5").sequence()).isEmpty();
    assertThat(message("97AZFEF5").errorDetection()).isTrue();
  }

  @Test
  void theResendMessagesNeverCarryASequence() {
    assertThat(text(UTF_8.encode(new RequestScResend(), OptionalInt.of(5), true, Terminator.CR)))
        .isEqualTo("96AZFEF6");
    assertThat(text(UTF_8.encode(new RequestScResend(), OptionalInt.of(5), false, Terminator.CR)))
        .isEqualTo("96");
    assertThat(text(UTF_8.encode(new RequestAcsResend(), OptionalInt.of(5), true)))
        .isEqualTo("97AZFEF5");
  }

  @Test
  void withoutErrorDetectionThereIsNoTrailer() {
    assertThat(
            text(UTF_8.encode(new LoginResponse(false), OptionalInt.of(1), false, Terminator.CR)))
        .isEqualTo("940");
  }

  // What is written

  @Test
  void delimitersLineEndsAndControlCharactersInDataBecomeBlanks() {
    assertThat(field("a|b\rc\nd\0e\u001Bf\u0085g\u2028h")).isEqualTo("a b c d e f g h");
  }

  @Test
  void anotherDelimiterIsKeptOutOfDataInstead() {
    var codec = new Sip2Codec(Sip2Charset.UTF_8, '^');
    var text = text(codec.encode(endSession("a|b^c"), OptionalInt.empty(), false, Terminator.CR));
    assertThat(text).isEqualTo("36Y20260102    101500AODK-700001^AAD1^AFa|b c^");
  }

  @Test
  void aValueIsCutAt255Characters() {
    var response =
        new EndSessionResponse(
            Sip2Flag.YES, DATE, "ø".repeat(300), Sip2PatronId.NONE, List.of(), List.of());
    assertThat(text(UTF_8.encode(response, OptionalInt.empty(), false, Terminator.CR)))
        .isEqualTo("36Y20260102    101500AO" + "ø".repeat(255) + "|AA|");
  }

  @Test
  void aCutNeverHalvesACharacter() {
    var response =
        new EndSessionResponse(
            Sip2Flag.YES,
            DATE,
            "a".repeat(254) + "😀",
            Sip2PatronId.NONE,
            List.of("b".repeat(254) + "😀c"),
            List.of());
    assertThat(text(UTF_8.encode(response, OptionalInt.empty(), false, Terminator.CR)))
        .isEqualTo(
            "36Y20260102    101500AO" + "a".repeat(254) + "|AA|AF" + "b".repeat(254) + "|AF😀c|");
  }

  @Test
  void aLongScreenMessageGoesOnInTheNextFieldAtAWord() {
    var words = "Reserveringen kan hentes. ".repeat(20).strip();
    var response = endSession(words);
    var decoded =
        UTF_8.decodeResponse(UTF_8.encode(response, OptionalInt.empty(), false, Terminator.CR));
    var lines =
        ((EndSessionResponse) ((Decoded.Message<Sip2Response>) decoded).message()).screenMessages();
    assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 255);
    assertThat(String.join(" ", lines)).isEqualTo(words);
  }

  @Test
  void aWordLongerThanAFieldIsBrokenHard() {
    var decoded =
        UTF_8.decodeResponse(
            UTF_8.encode(endSession("x".repeat(600)), OptionalInt.empty(), false, Terminator.CR));
    var lines =
        ((EndSessionResponse) ((Decoded.Message<Sip2Response>) decoded).message()).screenMessages();
    assertThat(lines).extracting(String::length).containsExactly(255, 255, 90);
  }

  @Test
  void fixedFieldsKeepTheirWidthWhateverTheyHold() {
    var status = new ScStatus(new Sip2Code<>("|", null), Sip2Number.of(12345), "2.ø");
    assertThat(text(UTF_8.encode(status, OptionalInt.empty(), false))).isEqualTo("99 9992.  ");
    var narrow = new ScStatus(Sip2Code.of(Sip2Code.ScStatusCode.OK), Sip2Number.of(40), "2.00");
    assertThat(text(UTF_8.encode(narrow, OptionalInt.empty(), false))).isEqualTo("9900402.00");
  }

  @Test
  void anExtensionCantBreakTheFrameThroughItsId() {
    // Cut to their low byte, these letters would be a CR, a delimiter and an LF.
    var item =
        (ItemInformationResponse)
            ((Decoded.Message<Sip2Response>)
                    UTF_8.decodeResponse(
                        Sip2Frame.of(
                            "1803000120260102    101500AB1|AJx|\u010D=|\u017C\u010A|",
                            Sip2Charset.UTF_8)))
                .message();
    assertThat(item.extensions()).hasSize(2);
    assertThat(text(UTF_8.encode(item, OptionalInt.empty(), false, Terminator.CR)))
        .isEqualTo("1803000120260102    101500AB1|AJx|\u010D=|\u017C\u010A|");
  }

  @Test
  void aCountThatIsNotSupportedIsBlank() {
    var counts =
        new PatronInformationResponse.Counts(
            Sip2Number.of(3),
            Sip2Number.of(0),
            Sip2Number.of(10_000),
            Sip2Number.BLANK,
            Sip2Number.BLANK,
            Sip2Number.BLANK);
    var response =
        new PatronInformationResponse(
            PatronStatusFlags.NONE,
            Sip2Code.of(Sip2Code.Language.DANISH),
            DATE,
            counts,
            "",
            Sip2PatronId.NONE,
            "",
            PatronInformationResponse.Limits.NONE,
            null,
            null,
            null,
            null,
            null,
            PatronInformationResponse.Items.NONE,
            null,
            null,
            null,
            PatronInformationResponse.Particulars.NONE,
            List.of(),
            List.of(),
            List.of());
    assertThat(text(UTF_8.encode(response, OptionalInt.empty(), false, Terminator.CR)))
        .isEqualTo("64              00920260102    101500000300009999            AO|AA|AE|");
  }

  // What comes in

  @Test
  void aMalformedFrameNamesThePlaceAndNoneOfItsData() {
    var decoded = UTF_8.decode(Sip2Frame.of("37hemmelig|ADkode|", Sip2Charset.UTF_8));
    assertThat(decoded)
        .isEqualTo(
            new Decoded.Malformed<Sip2Request>(
                "37",
                OptionalInt.empty(),
                "\"37\" (Fee Paid) ends before its fixed-length field \"fee type\" is complete",
                10));
  }

  @Test
  void aDelimiterThatCouldBeDataIsRefused() {
    for (char delimiter : "A0 +-*.\r\u00E6".toCharArray()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Sip2Codec(Sip2Charset.UTF_8, delimiter));
    }
  }

  @ParameterizedTest
  @EnumSource(Sip2Charset.class)
  void garbageGivesADefinedResultAndNothingElse(Sip2Charset charset) {
    var codec = new Sip2Codec(charset);
    var annotator = new Sip2Annotator(codec);
    var random = new Random(20260102L + charset.name().length());
    var frames = seeds();
    int messages = 0;
    for (int i = 0; i < 25_000; i++) {
      var frame = new Sip2Frame(garbage(random, frames), Terminator.CR);
      if (codec.decode(frame)
          instanceof Decoded.Message<Sip2Request>(var request, var sequence, var detection, _)) {
        messages++;
        assertOneFrame(codec.encode(request, sequence, detection));
        assertThat(request.toString()).doesNotContain("\r").doesNotContain("\0");
      }
      if (codec.decodeResponse(frame)
          instanceof Decoded.Message<Sip2Response>(var response, var sequence, var detection, _)) {
        messages++;
        var again = codec.encode(response, sequence, detection, Terminator.CR);
        assertOneFrame(again);
        assertThat(codec.decodeResponse(again)).isInstanceOf(Decoded.Message.class);
      }
      assertThat(annotator.annotate(frame)).endsWith("\n").doesNotContain("\r");
    }
    assertThat(messages).isGreaterThan(5_000);
  }

  private static void assertOneFrame(Sip2Frame frame) {
    for (byte b : frame.bytes()) {
      assertThat(b == '\r' || b == '\n' || b == 0).isFalse();
    }
  }

  private static List<byte[]> seeds() {
    return TranscriptFrames.exact(DATE).toList();
  }

  /** A real frame with a few bytes changed, cut or doubled, and now and then mere noise. */
  private static byte[] garbage(Random random, List<byte[]> frames) {
    if (random.nextInt(5) == 0) {
      var noise = new byte[random.nextInt(80)];
      random.nextBytes(noise);
      return noise;
    }
    var frame = frames.get(random.nextInt(frames.size())).clone();
    for (int n = random.nextInt(4); n > 0 && frame.length > 0; n--) {
      frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(3) == 0) {
      frame = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
    }
    return frame;
  }

  private static String field(String value) {
    var text = text(UTF_8.encode(endSession(value), OptionalInt.empty(), false, Terminator.CR));
    return text.substring(text.indexOf("|AF") + 3, text.length() - 1);
  }

  private static EndSessionResponse endSession(String screenMessage) {
    return new EndSessionResponse(
        Sip2Flag.YES, DATE, "DK-700001", new Sip2PatronId("D1"), List.of(screenMessage), List.of());
  }

  private static Decoded.Message<Sip2Request> message(String text) {
    var decoded = UTF_8.decode(Sip2Frame.of(text, Sip2Charset.UTF_8));
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return (Decoded.Message<Sip2Request>) decoded;
  }

  private static String text(Sip2Frame frame) {
    return new String(frame.bytes(), Sip2Charset.UTF_8.charset());
  }
}
