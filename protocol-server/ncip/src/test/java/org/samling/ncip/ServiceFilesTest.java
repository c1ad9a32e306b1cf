package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.ncip.NcipFixture.CODEC;
import static org.samling.ncip.NcipFixture.decode;
import static org.samling.ncip.NcipFixture.service;
import static org.samling.ncip.NcipFixture.services;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.ncip.data.NcipService;

/** What the server is driven with, and what it has to answer: test-fixtures/ncip/services. */
class ServiceFilesTest {

  /** Services that came after NCIP 1. */
  private static final Set<NcipService> OF_NCIP2 =
      EnumSet.of(NcipService.LOOKUP_ITEM_SET, NcipService.DELETE_ITEM);

  static final List<String> EDITIONS = List.of("1", "2");

  static List<String> ncip1() {
    return services("1");
  }

  static List<String> ncip2() {
    return services("2");
  }

  @ParameterizedTest
  @FieldSource("EDITIONS")
  void everyServiceThatThereIsHasItsFiles(String edition) {
    assertThat(services(edition))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(NcipService.values())
                .filter(RecordElements::isSupported)
                .filter(service -> edition.equals("2") || !OF_NCIP2.contains(service))
                .map(NcipService::element)
                .toList());
  }

  @Test
  void everyServiceOfTheConversationIsInItsOrder() {
    assertThat(NcipFixture.orderOfServices()).containsExactlyInAnyOrderElementsOf(services("2"));
  }

  @ParameterizedTest
  @FieldSource("EDITIONS")
  void requestsOfBothVersionsAskForTheSame(String edition) {
    assertThat(services(edition))
        .allSatisfy(name -> {
          var decoded = decode(service(edition, name, "request"));
          assertThat(decoded).as(name).isInstanceOf(Decoded.Message.class);
          var request = ((Decoded.Message) decoded).message().request();
          assertThat(request.service().element()).isEqualTo(name);
          var other = decode(service("2", name, "request"));
          assertThat(request).isEqualTo(((Decoded.Message) other).message().request());
        });
  }

  @ParameterizedTest
  @MethodSource("ncip2")
  void responseFollowsTheContentModels(String name) {
    var message = CODEC.decodeResponse(service("2", name, "response").getBytes(UTF_8));
    assertThat(message.children())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.name()).isEqualTo(name + "Response");
          assertThat(response.child("Problem")).isNull();
          assertThat(ContentModelCheck.faults(response)).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("ncip1")
  void responseInNcip1HasItsNamesAndSaysNoMore(String name) {
    var text = service("1", name, "response");
    assertThat(text)
        .contains("<" + name + "Response")
        .doesNotContain(
            "xmlns", "<AgencyId", "<UserId>", "<ItemId>", "<RequestId>", "Scheme=", "Ext>");
    assertThat(CODEC.decodeResponse(text.getBytes(UTF_8)).children())
        .singleElement()
        .satisfies(response -> assertThat(response.child("Problem")).isNull());
  }
}
