package org.samling.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.web.UploadedRecords;
import org.samling.testing.Eventually;
import org.samling.testing.TitledRecords;

/** Files that come by the console's form: who may send them, and how large they may be. */
class ImportsTest {

  private static final String NEW = "/console/t/north/imports/new";
  private static final Map<String, String> IMPORT = Map.of("mode", "import", "source", "north");

  @TempDir private static Path uploads;
  @TempDir private static Path folder;

  private static TestLibrary library;
  private static TestServer server;
  private static ConsoleVisitor visitor;

  /** How many batches other tests left. */
  private long before;

  /** How many files other tests left: reports, and what was tried. */
  private long filesBefore;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    server =
        TestServer.before(
            library,
            "import: {uploads: \"%s\", upload-limit: 1, folders: [{path: \"%s\", tenant: north, source: shared}]}"
                .formatted(uploads, folder));
    TestStaff.add(library, "kira", StaffRole.CATALOGUER);
    TestStaff.add(library, library.south, "sara", StaffRole.CATALOGUER);
    TestStaff.add(library, "anna", StaffRole.CATALOGUER, "799700");
    TestStaff.add(library, "dora", StaffRole.DESK);
    visitor = new ConsoleVisitor(server.listeners.httpPort());
  }

  @AfterAll
  static void close() {
    visitor.close();
    server.close();
    library.close();
  }

  @BeforeEach
  void begin() {
    visitor.post("/console/sign-out", Map.of());
    before = batches();
    filesBefore = files();
  }

  private static HttpResponse<String> send(String csrf, Map<String, String> fields, byte[] file) {
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

  private static long batches() {
    return library.count(library.north, "select count(*) from local_import_batch");
  }

  private static long files() {
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
    visitor.signIn("dora");
    assertThat(send(visitor.csrf(), IMPORT, one).statusCode()).isEqualTo(403);
    visitor.signIn("sara");
    assertThat(send(visitor.csrf(), IMPORT, one).statusCode()).isEqualTo(404);
    visitor.signIn("kira");
    assertThat(send("", IMPORT, one).statusCode()).isEqualTo(403);
    var common = new LinkedHashMap<>(IMPORT);
    common.put("records", "common");
    assertThat(send(visitor.csrf(), common, one).statusCode()).isEqualTo(422);
    assertThat(batches()).isEqualTo(before);
    assertThat(files()).isEqualTo(filesBefore);

    assertThat(visitor.location(send(visitor.csrf(), IMPORT, one)))
        .startsWith("/console/t/north/imports/batch/");
    Eventually.holds("the file is imported", () -> files() == filesBefore);
    assertThat(batches()).isEqualTo(before + 1);
  }

  @Test
  void fileOverTheLimitIsRefusedAndNothingOfItIsKept() {
    visitor.signIn("kira");
    var large = send(visitor.csrf(), IMPORT, UploadedRecords.many(12_000));
    assertThat(large.statusCode()).isEqualTo(422);
    assertThat(large.body()).contains("The file is too large").contains("value=\"north\"");
    assertThat(send(visitor.csrf(), IMPORT, new byte[0]).body()).contains("The file is empty.");
    assertThat(batches()).isEqualTo(before);
    assertThat(files()).isEqualTo(filesBefore);
  }

  /** A browser tells at once; to one that does not, the server does while the file arrives. */
  @InBothLanguages
  void largeFileOfABrowserIsRefusedInWordsAndNothingOfItIsKept(
      String locale, @TempDir Path directory) throws IOException {
    var tooLarge = locale.startsWith("en") ? "The file is too large" : "Filen er for stor";
    var large = Files.write(directory.resolve("large.mrc"), new byte[8_000_000]);
    try (var browser = new Browser(server)) {
      var page = browser.page(locale, "kira");
      page.navigate(NEW);
      page.locator("#source").fill("north");
      page.locator("#file").setInputFiles(large);
      page.locator("main form button").click();
      assertThat((String) page.locator("#file").evaluate("field => field.validationMessage"))
          .contains(tooLarge);
      page.navigate(NEW);
      page.locator("#source").fill("north");
      page.locator("#file").evaluate("field => field.removeAttribute('data-most')");
      page.locator("#file").setInputFiles(large);
      page.locator("main form button").click();
      PlaywrightAssertions.assertThat(page.locator("[role=alert]")).containsText(tooLarge);
      PlaywrightAssertions.assertThat(page.locator("#source")).hasValue("north");
      browser.checkFaults();
    }
    assertThat(batches()).isEqualTo(before);
    assertThat(files()).isEqualTo(filesBefore);
  }

  @Test
  void repairsAreListedByKindWithLinksToTheirRecords() {
    visitor.signIn("kira");
    var faulty =
        UploadedRecords.of(
            new String[][] {
              {"001", "77"}, {"003", "sent"}, {"245", "00\u001FaRettet"}, {"500", "\u001FaNote"}
            });
    var batch = path(send(visitor.csrf(), IMPORT, faulty));
    var list = batch + "/repairs?kind=indicators-missing";
    Eventually.holds("it is imported", () -> visitor.get(batch).body().contains(list));

    assertThat(visitor.get(list).body())
        .contains(
            "/console/t/north/catalogue/record/sent%3A77",
            "<code>500</code>",
            "<code>␣␣</code>",
            "Fewer than two indicators, blanks added",
            "<option value=\"indicators-missing\" selected>");
    assertThat(visitor.get(batch + "/repairs?kind=nul").body()).contains("Nothing is listed");
    visitor.post("/console/sign-out", Map.of());
    visitor.signIn("sara");
    assertThat(visitor.get(list).statusCode()).isEqualTo(404);
    Eventually.holds("the file is imported", () -> files() == filesBefore);
  }

  @Test
  void undecidedCodingsAreGivenOutAndTheCodingIsChosenInTheForm() {
    visitor.signIn("kira");
    assertThat(visitor.get(NEW).body())
        .contains("<option value=\"marc-8\">MARC-8</option>", "Latin-1 or Windows-1252");
    var undecided = TitledRecords.record(7, "Vin éce");
    var tried = path(send(visitor.csrf(), Map.of("source", "north"), undecided));
    Eventually.holds(
        "it was tried",
        () -> visitor.get(tried).body().contains(tried + "/report/undecided-codings"));
    var report = visitor.get(tried + "/report/undecided-codings");
    assertThat(report.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
    assertThat(report.body()).startsWith("file,record,offset,key,coding\r\nown.mrc,1,0,north:7,");

    var chosen =
        path(send(visitor.csrf(), Map.of("source", "north", "coding", "latin-1"), undecided));
    Eventually.holds("it was tried", () -> visitor.get(chosen).body().contains("/start"));
    assertThat(visitor.get(chosen).body())
        .contains("<dd>Latin-1 or Windows-1252</dd>")
        .doesNotContain("/report/");
    assertThat(visitor.post(chosen + "/start", Map.of()).statusCode()).isEqualTo(303);
    Eventually.holds(
        "it is imported as it was tried",
        () ->
            library.count(
                    library.north, "select count(*) from local_record where title = 'Vin éce'")
                == 1);
    Eventually.holds("what was tried is kept, with its report", () -> files() == filesBefore + 2);

    var unfit = send(visitor.csrf(), Map.of("source", "north", "coding", "ebcdic"), undecided);
    assertThat(unfit.statusCode()).isEqualTo(422);
    assertThat(unfit.body()).contains("There is no such character coding.");
  }

  private static String path(HttpResponse<String> sent) {
    var location = visitor.location(sent);
    return location.substring(location.indexOf("/console"));
  }

  @Test
  void itemsAreNotForThoseWhoSeeSomeBranchesOnly() {
    visitor.signIn("anna");
    var items = new LinkedHashMap<>(IMPORT);
    items.put("items", "marc852");
    assertThat(visitor.get(NEW).body()).doesNotContain("marc852");
    assertThat(send(visitor.csrf(), items, UploadedRecords.record(1, "En")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void fileThatWasTriedIsImportedOnceAndAnotherTenantNeverSeesIt() {
    visitor.signIn("kira");
    var dryRun =
        visitor.location(
            send(
                visitor.csrf(), Map.of("source", "north"), UploadedRecords.record(2, "Den anden")));
    Eventually.holds("it was tried", () -> visitor.get(dryRun).body().contains("/start"));
    var path = dryRun.substring(dryRun.indexOf("/console"));
    visitor.signIn("sara");
    var number = path.substring(path.lastIndexOf('/') + 1);
    assertThat(visitor.get("/console/t/south/imports/batch/" + number).statusCode()).isEqualTo(404);
    visitor.signIn("kira");
    assertThat(visitor.post(path + "/start", Map.of()).statusCode()).isEqualTo(303);
    assertThat(visitor.post(path + "/start", Map.of()).statusCode()).isEqualTo(422);
    Eventually.holds(
        "it is imported",
        () ->
            library.count(
                    library.north, "select count(*) from local_record where title = 'Den anden'")
                == 1);
    assertThat(batches()).isEqualTo(before + 2);
  }

  @Test
  void recordsAreReviewedInTheConsoleBeforeTheyAreLoaded() {
    visitor.signIn("kira");
    var fields = new LinkedHashMap<>(IMPORT);
    fields.put("review", "yes");
    fields.put("match-rules", "245$a~text:60+264$c~year:40>=60");
    fields.put("on-match", "merge");
    fields.put("overlay", "59X=protect");
    var path =
        visitor.location(send(visitor.csrf(), fields, UploadedRecords.record(8, "Gennemset")));
    Eventually.holds("it is read", () -> visitor.get(path).body().contains(path + "/review"));
    assertThat(visitor.get(path).body())
        .contains("245$a~text:60+264$c~year:40&gt;=60", "59X=protect");
    assertThat(visitor.get(path + "/review").body())
        .contains("Gennemset", "new record", "Proposed");
    assertThat(visitor.get(path + "/review/1").body())
        .contains("The new record", "245 00 $aGennemset", "comes");
    assertThat(
            visitor
                .post(path + "/review/1/decide", Map.of("action", "overlay", "onto", "no:1"))
                .body())
        .contains("There is no such record.");
    assertThat(visitor.post(path + "/review/1/decide", Map.of("action", "add")).statusCode())
        .isEqualTo(303);
    assertThat(visitor.get(path + "/review/1").body()).contains("Decided by kira");
    assertThat(titled("Gennemset")).isZero();
    visitor.signIn("sara");
    assertThat(visitor.get(path.replace("/north/", "/south/") + "/review/1").statusCode())
        .isEqualTo(404);
    visitor.signIn("kira");
    assertThat(visitor.post(path + "/review/load", Map.of("which", "decided")).body())
        .contains("1 added, 0 changed, 0 left out.", "No record waits for review.");
    assertThat(titled("Gennemset")).isOne();
    fields.put("match-rules", "245$a~words");
    assertThat(send(visitor.csrf(), fields, UploadedRecords.record(8, "Gennemset")).body())
        .contains("Unusable rules: ~ must be followed by as-is, text");
  }

  private static long titled(String title) {
    return library.count(
        library.north, "select count(*) from local_record where title = '%s'".formatted(title));
  }

  @Test
  void watchedFolderIsShownWithWhatLiesInItToItsTenantOnly() throws IOException {
    visitor.signIn("kira");
    assertThat(visitor.get("/console/t/north/imports").body()).contains("The folder is empty.");
    var hidden = Files.write(folder.resolve(".own.mrc"), UploadedRecords.record(3, "Den tredje"));
    Files.move(hidden, folder.resolve("shared-file.mrc"));
    assertThat(visitor.get("/console/t/north/imports").body()).contains("shared-file.mrc");
    Eventually.holds(
        "it is imported", () -> row("shared-file.mrc").contains("class=\"tag on\">done"));
    visitor.signIn("sara");
    assertThat(visitor.get("/console/t/south/imports").body()).doesNotContain("shared-file.mrc");
  }

  /** What the table says of a file. */
  private static String row(String file) {
    var page = visitor.get("/console/t/north/imports").body();
    var name = page.indexOf("<th scope=\"row\">" + file);
    return name < 0 ? "" : page.substring(name, page.indexOf("</tr>", name));
  }
}
