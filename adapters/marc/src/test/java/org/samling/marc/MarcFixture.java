package org.samling.marc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.Repair;

/** Makes bytes of the readable records in test-fixtures/marc, whose README describes them. */
public final class MarcFixture {

  public static final Options ANY = new Options(null, "779700", false);

  private MarcFixture() {}

  /** A field as it stands in a record, without its terminator. */
  public record RawField(String tag, String content) {}

  /**
   * A record that may be written wrongly; contents are bytes, written as characters of Latin-1.
   *
   * @param leader the leader, whose lengths are computed
   * @param fields the fields
   */
  public record RawRecord(String leader, List<RawField> fields) {

    /** The record as it should be. */
    public byte[] bytes() {
      var directory = new StringBuilder();
      var data = new StringBuilder();
      for (var field : fields) {
        var length = field.content().length() + 1;
        directory.append(field.tag()).append("%04d%05d".formatted(length, data.length()));
        data.append(field.content()).append('\u001E');
      }
      return assemble(directory.toString(), data.toString());
    }

    /** The record with a directory of the test's making. */
    byte[] assemble(String directory, String data) {
      var base = 24 + directory.length() + 1;
      var length = base + data.length() + 1;
      var text =
          "%05d".formatted(Math.min(length, 99_999))
              + leader.substring(5, 12)
              + "%05d".formatted(Math.min(base, 99_999))
              + leader.substring(17)
              + directory
              + '\u001E'
              + data
              + '\u001D';
      return text.getBytes(ISO_8859_1);
    }

    public RawRecord with(String tag, String content) {
      var more = new ArrayList<>(fields);
      more.add(new RawField(tag, new String(content.getBytes(UTF_8), ISO_8859_1)));
      return new RawRecord(leader, more);
    }

    RawRecord withLatin1(String tag, String content) {
      var more = new ArrayList<>(fields);
      more.add(new RawField(tag, content));
      return new RawRecord(leader, more);
    }

    RawRecord without(String tag) {
      return new RawRecord(leader, fields.stream().filter(f -> !f.tag().equals(tag)).toList());
    }

    RawRecord withLeader(int at, String text) {
      return new RawRecord(
          leader.substring(0, at) + text + leader.substring(at + text.length()), fields);
    }
  }

  /** The records of a readable file. */
  public static List<RawRecord> records(String name) {
    var records = new ArrayList<RawRecord>();
    var leader = "";
    var fields = new ArrayList<RawField>();
    for (var line : (new String(file(name), UTF_8) + "\n\n").lines().toList()) {
      if (line.startsWith("LDR ")) {
        leader = line.substring(4);
      } else if (line.isEmpty() && !leader.isEmpty()) {
        records.add(new RawRecord(leader, List.copyOf(fields)));
        leader = "";
        fields.clear();
      } else if (!line.isEmpty() && !line.startsWith("//")) {
        fields.add(field(line));
      }
    }
    return records;
  }

  private static RawField field(String line) {
    var tag = line.substring(0, 3);
    var content = line.substring(4);
    if (!tag.startsWith("00")) {
      content =
          content.substring(0, 2).replace('#', ' ') + content.substring(3).replace('$', '\u001F');
    }
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < content.length(); i++) {
      if (content.charAt(i) == '{') {
        bytes.writeBytes(HexFormat.of().parseHex(content.substring(i + 1, i + 3)));
        i += 3;
      } else {
        bytes.writeBytes(content.substring(i, i + 1).getBytes(UTF_8));
      }
    }
    return new RawField(tag, bytes.toString(ISO_8859_1));
  }

  public static byte[] file(String name) {
    try {
      return Files.readAllBytes(
          Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")), "marc", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  public static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static List<ReadResult> read(byte[] file) {
    return read(new ByteArrayInputStream(file), ANY);
  }

  public static List<ReadResult> read(InputStream file, Options options) {
    var results = new ArrayList<ReadResult>();
    new MarcRecordReader().read(file, options).forEachRemaining(results::add);
    return results;
  }

  public static ReadResult.Accepted accepted(ReadResult result) {
    if (result instanceof ReadResult.Accepted accepted) {
      return accepted;
    }
    throw new AssertionError("rejected: " + result);
  }

  public static ReadResult.Rejected rejected(ReadResult result) {
    if (result instanceof ReadResult.Rejected rejected) {
      return rejected;
    }
    throw new AssertionError("accepted: " + result);
  }

  /** The repairs of a result, as sentences. */
  static List<String> repairs(ReadResult result) {
    return sentences(accepted(result));
  }

  /** The repairs of a record, as sentences. */
  static List<String> sentences(ReadResult.Accepted record) {
    return record.repairs().stream().map(Repair::sentence).toList();
  }

  public static String title(ReadResult result) {
    return accepted(result).record().brief().title();
  }

  /** One result in one word: the number of the record, or what it was rejected for. */
  public static List<String> outcomes(List<ReadResult> results) {
    return results.stream()
        .map(result ->
            switch (result) {
              case ReadResult.Accepted a -> a.record().key().number();
              case ReadResult.Rejected r -> "rejected";
            })
        .toList();
  }
}
