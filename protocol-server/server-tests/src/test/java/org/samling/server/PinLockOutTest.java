package org.samling.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.privacy.Access;
import org.samling.server.web.RestProgram;
import org.samling.testing.Kiosk;

/** Wrong PINs count together, wherever they are typed. */
class PinLockOutTest {

  private static final String RIGHT = "1234";
  private static final String CHECKOUT =
      "11YN20260101    12000020260101    120000AO|AAB|AB1|AC|AD1234|";

  /** The reply to a PIN, without its date. */
  private static String atKiosk(TestServer node, String pin) {
    try (var kiosk = new Kiosk(node.listeners.sip2Port()).login()) {
      return kiosk
          .ask("2300920260101    120000AO|AAB|AC|AD%s|".formatted(pin))
          .replaceFirst("\\d{8}    \\d{6}", "");
    }
  }

  private static boolean isRightByRest(TestServer node, String pin) {
    try (var desk = new RestProgram(node.listeners.httpPort(), "desk")) {
      var reply = desk.ok("/rest/v1/patrons/B/authentication", "{\"pin\": \"%s\"}".formatted(pin));
      return reply.get("result").asString().equals("verified");
    }
  }

  private static boolean isRightByNcip(TestServer node, String pin) throws Exception {
    var input =
        """
        <AuthenticationInput><AuthenticationInputData>%s</AuthenticationInputData><AuthenticationDataFormatType>text</AuthenticationDataFormatType>
        <AuthenticationInputType>%s</AuthenticationInputType></AuthenticationInput>\
        """;
    var message =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <NCIPMessage xmlns="http://www.niso.org/2008/ncip" version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd"><LookupUser>%s%s</LookupUser></NCIPMessage>
        """
            .formatted(input.formatted("B", "Barcode Id"), input.formatted(pin, "PIN"));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + node.listeners.httpPort() + "/ncip"))
            .header(
                "authorization",
                "Basic " + Base64.getEncoder().encodeToString("north-ncip:secret".getBytes(UTF_8)))
            .POST(BodyPublishers.ofString(message, UTF_8))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var reply = client.send(request, BodyHandlers.ofString(UTF_8)).body();
      assertThat(reply).contains("LookupUserResponse");
      return !reply.contains("User Authentication Failed");
    }
  }

  /** What every protocol answers to a PIN, without what differs each time. */
  private static List<String> everywhere(TestServer node, String pin) throws Exception {
    return List.of(
        atKiosk(node, pin),
        isRightByNcip(node, pin) + " by NCIP",
        isRightByRest(node, pin) + " by REST");
  }

  @Test
  void aPatronWhomWrongPinsLockOnOneNodeIsAnsweredAsToAWrongPinOnAllByEveryProtocol()
      throws Exception {
    try (var one = TestServer.ofItsOwn();
        var two = one.anotherNode();
        var _ = RestProgram.of(one, one.library.north, "desk", Scope.PATRONS_AUTHENTICATE);
        var kiosk = new Kiosk(two.listeners.sip2Port()).login()) {
      var information = "2300920260101    120000AO|AAB|AC|AD%s|".formatted(RIGHT);
      assertThat(kiosk.ask(information)).contains("|CQY|");
      var wrong = everywhere(one, "0000");
      for (var i = 0; i < 4; i++) {
        everywhere(i % 2 == 0 ? one : two, "000" + i);
      }

      for (var node : new TestServer[] {one, two}) {
        assertThat(everywhere(node, RIGHT)).as("as to a wrong one").isEqualTo(wrong);
      }
      assertThat(kiosk.ask(information.replace("120000", "120001")))
          .as("a session that had the right PIN")
          .contains("|CQN|");
      assertThat(kiosk.ask(CHECKOUT)).startsWith("120").doesNotContain("|BLY|");

      assertThat(unlock(one)).isTrue();
      assertThat(kiosk.ask(information.replace("120000", "120002"))).contains("|CQY|");
      assertThat(isRightByNcip(one, RIGHT)).isTrue();
      assertThat(isRightByRest(two, RIGHT)).isTrue();
      assertThat(
              one.library.count(
                  one.library.north,
                  "select count(*) from audit where command = 'unlock-pin' and actor = 'cli:anna'"))
          .as("who unlocked the patron is written down")
          .isEqualTo(1);
    }
  }

  private static boolean unlock(TestServer node) {
    return Access.by(
        new Access(Access.COMMAND_LINE, "anna", "unlock"),
        () -> node.library.store.patronPins().unlock(node.library.north, "B"));
  }
}
