package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Setting;
import org.samling.core.staff.SecondFactors;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.connection.Acting;
import org.samling.server.TestServer;
import org.samling.testing.TestAuthenticator;

/** What is asked of staff beside their password. */
class SecondFactorTest {

  private static final String HOME = "/console/t/north/today";
  private static final String OWN = "/console/second-factor";
  private static final String CODE = "/console/sign-in/code";
  private static final String ENROL = "/console/sign-in/second-factor";
  private static final Pattern SEALED = Pattern.compile("name=\"sealed\" value=\"([^\"]+)\"");
  private static final Pattern RECOVERY_CODE =
      Pattern.compile("<li>([a-z2-9]{5}(?:-[a-z2-9]{5}){3})</li>");

  @AutoClose private TestServer server;
  @AutoClose private ConsoleVisitor visitor;

  @BeforeEach
  void open() {
    server = new TestServer();
    TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR);
    TestStaff.add(server.library, "dora", StaffRole.DESK);
    visitor = new ConsoleVisitor(server.listeners.httpPort());
  }

  /** Sets up a second factor for whoever is signed in, and gives the page with recovery codes. */
  private String enrol(TestAuthenticator app, String page, String address) {
    var reply = visitor.post(address, Map.of("sealed", sealed(page), "code", app.code(), "to", ""));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    forgetSteps();
    return reply.body();
  }

  /** So that a test need not wait for the next code. */
  private void forgetSteps() {
    server.library.asSuperuser("update staff_second_factor set last_step = 0");
  }

  private static String sealed(String page) {
    var found = SEALED.matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }

  private static List<String> recoveryCodes(String page) {
    return RECOVERY_CODE.matcher(page).results().map(r -> r.group(1)).toList();
  }

  /** Signs somebody in, has them set up a second factor, and signs them out. */
  private TestAuthenticator withSecondFactor(String name) {
    visitor.signIn(name);
    var page = visitor.get(OWN).body();
    var app = TestAuthenticator.of(page);
    enrol(app, page, OWN);
    visitor.post("/console/sign-out", Map.of());
    return app;
  }

  private HttpResponse<String> code(String code) {
    return visitor.post(CODE, Map.of("code", code));
  }

  private boolean isSignedIn() {
    return visitor.get(HOME).statusCode() == 200;
  }

  private List<String> acts(String who) {
    return server.library.store.staff().acts(server.library.north, 100).stream()
        .filter(act -> act.who().equals(who))
        .map(StaffAct::act)
        .toList();
  }

  @Test
  void aPasswordAloneOpensNothingWhereThereIsASecondFactor() {
    var app = withSecondFactor("anna");
    var reply = visitor.signIn("anna");
    assertThat(visitor.location(reply)).isEqualTo(CODE);
    assertThat(reply.headers().allValues("set-cookie"))
        .noneMatch(c -> c.startsWith("samling-session="));
    assertThat(visitor.get(HOME).statusCode()).isEqualTo(303);
    assertThat(visitor.get(OWN).statusCode()).isEqualTo(303);
    assertThat(visitor.get(ENROL).statusCode()).as("another one").isEqualTo(303);
    var step =
        visitor.cookies.getCookieStore().getCookies().stream()
            .filter(c -> c.getName().equals("samling-sign-in"))
            .findFirst()
            .orElseThrow()
            .getValue();
    var asSession =
        HttpRequest.newBuilder(visitor.uri(HOME))
            .header("cookie", "samling-session=" + step)
            .build();
    try (var thief = new ConsoleVisitor(server.listeners.httpPort())) {
      assertThat(thief.send(asSession).statusCode()).isEqualTo(303);
    }
    assertThat(visitor.get(CODE).body()).contains("autocomplete=\"one-time-code\"");
    assertThat(code(app.code(7)).statusCode()).isEqualTo(422);
    assertThat(isSignedIn()).isFalse();
    assertThat(visitor.location(code(app.code()))).isEqualTo(HOME);
    assertThat(isSignedIn()).isTrue();
    assertThat(acts("anna"))
        .startsWith("signed-in", "second-factor-refused", "signed-out", "second-factor-set-up");
  }

  @Test
  void aCodeIsGoodOnceAndAStepEarlyOrLate() {
    var app = withSecondFactor("anna");
    visitor.signIn("anna");
    assertThat(code(app.code(-2)).statusCode()).isEqualTo(422);
    var late = app.code(-1);
    assertThat(code(late.substring(0, 3) + " " + late.substring(3)).statusCode()).isEqualTo(303);
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("anna");
    assertThat(code(late).statusCode()).as("again").isEqualTo(422);
    assertThat(code(app.code(1)).statusCode()).isEqualTo(303);
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("anna");
    assertThat(code(app.code()).statusCode()).as("one before it").isEqualTo(422);
  }

  @Test
  void aRecoveryCodeIsGoodOnceAndIsKeptAsAHash() {
    visitor.signIn("anna");
    var page = visitor.get(OWN).body();
    var app = TestAuthenticator.of(page);
    var codes = recoveryCodes(enrol(app, page, OWN));
    assertThat(codes).hasSize(SecondFactors.RECOVERY_CODES).doesNotHaveDuplicates();
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("anna");
    assertThat(code(codes.get(3)).statusCode()).isEqualTo(303);
    assertThat(visitor.get(OWN).body()).contains("You have 9 recovery codes left.");
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("anna");
    assertThat(code(codes.get(3)).statusCode()).as("again").isEqualTo(422);
    assertThat(code(codes.get(4).replace("-", " ").toUpperCase(Locale.ROOT)).statusCode())
        .isEqualTo(303);
    var kept =
        server.library.text(
            server.library.north, "select string_agg(c::text, ' ') from staff_recovery_code c");
    assertThat(kept).doesNotContain(codes.get(0), codes.get(0).replace("-", ""));
    var renewed =
        recoveryCodes(visitor.post(OWN, Map.of("do", "renew", "code", codes.get(5))).body());
    assertThat(renewed).hasSize(SecondFactors.RECOVERY_CODES).doesNotContainAnyElementsOf(codes);
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("anna");
    assertThat(code(codes.get(6)).statusCode()).as("an old one").isEqualTo(422);
    assertThat(code(renewed.get(0)).statusCode()).isEqualTo(303);
  }

  @Test
  void theSecretOfTheAppIsSealed() {
    var app = withSecondFactor("anna");
    var kept =
        server.library.texts(Acting.ALL, "select encode(sealed, 'hex') from staff_second_factor");
    assertThat(kept)
        .singleElement()
        .asString()
        .doesNotContain(HexFormat.of().formatHex(app.bytes()));
  }

  @Test
  void wrongCodesAreCountedLikeWrongPasswords() {
    var app = withSecondFactor("anna");
    visitor.signIn("anna");
    for (var i = 0; i < Staff.WRONG_PASSWORDS; i++) {
      assertThat(code("12345" + i + "7").statusCode()).isEqualTo(422);
    }
    assertThat(code(app.code()).statusCode()).as("locked here").isEqualTo(422);
    assertThat(visitor.signIn("anna").statusCode()).as("a password, too").isEqualTo(422);
    server.library.asSuperuser("update login_origin set wrong_at = now() - interval '16 minutes'");
    visitor.signIn("anna");
    for (var i = 1; i < Staff.WRONG_PASSWORDS; i++) {
      assertThat(code("wrong").statusCode()).isEqualTo(422);
      assertThat(visitor.signIn("anna").statusCode()).as("takes nothing back").isEqualTo(303);
    }
    assertThat(code("wrong").statusCode()).isEqualTo(422);
    assertThat(code(app.code()).statusCode()).isEqualTo(422);
  }

  @Test
  void theSecondStepTakesTenMinutesAtMostAndEndsWithANewPassword() {
    var app = withSecondFactor("anna");
    visitor.signIn("anna");
    server.library.asSuperuser("update staff_sign_in set begun_at = now() - interval '10 minutes'");
    assertThat(visitor.get(CODE).statusCode()).isEqualTo(303);
    assertThat(code(app.code()).statusCode()).isEqualTo(303);
    assertThat(isSignedIn()).isFalse();
    visitor.signIn("anna");
    server.library.store.staff().enable("anna", true);
    assertThat(visitor.get(CODE).statusCode()).isEqualTo(303);
  }

  @Test
  void whoseRoleNeedsASecondFactorSetsItUpBeforeAnythingElse() {
    server.library.set(Setting.STAFF_SECOND_FACTOR, "desk administrator");
    var reply =
        visitor.post(
            "/console/sign-in",
            Map.of("username", "dora", "password", TestStaff.PASSWORD, "to", HOME));
    assertThat(visitor.location(reply)).isEqualTo(ENROL + "?to=" + HOME);
    for (var path : List.of(HOME, OWN, CODE)) {
      assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(303);
    }
    var page = visitor.get(ENROL + "?to=" + HOME).body();
    assertThat(page)
        .contains("Your role needs a second factor.", "<svg class=\"qr\"", "role=\"img\"")
        .doesNotContain(" style=");
    var app = TestAuthenticator.of(page);
    var wrong = visitor.post(ENROL, Map.of("sealed", sealed(page), "code", "000000", "to", HOME));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(TestAuthenticator.of(wrong.body())).as("the same key").isEqualTo(app);
    assertThat(isSignedIn()).isFalse();
    var done = enrol(app, wrong.body(), ENROL);
    assertThat(recoveryCodes(done)).hasSize(SecondFactors.RECOVERY_CODES);
    assertThat(isSignedIn()).isTrue();
    visitor.post("/console/sign-out", Map.of());
    assertThat(visitor.location(visitor.signIn("dora"))).isEqualTo(CODE);
    TestStaff.add(server.library, "kai", StaffRole.CATALOGUER);
    assertThat(visitor.location(visitor.signIn("kai"))).as("another role").isEqualTo(HOME);
  }

  @Test
  void anOperatorNeedsOneWhereAnyTenantSaysSo() {
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    assertThat(visitor.location(visitor.signIn("otto"))).isEqualTo(HOME);
    visitor.post("/console/sign-out", Map.of());
    server.library.set(Setting.STAFF_SECOND_FACTOR, "operator");
    assertThat(visitor.location(visitor.signIn("otto"))).isEqualTo(ENROL);
  }

  @Test
  void whatWasMadeForOneMemberIsNoOthersSecondFactor() {
    visitor.signIn("anna");
    var annas = visitor.get(OWN).body();
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("dora");
    var reply =
        visitor.post(
            OWN, Map.of("sealed", sealed(annas), "code", TestAuthenticator.of(annas).code()));
    assertThat(reply.statusCode()).isEqualTo(422);
    assertThat(TestAuthenticator.of(reply.body())).isNotEqualTo(TestAuthenticator.of(annas));
  }

  @Test
  void whoHasACodeRemovesTheirOwnAndIsSignedOut() {
    var app = withSecondFactor("anna");
    visitor.signIn("anna");
    code(app.code());
    forgetSteps();
    var wrong = visitor.post(OWN, Map.of("do", "remove", "code", app.code(9)));
    assertThat(wrong.statusCode()).isEqualTo(422);
    var removed = visitor.post(OWN, Map.of("do", "remove", "code", app.code()));
    assertThat(visitor.location(removed)).isEqualTo("/console/sign-in");
    assertThat(isSignedIn()).isFalse();
    assertThat(visitor.location(visitor.signIn("anna"))).isEqualTo(HOME);
    assertThat(acts("anna")).contains("second-factor-removed");
  }

  @Test
  void anAdministratorRemovesThatOfWhoeverLostIt() {
    withSecondFactor("dora");
    var reset = "/console/t/north/operations/staff/reset-staff-second-factor";
    TestStaff.add(server.library, "rita", StaffRole.READER);
    visitor.signIn("rita");
    assertThat(visitor.post(reset, Map.of("username", "dora")).statusCode()).isEqualTo(403);
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("anna");
    var done = visitor.post(reset, Map.of("username", "dora"));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(visitor.post(reset, Map.of("username", "dora")).body())
        .contains("has no second factor");
    visitor.post("/console/sign-out", Map.of());
    assertThat(visitor.location(visitor.signIn("dora"))).isEqualTo(HOME);
    assertThat(server.library.store.staff().acts(server.library.north, 100))
        .filteredOn(act -> act.act().equals("second-factor-reset"))
        .extracting(StaffAct::subject)
        .containsExactly("dora");
  }

  @Test
  void sessionThatIsOpenWhenASecondFactorBecomesRequiredIsAskedForIt() {
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    var app = withSecondFactor("anna");
    visitor.signIn("anna");
    assertThat(code(app.code()).statusCode()).isEqualTo(303);
    try (var dora = ConsoleVisitor.of(server, "dora");
        var otto = ConsoleVisitor.of(server, "otto")) {
      assertThat(dora.get(HOME).statusCode()).isEqualTo(200);
      assertThat(otto.get(HOME).statusCode()).isEqualTo(200);
      server.library.set(Setting.STAFF_SECOND_FACTOR, "desk operator administrator");
      for (var open : List.of(dora, otto)) {
        assertThat(open.get(HOME).statusCode()).as("at the next request").isEqualTo(303);
      }
      assertThat(dora.location(dora.signIn("dora"))).isEqualTo(ENROL);
    }
    assertThat(isSignedIn()).as("who gave a code").isTrue();
  }
}
