package org.samling.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.common.TenantCommands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

class ListsCommandTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  private Origin at(String branch) {
    return new Origin(
        library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        branch,
        Instant.now().plusSeconds(60));
  }

  private void hold(String patron, String pickup) {
    library.submit(
        new HoldCommand.PlaceHold(
            at(TestLibrary.MAIN),
            patron,
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(pickup, Instant.now(), null)));
  }

  private String lists(String... arguments) {
    return TenantCommands.run(new ListsCommand(), library.store, arguments);
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    assertThat(lists("pull-list", "--branch", TestLibrary.MAIN))
        .contains("There is nothing to fetch.");
    assertThat(lists("hold-shelf", "--branch", TestLibrary.MAIN))
        .contains("The hold shelf is empty.");
    assertThat(lists("transits")).contains("Nothing is in transit.");
    assertThat(lists("crate", "--crate", "K7")).contains("The crate is empty.");
    assertThat(lists("queue", "--patron", "A")).contains("The patron has no waiting holds.");
  }

  @Test
  void listsShowWhatStaffWorkBy() {
    hold("A", TestLibrary.BRANCH);
    assertThat(lists("pull-list", "--branch", TestLibrary.MAIN))
        .contains("Voksen", "Ærø -> " + TestLibrary.BRANCH);
    assertThat(lists("queue", "--patron", "A")).contains("1 of 1, in about 0 days  Ærø");

    library.submit(new LoanCommand.Checkin(at(TestLibrary.MAIN), "1", Instant.now()));
    library.submit(new TransportCommand.PackCrate(at(TestLibrary.MAIN), "1", "K7"));
    assertThat(lists("transits", "--branch", TestLibrary.BRANCH))
        .contains("1 ", "for a hold", "crate K7", "Ærø")
        .doesNotContain("Navn");
    assertThat(lists("crate", "--crate", "K7")).contains("Ærø");

    library.submit(new LoanCommand.Checkin(at(TestLibrary.BRANCH), "1", Instant.now()));
    assertThat(lists("hold-shelf", "--branch", TestLibrary.BRANCH))
        .startsWith("   1  1 ")
        .contains("until ", "Ærø");
  }

  @Test
  void whatIsSetAsideIsListedAndShelvedByItself() {
    library.set(Setting.HOLD_SHELVE_AT_CHECKIN, "false");
    hold("A", TestLibrary.MAIN);
    library.submit(new LoanCommand.Checkin(at(TestLibrary.MAIN), "1", Instant.now()));
    assertThat(lists("hold-shelf", "--branch", TestLibrary.MAIN))
        .startsWith("   -  1 ")
        .contains("to be shelved  Ærø");

    var branch = List.of("--branch", TestLibrary.MAIN);
    assertThat(shelve(0, branch, "1")).contains("number 1, until ");
    assertThat(lists("hold-shelf", "--branch", TestLibrary.MAIN)).startsWith("   1  1 ");
    assertThat(shelve(1, branch, "2", "none"))
        .contains("refused: not set aside", "refused: item unknown");
  }

  private String shelve(int code, List<String> branch, String... items) {
    var arguments = Stream.concat(branch.stream(), Stream.of(items)).toArray(String[]::new);
    return TenantCommands.run(code, new ShelveCommand(), library.store, arguments);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> lists("pull-list"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("pull-list needs --branch");
    assertThatThrownBy(() -> lists("pull-list", "--branch", "nowhere"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("has no branch \"nowhere\"");
  }
}
