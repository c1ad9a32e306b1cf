package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.login.LoginLimits;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;

/** Who is let in to the console, for how long, and what is asked of each change. */
class SignInTest {

  private static int members;
  private static TestServer server;
  private static TestServer other;

  /** Somebody whom no other test knows. */
  private String anna = "";

  @AutoClose private ConsoleVisitor visitor;

  @BeforeAll
  static void openServer() {
    server = TestServer.ofItsOwn();
    other = server.anotherNode();
  }

  @AfterAll
  static void closeServer() {
    other.close();
    server.close();
  }

  @BeforeEach
  void open() {
    members++;
    anna = "anna-" + members;
    TestStaff.add(server.library, anna, StaffRole.ADMINISTRATOR);
    visitor = new ConsoleVisitor(server.listeners.httpPort());
  }

  @Test
  void whoeverIsNotSignedInIsAskedTo() {
    var reply = visitor.get("/console/t/north/now");
    assertThat(reply.statusCode()).isEqualTo(303);
    assertThat(visitor.location(reply)).isEqualTo("/console/sign-in?to=/console/t/north/now");
    assertThat(visitor.get("/console/whatever").statusCode()).isEqualTo(303);
  }

  @Test
  void nameAndPasswordLetIn() {
    var reply = visitor.signIn(anna);
    assertThat(reply.statusCode()).isEqualTo(303);
    assertThat(visitor.location(reply)).isEqualTo("/console/t/north/today");
    assertThat(reply.headers().allValues("set-cookie"))
        .anySatisfy(c ->
            assertThat(c)
                .startsWith("samling-session=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/console")
                .doesNotContain("Secure"));
    assertThat(visitor.get("/console/t/north/now").body()).contains("Z39.50", "Anna-" + members);
  }

  @Test
  void signingInLeadsOnlyToPagesOfTheConsole() {
    for (var elsewhere :
        new String[] {"https://example.org/", "//example.org", "/console/t//example.org"}) {
      var reply =
          visitor.post(
              "/console/sign-in",
              Map.of("username", anna, "password", TestStaff.PASSWORD, "to", elsewhere));
      assertThat(visitor.location(reply)).isEqualTo("/console/t/north/today");
      visitor.post("/console/sign-out", Map.of());
    }
  }

  @Test
  void fiveWrongPasswordsLockTheNameFromThereOnEveryNode() {
    for (var i = 0; i < Staff.WRONG_PASSWORDS; i++) {
      assertThat(visitor.signIn(anna, "wrong").statusCode()).isEqualTo(422);
    }
    assertThat(visitor.signIn(anna).statusCode()).isEqualTo(422);
    visitor.moveTo(other.listeners.httpPort());
    assertThat(visitor.signIn(anna).statusCode()).isEqualTo(422);
    server.library.asSuperuser(
        "update login_origin set wrong_at = now() - interval '15 minutes 1 second'");
    assertThat(visitor.signIn(anna).statusCode()).isEqualTo(303);
  }

  /** Guesses from so many addresses that the name is locked wherever it is not known. */
  private void guessFromEverywhere() {
    var guesses = 0;
    for (var address = 1; guesses < Staff.WRONG_FROM_UNKNOWN; address++) {
      try (var stranger = from("127.0.9." + address)) {
        for (var i = 0; i < Staff.WRONG_PASSWORDS; i++) {
          assertThat(stranger.signIn(anna, "wrong").statusCode()).isEqualTo(422);
          guesses++;
        }
      }
    }
  }

  private static ConsoleVisitor from(String address) {
    return new ConsoleVisitor(server.listeners.httpPort(), address);
  }

  @Test
  void strangersLockNobodyOutWhereTheyAreKnown() {
    try (var office = from("127.0.9.101");
        var home = from("127.0.9.102")) {
      office.signIn(anna);
      home.signIn(anna);
      guessFromEverywhere();
      assertThat(visitor.signIn(anna).statusCode()).as("where it is not known").isEqualTo(422);
      assertThat(visitor.signIn(anna + "-x").statusCode())
          .as("told apart by nothing")
          .isEqualTo(422);
      assertThat(office.signIn(anna).statusCode()).isEqualTo(303);
      home.cookies.getCookieStore().removeAll();
      assertThat(home.signIn(anna).statusCode()).as("by its address").isEqualTo(303);
    }
    server.library.store.staff().enable(anna, true);
    assertThat(visitor.signIn(anna).statusCode()).as("unlocked by a colleague").isEqualTo(303);
  }

  @Test
  void aBrowserThatIsKnownIsLockedByItsOwnWrongPasswordsOnly() {
    try (var office = from("127.0.9.103");
        var stranger = from("127.0.9.103")) {
      office.signIn(anna);
      for (var i = 0; i < Staff.WRONG_PASSWORDS; i++) {
        stranger.signIn(anna, "wrong");
      }
      assertThat(stranger.signIn(anna).statusCode()).isEqualTo(422);
      assertThat(office.signIn(anna).statusCode()).as("at the same address").isEqualTo(303);
      assertThat(stranger.signIn(anna).statusCode()).as("forgives nobody else").isEqualTo(422);
      for (var i = 0; i < Staff.WRONG_PASSWORDS; i++) {
        assertThat(office.signIn(anna, "wrong").statusCode()).isEqualTo(422);
      }
      assertThat(office.signIn(anna).statusCode()).isEqualTo(422);
    }
  }

  @Test
  void aBrowserIsKnownForWhomItWasUsedOnly() {
    var berit = anna + "-berit";
    TestStaff.add(server.library, berit, StaffRole.READER);
    try (var office = from("127.0.9.104")) {
      office.signIn(berit);
      guessFromEverywhere();
      assertThat(office.signIn(anna).statusCode()).isEqualTo(422);
    }
  }

  @Test
  void namesThatAreGuessedHaveToWaitBeforeAnyPasswordIsLookedAt() {
    for (var i = 0; i < LoginLimits.USUAL.perAccountOfAddress(); i++) {
      assertThat(visitor.signIn("nobody", "wrong").statusCode()).isEqualTo(422);
    }
    var refused = visitor.signIn("nobody", "wrong");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(refused.body()).contains("Too many failed sign-ins from here.", "name=\"password\"");
    assertThat(visitor.signIn(anna).statusCode()).as("another name").isEqualTo(303);
  }

  @Test
  void aRightPasswordForgivesWrongOnes() {
    for (var i = 0; i < 2; i++) {
      for (var wrong = 1; wrong < Staff.WRONG_PASSWORDS; wrong++) {
        visitor.signIn(anna, "wrong");
      }
      assertThat(visitor.signIn(anna).statusCode()).isEqualTo(303);
    }
  }

  @Test
  void anotherNodeKnowsWhoIsSignedInAndSignsOut() {
    visitor.signIn(anna);
    visitor.moveTo(other.listeners.httpPort());
    assertThat(visitor.get("/console/t/north/now").statusCode()).isEqualTo(200);
    var session =
        visitor.cookies.getCookieStore().getCookies().stream()
            .filter(c -> c.getName().equals("samling-session"))
            .findFirst()
            .orElseThrow()
            .getValue();
    visitor.post("/console/sign-out", Map.of());
    visitor.moveTo(server.listeners.httpPort());
    var request =
        HttpRequest.newBuilder(visitor.uri("/console/t/north/now"))
            .header("cookie", "samling-session=" + session)
            .build();
    assertThat(visitor.send(request).statusCode()).isEqualTo(303);
  }

  @Test
  void whoIsIdleOrHereTooLongOrSwitchedOffIsSignedOut() {
    for (var change :
        new String[] {
          "update staff_session set used_at = now() - interval '30 minutes 1 second'",
          "update staff_session set begun_at = now() - interval '12 hours 1 second'",
          "update staff_user set enabled = false where username = '%s'".formatted(anna)
        }) {
      visitor.signIn(anna);
      assertThat(visitor.get("/console/t/north/now").statusCode()).isEqualTo(200);
      server.library.asSuperuser(change);
      assertThat(visitor.get("/console/t/north/now").statusCode()).as(change).isEqualTo(303);
    }
  }

  @Test
  void aNewPasswordSignsOut() {
    visitor.signIn(anna);
    server.library.store.staff().putPassword(anna, new Secret("another long one"));
    assertThat(visitor.get("/console/t/north/now").statusCode()).isEqualTo(303);
    assertThat(visitor.signIn(anna).statusCode()).isEqualTo(422);
    assertThat(visitor.signIn(anna, "another long one").statusCode()).isEqualTo(303);
  }

  @Test
  void aChangeThatNoFormOfOursAskedForIsNotMade() {
    visitor.signIn(anna);
    assertThat(visitor.postWith("", "/console/sign-out", Map.of()).statusCode()).isEqualTo(403);
    assertThat(visitor.postWith("guessed", "/console/sign-out", Map.of()).statusCode())
        .isEqualTo(403);
    var fromElsewhere =
        HttpRequest.newBuilder(visitor.uri("/console/sign-out"))
            .header("sec-fetch-site", "cross-site")
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("_csrf=" + visitor.csrf()))
            .build();
    assertThat(visitor.send(fromElsewhere).statusCode()).isEqualTo(403);
    assertThat(visitor.get("/console/t/north/now").statusCode()).isEqualTo(200);
    try (var stranger = new ConsoleVisitor(server.listeners.httpPort())) {
      var form = Map.of("username", anna, "password", TestStaff.PASSWORD);
      assertThat(stranger.postWith("", "/console/sign-in", form).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void anotherTenantIsNotThere() {
    visitor.signIn(anna);
    assertThat(visitor.get("/console/t/south/now").statusCode()).isEqualTo(404);
    assertThat(visitor.get("/console/t/nowhere/now").statusCode()).isEqualTo(404);
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("otto");
    assertThat(visitor.get("/console/t/south/now").statusCode()).isEqualTo(200);
  }

  @Test
  void theLanguageIsTheBrowsersOrTheOneThatWasChosen() {
    assertThat(visitor.get("/console/sign-in").body()).contains("lang=\"en\"", "Sign in");
    var danish =
        HttpRequest.newBuilder(visitor.uri("/console/sign-in"))
            .header("accept-language", "sv, da-DK;q=0.8, en;q=0.5")
            .build();
    assertThat(visitor.send(danish).body()).contains("lang=\"da\"", "Log ind");
    visitor.get("/console/language/da");
    assertThat(visitor.get("/console/sign-in").body()).contains("Log ind");
    visitor.get("/console/language/en");
    assertThat(visitor.send(danish).body()).contains("Sign in");
  }

  @Test
  void pagesHoldNothingThatTheirOwnRulesForbid() {
    var reply = visitor.get("/console/sign-in");
    assertThat(reply.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(reply.headers().firstValue("cache-control")).contains("no-store");
    assertThat(reply.body())
        .doesNotContain("<style", " style=", " onclick=")
        .doesNotContainPattern("<script(?![^>]* src=)");
    var asset = reply.body().replaceAll("(?s).*href=\"(/console/static/[^\"]*css)\".*", "$1");
    assertThat(visitor.get(asset).headers().firstValue("cache-control").orElse(""))
        .contains("immutable");
  }

  @Test
  void whoSignsInIsWrittenDown() {
    visitor.signIn(anna);
    visitor.post("/console/sign-out", Map.of());
    assertThat(server.library.store.staff().acts(server.library.north, 100))
        .filteredOn(act -> act.who().equals(anna))
        .extracting("act")
        .containsExactly("signed-out", "signed-in");
  }
}
