package org.samling.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.privacy.Access;
import org.samling.server.web.RestProgram;
import org.samling.testing.Kiosk;

/** Wrong PINs count together, wherever they are typed. */
class PinLockOutTest {

  private static final String RIGHT = "1234";

  /** The reply to a PIN, without its date. */
  private static String atKiosk(TestServer node, String pin) {
    try (var kiosk = new Kiosk(node.listeners.sip2Port()).login()) {
      return kiosk
          .ask("2300920260101    120000AO|AAB|AC|AD%s|".formatted(pin))
          .replaceFirst("\\d{8}    \\d{6}", "");
    }
  }

  private static boolean isRightAtKiosk(TestServer node, String pin) {
    return atKiosk(node, pin).contains("|CQY|");
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

  @Test
  void wrongPinsOnThreeNodesAndByThreeProtocolsLockThePatronOutOfAll() throws Exception {
    try (var one = TestServer.ofItsOwn();
        var two = one.anotherNode();
        var three = one.anotherNode();
        var _ = RestProgram.of(one, one.library.north, "desk", Scope.PATRONS_AUTHENTICATE)) {
      assertThat(isRightAtKiosk(one, "0000")).isFalse();
      assertThat(isRightByNcip(two, "0001")).isFalse();
      assertThat(isRightByRest(three, "0002")).isFalse();
      assertThat(isRightAtKiosk(two, "0003")).isFalse();
      assertThat(isRightByNcip(two, RIGHT)).as("four failures are forgotten").isTrue();

      assertThat(isRightAtKiosk(one, "0000")).isFalse();
      assertThat(isRightByNcip(two, "0001")).isFalse();
      assertThat(isRightByRest(three, "0002")).isFalse();
      assertThat(isRightAtKiosk(two, "0003")).isFalse();
      assertThat(isRightAtKiosk(one, "0004")).isFalse();
      var locked = atKiosk(one, "0005");
      assertThat(locked).contains("|CQN|");
      for (var node : new TestServer[] {one, two, three}) {
        assertThat(atKiosk(node, RIGHT)).as("as to a wrong one").isEqualTo(locked);
        assertThat(isRightByNcip(node, RIGHT)).isFalse();
        assertThat(isRightByRest(node, RIGHT)).isFalse();
      }

      assertThat(unlock(one)).isTrue();
      assertThat(isRightAtKiosk(two, RIGHT)).isTrue();
      assertThat(isRightByNcip(one, RIGHT)).isTrue();
      assertThat(isRightByRest(three, RIGHT)).isTrue();
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
        () -> node.library.store.patronAuthentication().unlock(node.library.north, "B"));
  }
}
