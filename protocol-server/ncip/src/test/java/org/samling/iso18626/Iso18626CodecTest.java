package org.samling.iso18626;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.iso18626.Iso18626Code.Action;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Code.Reason;
import org.samling.iso18626.Iso18626Code.ServiceType;
import org.samling.iso18626.Iso18626Code.Status;
import org.samling.iso18626.Iso18626Decoded.Malformed;
import org.samling.iso18626.Iso18626Decoded.Message;
import org.samling.iso18626.Iso18626Message.AgencyId;
import org.samling.iso18626.Iso18626Message.ErrorData;
import org.samling.iso18626.Iso18626Message.Request;
import org.samling.iso18626.Iso18626Message.RequestConfirmation;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessage;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessageConfirmation;
import org.samling.iso18626.Iso18626Message.ServiceInfo;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessage;

/** Messages of ISO 18626, read and written. */
class Iso18626CodecTest {

  private static final Path FIXTURES = Path.of(System.getProperty("test-fixtures.dir"), "iso18626");
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:01Z");
  private static final int LIMIT = 64 * 1024;

  private final Iso18626Codec codec = new Iso18626Codec(LIMIT);

  static Stream<Path> fixtures() throws IOException {
    try (var files = Files.list(FIXTURES)) {
      return files.filter(f -> f.toString().endsWith(".xml")).sorted().toList().stream();
    }
  }

  private Iso18626Decoded decode(String xml) {
    return codec.decode(xml.getBytes(UTF_8), ZONE, NOW);
  }

  private Iso18626Message message(String xml) {
    return ((Message) decode(xml)).message();
  }

  private static String fixture(String name) {
    try {
      return Files.readString(FIXTURES.resolve(name + ".xml"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void whatIsReadIsWrittenBackByteForByte(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    assertThat(codec.decode(bytes, ZONE, NOW))
        .isInstanceOfSatisfying(
            Message.class,
            m ->
                assertThat(new String(codec.encode(m.version(), m.message()), UTF_8))
                    .isEqualTo(new String(bytes, UTF_8)));
  }

  /** Where the environment names the schema: ISO18626_SCHEMA. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void fixturesAreValid(Path file) throws Exception {
    @Nullable String schema = System.getenv("ISO18626_SCHEMA");
    assumeTrue(schema != null);
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(new File(schema))
        .newValidator()
        .validate(new StreamSource(file.toFile()));
  }

  @Test
  void requestSaysWhoWantsWhat() {
    var request = (Request) message(fixture("request-loan"));
    assertThat(request.header().requestingAgencyId()).isEqualTo(AgencyId.isil("DK-710100"));
    assertThat(request.bibliographicInfo().itemIds().getFirst().value()).isEqualTo("9788702049794");
    assertThat(request.serviceInfo())
        .isNotNull()
        .extracting(ServiceInfo::serviceType)
        .isEqualTo(ServiceType.LOAN);
    assertThat(request.delivery())
        .containsExactly("Hovedbiblioteket", "Krystalgade 15, 1172 København K");
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void everyStatusIsReadAndWritten(Status status) {
    var xml = fixture("supplying-loaned").replace("Loaned", Iso18626Code.wire(status));
    var message = (SupplyingAgencyMessage) message(xml);
    assertThat(message.statusInfo().status()).isEqualTo(status);
    assertThat(codec.encode("1.2", message)).isEqualTo(xml.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonIsReadAndWritten(Reason reason) {
    var xml = fixture("supplying-loaned").replace("StatusChange", Iso18626Code.wire(reason));
    assertThat(codec.encode("1.2", message(xml))).isEqualTo(xml.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void everyActionIsReadAndWritten(Action action) {
    var xml = fixture("requesting-renew").replace("Renew", Iso18626Code.wire(action));
    assertThat(((RequestingAgencyMessage) message(xml)).action()).isEqualTo(action);
    assertThat(codec.encode("1.2", message(xml))).isEqualTo(xml.getBytes(UTF_8));
  }

  @Test
  void versionIsTheSendersWithOrWithoutNamespaceAndTheNewestWithoutOne() {
    var xml = fixture("requesting-renew");
    assertThat(decode(xml.replace("ill:version=\"1.2\"", "version=\"1.1\"")).version())
        .isEqualTo("1.1");
    assertThat(decode(xml.replace("\"1.2\"", "\"1.0\"")).version()).isEqualTo("1.0");
    assertThat(decode(xml.replace("ill:version=\"1.2\"", "")).version()).isEqualTo("1.2");
  }

  @Test
  void elementsMayStandInAnyOrderWithPrefixesOrNoneAndUnknownOnesSayNothing() {
    var xml =
        """
        <i:ISO18626Message xmlns:i="http://illtransactions.org/2013/iso18626" version="1.1">
          <i:requestingAgencyMessage>
            <i:action>received</i:action><x xmlns="urn:x"><action>Cancel</action></x><i:novelty/>
            <i:header>
              <i:requestingAgencyRequestId> B-1 </i:requestingAgencyRequestId>
              <i:requestingAgencyId><i:agencyIdValue>DK-710100</i:agencyIdValue></i:requestingAgencyId>
            </i:header>
          </i:requestingAgencyMessage>
        </i:ISO18626Message>
        """;
    var message = (RequestingAgencyMessage) message(xml);
    assertThat(message.action()).isEqualTo(Action.RECEIVED);
    assertThat(message.header().requestingAgencyRequestId()).isEqualTo("B-1");
    assertThat(message.header().requestingAgencyId()).isEqualTo(AgencyId.isil("DK-710100"));
    assertThat(message.header().timestamp()).isEqualTo(NOW.toString());
  }

  @Test
  void timesWithoutAZoneAreTheTenantsAndDatesAreDays() {
    var xml = fixture("request-loan");
    for (var written :
        new String[] {"2027-01-31T00:00:00+01:00", "2027-01-31T00:00", "2027-01-31"}) {
      var request = (Request) message(xml.replace("2027-01-31T00:00:00Z", written));
      assertThat(request.serviceInfo())
          .isNotNull()
          .extracting(ServiceInfo::needBefore)
          .isEqualTo(Instant.parse("2027-01-30T23:00:00Z"));
    }
  }

  @Test
  void whatIsWrongIsAnsweredInTheConfirmationOfItsKind() {
    var noAction = (Malformed) decode(fixture("requesting-renew").replace("Renew", "Burn"));
    assertThat(noAction.answer())
        .isInstanceOfSatisfying(
            RequestingAgencyMessageConfirmation.class,
            c -> {
              assertThat(c.error())
                  .isNotNull()
                  .extracting(ErrorData::type)
                  .isEqualTo(ErrorType.UNSUPPORTED_ACTION_TYPE);
              assertThat(c.header().requestingAgencyRequestId()).isEqualTo("B-1001");
              assertThat(c.header().isOk()).isFalse();
            });
    assertThat(error(fixture("supplying-loaned").replace("StatusChange", "Gossip")))
        .isEqualTo(ErrorType.UNSUPPORTED_REASON_FOR_MESSAGE_TYPE);
    assertThat(error(fixture("supplying-loaned").replace("Loaned", "Eaten")))
        .isEqualTo(ErrorType.UNRECOGNISED_DATA_VALUE);
    assertThat(error(fixture("request-loan").replace("2027-01-31T00:00:00Z", "soon")))
        .isEqualTo(ErrorType.UNRECOGNISED_DATA_VALUE);
    assertThat(error(fixture("requesting-renew").replace("requestingAgencyMessage", "gossip")))
        .isEqualTo(ErrorType.UNRECOGNISED_DATA_ELEMENT);
    assertThat(error(fixture("request-loan").replace("B-1001", "")))
        .isEqualTo(ErrorType.BADLY_FORMED_MESSAGE);
  }

  private ErrorType error(String xml) {
    var error = ((Malformed) decode(xml)).answer().error();
    return error == null ? ErrorType.UNRECOGNISED_DATA_ELEMENT : error.type();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<ISO18626Message",
        "<ISO18626Message/>",
        "<a:b/>",
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><ISO18626Message/>",
        "<!DOCTYPE x [<!ENTITY e \"e\">]><ISO18626Message>&e;</ISO18626Message>",
        "<ISO18626Message>&e;</ISO18626Message>",
        "<NCIPMessage xmlns=\"http://www.niso.org/2008/ncip\"><LookupUser/></NCIPMessage>"
      })
  void whatIsNoMessageIsBadlyFormed(String xml) {
    assertThat(((Malformed) decode(xml)).answer())
        .isInstanceOfSatisfying(
            RequestConfirmation.class,
            c -> {
              assertThat(c.error())
                  .isNotNull()
                  .extracting(ErrorData::type)
                  .isEqualTo(ErrorType.BADLY_FORMED_MESSAGE);
            });
  }

  @Test
  void whatIsTooLargeTooDeepOrTooMuchIsBadlyFormed() {
    var deep = "<a>".repeat(100) + "</a>".repeat(100);
    for (var content : new String[] {deep, "<a/>".repeat(3_000), "x".repeat(20_000)}) {
      var xml =
          fixture("request-loan").replace("<bibliographicInfo>", "<bibliographicInfo>" + content);
      assertThat(error(xml)).isEqualTo(ErrorType.BADLY_FORMED_MESSAGE);
    }
    assertThat(error(" ".repeat(LIMIT) + fixture("request-loan")))
        .isEqualTo(ErrorType.BADLY_FORMED_MESSAGE);
  }

  @Test
  void codesOfAuthenticationAreNotPrinted() {
    var xml =
        fixture("requesting-renew")
            .replace(
                "</header>",
                "<requestingAgencyAuthentication><accountId>us</accountId><securityCode>canary</securityCode></requestingAgencyAuthentication></header>");
    assertThat(message(xml).toString()).contains("us").doesNotContain("canary");
    assertThat(new String(codec.encode("1.2", message(xml)), UTF_8)).isEqualTo(xml);
  }
}
