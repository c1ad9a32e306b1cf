package org.samling.exchange.imports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.CsvForm;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ItemChoice.Refused;
import org.samling.core.imports.Overlay.Decision;

/**
 * The rejected records of one run: a table of them as CSV (RFC 4180), and the records themselves in
 * the same order, in one file for each format. All are created with the first rejected record.
 *
 * <p>There are separate tables for refused items, for what the import rules decided, for records
 * whose encoding is undecided, and for what was repaired.
 *
 * <p>Everything here throws {@link UncheckedIOException} where the files can't be written.
 */
public final class ImportReportFiles implements AutoCloseable {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

  private static final OpenOption[] GOING_ON = {
    StandardOpenOption.CREATE, StandardOpenOption.APPEND
  };

  private final Path directory;
  private final @Nullable String stamp;
  private @Nullable Table table;
  private @Nullable Table items;
  private @Nullable Table matches;
  private @Nullable Table undecided;
  private @Nullable Table repairs;
  private final Map<Kind, Records> records = new EnumMap<>(Kind.class);

  private record Table(Path path, Writer out) {}

  private record Records(Path path, OutputStream out) {}

  /** The formats of rejected records, in which they can be corrected and imported again. */
  private enum Kind {
    ISO_2709(".mrc", "", ""),
    XML(".xml", "<collection>\n", "</collection>\n", true),
    JSON(".json", "", ""),
    LINES(".lin", "", ""),
    MNEMONIC(".mrk", "", "", true),
    ALEPH(".seq", "", "", true),
    /** Records in none of these formats. */
    OTHER(".bytes", "", "");

    private final String ending;
    private final String before;
    private final String after;

    /** Whether a line end follows each record, whose own last line may have none. */
    private final boolean isSeparated;

    Kind(String ending, String before, String after) {
      this(ending, before, after, false);
    }

    Kind(String ending, String before, String after, boolean isSeparated) {
      this.isSeparated = isSeparated;
      this.ending = ending;
      this.before = before;
      this.after = after;
    }

    static Kind of(byte[] record) {
      var head = new String(record, 0, Math.min(record.length, 20), StandardCharsets.ISO_8859_1);
      if (head.startsWith("<")) {
        return XML;
      }
      if (head.startsWith("{")) {
        return JSON;
      }
      if (head.matches("(?s)[0-9A-Za-z]{3} [0-9a-z ]{1,3} ?\\*.*")) {
        return LINES;
      }
      if (head.matches("(?s)=[0-9A-Za-z]{3} .*")) {
        return MNEMONIC;
      }
      if (head.matches("(?s)[0-9]{9} [0-9A-Z]{3}.*")) {
        return ALEPH;
      }
      return head.matches("(?s)[0-9 ]{5}.*") ? ISO_2709 : OTHER;
    }
  }

  /**
   * Prepares a report.
   *
   * @param directory where the files are written; created when there is something to report
   * @param started when the run began, used in the file names
   */
  public ImportReportFiles(Path directory, LocalDateTime started) {
    this(directory, STAMP.format(started));
  }

  private ImportReportFiles(Path directory, @Nullable String stamp) {
    this.directory = directory;
    this.stamp = stamp;
  }

  /**
   * Prepares the report of an import that has a directory of its own: all its runs report into the
   * same files, {@code rejected.csv}, {@code rejected.mrc} and so on.
   *
   * @param directory where the files are written; created when there is something to report
   */
  static ImportReportFiles goingOn(Path directory) {
    var files = new ImportReportFiles(directory, (String) null);
    var table = directory.resolve("rejected.csv");
    if (Files.exists(files.path(Kind.XML, table))) {
      try {
        files.records(Kind.XML, table); // so that it is closed properly even if a run was killed
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** The endings of the names of files with rejected records, the table's first. */
  static List<String> endings() {
    return Stream.concat(
            Stream.of("csv"), Stream.of(Kind.values()).map(kind -> kind.ending.substring(1)))
        .toList();
  }

  /** Reports a rejected record; it survives a crash right after. */
  public void add(Path file, ReadResult.Rejected record) {
    try {
      if (table == null) {
        table = create("rejected-", "file", "record", "offset", "reason");
      }
      var bytes = record.bytes().toArray();
      var kind = Kind.of(bytes);
      var out = records(kind, table.path()).out();
      out.write(bytes);
      if (kind.isSeparated) {
        out.write('\n');
      }
      out.flush();
      writeRow(table.out(), file, record.ordinal(), record.offset(), record.reason());
      table.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reports a refused item; it survives a crash right after. */
  public void add(Path file, Refused item) {
    try {
      if (items == null) {
        items = create("refused-items-", "file", "record", "offset", "barcode", "reason");
      }
      var barcode = item.barcode();
      writeRow(
          items.out(),
          file,
          item.ordinal(),
          item.offset(),
          barcode == null ? "" : barcode,
          item.reason());
      items.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reports what the import rules decided for a record; it survives a crash right after. */
  public void add(Path file, ReadResult.Accepted record, Decision decision) {
    try {
      if (matches == null) {
        matches =
            create("matches-", "file", "record", "offset", "key", "result", "others", "reason");
      }
      var finding = decision.finding();
      writeRow(
          matches.out(),
          file,
          record.ordinal(),
          record.offset(),
          record.record().key(),
          finding == null ? "" : finding.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          decision.others().stream()
              .map(other -> other.record().key().toString())
              .collect(Collectors.joining(" ")),
          decision.reason());
      matches.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reports a record whose encoding is undecided; it survives a crash right after. */
  public void add(Path file, ReadResult.Accepted record) {
    try {
      if (undecided == null) {
        undecided = create("undecided-codings-", "file", "record", "offset", "key", "coding");
      }
      writeRow(
          undecided.out(),
          file,
          record.ordinal(),
          record.offset(),
          record.record().key(),
          String.valueOf(record.coding()));
      undecided.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reports a repair; it survives a crash right after. */
  public void add(Path file, ImportRepair made) {
    try {
      if (repairs == null) {
        repairs =
            create(
                "repairs-",
                "file",
                "record",
                "offset",
                "key",
                "field",
                "occurrence",
                "subfield",
                "kind",
                "before",
                "after");
      }
      var repair = made.repair();
      writeRow(
          repairs.out(),
          file,
          made.ordinal(),
          made.offset(),
          made.record(),
          repair.field(),
          repair.occurrence() == 0 ? "" : repair.occurrence(),
          repair.subfield(),
          repair.kind().label(),
          repair.before(),
          repair.after());
      repairs.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table of repairs; empty where nothing was repaired. */
  public Optional<Path> whereRepairsAre() {
    return Optional.ofNullable(repairs).map(Table::path);
  }

  /** The table of records whose encoding is undecided; empty where there are none. */
  public Optional<Path> whereUndecidedAre() {
    return Optional.ofNullable(undecided).map(Table::path);
  }

  /** The table of what the import rules decided; empty where there is nothing to report. */
  public Optional<Path> whereMatchesAre() {
    return Optional.ofNullable(matches).map(Table::path);
  }

  /** The table of refused items; empty where none was refused. */
  public Optional<Path> whereItemsAre() {
    return Optional.ofNullable(items).map(Table::path);
  }

  /** Where the report is, as part of a sentence; to be called only where there is one. */
  public String whereTo() {
    if (table == null) {
      throw new IllegalStateException("nothing was rejected");
    }
    return "reasons in %s, the records themselves in %s"
        .formatted(
            table.path(),
            records.values().stream()
                .map(r -> r.path().toString())
                .collect(Collectors.joining(", ")));
  }

  @Override
  public void close() {
    try {
      for (var entry : records.entrySet()) {
        try (var out = entry.getValue().out()) {
          out.write(entry.getKey().after.getBytes(StandardCharsets.US_ASCII));
        }
      }
      for (var each : Arrays.asList(table, items, matches, undecided, repairs)) {
        if (each != null) {
          each.out().close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Records records(Kind kind, Path table) throws IOException {
    var known = records.get(kind);
    if (known != null) {
      return known;
    }
    var path = path(kind, table);
    var isNew = Files.notExists(path);
    if (!isNew) {
      cut(path, kind.after.getBytes(StandardCharsets.US_ASCII));
    }
    var made = new Records(path, new BufferedOutputStream(Files.newOutputStream(path, GOING_ON)));
    if (isNew) {
      made.out().write(kind.before.getBytes(StandardCharsets.US_ASCII));
    }
    records.put(kind, made);
    return made;
  }

  private Path path(Kind kind, Path table) {
    var base = table.getFileName().toString().replaceAll("[.]csv$", "");
    return directory.resolve(base + kind.ending);
  }

  /** Cuts off an ending, if it is there. */
  private static void cut(Path path, byte[] ending) throws IOException {
    try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var last = ByteBuffer.allocate(ending.length);
      var where = file.size() - ending.length;
      if (where >= 0 && file.read(last, where) == ending.length) {
        if (Arrays.equals(last.array(), ending)) {
          file.truncate(where);
        }
      }
    }
  }

  private Table create(String kind, Object... columns) throws IOException {
    Files.createDirectories(directory);
    if (stamp == null) {
      return goneOnWith(directory.resolve(kind.substring(0, kind.length() - 1) + ".csv"), columns);
    }
    for (var i = 1; ; i++) {
      var path = directory.resolve(kind + stamp + (i == 1 ? "" : "-" + i) + ".csv");
      try {
        var out = Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW);
        writeRow(out, columns);
        return new Table(path, out);
      } catch (FileAlreadyExistsException _) {
        // Another run began in the same second.
      }
    }
  }

  private static Table goneOnWith(Path path, Object... columns) throws IOException {
    var isNew = Files.notExists(path);
    var out = Files.newBufferedWriter(path, GOING_ON);
    if (isNew) {
      writeRow(out, columns);
    }
    return new Table(path, out);
  }

  private static void writeRow(Writer out, Object... fields) throws IOException {
    out.write(CsvForm.PLAIN.line(Stream.of(fields).map(Object::toString).toList()));
  }
}
