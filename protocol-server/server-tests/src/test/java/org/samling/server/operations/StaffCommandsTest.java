package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffMember;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;
import org.samling.server.web.RestProgram;

/** {@code staff} at the command line, and which of them an account may manage by REST. */
class StaffCommandsTest {

  private TestServer server;
  private ClientCommands commands;

  @BeforeEach
  void open() {
    server = new TestServer();
    commands = new ClientCommands(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Staff staff() {
    return server.library.store.staff();
  }

  private Ran add(String username, String role, String... more) {
    var said = Stream.of("staff", "add", "--username", username, "--role", role);
    return commands.run(Stream.concat(said, Stream.of(more)).toArray(String[]::new));
  }

  private boolean signsIn(String username, String said) {
    var password = said.replaceAll("(?s).*password: +(\\S+).*", "$1");
    return staff().signIn(username, new Secret(password), null) instanceof SignIn.Welcome;
  }

  @Test
  void whoeverIsAddedSignsInByThePasswordThatIsShown() {
    var operator = add("otto", "operator").done();
    var desk = add("dorte", "desk", "--agencies", "799700", "--name", "Dorte Dam").done();
    assertThat(signsIn("otto", operator)).isTrue();
    assertThat(signsIn("dorte", desk)).isTrue();
    assertThat(commands.run("staff", "list").done())
        .containsPattern("dorte +Dorte Dam +desk +north +799700 +yes")
        .containsPattern("otto +otto +operator +yes");
    assertThat(staff().acts(server.library.north, 9))
        .extracting("act", "subject")
        .containsExactly(tuple("staff-added", "dorte"));
    assertThat(staff().acts(null, 9).getFirst().subject()).isEqualTo("otto");
    assertThat(staff().acts(null, 9).getFirst().who()).startsWith("os:");
  }

  @Test
  void whoeverIsDisabledSignsInNoLonger() {
    var said = add("otto", "operator").done();
    commands.run("staff", "disable", "otto").done();
    assertThat(signsIn("otto", said)).isFalse();
    commands.run("staff", "enable", "otto").done();
    assertThat(signsIn("otto", said)).isTrue();
    var anew = commands.run("staff", "put-password", "otto").done();
    assertThat(signsIn("otto", said)).isFalse();
    assertThat(signsIn("otto", anew)).isTrue();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    add("otto", "operator").done();
    var again = add("otto", "operator");
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.said()).contains("The name \"otto\" is taken.");
    var king = add("dorte", "king");
    assertThat(king.code()).isEqualTo(2);
    assertThat(king.said()).contains("\"role\" must be");
    var limited = add("o", "operator", "--agencies", "799700");
    assertThat(limited.code()).isEqualTo(2);
    assertThat(limited.said()).contains("An operator works for all tenants");
    var nowhere = add("d", "desk", "--agencies", "1");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.said()).contains("north has no agency \"1\".");
    assertThat(add(" d", "desk").said()).contains("neither begins nor ends with a blank");
    var nobody = commands.run("staff", "disable", "nobody");
    assertThat(nobody.code()).isEqualTo(3);
    assertThat(nobody.said()).contains("There is no user \"nobody\".");
  }

  @Test
  void aSecondFactorThatIsLostIsRemovedAndThatIsWrittenDown() {
    var said = add("dorte", "desk").done();
    var none = commands.run("staff", "reset-second-factor", "dorte");
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.said()).contains("\"dorte\" has no second factor.");
    server.library.asSuperuser(
        "insert into staff_second_factor (staff_id, sealed, seal_key_version, last_step)"
            + " select id, '', 1, 0 from staff_user where username = 'dorte'");
    assertThat(signsIn("dorte", said)).isFalse();
    assertThat(commands.run("staff", "list").done()).containsPattern("dorte .* yes +yes");
    try (var manager =
        RestProgram.of(server, server.library.north, "north-manager", Scope.STAFF_MANAGE)) {
      assertThat(post(manager, "/dorte/second-factor-reset", "")).contains("403");
    }
    commands.run("staff", "reset-second-factor", "dorte").done();
    assertThat(signsIn("dorte", said)).isTrue();
    assertThat(staff().acts(server.library.north, 1))
        .extracting("act", "subject")
        .containsExactly(tuple("second-factor-reset", "dorte"));
  }

  @Test
  void staffOfAnotherTenantAreUnknown() {
    add("dorte", "desk").done();
    var south = new ClientCommands(server, "south");
    assertThat(south.run("staff", "disable", "dorte").code()).isEqualTo(3);
    assertThat(south.run("staff", "put-password", "dorte").code()).isEqualTo(3);
    assertThat(south.run("staff", "list").done()).doesNotContain("dorte");
    assertThat(staff().all()).filteredOn("username", "dorte").allMatch(StaffMember::enabled);
  }

  @Test
  void accountManagesTheStaffOfItsTenantOnly() {
    add("otto", "operator").done();
    try (var manager =
        RestProgram.of(server, server.library.north, "north-manager", Scope.STAFF_MANAGE)) {
      var forbidden = "Staff of all tenants can only be managed at the server's own machine.";
      assertThat(post(manager, "", "{\"username\": \"olga\", \"role\": \"operator\"}"))
          .contains("403", forbidden);
      assertThat(
              post(
                  manager,
                  "",
                  "{\"username\": \"ida\", \"role\": \"desk\", \"password\": \"short\"}"))
          .contains("400", "must have at least 12 characters.");
      var password = "long-enough-1";
      assertThat(
              post(
                  manager,
                  "",
                  "{\"username\": \"ida\", \"role\": \"desk\", \"password\": \"%s\"}"
                      .formatted(password)))
          .contains("\"password\":null");
      assertThat(staff().signIn("ida", new Secret(password), null))
          .isInstanceOf(SignIn.Welcome.class);
      assertThat(manager.ok("/rest/v1/staff").get("staff").toString())
          .contains("ida")
          .doesNotContain("otto");
      assertThat(staff().acts(server.library.north, 9).getFirst().who())
          .isEqualTo("REST: north-manager");
    }
  }

  private static String post(RestProgram program, String path, String body) {
    return program.post("/rest/v1/staff" + path, BodyPublishers.ofString(body)).body();
  }

  @Test
  void operatorIsAnsweredToAnAccountLikeANameThatNobodyHas() {
    add("otto", "operator").done();
    try (var manager =
        RestProgram.of(
            server,
            server.library.north,
            "north-manager",
            Scope.STAFF_MANAGE,
            Scope.STAFF_UNLOCK)) {
      for (var path : List.of("disabling", "enabling", "password", "second-factor-reset")) {
        assertThat(post(manager, "/otto/" + path, "{}"))
            .isEqualTo(post(manager, "/nobody/" + path, "{}").replace("nobody", "otto"))
            .contains("404", "There is no user");
      }
    }
  }
}
