package org.samling.routes.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.PackedContent;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.circulation.Holding;
import org.samling.core.search.FoundRecord;

/**
 * Writes found records, with the present status of their items, in the forms that other libraries
 * ask for.
 *
 * @param texts words the status of items
 */
public record RecordWriter(RecordRenderer renderer, ItemTexts texts) {

  /** The fields of a brief record, which identify a publication. */
  private static final Set<String> BRIEF =
      Set.of(
          "001", "003", "005", "008", "010", "020", "022", "100", "110", "111", "245", "250", "260",
          "264");

  /** The same in danMARC2. */
  private static final Set<String> BRIEF_DANMARC2 =
      Set.of(
          "001", "004", "008", "009", "014", "021", "022", "100", "110", "245", "250", "260",
          "264");

  /** The same in UNIMARC. */
  private static final Set<String> BRIEF_UNIMARC =
      Set.of(
          "001", "003", "005", "010", "011", "100", "101", "200", "205", "210", "214", "700", "710",
          "720");

  /**
   * Writes a bibliographic record; in MARC 21 with a field for each item.
   *
   * @param isBrief whether to write only the few fields that identify it
   * @return the record, or empty where the syntax can't hold it or no mapping leads to it
   */
  public Optional<Bytes> bibliographic(
      FoundRecord record, List<Holding> items, RecordSyntax syntax, boolean isBrief) {
    var format = syntax.marc();
    return packed(record, format)
        .map(content ->
            isBrief
                ? content.only(brief(format))
                : includesItems(syntax) ? withItems(content, items) : content)
        .flatMap(content -> renderer.render(content, format, syntax));
  }

  private static Set<String> brief(MarcFormat format) {
    return switch (format) {
      case MARC21 -> BRIEF;
      case DANMARC2 -> BRIEF_DANMARC2;
      case UNIMARC -> BRIEF_UNIMARC;
    };
  }

  /**
   * The content of a record in MARC 21, with a field for each item.
   *
   * @param isBrief whether it has only the few fields that identify it
   * @return the content, or empty where the record has no form in MARC 21
   */
  public Optional<MarcContent> marc21(FoundRecord record, List<Holding> items, boolean isBrief) {
    return packed(record, MarcFormat.MARC21)
        .map(content -> isBrief ? content.only(BRIEF) : withItems(content, items))
        .map(PackedContent::content);
  }

  private PackedContent withItems(PackedContent content, List<Holding> items) {
    return content.with(new HoldingFields(texts).of(items));
  }

  private Optional<PackedContent> packed(FoundRecord record, MarcFormat format) {
    return record.marc() == format
        ? Optional.of(record.packed())
        : renderer.convert(record.content(), record.marc(), format).map(PackedContent::of);
  }

  /** Whether records in a syntax include the status of their items. */
  public static boolean includesItems(RecordSyntax syntax) {
    return switch (syntax) {
      case MARC21, MARC21_MARC8, MARC21_LATIN1, MARCXML -> true;
      case DANMARC2, DANMARC2_LINE, MARCXCHANGE, UNIMARC, UNIMARCXCHANGE, DUBLIN_CORE, MODS ->
          false;
    };
  }

  /**
   * Writes a record as text for people.
   *
   * @param isBrief whether to write only the elements that identify it
   */
  public Optional<String> text(FoundRecord record, List<Holding> items, boolean isBrief) {
    return renderer
        .convert(record.content(), record.marc(), MarcFormat.MARC21)
        .map(content -> RecordText.of(content, isBrief, items, texts.messages(), texts::status));
  }

  /** Writes a library's holdings of a record, in the Z39.50 Holdings Schema. */
  public String holdingsStructure(
      FoundRecord record, List<Holding> items, HoldingsXml.Depth depth) {
    return HoldingsXml.holdingsStructure(
        holdings(record, items), depth, texts.zone(), Instant.now());
  }

  /** Writes a library's holdings of a record, in ISO 20775. */
  public String iso20775(FoundRecord record, List<Holding> items) {
    return HoldingsXml.iso20775(
        holdings(record, items), texts::status, texts.zone(), Instant.now());
  }

  private static Holdings holdings(FoundRecord record, List<Holding> items) {
    return new Holdings(record.key().number(), items);
  }
}
