package org.samling.exchange.generate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.marc.MarcRecordRenderer;

/**
 * Writes a file of made-up bibliographic records. The same seed, size and options give the same
 * bytes, whatever the number of processors.
 */
public final class CatalogueGenerator {

  /** The agency that the records name as their source: a number that no Danish library uses. */
  public static final String SOURCE = "799999";

  /** The syntaxes in which records are generated. */
  public static final List<RecordSyntax> SYNTAXES =
      List.of(
          RecordSyntax.MARC21,
          RecordSyntax.MARCXML,
          RecordSyntax.DANMARC2,
          RecordSyntax.DANMARC2_LINE,
          RecordSyntax.MARCXCHANGE);

  private static final int BLOCK = 500;
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private final RecordRenderer renderer = new MarcRecordRenderer();
  private final Wanted wanted;
  private final MarcFormat marc;
  private final Publications publications;

  /**
   * What to generate.
   *
   * @param records how many records
   * @param seed distinguishes one catalogue from another
   * @param syntax the syntax, one of {@link #SYNTAXES}
   * @param copies how many items a record has on average
   * @param branches the codes of the branches of the items; none for records without items
   */
  public record Wanted(
      long records, long seed, RecordSyntax syntax, double copies, List<String> branches) {}

  /**
   * Makes a generator of one file.
   *
   * @throws IllegalArgumentException when records are not generated in this syntax
   */
  public CatalogueGenerator(Wanted wanted) {
    this.wanted = wanted;
    this.marc = marc(wanted.syntax());
    this.publications =
        new Publications(wanted.seed(), wanted.records(), wanted.copies(), wanted.branches());
  }

  /**
   * Writes the records.
   *
   * @param out where they go; the caller closes it
   * @param progress receives the number of records written so far
   */
  public void write(OutputStream out, LongConsumer progress) throws IOException {
    out.write(head());
    var processors = Runtime.getRuntime().availableProcessors();
    try (var threads = Executors.newFixedThreadPool(processors)) {
      var ahead = new ArrayDeque<Future<byte[]>>();
      var asked = 0L;
      var written = 0L;
      while (written < wanted.records()) {
        while (asked < wanted.records() && ahead.size() < 2 * processors) {
          var first = asked + 1;
          var last = Math.min(asked + BLOCK, wanted.records());
          ahead.add(threads.submit(() -> block(first, last)));
          asked = last;
        }
        out.write(taken(ahead.remove()));
        written = Math.min(written + BLOCK, wanted.records());
        progress.accept(written);
      }
    }
    out.write(tail());
  }

  private static byte[] taken(Future<byte[]> block) throws IOException {
    try {
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a record could not be created", e.getCause());
    }
  }

  /** The records with these numbers, both included. */
  private byte[] block(long first, long last) {
    var out = new ByteArrayOutputStream(BLOCK * 1_200);
    for (var number = first; number <= last; number++) {
      out.writeBytes(record(number));
      out.writeBytes(between());
    }
    return out.toByteArray();
  }

  private byte[] record(long number) {
    var publication = publications.of(number);
    var isDanish = marc == MarcFormat.DANMARC2;
    var content =
        isDanish
            ? Danmarc2Publication.of(publication, SOURCE)
            : Marc21Publication.of(publication, SOURCE);
    return renderer
        .render(content, marc, wanted.syntax())
        .orElseThrow(() ->
            new IllegalStateException(
                "record %d can't be written in this format".formatted(number)))
        .toArray();
  }

  private static MarcFormat marc(RecordSyntax syntax) {
    return switch (syntax) {
      case MARC21, MARCXML -> MarcFormat.MARC21;
      case DANMARC2, DANMARC2_LINE, MARCXCHANGE -> MarcFormat.DANMARC2;
      case MARC21_MARC8, MARC21_LATIN1, UNIMARC, UNIMARCXCHANGE, DUBLIN_CORE, MODS ->
          throw new IllegalArgumentException("records are not made as " + syntax.label());
    };
  }

  private byte[] head() {
    return ascii(
        switch (wanted.syntax()) {
          case MARCXML -> XML + "<collection xmlns=\"http://www.loc.gov/MARC21/slim\">\n";
          case MARCXCHANGE -> XML + "<collection xmlns=\"info:lc/xmlns/marcxchange-v1\">\n";
          default -> "";
        });
  }

  private byte[] between() {
    return ascii(
        switch (wanted.syntax()) {
          case DANMARC2_LINE -> "$\n";
          case MARCXML, MARCXCHANGE -> "\n";
          default -> "";
        });
  }

  private byte[] tail() {
    return ascii(
        switch (wanted.syntax()) {
          case MARCXML, MARCXCHANGE -> "</collection>\n";
          default -> "";
        });
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
