package org.samling.exchange.koha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.samling.exchange.koha.SqlDump.Row;

/** A table of a dump as CSV (RFC 4180) in UTF-8, as a mapping reads it. */
final class CsvTable implements AutoCloseable {

  private final List<String> columns;
  private final CSVPrinter out;

  /** Creates the file. */
  CsvTable(Path file, List<String> columns) {
    this.columns = columns;
    try {
      out =
          new CSVPrinter(
              Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW),
              CSVFormat.RFC4180.builder().setHeader(columns.toArray(String[]::new)).get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a row of the dump; what other than its own columns holds is made. */
  void add(Row row, Function<String, String> made) {
    add(
        columns.stream()
            .map(column -> row.has(column) ? row.get(column) : made.apply(column))
            .toList());
  }

  /** Writes values. No store keeps U+0000, which is left out. */
  void add(List<String> values) {
    try {
      out.printRecord(values.stream().map(value -> value.replace("\0", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
