package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestPatrons;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;
import tools.jackson.databind.json.JsonMapper;

/** The files that go to a debtor system and come from it. */
class ClaimsCommandsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestServer server = new TestServer();
  private final ClientCommands north = new ClientCommands(server);
  private @TempDir Path folder;

  @BeforeEach
  void owe() {
    server.library.set(Setting.DEBT_MINIMUM_AMOUNT, "10000");
    TestPatrons.patron().cpr(TestPatrons.CPR).put(server.library, server.library.north, "P");
    Charges.charge(server.library, "P", 23_000, 90);
    Charges.charge(server.library, "A", 12_050, 80);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String file(String text, String name) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Ran export(Path to, String... more) {
    var arguments = new String[more.length + 4];
    System.arraycopy(new String[] {"claims", "export", "--to", to.toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return north.run(arguments);
  }

  @Test
  void deliveryIsStoredForItsOwnerAndAgainTheSame() throws IOException {
    var file = folder.resolve("claims.csv");
    assertThat(export(file).done())
        .isEqualToNormalizingNewlines(
            "north-claims-000001.csv was stored as %s.\n".formatted(file));
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

    var again = folder.resolve("again.csv");
    assertThat(export(again))
        .isEqualTo(
            new Ran(
                4,
                "samling: There is nothing new for the debtor system. The last delivery is 1; \"again\" writes it again.\nlast:  1\n"));
    assertThat(again).as("no file is left where there is none to store").doesNotExist();
    export(again, "--again", "1").done();
    assertThat(Files.readString(again)).isEqualTo(first);
    assertThat(north.run("claims", "export", "--again", "1").done())
        .as("without a file it is printed")
        .isEqualTo(first);
    var json =
        JSON.readTree(north.run("claims", "export", "--again", "1", "--format", "json").done());
    assertThat(json.get("claims")).hasSize(2);
    assertThat(json.get("claims").get(1).get("amount").asString()).isEqualTo("120.50");
    assertThat(north.run("claims", "list-deliveries", "--output", "csv").done())
        .startsWith("number,made,lines,by")
        .contains("1,", ",2,os:");
  }

  @Test
  void deliveryNamesTheGuardianOfAChildAndNeverAClass() throws IOException {
    var library = server.library;
    TestPatrons.patron().put(library, library.north, "CHILD");
    TestPatrons.patron().put(library, library.north, "CLASS");
    library.asSuperuser(
        "update patron set name = 'Barn', guardian_id = (select patron_id from patron_identifier where value = 'P')"
            + " where id = (select patron_id from patron_identifier where value = 'CHILD')");
    library.asSuperuser(
        "update patron set name = '5A', kind = 'GROUP' where id = (select patron_id from patron_identifier where value = 'CLASS')");
    Charges.charge(library, "CHILD", 30_000, 90);
    Charges.charge(library, "CLASS", 40_000, 90);
    var file = folder.resolve("claims.csv");
    export(file).done();
    assertThat(Files.readString(file))
        .contains(",300.00,DKK,")
        .doesNotContain("Barn", "5A", "400.00");
    var lines = Files.readAllLines(file);
    assertThat(lines.stream().filter(line -> line.contains(TestPatrons.CPR)))
        .as("the guardian owes for both")
        .hasSize(2);
  }

  @Test
  void noFileIsOverwrittenAndNothingIsDeliveredThen() throws IOException {
    var file = folder.resolve("claims.csv");
    Files.writeString(file, "mine");
    var ran = export(file);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said()).contains("claims.csv exists");
    assertThat(Files.readString(file)).isEqualTo("mine");
    assertThat(server.library.store.debts().exports(server.library.north)).isEmpty();
    assertThat(export(folder.resolve("other.csv"), "--again", "9").code()).isEqualTo(3);
  }

  @Test
  void whatTheDebtorSystemReportsIsDoneOnceAndWhatItGetsWrongIsTold() throws IOException {
    north.run("claims", "export").done();
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
    assertThat(north.lines("claims", "import", csv))
        .containsExactly(
            "done:     2",
            "before:   0",
            "refused:  2",
            "",
            "refusals:",
            "place     id  claim  reason",
            "record 3  p2  7      there is no claim 7",
            "record 4  p3  1      write an amount with a point and at most 2 decimals, such as 230.00, not \"12.345\"");
    assertThat(north.lines("claims", "import", csv)).contains("done:     0", "before:   2");
    var json =
        file(
            """
            {"messages": [{"id": "r1", "kind": "payment-reversal", "claim": 1, "amount": "30.00", "of": "p1", "day": "2026-11-21"},
              {"id": "x1", "kind": "withdrawal", "claim": 2, "day": "2026-11-21"}]}
            """,
            "told.json");
    assertThat(north.lines("claims", "import", json))
        .containsExactly("done:     2", "before:   0", "refused:  0", "", "refusals: none");
    assertThat(north.run("claims", "list").done()).contains("130.00", "100.00");
    assertThat(north.run("claims", "list", "--limit", "1").done())
        .contains("130.00", "There are more")
        .doesNotContain("100.00");
  }

  @Test
  void fileThatIsNoneOfMessagesIsNotTaken() throws IOException {
    var ran = north.run("claims", "import", file("a,b\n1,2\n", "other.csv"));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said())
        .contains("The first line must name the columns claim, day, id, kind (of ");
    assertThat(north.run("claims", "import", file(" \n", "empty")).said())
        .contains("The file is empty.");
    assertThat(north.run("claims", "import", file("{\"claims\": []}", "claims.json")).said())
        .contains("The file must be an object with the list \"messages\".");
    assertThat(north.run("claims", "import", folder.resolve("none").toString()))
        .satisfies(none -> assertThat(none.code()).isEqualTo(2))
        .satisfies(none -> assertThat(none.said()).contains("none can't be read"));
    Files.write(folder.resolve("latin"), new byte[] {'i', 'd', (byte) 0xe6, '\n', '1', '\n'});
    assertThat(north.run("claims", "import", folder.resolve("latin").toString()).said())
        .contains("The file must be CSV (RFC 4180) in UTF-8, or a JSON object.");
  }

  @Test
  void differencesAreListedWithWhatWasRefused() throws IOException {
    north.run("claims", "export").done();
    north
        .run(
            "claims",
            "import",
            file("id,kind,claim,amount,day\np1,payment,1,999.00,2026-11-20\n", "told.csv"))
        .done();
    var balances = file("claim,balance\n1,0.00\n2,120.50\n", "balances.csv");
    var said = north.run("claims", "reconcile", balances).done();
    assertThat(said)
        .contains("1  amount-differs  0.00   230.00")
        .contains("p1  payment  999.00  refused", "AMOUNT_TOO_HIGH");
    assertThat(north.run("claims", "reconcile", file("claim,balance\n1,x\n", "wrong.csv")).said())
        .contains("In record 1: write an amount");
  }

  @Test
  void bothSayTheSame() throws IOException {
    north.run("claims", "export").done();
    var balances =
        file(
            "{\"balances\": [{\"claim\": 1, \"balance\": \"230.00\"}, {\"claim\": 2, \"balance\": 120.5}]}",
            "balances.json");
    assertThat(north.run("claims", "reconcile", balances).done())
        .contains("differences: none", "messages: none");
  }

  @Test
  void anotherTenantHasNoneOfIt() {
    north.run("claims", "export").done();
    var south = new ClientCommands(server, "south");
    assertThat(south.run("claims", "list").done()).contains("There are no claims.");
    assertThat(south.run("claims", "export", "--again", "1").code()).isEqualTo(3);
  }
}
