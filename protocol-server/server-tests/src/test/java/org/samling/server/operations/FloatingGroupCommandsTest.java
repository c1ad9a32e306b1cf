package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.FloatingGroup;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** The commands {@code floating-groups}. */
class FloatingGroupCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final String BRANCH = TestLibrary.BRANCH;

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

  private FloatingGroup stored(String code) {
    var groups = server.library.store.inquiries().policy(server.library.north).floatingGroups();
    assertThat(groups).containsKey(code);
    return groups.get(code);
  }

  @Test
  void groupIsSetChangedListedWithWhoSetItAndRemoved() {
    assertThat(commands.run("floating-groups", "list").done())
        .contains("There are no floating groups.");
    commands.run("floating-groups", "put", "--code", "town", "--branches", MAIN).done();
    assertThat(stored("town").branches()).containsExactly(MAIN);
    commands
        .run("floating-groups", "put", "--code", "town", "--branches", MAIN + "," + BRANCH)
        .done();
    assertThat(stored("town").branches()).containsExactlyInAnyOrder(MAIN, BRANCH);
    assertThat(commands.run("floating-groups", "list").done())
        .contains("town", MAIN + ", " + BRANCH, "os:" + System.getProperty("user.name"));
    commands.run("floating-groups", "remove", "town").done();
    assertThat(server.library.store.inquiries().policy(server.library.north).floatingGroups())
        .isEmpty();
  }

  @Test
  void whatIsWrongWithAGroupIsSaid() {
    var without = commands.run("floating-groups", "put", "--code", "town");
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.said()).contains("--branches");
    var nowhere = commands.run("floating-groups", "put", "--code", "town", "--branches", "nowhere");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.said()).contains("north has no branch \"nowhere\".");
    var tooLong =
        commands.run("floating-groups", "put", "--code", "x".repeat(41), "--branches", MAIN);
    assertThat(tooLong.code()).isEqualTo(2);
    assertThat(tooLong.said()).contains("\"code\" must be");
    var unknown = commands.run("floating-groups", "remove", "city");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.said()).contains("There is no floating group \"city\".");
  }
}
