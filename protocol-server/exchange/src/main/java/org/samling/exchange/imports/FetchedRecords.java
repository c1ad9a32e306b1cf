package org.samling.exchange.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.samling.zoom.ZoomRecord;

/** Records fetched from another library's catalogue, as a file that can be imported. */
public final class FetchedRecords {

  private static final String XML = "XML";

  /** The XML prolog, which must not stand within a collection. */
  private static final Pattern PROLOG = Pattern.compile("\\A\\uFEFF?\\s*<\\?xml[^>]*\\?>");

  private FetchedRecords() {}

  /**
   * Writes records as they came: ISO 2709 records one after another, XML records as a collection.
   *
   * @throws IllegalArgumentException where there are both kinds, which one file can't hold
   * @throws UncheckedIOException where the file can't be written
   */
  public static void write(List<ZoomRecord> records, Path file) {
    var xml = records.stream().filter(FetchedRecords::isXml).count();
    if (xml != 0 && xml != records.size()) {
      throw new IllegalArgumentException("the target gave records in XML and in ISO 2709");
    }
    try (var out = Files.newOutputStream(file)) {
      if (xml == 0) {
        for (var record : records) {
          out.write(record.bytes().toArray());
        }
      } else {
        writeCollection(records, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isXml(ZoomRecord record) {
    return record.syntax().equalsIgnoreCase(XML);
  }

  private static void writeCollection(List<ZoomRecord> records, OutputStream out)
      throws IOException {
    out.write("<collection xmlns=\"http://www.loc.gov/MARC21/slim\">\n".getBytes(UTF_8));
    for (var record : records) {
      var text = new String(record.bytes().toArray(), UTF_8);
      out.write(PROLOG.matcher(text).replaceFirst("").getBytes(UTF_8));
      out.write('\n');
    }
    out.write("</collection>\n".getBytes(UTF_8));
  }

  /** Removes the file and the directory made for it; ignores what can't be removed. */
  public static void delete(Path file, Path directory) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
