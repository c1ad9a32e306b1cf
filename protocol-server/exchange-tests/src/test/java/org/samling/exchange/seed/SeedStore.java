package org.samling.exchange.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.organisation.TenantId;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPlace;
import org.samling.postgres.connection.DatabaseSettings;

/** An empty store, and files to load into it. */
final class SeedStore implements AutoCloseable {

  final PostgresStore store;
  private final TestPlace place;
  private final Path directory;
  private int files;

  SeedStore(Path directory) {
    this.directory = directory;
    place = TestPlace.acquire();
    var roles = place.roles;
    store =
        new PostgresStore(
            DatabaseSettings.of(roles.url(), roles.application(), roles.applicationPassword()),
            TestLibrary.keyring());
  }

  Seeder seeder(Clock clock) {
    return new Seeder(
        new Seeder.Ports(
            new Seeder.Ports.Settings(
                store.tenants(),
                store.libraryRegister(),
                store.policyRegister(),
                store.ownTexts(),
                store.lendingAgreements(),
                store.illPartners()),
            store.patronRegister(),
            store.itemRegister(),
            store.catalogue(),
            new MarcRecordMaker(),
            store,
            store.inquiries(),
            store.bookingLists(),
            store.periodicals()),
        clock);
  }

  /** Loads files of these texts, named 1.yaml, 2.yaml and so on without their directory. */
  SeedReport load(Clock clock, String... texts) {
    var read = new ArrayList<SeedFile>();
    for (var text : texts) {
      read.add(SeedFile.read(file(text)));
    }
    return seeder(clock).load(read, Progress.SILENT);
  }

  SeedReport load(String... texts) {
    return load(Clock.systemUTC(), texts);
  }

  private Path file(String text) {
    try {
      return Files.writeString(directory.resolve(++files + ".yaml"), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is wrong, without the directory of the files. */
  List<String> problems(SeedReport report) {
    return report.problems().stream().map(p -> p.replace(directory + "/", "")).toList();
  }

  TenantId tenant(String code) {
    return store.tenants().byCode(code).orElseThrow().id();
  }

  /** Counts the rows of a table, past all fences. */
  long count(String table) {
    return Long.parseLong(place.text("select count(*) from samling." + table));
  }

  /** Makes the outcomes of commands so old that their keys no longer count. */
  void forgetCommands() {
    place.execute("delete from samling.command_outcome");
  }

  @Override
  public void close() {
    store.close();
    place.release();
  }
}
