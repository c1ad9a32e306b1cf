package org.samling.exchange.cutover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.samling.exchange.cutover.Values.Fault;

/**
 * A table of findings as CSV (RFC 4180), made with the first of them. What a row says is not
 * repeated in it but for codes: exports are full of people.
 */
final class FindingsFile implements AutoCloseable {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

  private final Path directory;
  private final String name;
  private final String[] header;
  private @Nullable Path path;
  private @Nullable CSVPrinter out;

  /**
   * Prepares a table.
   *
   * @param directory where it will lie
   * @param name what it is of, before the time in its name
   * @param started when that began
   * @param header the names of its columns
   */
  FindingsFile(Path directory, String name, LocalDateTime started, String... header) {
    this.directory = directory;
    this.name = name + "-" + STAMP.format(started);
    this.header = header;
  }

  /** One of rows. */
  static FindingsFile ofRows(Path directory, LocalDateTime started) {
    return new FindingsFile(
        directory, "rows", started, "result", "kind", "file", "line", "field", "code", "reason");
  }

  void add(String result, Kind kind, Located<?> row, Fault fault) {
    add(result, kind.key(), row.file(), row.line(), fault.field(), fault.code(), fault.reason());
  }

  void add(Object... values) {
    try {
      if (out == null) {
        out = create();
      }
      out.printRecord(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it lies, or null where there is nothing in it. */
  @Nullable String path() {
    return path == null ? null : path.toString();
  }

  private CSVPrinter create() throws IOException {
    Files.createDirectories(directory);
    for (var i = 1; ; i++) {
      path = directory.resolve((i == 1 ? name : name + "-" + i) + ".csv");
      try {
        return new CSVPrinter(
            Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW),
            CSVFormat.RFC4180.builder().setHeader(header).get());
      } catch (FileAlreadyExistsException _) {
        // Another run began in the same second.
      }
    }
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
