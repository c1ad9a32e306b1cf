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
import org.samling.exchange.cutover.RowFields.Fault;

/**
 * A table of findings as CSV (RFC 4180), created with the first of them. Of a row's values it
 * repeats only codes: exports are full of personal data.
 */
public final class FindingsFile implements AutoCloseable {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

  private final Path directory;
  private final String name;
  private final String[] header;
  private @Nullable Path path;
  private @Nullable CSVPrinter out;

  /**
   * Prepares a table.
   *
   * @param directory where the file is created
   * @param name the subject of the table; the file name has it before the time
   * @param started when the run began
   * @param header the column names
   */
  FindingsFile(Path directory, String name, LocalDateTime started, String... header) {
    this.directory = directory;
    this.name = name + "-" + STAMP.format(started);
    this.header = header;
  }

  /** A table of findings about rows. */
  public static FindingsFile ofRows(Path directory, LocalDateTime started) {
    return new FindingsFile(
        directory, "rows", started, "result", "kind", "file", "line", "field", "code", "reason");
  }

  void add(String result, Kind kind, RowValue<?> row, Fault fault) {
    add(result, kind.key(), row.file(), row.line(), fault.field(), fault.code(), fault.reason());
  }

  /** Adds a line, and creates the file where it is the first. */
  public void add(Object... values) {
    try {
      if (out == null) {
        out = create();
      }
      out.printRecord(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of the file, or null while there are no findings. */
  public @Nullable String path() {
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
