package org.samling.routes.z3950;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.circulation.ItemState;
import org.samling.core.search.FoundRecord;
import org.samling.routes.catalogue.HoldingFields;
import org.samling.routes.catalogue.Holdings;
import org.samling.routes.catalogue.HoldingsXml;
import org.samling.routes.catalogue.ItemTexts;
import org.samling.routes.catalogue.RecordText;
import org.samling.z3950.External;
import org.samling.z3950.Octets;
import org.samling.z3950.Oid;
import org.samling.z3950.OpacRecord;
import org.samling.z3950.OpacRecord.CircRecord;
import org.samling.z3950.OpacRecord.HoldingsAndCircData;
import org.samling.z3950.Z3950Charset;

/** Writes records in the forms that a client may ask for, with where their items stand now. */
final class RecordForms {

  /** The fields of the element set B: what tells one publication from another. */
  private static final Set<String> BRIEF =
      Set.of(
          "001", "003", "005", "008", "010", "020", "022", "100", "110", "111", "245", "250", "260",
          "264");

  /** The same in danMARC2. */
  private static final Set<String> BRIEF_DANMARC2 =
      Set.of(
          "001", "004", "008", "009", "014", "021", "022", "100", "110", "245", "250", "260",
          "264");

  private final RecordRenderer renderer;
  private final ItemTexts texts;
  private final Z3950Charset charset;
  private final RecordSyntax usmarc;

  /**
   * Makes it.
   *
   * @param renderer writes records
   * @param texts says where items stand
   * @param charset what text is written in that is no record
   * @param usmarc how USMARC is written
   */
  RecordForms(RecordRenderer renderer, ItemTexts texts, Z3950Charset charset, RecordSyntax usmarc) {
    this.renderer = renderer;
    this.texts = texts;
    this.charset = charset;
    this.usmarc = usmarc;
  }

  /**
   * Writes a record.
   *
   * @param items its items
   * @return the record, or nothing where the form can't hold it
   */
  Optional<External> written(FoundRecord record, List<ItemState> items, Wanted wanted) {
    return switch (wanted.form()) {
      case Wanted.Form.Bibliographic form -> octets(record, items, form, wanted.syntax());
      case Wanted.Form.Text(var brief) ->
          marc21(record)
              .map(content -> RecordText.of(content, brief, items, texts.messages(), texts::status))
              .map(text -> External.sutrs(text, charset));
      case Wanted.Form.Opac(var brief) -> opac(record, items, brief);
      case Wanted.Form.HoldingsStructure(var depth) ->
          Optional.of(
              xml(
                  wanted.syntax(),
                  HoldingsXml.holdingsStructure(
                      holdings(record, items), depth, texts.zone(), Instant.now())));
      case Wanted.Form.Iso20775() ->
          Optional.of(
              xml(
                  wanted.syntax(),
                  HoldingsXml.iso20775(
                      holdings(record, items), texts::status, texts.zone(), Instant.now())));
    };
  }

  private static Holdings holdings(FoundRecord record, List<ItemState> items) {
    return new Holdings(record.key().number(), items);
  }

  private static External xml(Oid syntax, String text) {
    return External.octetAligned(syntax, new Octets(Z3950Charset.UTF_8.encode(text)));
  }

  private Optional<MarcContent> marc21(FoundRecord record) {
    return renderer.mapped(record.content(), record.marc(), MarcFormat.MARC21);
  }

  private Optional<External> octets(
      FoundRecord record, List<ItemState> items, Wanted.Form.Bibliographic form, Oid syntax) {
    var format = isDanmarc2(form.syntax()) ? MarcFormat.DANMARC2 : MarcFormat.MARC21;
    return renderer
        .mapped(record.content(), record.marc(), format)
        .map(content ->
            form.brief()
                ? brief(content, format)
                : format == MarcFormat.MARC21
                    ? new HoldingFields(texts).added(content, items)
                    : content)
        .flatMap(content -> renderer.render(content, format, form.syntax()))
        .map(bytes -> External.octetAligned(syntax, new Octets(bytes.toArray())));
  }

  private static boolean isDanmarc2(RecordSyntax syntax) {
    return switch (syntax) {
      case DANMARC2, DANMARC2_LINE, MARCXCHANGE -> true;
      case MARC21, MARC21_MARC8, MARC21_LATIN1, MARCXML, DUBLIN_CORE, MODS -> false;
    };
  }

  private static MarcContent brief(MarcContent content, MarcFormat format) {
    var tags = format == MarcFormat.DANMARC2 ? BRIEF_DANMARC2 : BRIEF;
    return new MarcContent(
        content.leader(),
        content.fields().stream().filter(field -> tags.contains(field.tag())).toList());
  }

  /** The record without fields of holdings: they stand beside it. */
  private Optional<External> opac(FoundRecord record, List<ItemState> items, boolean brief) {
    return octets(record, List.of(), new Wanted.Form.Bibliographic(usmarc, brief), Oid.USMARC)
        .map(bibliographic ->
            new OpacRecord(bibliographic, items.stream().map(this::holdings).toList())
                .toExternal(charset));
  }

  private HoldingsAndCircData holdings(ItemState state) {
    var item = state.item();
    return new HoldingsAndCircData(
        "x",
        null,
        state.owner(),
        item.home(),
        item.location(),
        item.callNumber(),
        null,
        texts.status(state),
        null,
        List.of(circulation(state)));
  }

  private CircRecord circulation(ItemState state) {
    var item = state.item();
    return new CircRecord(
        Holdings.isAvailable(state),
        state.due() == null ? null : state.due().atZone(texts.zone()).toLocalDate().toString(),
        null,
        state.forLoan() ? null : texts.messages().text("item.available-for-use-here"),
        item.barcode(),
        state.forLoan(),
        state.waiting() > 0,
        null,
        state.at().equals(item.home()) ? null : state.at());
  }
}
