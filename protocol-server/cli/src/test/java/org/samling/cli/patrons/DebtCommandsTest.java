package org.samling.cli.patrons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.common.TenantCommands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/** What a librarian does about debt, and the files that go and come. */
class DebtCommandsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestLibrary library = new TestLibrary();
  private @TempDir Path folder;

  @BeforeEach
  void owe() {
    library.set(Setting.DEBT_MINIMUM_AMOUNT, "10000");
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, "P");
    charge("P", 23_000);
    charge("A", 12_050);
  }

  @AfterEach
  void close() {
    library.close();
  }

  private void charge(String patron, long amount) {
    library.submit(
        new FeeCommand.ChargeFee(
            new Origin(
                library.north,
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                "test",
                TestLibrary.MAIN,
                Instant.now().plusSeconds(60)),
            patron,
            FeeType.REPLACEMENT,
            amount,
            null,
            "Bortkommet, \"Ærø\"",
            Instant.now().minus(Duration.ofDays(patron.equals("P") ? 90 : 80))));
  }

  private String export(String... arguments) {
    return TenantCommands.run(new DebtExportCommand(), library.store, arguments);
  }

  private Path file(String text, String name) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String imported(int code, Path file) {
    return TenantCommands.run(code, new DebtImportCommand(), library.store, file.toString());
  }

  @Test
  void claimsAreWrittenToAFolderAndAgainTheSame() throws IOException {
    assertThat(export("--output", folder.toString())).contains("Delivery 1, 2 lines");
    var file = folder.resolve("north-claims-000001.csv");
    var first = Files.readString(file);
    assertThat(first.lines().findFirst())
        .hasValue(
            "export,line,kind,claim,amount,currency,fee,compensation,charged,arose,reason,patron,person,name,birth-date");
    assertThat(first)
        .contains("1,1,claim,1,230.00,DKK,replacement,true,230.00,")
        .contains(TestPatrons.CPR)
        .contains("\"Bortkommet, \"\"Ærø\"\"\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.delete(file);
    assertThat(export("--output", folder.toString())).contains("There is nothing");
    export("--output", folder.toString(), "--again", "1");
    assertThat(Files.readString(file)).isEqualTo(first);
    export("--output", folder.toString(), "--again", "1", "--format", "json");
    var json = JSON.readTree(Files.readString(folder.resolve("north-claims-000001.json")));
    assertThat(json.get("claims")).hasSize(2);
    assertThat(json.get("claims").get(1).get("amount").asString()).isEqualTo("120.50");
    assertThat(export("--list")).contains("number  made");
    assertThat(
            TenantCommands.run(
                1,
                new DebtExportCommand(),
                library.store,
                "--output",
                folder.toString(),
                "--again",
                "9"))
        .contains("There is no delivery 9.");
  }

  @Test
  void whatTheDebtorSystemSaysIsDoneOnceAndWhatItGetsWrongIsTold() throws IOException {
    export("--output", folder.toString());
    var csv =
        file(
            """
            id,kind,claim,amount,day
            p1,payment,1,130.00,2026-11-20
            w1,write-off,2,20.50,2026-11-20
            p2,payment,7,1.00,2026-11-20
            p3,payment,1,12.345,2026-11-20
            """,
            "told.csv");
    var said = imported(1, csv);
    assertThat(said)
        .contains("Refused: record 3, payment p2 of claim 7: there is no claim 7")
        .contains("Refused: record 4: write an amount with a point and at most 2 decimals")
        .contains("2 carried out, 0 carried out before, 2 refused.");
    assertThat(imported(1, csv)).contains("0 carried out, 2 carried out before, 2 refused.");
    var json =
        file(
            """
            {"messages": [{"id": "r1", "kind": "payment-reversal", "claim": 1, "amount": "30.00", "of": "p1", "day": "2026-11-21"},
              {"id": "x1", "kind": "withdrawal", "claim": 2, "day": "2026-11-21"}]}
            """,
            "told.json");
    assertThat(imported(0, json)).contains("2 carried out, 0 carried out before, 0 refused.");
    assertThat(TenantCommands.run(new DebtClaimsCommand(), library.store))
        .contains("130.00")
        .contains("100.00");
    assertThatThrownBy(() -> imported(0, file("a,b\n1,2\n", "other.csv")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the first line must name the columns claim, day, id, kind");
  }

  @Test
  void differencesAreListedWithWhatWasRefused() throws IOException {
    export("--output", folder.toString());
    imported(1, file("id,kind,claim,amount,day\np1,payment,1,999.00,2026-11-20\n", "told.csv"));
    var balances = file("claim,balance\n1,0.00\n2,120.50\n", "balances.csv");
    var said =
        TenantCommands.run(
            1, new DebtReconcileCommand(), library.store, balances.toString(), "--format", "csv");
    assertThat(said.lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("1,amount-differs,0.00,230.00,,"),
            line ->
                assertThat(line)
                    .startsWith("1,message-refused,,,payment p1 999.00,")
                    .contains("AMOUNT_TOO_HIGH"));
  }

  @Test
  void bothSayTheSame() throws IOException {
    export("--output", folder.toString());
    var balances =
        file(
            "{\"balances\": [{\"claim\": 1, \"balance\": \"230.00\"}, {\"claim\": 2, \"balance\": 120.5}]}",
            "balances.json");
    assertThat(TenantCommands.run(new DebtReconcileCommand(), library.store, balances.toString()))
        .isEqualToNormalizingNewlines("There are no differences.\n");
  }

  @Test
  void paymentIsBegunAndConfirmedByItsReference() {
    assertThat(payments(0, "begin", "web-1", "--patron", "P"))
        .isEqualToNormalizingNewlines("web-1: begun, 230.00 DKK\n");
    assertThat(payments(0, "list")).contains("web-1", "begun", "230.00");
    assertThat(payments(1, "confirm", "web-1", "--amount", "229.00"))
        .contains("is for 230.00 DKK, not 229.00 DKK");
    for (var i = 0; i < 2; i++) {
      assertThat(payments(0, "confirm", "web-1", "--amount", "230.00"))
          .isEqualToNormalizingNewlines("web-1: confirmed, 230.00 DKK\n");
    }
    assertThat(payments(0, "list")).contains("There are no payments.");
    assertThat(payments(0, "list", "--all")).contains("confirmed");
  }

  @Test
  void moneyThatCameForNothingIsListedUntilItIsPaidBackOnce() {
    payments(0, "begin", "web-1", "--patron", "P");
    payments(0, "begin", "web-2", "--patron", "P");
    payments(0, "confirm", "web-1", "--amount", "230.00");
    assertThat(refunds(0)).contains("There are no payments to refund.");
    payments(0, "confirm", "web-2", "--amount", "230.00");
    assertThat(refunds(0)).contains("web-2", "230.00", "NOTHING_OWED").doesNotContain("web-1");
    assertThat(refunds(1, "web-2", "web-1"))
        .contains("web-2 is recorded as refunded.", "web-1 is not to be refunded.");
    assertThat(refunds(1, "web-2")).contains("is not to be refunded");
    assertThat(refunds(0)).contains("There are no payments to refund.");
    assertThat(payments(0, "list", "--all")).contains("refunded");
    payments(0, "confirm", "web-2", "--amount", "230.00");
    assertThat(refunds(0))
        .as("told again it stays so")
        .contains("There are no payments to refund.");
  }

  private String refunds(int code, String... arguments) {
    return TenantCommands.run(code, new DebtRefundsCommand(), library.store, arguments);
  }

  private String payments(int code, String... arguments) {
    return TenantCommands.run(code, new DebtPaymentsCommand(), library.store, arguments);
  }

  @Test
  void statementIsATextAndCsvAndJson() {
    payments(0, "begin", "web-1", "--patron", "P", "--amount", "30.00");
    payments(0, "confirm", "web-1", "--amount", "30.00");
    assertThat(statement("P"))
        .contains("Navn, P", "creation", "replacement", "-30.00", "Balance: 200.00 DKK");
    assertThat(statement("P", "--format", "csv").lines().findFirst())
        .hasValue("day,what,for,title,amount,balance,reference,reason,fee,claim");
    var json = JSON.readTree(statement("P", "--format", "json"));
    assertThat(json.get("balance").asString()).isEqualTo("200.00");
    assertThat(json.get("entries")).hasSize(2);
    assertThatThrownBy(() -> statement("nobody"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("has no patron with this card");
  }

  private String statement(String... arguments) {
    return TenantCommands.run(new StatementCommand(), library.store, arguments);
  }
}
