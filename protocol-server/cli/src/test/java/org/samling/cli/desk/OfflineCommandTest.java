package org.samling.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.common.TenantCommands;
import org.samling.core.circulation.OfflineTransactions.TransactionFilter;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.OfflineCommand.OfflineCheckin;
import org.samling.core.circulation.command.OfflineCommand.OfflineCheckout;
import org.samling.core.circulation.command.Origin;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

class OfflineCommandTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  private Origin origin() {
    return new Origin(
        library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "north-kiosk",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  private void lent(String patron, String item) {
    var key = CommandKey.of(Duration.ZERO, patron, item).hex();
    library.submit(
        new OfflineCheckout(origin(), key, patron, item, Instant.now().minusSeconds(3600), null));
  }

  private String offline(String... arguments) {
    return TenantCommands.run(new OfflineCommand(), library.store, arguments);
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    assertThat(offline("list")).contains("There are no offline transactions.");
    assertThat(offline("list", "--only-conflicts")).contains("Nothing needs attention.");
    assertThat(offline("list", "--json")).isEmpty();
  }

  @Test
  void eachTransactionIsShownWithWhatBecameOfItAndHowManyThereAre() {
    lent("A", "1");
    lent("X", "2");
    lent("0101901234", "3");
    library.submit(
        new OfflineCheckin(
            origin(),
            CommandKey.of(Duration.ZERO, "4").hex(),
            "4",
            Instant.now().minusSeconds(60),
            null));
    assertThat(offline("list"))
        .contains("checkout  north-kiosk", "item 1  patron A  done")
        .contains("item 2  patron X  broke-rules (patron-blocks)")
        .contains("item 3  patron ******-****  conflict (PATRON_UNKNOWN)")
        .contains("checkin   north-kiosk", "item 4  waiting")
        .contains("1 done, 1 broke-rules, 1 waiting, 1 conflict")
        .doesNotContain("0101901234");
    assertThat(offline("list", "--only-conflicts")).doesNotContain("item 1 ");
    assertThat(offline("list", "--account", "other")).contains("There are no offline transactions");
    assertThat(offline("list", "--csv", "--since", "2020-01-01"))
        .startsWith("number,done,told,message,account,branch,item,patron,result,reason,rules,")
        .contains("\"checkout\",\"north-kiosk\",\"DK-799700\",\"2\",\"X\",\"broke-rules\",,");
    assertThat(offline("list", "--json"))
        .contains("\"item\":\"2\",\"patron\":\"X\",\"result\":\"broke-rules\",\"reason\":null");
  }

  @Test
  void whatSomebodyHasSeenToIsNoConflictAnyMore() {
    lent("A", "none");
    var told =
        library
            .store
            .offlineTransactions()
            .list(library.north, new TransactionFilter(null, null, null, true), null, 10)
            .getFirst();
    assertThat(offline("settle", told.id().toString(), "--note", "a new label"))
        .contains("is settled");
    assertThat(offline("list", "--only-conflicts")).contains("Nothing needs attention.");
    assertThat(offline("list")).contains(": a new label");
    assertThat(
            TenantCommands.run(
                1, new OfflineCommand(), library.store, "settle", told.id().toString()))
        .contains("There is no unsettled transaction");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> offline("settle"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("settle needs the number of a transaction");
    assertThatThrownBy(() -> offline("list", "--branch", "nowhere"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("has no branch \"nowhere\"");
    assertThatThrownBy(() -> offline("list", "--json", "--csv"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("can't be combined");
  }
}
