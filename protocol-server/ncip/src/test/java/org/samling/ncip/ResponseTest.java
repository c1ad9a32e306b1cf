package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.ncip.NcipFixture.CODEC;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.ncip.NcipResponse.CheckInItemResponse;
import org.samling.ncip.NcipResponse.CheckOutItemResponse;
import org.samling.ncip.NcipResponse.LookupItemResponse;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RoutingInformation;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields;

class ResponseTest {
  private static final CheckInItemResponse RESPONSE =
      new CheckInItemResponse(ItemId.of("3890000001"));

  static Set<String> responses() {
    return Samples.responses().keySet();
  }

  @ParameterizedTest
  @MethodSource("responses")
  void everyResponseIsWrittenAsItsFileShows(String name) {
    assertThat(withoutLayout(text(encode(sample(name)))))
        .isEqualTo(withoutLayout(NcipFixture.response(name)));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void everyResponseFollowsTheContentModels(String name) {
    var message = CODEC.decodeResponse(encode(sample(name)));
    assertThat(message.children()).hasSize(1);
    assertThat(ContentModelCheck.faults(message.children().getFirst())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyServiceHasItsOwnResponseForAProblem(NcipService service) {
    var problem = Problem.of(ProblemType.UNSUPPORTED_SERVICE, service, "Not here.");

    var message = CODEC.decodeResponse(encode(new ProblemResponse(service, problem)));

    var response = message.find(service.element() + "Response");
    assertThat(response).isNotNull();
    assertThat(ContentModelCheck.faults(response)).isEmpty();
    var type = response.find("Problem", "ProblemType");
    assertThat(type).isNotNull();
    assertThat(type.text()).isEqualTo("Unsupported Service");
  }

  @Test
  void whatAResponseHoldsCanBeReadByName() {
    var message = CODEC.decodeResponse(encode(sample("lookup-user-full")));
    var due = message.find("LookupUserResponse", "LoanedItem", "DateDue");
    assertThat(due).isNotNull();
    assertThat(due.text()).isEqualTo("2026-03-01T22:59:59Z");
    assertThat(message.find("LookupUserResponse", "Problem")).isNull();
    assertThat(message.children().getFirst().children("LoanedItem")).hasSize(2);
  }

  @Test
  void bytesThatAreNoResponseAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> CODEC.decodeResponse("<html>\n <b></html>".getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            NcipFormatException.class,
            e -> {
              assertThat(e).hasMessageContaining("not well-formed");
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.column()).isEqualTo(10);
            });
    assertThatThrownBy(() -> CODEC.decodeResponse("<html/>".getBytes(UTF_8)))
        .isInstanceOf(NcipFormatException.class)
        .hasMessage("The root element is not NCIPMessage");
  }

  // Version and header

  @Test
  void theVersionIsRepeatedAsItCame() {
    assertThat(text(CODEC.encode(RESPONSE, NcipVersion.of("5.6 \"<"), null)))
        .contains(" ns1:version=\"5.6 &quot;&lt;\">");
    assertThat(text(CODEC.encode(RESPONSE, NcipVersion.UNKNOWN, null)))
        .contains(" ns1:version=\"" + NcipCodec.VERSION + "\">");
    assertThat(text(CODEC.encode(RESPONSE, NcipVersion.of(""), null)))
        .contains(" ns1:version=\"" + NcipCodec.VERSION + "\">");
  }

  @Test
  void theHeaderIsTurnedRoundWithoutItsSecrets() {
    var text = text(CODEC.encode(RESPONSE, NcipVersion.UNKNOWN, Samples.HEADER));
    assertThat(withoutLayout(text))
        .contains(
            "<ResponseHeader><FromSystemId>samling</FromSystemId><FromAgencyId><AgencyId ns1:Scheme=\""
                + Samples.LIBRARY.scheme()
                + "\">DK-779700</AgencyId></FromAgencyId><ToSystemId>partner-ill</ToSystemId>"
                + "<ToAgencyId><AgencyId>DK-870970</AgencyId></ToAgencyId></ResponseHeader>")
        .doesNotContain("secret");
  }

  @Test
  void aHeaderThatLacksAnAgencyIsNotAnswered() {
    var half =
        new NcipHeader(null, null, List.of(Samples.PARTNER), null, null, null, List.of(), null);
    assertThat(text(CODEC.encode(RESPONSE, NcipVersion.UNKNOWN, half)))
        .doesNotContain("ResponseHeader");
    assertThat(text(CODEC.encode(RESPONSE, NcipVersion.UNKNOWN, null)))
        .doesNotContain("ResponseHeader");
  }

  // Characters

  @Test
  void charactersThatXmlCantCarryAreReplaced() {
    assertThat(written("a\0b\u0008c\u000Bd\u001Fe\uD83Df\uDE00g\uFFFEh\uFFFFi"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFDh\uFFFDi");
    assertThat(written("\uD83D")).isEqualTo("\uFFFD");
  }

  @Test
  void allOtherCharactersComeThrough() {
    for (var text : List.of("<&>\"'", "]]>", "1\r\n2\n3\r4\t5", "Æøå ÿ\u0085\u2028", "😀\uFFFD")) {
      assertThat(written(text)).isEqualTo(text);
    }
  }

  @Test
  void anAttributeCanHoldAnyCharacterToo() {
    var odd = "a\"b'c<d>&\te\nf\rg\0h";
    var response =
        new LookupItemResponse(
            null, new ItemId(new SchemeValue(odd, "x"), "1"), null, null, null, null);
    var agency =
        CODEC.decodeResponse(encode(response)).find("LookupItemResponse", "ItemId", "AgencyId");
    assertThat(agency).isNotNull();
    assertThat(agency.attributes()).containsEntry("Scheme", "a\"b'c<d>&\te\nf\rg\uFFFDh");
  }

  // What can't be written

  @Test
  void aChildWithoutAPlaceIsAMistakeOfOurs() {
    var element = new ElementBuilder("UserId").text("Title", "no").build();
    assertThatIllegalStateException()
        .isThrownBy(() -> XmlWriter.write(NcipVersion.UNKNOWN, element))
        .withMessage("NCIP has no place for Title in UserId");
  }

  @Test
  void timesBeyondTheYear9999AreRefused() {
    var loan = new CheckOutItemResponse(ItemId.of("1"), UserId.of("2"), Instant.MAX, null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encode(loan))
        .withMessageContaining("0001 to 9999");
  }

  @Test
  void responsesThatTheSchemaHasNotCannotBeMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LookupItemResponse(null, null, null, null, null, null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProblemResponse(NcipService.LOOKUP_USER, List.of(), null));
    var problem = Problem.of(ProblemType.UNKNOWN_ITEM, NcipService.LOOKUP_ITEM, "No such item.");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ProblemResponse(NcipService.LOOKUP_ITEM, List.of(problem), Amount.of("DKK", 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoutingInformation("Nowhere", null, null, null, null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserOptionalFields.PersonalNameInformation("Åse", null, null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemOptionalFields.LocationNameInstance(0, "Solbæk"));
  }

  /** What a reader finds where this was written. */
  private static String written(String text) {
    var response = new CheckInItemResponse(ItemId.of("x" + text + "x"));
    var value =
        CODEC
            .decodeResponse(encode(response))
            .find("CheckInItemResponse", "ItemId", "ItemIdentifierValue");
    assertThat(value).isNotNull();
    return value.text().substring(1, value.text().length() - 1);
  }

  private static NcipResponse sample(String name) {
    var sample = Samples.responses().get(name);
    assertThat(sample).isNotNull();
    return sample;
  }

  private static byte[] encode(NcipResponse response) {
    return CODEC.encode(response, NcipVersion.UNKNOWN, Samples.HEADER);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static String withoutLayout(String xml) {
    return xml.replaceAll(">\\s+<", "><").strip();
  }
}
