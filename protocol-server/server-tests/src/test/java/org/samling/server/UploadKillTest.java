package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.server.web.RestProgram;
import org.samling.server.web.UploadedRecords;
import org.samling.testing.Eventually;
import org.samling.testing.LongRun;
import org.samling.testing.OnlyInLongRuns;

/** The server killed while it imports a file that was sent in, and while another waits. */
@OnlyInLongRuns // in every run ImportKillTest kills a node that imports
class UploadKillTest {

  private static final int RECORDS = LongRun.times(3_000, 20_000);
  private static final String BRANCH = "DK-799700";

  @Test
  void importThatWasKilledGoesOnAtTheNextStartAndComesToTheSame() throws Exception {
    var config = ServerProcess.configuration();
    fill(config);
    var file = UploadedRecords.many(RECORDS);
    String killed;
    String waited;
    var first = ServerProcess.start(config);
    try (var program = new RestProgram(first.httpPort(), "north-desk")) {
      killed = program.upload(file, "?name=many.mrc");
      waited = program.upload(UploadedRecords.record(1, "Den sidste"), "");
      Eventually.holds(
          "it is in the middle", () -> program.ok(killed).get("read").asInt() >= RECORDS / 4);
      assertThat(program.ok(waited).get("state").asString()).isEqualTo("waiting");
    } finally {
      first.process().destroyForcibly().waitFor();
    }

    try (var second = new OpenedServer(config);
        var program = new RestProgram(second.listeners.httpPort(), "north-desk")) {
      var last = program.when(waited, "done");
      assertThat(last.get("changed").asInt()).isEqualTo(1);
      var done = program.ok(killed);
      assertThat(done.get("state").asString()).isEqualTo("done");
      assertThat(done.get("read").asInt()).isEqualTo(RECORDS);
      assertThat(done.get("rejected").asInt()).isEqualTo(RECORDS / UploadedRecords.BROKEN);
      assertThat(done.get("added").asInt()).isEqualTo(RECORDS - RECORDS / UploadedRecords.BROKEN);
      assertThat(program.get(killed + "/rejects").body().lines().skip(1).distinct())
          .as("each is told, the last before the kill perhaps twice")
          .hasSize(RECORDS / UploadedRecords.BROKEN);
      assertThat(program.ok("/rest/v1/imports").get("imports")).hasSize(2);
    }
    var uploads = Objects.requireNonNull(config.getParent()).resolve("data/uploads");
    try (var left = Files.walk(uploads)) {
      assertThat(left.filter(f -> f.endsWith("many.mrc") || f.endsWith("upload"))).isEmpty();
    }
    ServerProcess.delete(config);
  }

  private static void fill(Path config) {
    try (var library = Library.open(Configuration.load(config))) {
      var register = library.store().libraryRegister();
      var tenant =
          register
              .putTenant(
                  "north",
                  "North",
                  ZoneId.of("Europe/Copenhagen"),
                  Currency.getInstance("DKK"),
                  false)
              .id();
      register.putAgencies(
          tenant, List.of(new Agency("799700", Agency.Kind.PUBLIC, BRANCH, null, "North")));
      register.putBranches(
          tenant,
          List.of(new Branch(BRANCH, "799700", Set.of(), "Main", BranchCalendar.ALWAYS_OPEN)));
      register.putAccounts(
          tenant,
          List.of(
              new NewAccount(
                  Account.Protocol.REST,
                  "north-desk",
                  new Secret("north-desk-1"),
                  BRANCH,
                  "UTF-8",
                  "009")));
      register.putScopes(tenant, "north-desk", Set.of(Scope.CATALOGUE_IMPORT));
    }
  }
}
