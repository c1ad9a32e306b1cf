package org.samling.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.Eventually;
import org.samling.server.TestServer;
import org.samling.server.web.UploadedRecords;

/** Files that come by the console's form: who may send them, and how large they may be. */
class ImportsTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String NEW = "/console/t/north/imports/new";
  private static final Map<String, String> IMPORT = Map.of("mode", "import", "source", "north");

  @TempDir private Path uploads;
  @TempDir private Path folder;

  private final TestLibrary library = new TestLibrary();

  @SuppressWarnings("NullAway.Init")
  private TestServer server;

  @SuppressWarnings("NullAway.Init")
  private ConsoleVisitor visitor;

  @BeforeEach
  void open() {
    server =
        TestServer.before(
            library,
            "import: {uploads: \"%s\", upload-limit: 1, folders: [{path: \"%s\", tenant: north, source: shared}]}"
                .formatted(uploads, folder));
    add("kira", StaffRole.CATALOGUER, library.north, Set.of());
    add("sara", StaffRole.CATALOGUER, library.south, Set.of());
    add("anna", StaffRole.CATALOGUER, library.north, Set.of("799700"));
    add("dora", StaffRole.DESK, library.north, Set.of());
    visitor = new ConsoleVisitor(server.listeners.httpPort());
  }

  private void add(String name, StaffRole role, TenantId tenant, Set<String> agencies) {
    library
        .store
        .staff()
        .add(new Staff.NewMember(name, name, role, tenant, agencies, new Secret(PASSWORD)));
  }

  @AfterEach
  void close() {
    visitor.close();
    server.close();
    library.close();
  }

  private HttpResponse<String> send(String csrf, Map<String, String> fields, byte[] file) {
    var body = new ByteArrayOutputStream();
    var all = new LinkedHashMap<>(fields);
    all.put("_csrf", csrf);
    all.forEach((name, value) ->
        body.writeBytes(
            "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(name, value)
                .getBytes(UTF_8)));
    body.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"own.mrc\"\r\n\r\n"
            .getBytes(UTF_8));
    body.writeBytes(file);
    body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    return visitor.send(
        HttpRequest.newBuilder(visitor.uri(NEW))
            .header("content-type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  private long batches() {
    return library.count(library.north, "select count(*) from local_import_batch");
  }

  private long files() {
    try (var found = Files.walk(uploads)) {
      return found.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fileIsTakenOfThoseOnlyWhoMay() {
    var one = UploadedRecords.record(1, "Den ene");
    assertThat(send("", IMPORT, one).statusCode()).isEqualTo(303);
    visitor.signIn("dora", PASSWORD);
    assertThat(send(visitor.csrf(), IMPORT, one).statusCode()).isEqualTo(403);
    visitor.signIn("sara", PASSWORD);
    assertThat(send(visitor.csrf(), IMPORT, one).statusCode()).isEqualTo(404);
    visitor.signIn("kira", PASSWORD);
    assertThat(send("", IMPORT, one).statusCode()).isEqualTo(403);
    var common = new LinkedHashMap<>(IMPORT);
    common.put("records", "common");
    assertThat(send(visitor.csrf(), common, one).statusCode()).isEqualTo(422);
    assertThat(batches()).isZero();
    assertThat(files()).isZero();

    assertThat(visitor.location(send(visitor.csrf(), IMPORT, one)))
        .startsWith("/console/t/north/imports/batch/");
    Eventually.holds("the file is imported", () -> files() == 0);
    assertThat(batches()).isEqualTo(1);
  }

  @Test
  void fileOverTheLimitIsRefusedAndNothingOfItIsKept() {
    visitor.signIn("kira", PASSWORD);
    var large = send(visitor.csrf(), IMPORT, UploadedRecords.many(12_000));
    assertThat(large.statusCode()).isEqualTo(422);
    assertThat(large.body()).contains("The file is too large").contains("value=\"north\"");
    assertThat(send(visitor.csrf(), IMPORT, new byte[0]).body()).contains("The file is empty.");
    assertThat(batches()).isZero();
    assertThat(files()).isZero();
  }

  @Test
  void itemsAreNotForThoseWhoSeeSomeBranchesOnly() {
    visitor.signIn("anna", PASSWORD);
    var items = new LinkedHashMap<>(IMPORT);
    items.put("items", "marc852");
    assertThat(visitor.get(NEW).body()).doesNotContain("marc852");
    assertThat(send(visitor.csrf(), items, UploadedRecords.record(1, "En")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void fileThatWasTriedIsImportedOnceAndAnotherTenantNeverSeesIt() {
    visitor.signIn("kira", PASSWORD);
    var dryRun =
        visitor.location(
            send(visitor.csrf(), Map.of("source", "north"), UploadedRecords.record(1, "Den ene")));
    Eventually.holds("it was tried", () -> visitor.get(dryRun).body().contains("/start"));
    var path = dryRun.substring(dryRun.indexOf("/console"));
    visitor.signIn("sara", PASSWORD);
    var number = path.substring(path.lastIndexOf('/') + 1);
    assertThat(visitor.get("/console/t/south/imports/batch/" + number).statusCode()).isEqualTo(404);
    visitor.signIn("kira", PASSWORD);
    assertThat(visitor.post(path + "/start", Map.of()).statusCode()).isEqualTo(303);
    assertThat(visitor.post(path + "/start", Map.of()).statusCode()).isEqualTo(422);
    Eventually.holds(
        "it is imported",
        () -> library.count(library.north, "select count(*) from local_record") == 1);
    assertThat(batches()).isEqualTo(2);
  }

  @Test
  void watchedFolderIsShownWithWhatLiesInItToItsTenantOnly() throws IOException {
    visitor.signIn("kira", PASSWORD);
    assertThat(visitor.get("/console/t/north/imports").body()).contains("Nothing lies there.");
    var hidden = Files.write(folder.resolve(".own.mrc"), UploadedRecords.record(1, "Den ene"));
    Files.move(hidden, folder.resolve("shared-file.mrc"));
    assertThat(visitor.get("/console/t/north/imports").body()).contains("shared-file.mrc");
    Eventually.holds(
        "it is imported",
        () -> visitor.get("/console/t/north/imports").body().contains("class=\"tag on\">done"));
    visitor.signIn("sara", PASSWORD);
    assertThat(visitor.get("/console/t/south/imports").body()).doesNotContain("shared-file.mrc");
  }
}
