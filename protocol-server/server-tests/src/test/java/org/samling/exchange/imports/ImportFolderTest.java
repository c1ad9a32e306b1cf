package org.samling.exchange.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.State;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import org.samling.testing.LongRun;

/** Folders that a whole server watches for files of records. */
class ImportFolderTest {

  private static final int MANY = LongRun.times(12_000, 60_000);

  @TempDir private Path directory;

  private TestLibrary library;
  private Path common;
  private Path own;
  private TestServer server;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    common = directory.resolve("common records");
    own = directory.resolve("own");
    server = start();
  }

  @AfterEach
  void close() {
    server.close();
    library.close();
  }

  private TestServer start() {
    return TestServer.before(
        library,
        "import: {folders: [{path: \"%s\", source: DK-870970}, {path: \"%s\", tenant: north, source: own, format: marcxml}]}"
            .formatted(common, own));
  }

  @Test
  void fileIsImportedAndMovedToDoneWithItsReportAndWhatWasRejected() throws IOException {
    put(
        common,
        "a.xml",
        collection(record("1", "Den ene"), record("2", "Den anden").replace("tag=\"245\" ", "")));
    put(own, "b.xml", collection(record("1", "Den anden")));
    put(common, ".c.xml", collection(record("3", "Not yet whole")));

    var done = await(common, "done");
    assertThat(done.getFileName().toString()).endsWith("-a.xml");
    assertThat(names(done)).hasSize(4).contains("a.xml", "report.csv");
    assertThat(Files.readAllLines(done.resolve("report.csv")))
        .startsWith("what,value", "read,2", "accepted,1", "added,1", "changed,0")
        .contains("rejected,1");
    assertThat(Files.readString(one(done, ".csv"))).contains("a.xml,2,");
    await(own, "done");

    assertThat(batches()).hasSize(1);
    assertThat(batches().getFirst().order().source()).isEqualTo("DK-870970");
    assertThat(server.library.store.importBatches().latest(library.north, 9))
        .singleElement()
        .satisfies(b -> assertThat(b.put().added()).isEqualTo(1));
    assertThat(names(common)).containsExactly(".c.xml", "done");
    assertThat(server.metrics())
        .contains(
            "samling_imports_files_total{result=\"done\"} 2.0",
            "samling_imports_records_total{result=\"added\"} 2.0",
            "samling_imports_records_total{result=\"rejected\"} 1.0");
  }

  @Test
  void fileThatCannotBeReadIsMovedToFailedAndItsCorrectionIsTakenUnderTheSameName()
      throws IOException {
    put(common, "a.mrc.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});

    var failed = await(common, "failed");
    assertThat(names(failed)).containsExactly("a.mrc.gz", "report.csv");
    assertThat(Files.readString(failed.resolve("report.csv")))
        .contains("ended early")
        .contains("can't be read");
    assertThat(server.metrics()).contains("samling_imports_files_total{result=\"failed\"} 1.0");

    put(common, "a.mrc.gz", collection(record("1", "Den ene")));
    var done = await(common, "done");
    assertThat(Files.readAllLines(done.resolve("report.csv"))).contains("added,1");
  }

  /** However fast the machine is, the import takes some seconds with it. */
  private static final String SLOW =
      """
      create function samling.wait_a_moment() returns trigger language plpgsql as $$
      begin
        perform pg_sleep(0.3);
        return null;
      end $$;
      create trigger slow after insert on samling.common_record for each statement
        execute function samling.wait_a_moment()
      """;

  @Test
  void importGoesOnWhereItEndedWhenTheServerIsStartedAgain() throws IOException {
    library.asSuperuser(SLOW);
    var records = new StringBuilder();
    for (var i = 1; i <= MANY; i++) {
      records.append(record(Integer.toString(i), "Bind " + i));
    }
    put(common, "many.xml", collection(records.toString()));
    Eventually.holds(
        "some records are written", () -> batches().stream().anyMatch(b -> b.tally().read() > 0));
    server.close();

    var stopped = batches().getFirst();
    assertThat(stopped.state()).isEqualTo(State.STOPPED);
    assertThat(stopped.reason()).isEqualTo("the server is stopping");
    assertThat(stopped.tally().read()).isBetween(1, MANY - 1);
    assertThat(common.resolve("many.xml")).exists();

    library.asSuperuser("drop trigger slow on samling.common_record");
    server = start();
    await(common, "done");
    assertThat(batches()).as("one import, in two parts").hasSize(1);
    assertThat(batches().getFirst().state()).isEqualTo(State.DONE);
    assertThat(batches().getFirst().put().added()).isEqualTo(MANY);
    assertThat(names(common)).containsExactly("done");
  }

  @Test
  void fileStaysWhileItsTenantIsNotThere() throws IOException {
    server.close();
    server =
        TestServer.before(
            library, "import: {folders: [{path: \"%s\", tenant: nowhere}]}".formatted(own));
    put(own, "a.xml", collection(record("1", "Den ene")));
    Eventually.holds("it is tried", () -> Files.isDirectory(own.resolve(".import-a.xml")));

    server.close();
    server = start();
    assertThat(names(await(own, "done"))).contains("a.xml", "report.csv");
  }

  /** Puts a file into a folder in one step, as those do who know that it is watched. */
  private void put(Path folder, String name, byte[] bytes) throws IOException {
    var made = Files.write(directory.resolve("made"), bytes);
    Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The directory of the one file that was moved, once that is in it. */
  private static Path await(Path folder, String where) {
    Eventually.holds(
        "a file is " + where,
        () ->
            names(folder.resolve(where)).stream()
                .anyMatch(n -> isWhole(names(folder.resolve(where).resolve(n)))));
    return folder.resolve(where).resolve(names(folder.resolve(where)).getFirst());
  }

  /** The file itself comes last, after what is told of it. */
  private static boolean isWhole(List<String> names) {
    return names.size() > 1
        && names.stream().anyMatch(n -> !n.startsWith("rejected-") && !n.equals("report.csv"));
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path one(Path folder, String ending) {
    return names(folder).stream()
        .filter(n -> n.startsWith("rejected-") && n.endsWith(ending))
        .map(folder::resolve)
        .findFirst()
        .orElseThrow();
  }

  private List<ImportBatch> batches() {
    return library.store.importBatches().latest(null, 9);
  }

  private static byte[] collection(String... records) {
    return ("<collection>" + String.join("", records) + "</collection>").getBytes(UTF_8);
  }

  private static String record(String number, String title) {
    return """
    <record><leader>00000nam a2200000 a 4500</leader>\
    <controlfield tag="001">%s</controlfield>\
    <datafield tag="245" ind1="0" ind2="0"><subfield code="a">%s</subfield></datafield></record>\
    """
        .formatted(number, title);
  }
}
