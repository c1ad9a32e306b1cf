package org.samling.marc;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;

/**
 * Detects from a file's first bytes what it is: compressed or not, ISO 2709, XML, JSON or one of
 * the formats in lines.
 */
final class FileStart {

  /** How far into the file the first record or tag may begin, in bytes. */
  private static final int WINDOW = 4096;

  private static final int BUFFER = 64 * 1024;

  private static final String GZIP = "\u001F\u008B";
  private static final String ZIP = "PK\u0003\u0004";

  /** The structure of a file. */
  private enum Structure {
    ISO_2709,
    XML,
    JSON,
    LINES,
    MNEMONIC,
    ALEPH,
    UNKNOWN
  }

  /** A leader and the beginning of a directory. */
  private static final Pattern LEADER =
      Pattern.compile("[0-9 ]{5}[ -~]{5}22[0-9 ]{5}[ -~]{3}45[ -~]{2}[ -~]{3}[0-9]{9}");

  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']*)");

  /** The leader of a damaged record that at least begins like one. */
  private static final Pattern DIGITS =
      Pattern.compile("[0-9]{5}(?![0-9])[^\\r\\n]{0,19}+(?![\\r\\n])");

  /** The first field of danMARC2's line format: tag, indicators, subfield sign, code. */
  private static final Pattern LINE =
      Pattern.compile(
          "^(?:\u00EF\u00BB\u00BF)?(?:\\s*\\R)?[0-9A-Za-z]{3} [0-9a-z ]{1,3} ?\\*[^\\s*]?");

  /** The first line of MarcEdit's mnemonic format. */
  private static final Pattern MNEMONIC =
      Pattern.compile("^(?:\u00EF\u00BB\u00BF)?\\s*=(?:LDR|[0-9]{3}) {1,2}\\S");

  /** The first line of Aleph sequential: number, tag with indicators, a letter. */
  private static final Pattern ALEPH =
      Pattern.compile("^(?:\u00EF\u00BB\u00BF)?\\s*[0-9]{9} (?:LDR|FMT|[0-9]{3}).. [A-Z] \\S");

  /** A JSON object or array of objects. */
  private static final Pattern JSON =
      Pattern.compile("^(?:\u00EF\u00BB\u00BF)?\\s*(?:\\[\\s*)?\\{\\s*\"");

  private static final Pattern TAG = Pattern.compile("<[?!A-Za-z_]");

  /** Bytes ignored before the first record: byte order mark, white space, padding. */
  private static final Pattern NOTHING =
      Pattern.compile("^(?:\u00EF\u00BB\u00BF)?[\\s\u0000\u001A]*");

  private FileStart() {}

  /** The results of a file of any kind; an unrecognised file gives one rejection. */
  static Results open(InputStream file, Options options) throws IOException {
    var in = new BufferedInputStream(file, BUFFER);
    if (startsWith(in, ZIP)) {
      var results = new ResultFactory(options);
      return new ZipResults(in, packed -> open(packed, options, results));
    }
    return open(in, options, null);
  }

  /** The results of a file inside an archive, or of a file alone where {@code all} is null. */
  private static Results open(InputStream file, Options options, @Nullable ResultFactory all)
      throws IOException {
    var results = all == null ? new ResultFactory(options) : all;
    var in = unpacked(new BufferedInputStream(file, BUFFER));
    in.mark(WINDOW);
    var bytes = in.readNBytes(WINDOW);
    in.reset();
    var head = new String(bytes, StandardCharsets.ISO_8859_1);
    return switch (options.format() == null ? structure(head) : structure(options.format())) {
      case ISO_2709 ->
          all == null
              ? iso2709(in, options)
              : new Iso2709Results(in, 0, results, options.format(), coding(in, options));
      case LINES -> new Danmarc2LineResults(in, results);
      case MNEMONIC ->
          new MarcLineResults(in, RecordFormat.MARC_MNEMONIC, options.coding(), results);
      case ALEPH ->
          new MarcLineResults(in, RecordFormat.ALEPH_SEQUENTIAL, options.coding(), results);
      case JSON -> new JsonResults(in, results);
      case XML -> {
        var skipped = isUtf16(head) ? head.indexOf('<') & ~1 : Math.max(tag(head), 0);
        in.skipNBytes(skipped);
        yield xml(in, head, skipped, results, options.format());
      }
      case UNKNOWN -> none(bytes, results);
    };
  }

  /** Starts with the last record that is to be skipped. */
  private static Results iso2709(InputStream in, Options options) throws IOException {
    var start = options.start();
    var coding = coding(in, options);
    if (start.ordinal() == 0) {
      return new Iso2709Results(in, 0, new ResultFactory(options), options.format(), coding);
    }
    in.skipNBytes(start.offset());
    var results = new ResultFactory(options, start.ordinal() - 1);
    return new Iso2709Results(in, start.offset(), results, options.format(), coding);
  }

  /** Judges the coding by the beginning of the file, also when reading starts further on. */
  private static FileCoding coding(InputStream in, Options options) throws IOException {
    in.mark(FileCoding.SAMPLE);
    var sample = new ByteArrayOutputStream();
    var isWhole = false;
    try {
      var chunk = new byte[BUFFER];
      while (!isWhole && sample.size() < FileCoding.SAMPLE) {
        var read = in.read(chunk, 0, Math.min(BUFFER, FileCoding.SAMPLE - sample.size()));
        isWhole = read < 0;
        sample.write(chunk, 0, Math.max(read, 0));
      }
    } catch (IOException _) {
      // The same error recurs when the records are read, after those that are readable.
    }
    in.reset();
    var rule = options.coding() == null ? CodingRule.AUTO : options.coding();
    return FileCoding.of(rule, sample.toByteArray(), isWhole, options.format());
  }

  private static Structure structure(RecordFormat format) {
    return switch (format) {
      case MARC21, DANMARC2, UNIMARC -> Structure.ISO_2709;
      case MARCXML, DANMARC2_XML, UNIMARC_XML -> Structure.XML;
      case DANMARC2_LINE -> Structure.LINES;
      case MARC_IN_JSON -> Structure.JSON;
      case MARC_MNEMONIC -> Structure.MNEMONIC;
      case ALEPH_SEQUENTIAL -> Structure.ALEPH;
    };
  }

  private static Structure structure(String head) {
    var nothing = NOTHING.matcher(head);
    if (LINE.matcher(head).find()) {
      return Structure.LINES;
    }
    if (MNEMONIC.matcher(head).find()) {
      return Structure.MNEMONIC;
    }
    if (ALEPH.matcher(head).find()) {
      return Structure.ALEPH;
    }
    if (JSON.matcher(head).find()) {
      return Structure.JSON;
    }
    if (isXml(head)) {
      return Structure.XML;
    }
    var isEmpty = nothing.find() && nothing.end() == head.length();
    return isEmpty || isIso2709(head) ? Structure.ISO_2709 : Structure.UNKNOWN;
  }

  private static Results xml(
      InputStream in,
      String head,
      int skipped,
      ResultFactory results,
      @Nullable RecordFormat format) {
    if (isUtf16(head)) {
      var littleEndian = head.startsWith("\u00FF\u00FE") || head.startsWith("<\0");
      return new MarcXmlResults(
          in,
          littleEndian ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE,
          skipped,
          results,
          format);
    }
    var declaration = ENCODING.matcher(head);
    var named = declaration.find() ? declaration.group(1) : "UTF-8";
    try {
      var charset = Charset.forName(named);
      if (charset.canEncode() && "<".getBytes(charset).length == 1) {
        return new MarcXmlResults(in, charset, skipped, results, format);
      }
    } catch (IllegalArgumentException _) {
      // No charset has this name, or the name is not a legal one.
    }
    return once(
        results.rejected(
            0,
            "The XML declaration names the coding " + named + ", but the file is not in it.",
            Bytes.of(head.getBytes(StandardCharsets.ISO_8859_1))));
  }

  private static BufferedInputStream unpacked(BufferedInputStream in) throws IOException {
    return startsWith(in, GZIP)
        ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER)
        : in;
  }

  private static boolean startsWith(BufferedInputStream in, String magic) throws IOException {
    in.mark(magic.length());
    var start = in.readNBytes(magic.length());
    in.reset();
    return new String(start, StandardCharsets.ISO_8859_1).equals(magic);
  }

  private static boolean isXml(String head) {
    if (isUtf16(head)) {
      return true;
    }
    var tag = tag(head);
    var leader = LEADER.matcher(head);
    return tag >= 0 && !(leader.find() && leader.start() < tag) && !startsWithDigits(head);
  }

  private static int tag(String head) {
    var tag = TAG.matcher(head);
    return tag.find() ? tag.start() : -1;
  }

  private static boolean isUtf16(String head) {
    return head.startsWith("\u00FE\u00FF")
        || head.startsWith("\u00FF\u00FE")
        || head.startsWith("\0<")
        || head.startsWith("<\0");
  }

  private static boolean isIso2709(String head) {
    return LEADER.matcher(head).find() || startsWithDigits(head) || head.indexOf('\u001E') >= 0;
  }

  /** Whether the text begins with a record length rather than a line of text. */
  private static boolean startsWithDigits(String head) {
    var nothing = NOTHING.matcher(head);
    var start = nothing.find() ? nothing.end() : 0;
    return DIGITS.matcher(head).region(start, head.length()).lookingAt();
  }

  private static Results none(byte[] bytes, ResultFactory results) {
    return once(
        results.rejected(
            0,
            "The file is neither ISO 2709 nor XML nor JSON nor records in lines, judging by its first "
                + bytes.length
                + " bytes.",
            Bytes.of(bytes)));
  }

  private static Results once(ReadResult result) {
    return new ArrayDeque<>(List.of(result))::poll;
  }
}
