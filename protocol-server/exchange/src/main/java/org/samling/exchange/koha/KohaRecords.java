package org.samling.exchange.koha;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.exchange.cutover.FindingsFile;
import org.samling.exchange.koha.SqlDump.Row;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;

/**
 * Writes the records of a dump as a file of MARCXML. A record gets its biblionumber as its control
 * number and in 999 $c, for its own may be another record's, too; that one goes to 035.
 */
final class KohaRecords implements AutoCloseable {

  private static final String BIBLIONUMBER = "biblionumber";

  private final String source;
  private final FindingsFile findings;
  private final OutputStream out;
  private final RecordReader reader = new MarcRecordReader();
  private final MarcRecordRenderer renderer = new MarcRecordRenderer();
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private final List<String> numbers = new ArrayList<>();
  private final Set<String> written = new HashSet<>();
  private int mapped;

  /**
   * Creates the file.
   *
   * @param source the agency whose records they are
   * @param findings receives those that can't be read, with their biblionumbers
   */
  KohaRecords(Path file, String source, FindingsFile findings) {
    this.source = source;
    this.findings = findings;
    try {
      out =
          new BufferedOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16);
      write("<collection>\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the record of a row of biblio_metadata. */
  void add(Row row) {
    var number = row.get(BIBLIONUMBER);
    var schema = row.has("schema") ? row.get("schema") : row.get("marcflavour");
    var format = schema.equals("UNIMARC") ? MarcFormat.UNIMARC : MarcFormat.MARC21;
    var results =
        reader.read(
            new ByteArrayInputStream(row.get("metadata").getBytes(StandardCharsets.UTF_8)),
            new RecordReader.Options(RecordFormat.MARCXML, source, true));
    if (!results.hasNext()) {
      leaveOut(number, "has no record");
      return;
    }
    switch (results.next()) {
      case ReadResult.Accepted accepted -> add(number, accepted.record().content(), format);
      case ReadResult.Rejected rejected -> leaveOut(number, rejected.reason());
    }
  }

  private void add(String number, MarcContent content, MarcFormat format) {
    var bytes =
        renderer
            .convert(content, format, MarcFormat.MARC21)
            .flatMap(marc21 ->
                renderer.render(numbered(marc21, number), MarcFormat.MARC21, RecordSyntax.MARCXML));
    if (bytes.isEmpty()) {
      leaveOut(number, "can't be written as MARC 21");
      return;
    }
    write(bytes.get().toArray());
    numbers.add(number);
    written.add(number);
    mapped += format == MarcFormat.UNIMARC ? 1 : 0;
  }

  private MarcContent numbered(MarcContent content, String number) {
    var fields = new ArrayList<Field>(content.fields().size() + 3);
    fields.add(new ControlField("001", number));
    fields.add(new ControlField("003", source));
    var own = control(content, "001").filter(n -> !n.equals(number));
    var by = control(content, "003").map("(%s)"::formatted).orElse("");
    var hasNumber = false;
    for (var field : content.fields()) {
      switch (field) {
        case ControlField control -> {
          if (!control.tag().equals("001") && !control.tag().equals("003")) {
            fields.add(control);
          }
        }
        case DataField data -> {
          if (own.isPresent() && data.tag().compareTo("035") >= 0) {
            fields.add(field("035", 'a', by + own.get()));
            own = Optional.empty();
          }
          var isNumber = data.tag().equals("999");
          if (isNumber) {
            hasNumber |= data.subfields().contains(new Subfield('c', number));
          }
          fields.add(data);
        }
      }
    }
    own.ifPresent(n -> fields.add(field("035", 'a', by + n)));
    if (!hasNumber) {
      fields.add(field("999", 'c', number));
    }
    return new MarcContent(content.leader(), fields);
  }

  private static DataField field(String tag, char code, String value) {
    return new DataField(tag, ' ', ' ', List.of(new Subfield(code, value)));
  }

  private static Optional<String> control(MarcContent content, String tag) {
    return content.controlFields(tag).map(String::strip).filter(n -> !n.isEmpty()).findFirst();
  }

  private void leaveOut(String number, String reason) {
    leftOut.merge(reason, 1, Integer::sum);
    findings.add("left out", "records", "biblio_metadata", number, "metadata", "", reason);
  }

  /** Whether the record with a biblionumber was written. */
  boolean has(String number) {
    return written.contains(number);
  }

  /**
   * Counts a record that was written but not imported as left out, too.
   *
   * @param ordinal its number in the file, from 1
   */
  void reject(int ordinal, String reason) {
    leaveOut(numbers.get(ordinal - 1), reason);
  }

  /** How many of these were UNIMARC. */
  int mapped() {
    return mapped;
  }

  /** Why others were not, with their numbers. */
  Map<String, Integer> leftOut() {
    return leftOut;
  }

  @Override
  public void close() {
    write("</collection>\n".getBytes(StandardCharsets.UTF_8));
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
