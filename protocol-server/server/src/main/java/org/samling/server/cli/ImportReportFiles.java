package org.samling.server.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader.ReadResult;

/**
 * The rejected records of one run: a table of them as CSV (RFC 4180), and a file of their bytes in
 * the same order. Both are made with the first rejected record.
 *
 * <p>Everything here throws {@link UncheckedIOException} where the files can't be written.
 */
final class ImportReportFiles implements AutoCloseable {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

  private final Path directory;
  private final String name;
  private @Nullable Pair pair;

  private record Pair(Path table, Path bytes, Writer tableOut, OutputStream bytesOut) {}

  /**
   * Prepares a report.
   *
   * @param directory where the files will lie; made when there is something to report
   * @param started when the run began, which names the files
   */
  ImportReportFiles(Path directory, LocalDateTime started) {
    this.directory = directory;
    this.name = "rejected-" + STAMP.format(started);
  }

  /** Reports a record. */
  void add(Path file, ReadResult.Rejected record) {
    try {
      if (pair == null) {
        pair = create();
      }
      writeRow(pair.tableOut(), file, record.ordinal(), record.offset(), record.reason());
      pair.bytesOut().write(record.bytes().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the report is, as a part of a sentence; asked only where there is one. */
  String whereTo() {
    if (pair == null) {
      throw new IllegalStateException("nothing was rejected");
    }
    return "reasons in %s, the records themselves in %s".formatted(pair.table(), pair.bytes());
  }

  @Override
  public void close() {
    if (pair != null) {
      try (var table = pair.tableOut();
          var bytes = pair.bytesOut()) {
        table.flush();
        bytes.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Pair create() throws IOException {
    Files.createDirectories(directory);
    for (var i = 1; ; i++) {
      var base = i == 1 ? name : name + "-" + i;
      var table = directory.resolve(base + ".csv");
      try {
        var tableOut = Files.newBufferedWriter(table, StandardOpenOption.CREATE_NEW);
        var bytes = directory.resolve(base + ".bytes");
        var bytesOut = new BufferedOutputStream(Files.newOutputStream(bytes));
        writeRow(tableOut, "file", "record", "offset", "reason");
        return new Pair(table, bytes, tableOut, bytesOut);
      } catch (FileAlreadyExistsException _) {
        // Another run began in the same second.
      }
    }
  }

  private static void writeRow(Writer out, Object... fields) throws IOException {
    out.write(Stream.of(fields).map(ImportReportFiles::quoted).collect(Collectors.joining(",")));
    out.write("\r\n");
  }

  private static String quoted(Object field) {
    var text = field.toString();
    var isPlain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
