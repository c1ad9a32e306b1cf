package org.samling.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.Samling;
import org.samling.core.guests.GuestAgreement;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;

/** Withdrawing a tenant by the command line. */
class WithdrawTenantCommandTest {

  private static final String CARD = "guest-1";

  private final TestLibrary library = new TestLibrary();

  @TempDir private Path directory;

  private Path export;

  @BeforeEach
  void open() throws IOException {
    export = directory.resolve("north.export");
    var roles = library.roles;
    Files.copy(TestLibrary.keys(), directory.resolve("keys.properties"));
    Files.writeString(
        directory.resolve("samling.yaml"),
        """
        store:
          url: %s
          user: %s
          password: %s
          owner: %s
          owner-password: %s
        keys: %s
        index: {directory: %s}
        """
            .formatted(
                roles.url(),
                roles.application(),
                roles.applicationPassword().value(),
                roles.owner(),
                roles.ownerPassword().value(),
                directory.resolve("keys.properties"),
                directory.resolve("index")));
  }

  @AfterEach
  void close() {
    library.close();
  }

  private String withdraw(int code, String... more) {
    var said = new StringWriter();
    var arguments =
        Stream.concat(
                Stream.of(
                    "tenants",
                    "withdraw",
                    "north",
                    "--export",
                    export.toString(),
                    "--config",
                    directory.resolve("samling.yaml").toString()),
                Stream.of(more))
            .toArray(String[]::new);
    assertThat(Samling.run(new PrintWriter(said, true), arguments))
        .as(said.toString())
        .isEqualTo(code);
    return said.toString();
  }

  /** A patron of the north who is a guest of the south. */
  private void receiveGuest() {
    TestPatrons.patron().put(library, library.north, CARD);
    var terms = new GuestAgreement.Terms(Set.of(GuestAgreement.Told.NAME), List.of("guest"));
    var place = new GuestAgreement.Place("adult", "child", TestLibrary.MAIN);
    var agreements = library.store.guestAgreements();
    agreements.offer(library.north, library.south, terms, "test");
    agreements.accept(library.south, library.north, terms, place, "test");
    library.store.guestReception().looksAnew(library.south);
    library.store.guestReception().receive(library.south, CARD).orElseThrow();
  }

  @Test
  void tenantIsNotWithdrawnUnlessItsCodeIsTypedAgain() {
    assertThat(withdraw(2)).contains("not confirmed");
    assertThat(library.store.tenants().byCode("north")).isPresent();
    assertThat(export).doesNotExist();
  }

  @Test
  void tenantIsExportedAndThenGoneAndItsGuestsWhoOweNothingLeaveToo() throws IOException {
    receiveGuest();

    assertThat(withdraw(0, "--yes"))
        .contains("Exported: " + export)
        .containsPattern("patrons +5\n")
        .containsPattern("items +7\n")
        .containsPattern("owed \\(DKK\\) +0.00\n")
        .contains("The tenant \"north\" is gone.")
        .doesNotContain("stay there");
    assertThat(Files.size(export)).isPositive();
    assertThat(library.store.tenants().byCode("north")).isEmpty();
    assertThat(library.store.inquiries().patron(library.south, CARD)).isEmpty();
    assertThat(library.store.inquiries().patron(library.south, "A")).isPresent();
    assertThat(withdraw(1, "--yes")).contains("There is no tenant \"north\".");
  }
}
