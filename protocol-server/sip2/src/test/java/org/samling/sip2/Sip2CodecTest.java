package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2Request.request;
import static org.samling.sip2.Sip2RequestLayouts.LOGIN;
import static org.samling.sip2.Sip2RequestLayouts.REQUEST_ACS_RESEND;
import static org.samling.sip2.Sip2RequestLayouts.SC_STATUS;
import static org.samling.sip2.Sip2Response.reply;
import static org.samling.sip2.Sip2ResponseLayouts.*;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.testing.LongRun;

class Sip2CodecTest {
  private static final Sip2Codec UTF_8 = new Sip2Codec(Sip2Charset.UTF_8);
  private static final Sip2Date DATE = new Sip2Date("20260102    101500");

  // Checksums

  @Test
  void theChecksumIsTheTwosComplementOfTheSumOfTheBytes() {
    // '9' + '4' + '1' + 'A' + 'Y' + '1' + 'A' + 'Z' = 0x204
    assertThat(
            text(
                UTF_8.encode(
                    reply(LOGIN_RESPONSE).ok(true).build(),
                    OptionalInt.of(1),
                    true,
                    Terminator.CR)))
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
    var login =
        request(LOGIN)
            .with(UID_ALGORITHM, "0")
            .with(PWD_ALGORITHM, "0")
            .with(LOGIN_USER_ID, "bruger")
            .with(LOGIN_PASSWORD, new Sip2Secret("kode"))
            .build();
    var frame = UTF_8.encode(login, OptionalInt.of(4), true);
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
    assertThat(
            text(
                UTF_8.encode(
                    reply(REQUEST_SC_RESEND).build(), OptionalInt.of(5), true, Terminator.CR)))
        .isEqualTo("96AZFEF6");
    assertThat(
            text(
                UTF_8.encode(
                    reply(REQUEST_SC_RESEND).build(), OptionalInt.of(5), false, Terminator.CR)))
        .isEqualTo("96");
    assertThat(text(UTF_8.encode(request(REQUEST_ACS_RESEND).build(), OptionalInt.of(5), true)))
        .isEqualTo("97AZFEF5");
  }

  @Test
  void withoutErrorDetectionThereIsNoTrailer() {
    assertThat(
            text(
                UTF_8.encode(
                    reply(LOGIN_RESPONSE).ok(false).build(),
                    OptionalInt.of(1),
                    false,
                    Terminator.CR)))
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
    var response = endSession().with(INSTITUTION_ID, "ø".repeat(300)).build();
    assertThat(text(UTF_8.encode(response, OptionalInt.empty(), false, Terminator.CR)))
        .isEqualTo("36Y20260102    101500AO" + "ø".repeat(255) + "|AA|");
  }

  @Test
  void aCutNeverHalvesACharacter() {
    var response =
        endSession()
            .with(INSTITUTION_ID, "a".repeat(254) + "😀")
            .with(SCREEN_MESSAGE, "b".repeat(254) + "😀c")
            .build();
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
    var lines = ((Decoded.Message<Sip2Response>) decoded).message().all(SCREEN_MESSAGE);
    assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 255);
    assertThat(String.join(" ", lines)).isEqualTo(words);
  }

  @Test
  void aWordLongerThanAFieldIsBrokenHard() {
    var decoded =
        UTF_8.decodeResponse(
            UTF_8.encode(endSession("x".repeat(600)), OptionalInt.empty(), false, Terminator.CR));
    var lines = ((Decoded.Message<Sip2Response>) decoded).message().all(SCREEN_MESSAGE);
    assertThat(lines).extracting(String::length).containsExactly(255, 255, 90);
  }

  @Test
  void fixedFieldsKeepTheirWidthWhateverTheyHold() {
    var status = scStatus(new Sip2Code<>("|", null), 12345, "2.ø");
    assertThat(text(UTF_8.encode(status, OptionalInt.empty(), false))).isEqualTo("99 9992.  ");
    var narrow = scStatus(Sip2Code.of(Sip2Code.ScStatusCode.OK), 40, "2.00");
    assertThat(text(UTF_8.encode(narrow, OptionalInt.empty(), false))).isEqualTo("9900402.00");
  }

  @Test
  void anExtensionCantBreakTheFrameThroughItsId() {
    // Cut to their low byte, these letters would be a CR, a delimiter and an LF.
    var item =
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
    var response =
        reply(PATRON_INFORMATION_RESPONSE)
            .with(PATRON_STATUS, PatronStatusFlags.NONE)
            .with(LANGUAGE, Sip2Code.of(Sip2Code.Language.DANISH))
            .with(TRANSACTION_DATE, DATE)
            .with(HOLD_ITEMS_COUNT, Sip2Number.of(3))
            .with(OVERDUE_ITEMS_COUNT, Sip2Number.of(0))
            .with(CHARGED_ITEMS_COUNT, Sip2Number.of(10_000))
            .with(FINE_ITEMS_COUNT, Sip2Number.BLANK)
            .with(RECALL_ITEMS_COUNT, Sip2Number.BLANK)
            .with(UNAVAILABLE_HOLDS_COUNT, Sip2Number.BLANK)
            .with(INSTITUTION_ID, "")
            .with(PATRON_IDENTIFIER, Sip2PatronId.NONE)
            .with(PERSONAL_NAME, "")
            .build();
    assertThat(text(UTF_8.encode(response, OptionalInt.empty(), false, Terminator.CR)))
        .isEqualTo("64              00920260102    101500000300009999            AO|AA|AE|");
  }

  // How a message is built

  @Test
  void aFieldThatTheMessageNeedsAndDoesNotGetIsNamed() {
    var reply = endSession().with(END_SESSION, Sip2Flag.YES);
    assertThat(text(UTF_8.encode(reply.build(), OptionalInt.empty(), false, Terminator.CR)))
        .startsWith("36Y");
    assertThatIllegalStateException()
        .isThrownBy(() -> reply(END_SESSION_RESPONSE).with(TRANSACTION_DATE, DATE).build())
        .withMessage("\"36 End Session Response\" needs the field \"end session\"");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            reply(END_SESSION_RESPONSE)
                .with(END_SESSION, Sip2Flag.YES)
                .with(TRANSACTION_DATE, DATE)
                .with(INSTITUTION_ID, "")
                .build())
        .withMessage("\"36 End Session Response\" needs the field \"AA patron identifier\"");
  }

  @Test
  void aFieldThatTheMessageDoesNotHaveIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endSession().with(DUE_DATE, "20260102"))
        .withMessage("\"36 End Session Response\" has no field \"AH due date\"");
    assertThatIllegalArgumentException().isThrownBy(() -> endSession("").get(DUE_DATE));
    assertThatIllegalArgumentException().isThrownBy(() -> endSession("").all(INSTITUTION_ID));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endSession("").get(SCREEN_MESSAGE))
        .withMessage(
            "\"36 End Session Response\" has the field \"AF screen message\" several times");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endSession().withEach(INSTITUTION_ID, List.of("a", "b")))
        .withMessage("\"36 End Session Response\" has the field \"AO institution id\" only once");
  }

  @Test
  void repeatedFieldsAddUpAndAllOthersAreReplaced() {
    var reply =
        endSession()
            .with(SCREEN_MESSAGE, "a")
            .withEach(SCREEN_MESSAGE, List.of("b", "c"))
            .with(INSTITUTION_ID, "first")
            .with(INSTITUTION_ID, "second")
            .withOptional(PRINT_LINE, null)
            .build();
    assertThat(reply.all(SCREEN_MESSAGE)).containsExactly("a", "b", "c");
    assertThat(reply.get(INSTITUTION_ID)).isEqualTo("second");
    assertThat(reply.all(PRINT_LINE)).isEmpty();
  }

  @Test
  void aBuilderThatGoesOnDoesNotChangeWhatItBuilt() {
    var builder = endSession().with(SCREEN_MESSAGE, "a");
    var first = builder.build();
    var second = builder.with(SCREEN_MESSAGE, "b").with(INSTITUTION_ID, "other").build();
    assertThat(first)
        .isNotEqualTo(second)
        .isEqualTo(endSession().with(SCREEN_MESSAGE, "a").build());
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
    int tries = LongRun.times(8_000, 25_000);
    for (int i = 0; i < tries; i++) {
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
    assertThat(messages).isGreaterThan(tries / 5);
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

  private static Sip2Response endSession(String screenMessage) {
    return endSession()
        .with(INSTITUTION_ID, "DK-700001")
        .with(PATRON_IDENTIFIER, new Sip2PatronId("D1"))
        .with(SCREEN_MESSAGE, screenMessage)
        .build();
  }

  private static Sip2Message.Builder<Sip2Response> endSession() {
    return reply(END_SESSION_RESPONSE)
        .with(END_SESSION, Sip2Flag.YES)
        .with(TRANSACTION_DATE, DATE)
        .with(INSTITUTION_ID, "")
        .with(PATRON_IDENTIFIER, Sip2PatronId.NONE);
  }

  private static Sip2Request scStatus(
      Sip2Code<Sip2Code.ScStatusCode> code, int width, String version) {
    return request(SC_STATUS)
        .with(STATUS_CODE, code)
        .with(MAX_PRINT_WIDTH, Sip2Number.of(width))
        .with(PROTOCOL_VERSION, version)
        .build();
  }

  private static Decoded.Message<Sip2Request> message(String text) {
    var decoded = UTF_8.decode(Sip2Frame.of(text, Sip2Charset.UTF_8));
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return (Decoded.Message<Sip2Request>) decoded;
  }

  private static String text(Sip2Frame frame) {
    return new String(frame.bytes(), Sip2Charset.UTF_8.charset());
  }

  @Test
  void loginWithTheOwnDelimiterIsReadWithItWhateverElseStandsInNameAndPassword() {
    var codec = new Sip2Codec(Sip2Charset.UTF_8);
    var own = Sip2Frame.of("9300CNhall_COPY|COse_same|", codec.charset());
    var other = Sip2Frame.of("9300CNhall-1^COsesame^", codec.charset());

    assertThat(codec.delimitedAsIn(own).delimiter()).isEqualTo('|');
    assertThat(codec.delimitedAsIn(other).delimiter()).isEqualTo('^');
  }
}
