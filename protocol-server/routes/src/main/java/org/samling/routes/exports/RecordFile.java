package org.samling.routes.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.RecordSyntax;

/**
 * A file of records in one form, with what goes before, between and after them. It is written as a
 * temporary file beside its target and moved there once complete.
 */
final class RecordFile implements AutoCloseable {

  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final byte RECORD_TERMINATOR = 0x1D;
  private static final byte LINE_FEED = '\n';

  private final Path place;
  private final Path part;
  private final RecordSyntax syntax;
  private final OutputStream out;

  RecordFile(Path place, RecordSyntax syntax) throws IOException {
    this.place = place.toAbsolutePath();
    this.part = this.place.resolveSibling(place.getFileName() + ".part");
    this.syntax = syntax;
    var file = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
    this.out = place.toString().endsWith(".gz") ? new GZIPOutputStream(file, 1 << 16) : file;
    out.write(before().getBytes(UTF_8));
  }

  void add(Bytes record) throws IOException {
    var bytes = record.toArray();
    out.write(bytes);
    var last = bytes.length == 0 ? 0 : bytes[bytes.length - 1];
    switch (syntax) {
      case MARC21, MARC21_MARC8, MARC21_LATIN1, DANMARC2, UNIMARC -> {
        if (last != RECORD_TERMINATOR) {
          out.write(RECORD_TERMINATOR);
        }
      }
      case DANMARC2_LINE -> {
        endLine(last);
        out.write('$');
        out.write(LINE_FEED);
      }
      case MARCXML, MARCXCHANGE, UNIMARCXCHANGE, DUBLIN_CORE, MODS -> endLine(last);
    }
  }

  private void endLine(int last) throws IOException {
    if (last != LINE_FEED) {
      out.write(LINE_FEED);
    }
  }

  /** Moves the file to its place, and returns its size in bytes. */
  long finish() throws IOException {
    out.write(after().getBytes(UTF_8));
    out.close();
    Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
    return Files.size(place);
  }

  private String before() {
    return switch (syntax) {
      case MARC21, MARC21_MARC8, MARC21_LATIN1, DANMARC2, DANMARC2_LINE, UNIMARC -> "";
      case MARCXML -> XML + "<collection xmlns=\"http://www.loc.gov/MARC21/slim\">\n";
      case MARCXCHANGE -> XML + "<collection xmlns=\"info:lc/xmlns/marcxchange-v1\">\n";
      case UNIMARCXCHANGE -> XML + "<collection xmlns=\"info:lc/xmlns/marcxchange-v2\">\n";
      case DUBLIN_CORE -> XML + "<collection>\n";
      case MODS -> XML + "<modsCollection xmlns=\"http://www.loc.gov/mods/v3\">\n";
    };
  }

  private String after() {
    return switch (syntax) {
      case MARC21, MARC21_MARC8, MARC21_LATIN1, DANMARC2, DANMARC2_LINE, UNIMARC -> "";
      case MARCXML, MARCXCHANGE, UNIMARCXCHANGE, DUBLIN_CORE -> "</collection>\n";
      case MODS -> "</modsCollection>\n";
    };
  }

  /** Deletes the temporary file where the file was not finished. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }
}
