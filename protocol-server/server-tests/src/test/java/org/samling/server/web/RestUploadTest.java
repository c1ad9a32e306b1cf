package org.samling.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.samling.server.web.RestProgram.account;
import static org.samling.server.web.RestProgram.assertProblem;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import org.samling.testing.TitledRecords;

/**
 * Files of records that are sent in to a whole server, by the JDK's client, curl and bare sockets.
 */
class RestUploadTest {

  private static final String IMPORTS = "/rest/v1/imports";
  private static final int MEGABYTE = 1_000_000;
  private static final String ADDED = "samling_imports_records_total{result=\"added\"}";

  @SuppressWarnings("NullAway.Init") // each test opens it
  private TestServer server;

  @SuppressWarnings("NullAway.Init")
  private TestLibrary library;

  private double addedBefore;

  @SuppressWarnings("NullAway.Init")
  private RestProgram north;

  @SuppressWarnings("NullAway.Init")
  private RestProgram south;

  /** Opens the server, with some more keys for imports. */
  private void open(String more) {
    server = more.isEmpty() ? new TestServer() : TestServer.with("import: {%s}".formatted(more));
    library = server.library;
    addedBefore = server.counted(ADDED);
    account(library, library.north, "north-desk", Set.of(Scope.CATALOGUE_IMPORT));
    account(
        library,
        library.south,
        "south-desk",
        Set.of(Scope.CATALOGUE_IMPORT, Scope.CATALOGUE_IMPORT_COMMON));
    north = new RestProgram(server.listeners.httpPort(), "north-desk");
    south = new RestProgram(server.listeners.httpPort(), "south-desk");
  }

  @AfterEach
  void close() {
    north.close();
    south.close();
    server.close();
  }

  private static byte[] file(byte[]... records) {
    var file = new ByteArrayOutputStream();
    for (var record : records) {
      file.writeBytes(record);
    }
    return file.toByteArray();
  }

  private static byte[] one() {
    return UploadedRecords.record(1, "Den ene");
  }

  @Test
  void fileThatIsSentInIsImportedAndItsRejectedRecordsAreGivenBack() {
    open("");
    var broken = UploadedRecords.broken(2);
    var sent = file(one(), broken, UploadedRecords.record(3, "Den tredje"));

    var path = north.upload(sent, "?name=own.mrc&source=773500");

    var done = north.when(path, "done");
    assertThat(done.get("file").asString()).isEqualTo("own.mrc");
    assertThat(done.get("source").asString()).isEqualTo("773500");
    assertThat(done.get("started-by").asString()).isEqualTo("north-desk");
    assertThat(done.get("size").asInt()).isEqualTo(sent.length);
    assertThat(done.get("bytes").asInt()).isEqualTo(sent.length);
    assertThat(done.get("read").asInt()).isEqualTo(3);
    assertThat(done.get("added").asInt()).isEqualTo(2);
    assertThat(done.get("rejected").asInt()).isEqualTo(1);
    assertThat(done.get("reports").toString())
        .isEqualTo("[\"%1$s/rejects\",\"%1$s/rejects.mrc\"]".formatted(path));
    var table = north.get(path + "/rejects");
    assertThat(table.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
    assertThat(table.body())
        .startsWith("file,record,offset,reason\r\nown.mrc,2,%d,".formatted(one().length));
    var records = north.get(path + "/rejects.mrc");
    assertThat(records.headers().firstValue("content-type")).hasValue("application/marc");
    assertThat(records.headers().firstValue("content-disposition"))
        .hasValue(
            "attachment; filename=\"import-%s-rejects.mrc\""
                .formatted(path.substring(path.lastIndexOf('/') + 1)));
    assertThat(records.body().getBytes(ISO_8859_1)).startsWith(broken);
    Eventually.holds("the file is gone", () -> files().noneMatch(f -> f.endsWith("own.mrc")));
    assertThat(north.get(path + "/rejects.xml").statusCode()).isEqualTo(404);
    assertThat(north.get(path + "/refused-items").statusCode()).isEqualTo(404);
    assertThat(server.counted(ADDED)).isEqualTo(addedBefore + 2);
  }

  @Test
  void recordsWhoseCodingIsUndecidedAreNamedAndTheCodingIsChosenWithTheFile() {
    open("");
    var undecided = TitledRecords.record(7, "Vin éce");
    var path = north.upload(undecided, "?name=own.mrc&dry-run=true");
    var done = north.when(path, "done");
    assertThat(done.get("coding").isNull()).isTrue();
    assertThat(done.get("reports").toString())
        .isEqualTo("[\"%s/undecided-codings\"]".formatted(path));
    var table = north.get(path + "/undecided-codings");
    assertThat(table.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
    assertThat(table.headers().firstValue("content-disposition"))
        .hasValue(
            "attachment; filename=\"import-%s-undecided-codings.csv\""
                .formatted(path.substring(path.lastIndexOf('/') + 1)));
    assertThat(table.body())
        .startsWith("file,record,offset,key,coding\r\nown.mrc,1,0,local:7,")
        .contains("undecided");

    var chosen = north.upload(undecided, "?coding=latin-1");
    assertThat(north.when(chosen, "done").get("coding").asString()).isEqualTo("latin-1");
    assertThat(north.ok(chosen).get("reports")).isEmpty();
    assertThat(north.get(chosen + "/undecided-codings").statusCode()).isEqualTo(404);
    assertThat(library.text(library.north, "select title from local_record")).isEqualTo("Vin éce");

    var held = north.when(north.upload(undecided, "?coding=hold"), "done");
    assertThat(held.get("rejected").asInt()).isEqualTo(1);
    assertProblem(
        north.post(IMPORTS + "?coding=ebcdic", BodyPublishers.ofByteArray(one())),
        400,
        "\"coding\" must be auto, hold, utf-8, marc-8, latin-1.");
  }

  /** Also where the server takes away one of them meanwhile. */
  private Stream<Path> files() {
    var files = new ArrayList<Path>();
    var visitor =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
            if (gone instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw gone;
          }
        };
    try {
      Files.walkFileTree(server.directory().resolve("data/uploads"), visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream();
  }

  @Test
  void packedFileIsTakenAsItIs() throws IOException {
    open("");
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(one());
    }
    assertThat(north.when(north.upload(packed.toByteArray(), ""), "done").get("added").asInt())
        .isEqualTo(1);
  }

  @Test
  void dryRunTellsWhatWouldComeOfTheFileAndWritesNothing() {
    open("");
    var path = north.upload(file(one(), UploadedRecords.broken(2)), "?dry-run=true");

    var done = north.when(path, "done");
    assertThat(done.get("dry-run").asBoolean()).isTrue();
    assertThat(done.get("added").asInt()).isEqualTo(1);
    assertThat(done.get("rejected").asInt()).isEqualTo(1);
    assertThat(library.count(library.north, "select count(*) from local_record")).isZero();
    assertProblem(
        north.post(path + "/undo", BodyPublishers.noBody()),
        409,
        "Import %s was a dry run: there is nothing to undo."
            .formatted(path.substring(path.lastIndexOf('/') + 1)));
  }

  @Test
  void filesOfATenantAreImportedInTheOrderInWhichTheyCame() {
    open("");
    north.upload(UploadedRecords.many(4_000), "");
    north.upload(UploadedRecords.record(1, "Den anden"), "");
    var last = north.upload(UploadedRecords.record(1, "Den sidste"), "");

    assertThat(north.when(last, "done").get("changed").asInt()).isEqualTo(1);
    assertThat(
            library.count(
                library.north,
                "select count(*) from local_record where control_number = '1' and title = 'Den sidste'"))
        .isEqualTo(1);
    assertThat(north.ok(IMPORTS).get("imports"))
        .allMatch(batch -> batch.get("state").asString().equals("done"));
  }

  @Test
  void importIsCalledOffWhileItRunsOrWaits() {
    open("");
    var runs = north.upload(UploadedRecords.many(100_000), "");
    var waits = north.upload(one(), "");

    assertThat(north.delete(waits).statusCode()).isEqualTo(204);
    assertThat(north.ok(waits).get("state").asString()).isEqualTo("cancelled");
    assertThat(north.delete(runs).statusCode()).isEqualTo(204);
    var cancelled = north.ok(runs);
    assertThat(cancelled.get("reason").asString()).isEqualTo("It was cancelled by north-desk.");
    assertThat(north.delete(runs).statusCode()).isEqualTo(409);
    Eventually.holds(
        "their files are gone", () -> files().noneMatch(f -> f.endsWith("file/upload")));
    assertThat(north.when(north.upload(one(), ""), "done").get("read").asInt()).isEqualTo(1);
    assertThat(north.ok(runs).get("read").asInt()).isLessThan(100_000);
  }

  @Test
  void fileThatIsTooLargeIsRefusedAtOnceAndWhileItArrives() {
    open("upload-limit: 1, upload-queue: 1");
    var large = new byte[3 * MEGABYTE];
    var detail =
        "A file may have at most 1000000 bytes (import.upload-limit): compress it, or send it in parts.";

    assertProblem(north.post(IMPORTS, BodyPublishers.ofByteArray(large)), 413, detail);
    assertProblem(
        north.post(IMPORTS, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))),
        413,
        detail);
    assertThat(files()).isEmpty();
    assertThat(north.ok(IMPORTS).get("imports")).isEmpty();
  }

  @Test
  void fileForWhichTheDiskHasNoRoomIsRefused() {
    open("keep-free: 1000000");
    assertProblem(
        north.post(IMPORTS, BodyPublishers.ofByteArray(one())),
        507,
        "The server's disk has no room for the file: 1000000 MB stay free for loans (import.keep-free).");
    assertThat(files()).isEmpty();
  }

  @Test
  void emptyFileIsRefused() {
    open("");
    assertProblem(north.post(IMPORTS, BodyPublishers.noBody()), 400, "The file is empty.");
  }

  /** Sends the head of a request and a part of its body. */
  private Socket begun(RestProgram program, int length, byte[] part) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.listeners.httpPort());
    var out = socket.getOutputStream();
    out.write(
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(IMPORTS, program.login(), length)
            .getBytes(UTF_8));
    out.write(part);
    out.flush();
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var in = socket.getInputStream();
    while (!bytes.toString(UTF_8).contains("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        break;
      }
      bytes.write(next);
    }
    return bytes.toString(UTF_8);
  }

  @Test
  void uploadThatBreaksOffLeavesNothing() throws IOException {
    open("");
    try (var _ = begun(north, MEGABYTE, new byte[50_000])) {
      Eventually.holds("it began to arrive", () -> files().findAny().isPresent());
    }
    Eventually.holds("it is gone", () -> files().findAny().isEmpty());
    assertThat(north.ok(IMPORTS).get("imports")).isEmpty();
  }

  @Test
  void uploadThatTakesTooLongIsRefused() throws IOException {
    open("upload-timeout: 1s");
    try (var socket = begun(north, MEGABYTE, new byte[50_000])) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 408 ");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void tenantWithAsManyFilesAsMayWaitHasToComeAgainAndOthersNeedNot() throws IOException {
    open("upload-limit: 1, upload-queue: 1");
    try (var arriving = begun(north, one().length, new byte[0])) {
      Eventually.holds("it began to arrive", () -> files().findAny().isPresent());
      var refused = north.post(IMPORTS, BodyPublishers.ofByteArray(one()));
      assertProblem(
          refused,
          429,
          "1 imports are already waiting (import.upload-queue): send it again when one has ended.");
      assertThat(refused.headers().firstValue("retry-after")).hasValue("60");
      south.when(south.upload(one(), ""), "done");

      arriving.getOutputStream().write(one());
      assertThat(answer(arriving)).startsWith("HTTP/1.1 202 ");
    }
  }

  @Test
  void requestThatIsSentAgainUnderItsKeyIsOneImport() {
    open("");
    var body = BodyPublishers.ofByteArray(one());
    var first = north.post(IMPORTS + "?name=a.mrc", body, "Idempotency-Key", "\"delivery-7\"");
    var again = north.post(IMPORTS + "?name=a.mrc", body, "Idempotency-Key", "delivery-7");
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.headers().firstValue("location"))
        .isEqualTo(first.headers().firstValue("location"));
    assertThat(
            north.post(IMPORTS + "?name=b.mrc", body, "Idempotency-Key", "delivery-7").statusCode())
        .isEqualTo(422);
    var other = BodyPublishers.ofByteArray(file(one(), one()));
    assertThat(
            north
                .post(IMPORTS + "?name=a.mrc", other, "Idempotency-Key", "delivery-7")
                .statusCode())
        .isEqualTo(422);
    assertThat(
            south.post(IMPORTS + "?name=b.mrc", body, "Idempotency-Key", "delivery-7").statusCode())
        .as("a key is an account's own")
        .isEqualTo(202);
    assertThat(north.ok(IMPORTS).get("imports")).hasSize(1);
    assertProblem(
        north.post(IMPORTS, body, "Idempotency-Key", "a b"),
        400,
        "Idempotency-Key must have 1 to 200 visible ASCII characters.");
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    open("");
    var path = north.upload(file(one(), UploadedRecords.broken(2)), "");
    north.when(path, "done");
    for (var its : List.of("", "/rejects", "/rejects.mrc")) {
      assertThat(south.get(path + its).statusCode()).isEqualTo(404);
    }
    assertThat(south.delete(path).statusCode()).isEqualTo(404);
    assertThat(south.ok(IMPORTS).get("imports")).isEmpty();
  }

  @Test
  void commonRecordsAreImportedByThoseWhoMay() {
    open("");
    assertProblem(
        north.post(IMPORTS + "?records=common", BodyPublishers.ofByteArray(one())),
        403,
        "The account north-desk does not have the scope catalogue:import-common.");
    assertThat(north.get(IMPORTS + "?records=common").statusCode()).isEqualTo(403);

    var path = south.upload(one(), "?records=common");
    assertThat(south.when(path, "done").get("records").asString()).isEqualTo("common");
    assertThat(library.count(null, "select count(*) from common_record where source = 'sent'"))
        .isEqualTo(1);
    assertThat(south.ok(IMPORTS + "?records=common").get("imports")).hasSize(1);
    assertThat(south.ok(IMPORTS).get("imports")).isEmpty();
    assertThat(north.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void optionsThatCannotBeAreNamed() {
    open("");
    var body = BodyPublishers.ofByteArray(one());
    var name = "\"name\" must be a file's name without its directory, of at most 200 bytes.";
    assertProblem(north.post(IMPORTS + "?name=..%2Fx", body), 400, name);
    assertProblem(north.post(IMPORTS + "?name=.x", body), 400, name);
    assertProblem(
        north.post(IMPORTS + "?source=a:b", body),
        400,
        "\"source\" can't be an agency: the source of a record may not contain a colon: a:b.");
    assertProblem(
        north.post(IMPORTS + "?format=marc", body),
        400,
        "\"format\" must be auto, marc21, marcxml, marc-in-json, marc-mnemonic, aleph-sequential, danmarc2, danmarc2-line, danmarc2-xml, unimarc, unimarc-xml.");
    assertProblem(
        north.post(IMPORTS + "?items=852", body),
        400,
        "\"items\" must be none, marc852, koha952 or danmarc096.");
    assertProblem(
        north.post(IMPORTS + "?dry-run=yes", body), 400, "\"dry-run\" must be true or false.");
    assertThat(
            north
                .post(IMPORTS, body, "Content-Type", "multipart/form-data; boundary=x")
                .statusCode())
        .isEqualTo(415);
    assertThat(north.post(IMPORTS, body, "Content-Encoding", "br").statusCode()).isEqualTo(415);
  }

  @Test
  void curlSendsAFileInAndIsToldWhatAFormIs(@TempDir Path directory) throws Exception {
    open("");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")));
    var file = Files.write(directory.resolve("own.mrc"), UploadedRecords.many(3_000));
    assertThat(curl("-X", "POST", "-H", "Expect: 100-continue", "-T", file.toString()))
        .endsWith(" 202");
    assertThat(curl("--data-binary", "@" + file)).contains("-X POST -T FILE").endsWith(" 415");
    assertThat(curl("-F", "file=@" + file)).endsWith(" 415");
    var path = IMPORTS + "/" + north.ok(IMPORTS).get("imports").get(0).get("number").asLong();
    assertThat(north.when(path, "done").get("rejected").asInt())
        .isEqualTo(3_000 / UploadedRecords.BROKEN);
  }

  private String curl(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("curl", "-s", "-w", " %{http_code}"));
    command.addAll(List.of("-u", "north-desk:north-desk-1"));
    command.addAll(List.of(arguments));
    command.add("http://127.0.0.1:" + server.listeners.httpPort() + IMPORTS);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
