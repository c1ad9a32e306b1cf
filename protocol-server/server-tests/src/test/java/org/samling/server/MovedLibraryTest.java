package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.Samling;
import org.samling.postgres.TestLibrary;
import org.samling.testing.Checkout;

/** A library that moves from Koha as its operator does it, until others find its records. */
class MovedLibraryTest {

  @TempDir private Path directory;

  private static void run(String... words) {
    var said = new StringWriter();
    assertThat(Samling.run(new PrintWriter(said), words)).as(said.toString()).isZero();
  }

  @Test
  void recordsAreFoundWithTheItemsThatCameWithThem() throws Exception {
    try (var library = new TestLibrary()) {
      TestServerConfiguration.USUAL.load(library, directory);
      try (var files = Files.list(Checkout.file("test-fixtures/cutover/koha"))) {
        for (var file : files.toList()) {
          Files.copy(file, directory.resolve(file.getFileName()));
        }
      }
      var config = directory.resolve("samling.yaml").toString();
      run(
          "import",
          "--config",
          config,
          "--tenant",
          "north",
          "--items",
          "koha952",
          "--item-mapping",
          directory.resolve("items.yaml").toString(),
          "--report",
          directory.resolve("import-report").toString(),
          directory.resolve("records.xml").toString());
      run(
          "cutover",
          "run",
          directory.resolve("mapping.yaml").toString(),
          "--config",
          config,
          "--tenant",
          "north",
          "--report",
          directory.resolve("report").toString());
      try (var server = TestServer.before(library, "")) {
        server.index.catchUp();
        assertThat(found(server, "dc.title=havnens"))
            .contains("<zs:numberOfRecords>1</zs:numberOfRecords>", ">KB21<", ">KB22<")
            .doesNotContain(">KB23<");
      }
    }
  }

  private static String found(TestServer server, String query) throws Exception {
    var uri =
        "http://127.0.0.1:%d/sru/north?version=2.0&recordSchema=marcxml&query=%s"
            .formatted(server.listeners.httpPort(), query);
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
