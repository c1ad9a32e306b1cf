package org.samling.marc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.List;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.Work;
import org.samling.core.catalogue.Work.Audience;
import org.samling.core.catalogue.Work.Material;

/** Reads a file of many records that is made while it is read; run in a JVM with a small heap. */
final class GeneratedFile extends InputStream {

  private final RecordFormat format;
  private final int count;
  private int made;
  private byte[] current = new byte[0];
  private int at;

  GeneratedFile(RecordFormat format, int count) {
    this.format = format;
    this.count = count;
  }

  /** Prints how many records were read and how many were rejected. */
  public static void main(String[] args) {
    var format = RecordFormat.valueOf(args[0]);
    var file = new GeneratedFile(format, Integer.parseInt(args[1]));
    var results = new MarcRecordReader().read(file, new Options(format, "779700", false));
    var accepted = 0;
    var rejected = 0;
    while (results.hasNext()) {
      switch (results.next()) {
        case ReadResult.Accepted _ -> accepted++;
        case ReadResult.Rejected _ -> rejected++;
      }
    }
    System.out.println(accepted + " accepted, " + rejected + " rejected");
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (at == current.length) {
      current = next();
      at = 0;
    }
    var size = Math.min(length, current.length - at);
    System.arraycopy(current, at, target, from, size);
    at += size;
    return size == 0 ? -1 : size;
  }

  private byte[] next() {
    if (made > count) {
      return new byte[0];
    }
    var number = made++;
    return switch (format) {
      case MARC21 -> number == count ? new byte[0] : record(number);
      case MARCXML -> {
        var begin = number == 0 ? "<collection xmlns=\"http://www.loc.gov/MARC21/slim\">" : "";
        yield (begin + (number == count ? "</collection>" : element(number))).getBytes(UTF_8);
      }
      case MARC_IN_JSON ->
          ((number == 0 ? "[" : "") + (number == count ? "]" : object(number))).getBytes(UTF_8);
      case DANMARC2_LINE -> number == count ? new byte[0] : lines(number).getBytes(ISO_8859_1);
      case DANMARC2, DANMARC2_XML, UNIMARC, UNIMARC_XML, MARC_MNEMONIC, ALEPH_SEQUENTIAL ->
          throw new IllegalArgumentException("framed as another is: " + format);
    };
  }

  private static byte[] record(int number) {
    var work =
        new Work(
            new RecordKey("demo", String.valueOf(number)),
            new Work.Title("Bog nummer " + number),
            "Ågesen, Åse",
            List.of(),
            new Work.Imprint(null, "Ærø", "Forlaget", 2000, "100 sider"),
            null,
            "dan",
            new Work.Subject("46.4", List.of("Øer"), Audience.ADULT),
            Material.BOOK);
    return new MarcRecordMaker().make(work).original().toArray();
  }

  private static String object(int number) {
    return (number == 0 ? "" : ",")
        + "{\"leader\":\"00000nam a2200000 i 4500\",\"fields\":[{\"001\":\""
        + number
        + "\"},{\"245\":{\"ind1\":\"0\",\"ind2\":\"0\",\"subfields\":[{\"a\":\"Bog på øen\"}]}}]}\n";
  }

  private static String lines(int number) {
    return "001 00 *a" + number + "*b870970\n245 00 *aBog nummer " + number + " på øen\n$\n";
  }

  private static String element(int number) {
    return "<record><leader>00000nam a2200000 i 4500</leader><controlfield tag=\"001\">"
        + number
        + "</controlfield><datafield tag=\"245\" ind1=\"0\" ind2=\"0\"><subfield code=\"a\">Bog nummer "
        + number
        + " på øen</subfield></datafield></record>\n";
  }
}
