package org.samling.ncip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.samling.ncip.NcipFixture.COPENHAGEN;
import static org.samling.ncip.NcipFixture.decode;
import static org.samling.ncip.NcipFixture.problem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.ncip.data.ProblemType;

class HostileXmlTest {
  private static final String BEGIN =
      "<NCIPMessage xmlns='http://www.niso.org/2008/ncip'><LookupUser><UserId><UserIdentifierValue>";
  private static final String END = "</UserIdentifierValue></UserId></LookupUser></NCIPMessage>";

  /** Lets anything through but what a test is about. */
  private static final NcipCodec WIDE =
      new NcipCodec(new NcipLimits(16 * 1024 * 1024, 100, 200_000, 16 * 1024, 16));

  @TempDir Path directory;

  static List<String> requests() {
    return NcipFixture.requests();
  }

  // Nothing is fetched

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE NCIPMessage SYSTEM \"TARGET\">",
        "<!DOCTYPE NCIPMessage PUBLIC \"-//NISO//NCIP\" \"TARGET\">",
        "<!DOCTYPE NCIPMessage PUBLIC '-//NISO//NCIP' 'TARGET' [ ]>"
      })
  void aDocumentTypeIsSkippedAndNotFetched(String documentType) throws IOException {
    try (var canary = canary()) {
      var xml = documentType.replace("TARGET", url(canary)) + BEGIN + "1" + END;
      assertThat(decode(xml)).isInstanceOf(Decoded.Message.class);
      assertUntouched(canary);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"TARGET\">]>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"TARGET\"> %p;]>",
        "<!DOCTYPE a [<!ENTITY x \"text\">]>",
        "<!DOCTYPE a SYSTEM \"TARGET\" [<!ATTLIST a b CDATA 'c'>]>"
      })
  void declarationsAreRefusedAndNotFetched(String documentType) throws IOException {
    try (var canary = canary()) {
      var xml = documentType.replace("TARGET", url(canary)) + BEGIN + "&x;" + END;
      var malformed = malformed(xml);
      assertThat(malformed.what()).contains("DOCTYPE holds declarations");
      assertUntouched(canary);
    }
  }

  @Test
  void noFileIsReadThroughAnEntity() throws IOException {
    var file = Files.writeString(directory.resolve("entity"), "canary-7391");
    var xml =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"%s\">]>".formatted(file.toUri()) + BEGIN + "&x;" + END;
    assertThat(malformed(xml).toString()).doesNotContain("canary-7391");
  }

  @Test
  void anEntityBombIsRefusedBeforeItsFirstEntity() {
    var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY b0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY b%d \"&b%d;&b%2$d;\">".formatted(i, i - 1));
    }
    assertThat(malformed(bomb + "]>" + BEGIN + "&b29;" + END).what())
        .contains("DOCTYPE holds declarations");
  }

  @ParameterizedTest
  @ValueSource(strings = {"&aelig;", "a&nbsp;b", "&half;-a-pin", "&#xD800;", "&#0;", "&;", "& "})
  void entitiesOtherThanXmlsOwnAreRefused(String reference) {
    assertThat(malformed(BEGIN + reference + END).what()).doesNotContain("half");
    assertThat(malformed("<NCIPMessage version='%s'/>".formatted(reference)).what())
        .doesNotContain("half");
    assertThat(decode(BEGIN + "&lt;&amp;&quot;&apos;&gt;&#65;&#x1F600;" + END))
        .isInstanceOf(Decoded.Message.class);
  }

  // Limits

  @Test
  void nestingBeyondTheLimitIsRefused() {
    var malformed = malformed(WIDE, BEGIN + "<a>".repeat(10_000));
    assertThat(malformed.what()).contains("beyond a limit", "Depth", "100");
    assertThat(malformed(WIDE, BEGIN + "<Ext>" + "<a>".repeat(10_000)).what()).contains("Depth");
  }

  @Test
  void textBeyondTheLimitIsRefused() {
    var text = "x".repeat(8 * 1024 * 1024);
    for (var piece : List.of(text, "<![CDATA[" + text + "]]>", "<Ext>" + text + "</Ext>")) {
      assertThat(malformed(WIDE, BEGIN + piece + END).what()).contains("16384");
    }
    var pieces = ("x".repeat(10_000) + "<a/>").repeat(2);
    assertThat(malformed(WIDE, BEGIN + pieces + END).what())
        .isEqualTo("A text has more than 16384 characters");
  }

  @Test
  void aFloodOfAttributesIsRefused() {
    var attributes = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      attributes.append(" a").append(i).append("=''");
    }
    assertThat(malformed(WIDE, "<NCIPMessage" + attributes + "/>").what())
        .isEqualTo("The message goes beyond a limit: Attribute limit (16) exceeded");
    assertThat(malformed(WIDE, "<NCIPMessage a='" + "x".repeat(20_000) + "'/>").what())
        .contains("beyond a limit");
  }

  @Test
  void aFloodOfElementsIsRefused() {
    assertThat(malformed(WIDE, "<NCIPMessage>" + "<a/>".repeat(300_000)).what())
        .contains("beyond a limit", "Count");
  }

  @Test
  void messagesBeyondTheLimitOfBytesAreNotEvenLookedAt() {
    var malformed = malformed(BEGIN + " ".repeat(NcipLimits.DEFAULT.maxBytes()));
    assertThat(malformed.what()).isEqualTo("The message has more than 131072 bytes");
    assertThat(malformed.line()).isZero();
  }

  @Test
  void limitsHaveLimits() {
    assertThatIllegalArgumentException().isThrownBy(() -> new NcipLimits(0, 1, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new NcipLimits(1, 501, 1, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NcipLimits(Integer.MAX_VALUE, 1, 1, 1, 1));
  }

  // Bytes

  @Test
  void badBytesAreToldWithTheirPlace() {
    var bytes = ("<?xml version='1.0'?>\r\n<a>\n  S" + "ø" + "lbæk</a>").getBytes(ISO_8859_1);
    var malformed = malformed(bytes);
    assertThat(malformed.what()).contains("not UTF-8");
    assertThat(malformed.line()).isEqualTo(3);
    assertThat(malformed.column()).isEqualTo(4);
    assertThat(problem(malformed).problemDetail()).endsWith("(line 3, column 4)");
  }

  @Test
  void halfACharacterIsABadByte() {
    var bytes = (BEGIN + "1" + END).getBytes(UTF_16BE);
    assertThat(malformed(Arrays.copyOf(bytes, bytes.length - 1)).what()).contains("not UTF-16BE");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "utf-8", "US-ASCII", "ISO-8859-1", "iso-8859-15", "Windows-1252", "UTF-16"})
  void commonEncodingsAreRead(String name) {
    var xml = "<?xml version='1.0' encoding='%s'?>".formatted(name) + BEGIN + "1" + END;
    assertThat(decode(xml)).isInstanceOf(Decoded.Message.class);
  }

  @Test
  void otherEncodingsAreRefused() {
    for (var name : List.of("EBCDIC-CP-US", "UTF-7", "x-made-up", "../../etc")) {
      var xml = "<?xml version='1.0' encoding='%s'?>".formatted(name) + BEGIN + "1" + END;
      assertThat(decode(xml)).as(name).isInstanceOf(Decoded.Malformed.class);
    }
  }

  @Test
  void whatIsNotWellFormedIsToldWithItsPlaceAndWithoutTheParsersWords() {
    var malformed = malformed("<NCIPMessage>\n  <LookupUser>\n  </LookupItem>\n</NCIPMessage>");
    assertThat(malformed.what()).contains("not well-formed XML", "</LookupItem>");
    assertThat(malformed.line()).isEqualTo(3);
    assertThat(problem(malformed).problemDetail())
        .isEqualTo("The message is not well-formed XML (line 3, column 14)");
    assertThat(problem(malformed).is(ProblemType.INVALID_MESSAGE_SYNTAX_ERROR)).isTrue();
  }

  // Damage

  @ParameterizedTest
  @MethodSource("requests")
  void aMessageCutOffAnywhereIsMalformed(String name) {
    var bytes = NcipFixture.request(name);
    int end = new String(bytes, ISO_8859_1).stripTrailing().length();
    for (int length = 0; length < end; length++) {
      assertThat(decode(Arrays.copyOf(bytes, length)))
          .as("%s cut at %d", name, length)
          .isInstanceOf(Decoded.Malformed.class);
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void noDamageMakesTheCodecThrow(String name) {
    var random = new Random(20_260_131);
    var original = NcipFixture.request(name);
    var marks = "<>&;\"'/![]-= \n\0\u00ff".getBytes(ISO_8859_1);
    for (int round = 0; round < (Boolean.getBoolean("samling.long") ? 3_000 : 800); round++) {
      var bytes = original.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] = (byte) random.nextInt(256);
          case 1 -> bytes[at] = marks[random.nextInt(marks.length)];
          case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
          default -> {
            int from = random.nextInt(bytes.length);
            int length = Math.min(random.nextInt(60), bytes.length - Math.max(at, from));
            System.arraycopy(bytes, from, bytes, at, length);
          }
        }
      }
      answerable(decode(bytes));
    }
  }

  /** Whatever it is, an answer to it can be written and read. */
  private static void answerable(Decoded decoded) {
    if (decoded instanceof Decoded.Malformed(var version, var header, var answer, _, _, _)) {
      var message =
          NcipFixture.CODEC.decodeResponse(NcipFixture.CODEC.encode(answer, version, header));
      assertThat(ContentModelCheck.faults(message.children().getFirst())).isEmpty();
    }
  }

  private static Decoded.Malformed malformed(NcipCodec codec, String xml) {
    var decoded = codec.decode(xml.getBytes(UTF_8), COPENHAGEN);
    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    return (Decoded.Malformed) decoded;
  }

  private static Decoded.Malformed malformed(String xml) {
    return NcipFixture.malformed(xml);
  }

  private static Decoded.Malformed malformed(byte[] bytes) {
    return NcipFixture.malformed(bytes);
  }

  private static ServerSocket canary() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static String url(ServerSocket canary) {
    return "http://127.0.0.1:%d/ncip.dtd".formatted(canary.getLocalPort());
  }

  private static void assertUntouched(ServerSocket canary) throws IOException {
    canary.setSoTimeout(50);
    assertThat(catchThrowable(canary::accept)).isInstanceOf(SocketTimeoutException.class);
  }
}
