package org.samling.routes.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.MultipartWork;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.circulation.Holding;
import org.samling.core.search.FoundRecord;
import org.samling.routes.catalogue.RecordWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.External;
import org.samling.z3950.data.OpacRecord;
import org.samling.z3950.data.OpacRecord.CircRecord;
import org.samling.z3950.data.OpacRecord.HoldingsAndCircData;

/**
 * Writes records in the forms that a client may request.
 *
 * @param charset the charset of text outside records
 * @param usmarc the variant of USMARC
 */
record RecordFormatter(RecordWriter writer, Z3950Charset charset, RecordSyntax usmarc) {

  /**
   * Writes a record.
   *
   * @param levels the records of the multipart work that it belongs to, from the top down to it,
   *     where the form needs them and it is in danMARC2
   * @return the record, or nothing where the form can't hold it
   */
  Optional<External> write(
      FoundRecord record, List<Holding> items, List<MarcContent> levels, RecordRequest wanted) {
    return switch (wanted.form()) {
      case RecordRequest.Form.Bibliographic(var syntax, var brief) ->
          octets(record, items, syntax, brief, wanted.syntax());
      case RecordRequest.Form.Text(var brief) ->
          writer.text(record, items, brief).map(text -> External.sutrs(text, charset));
      case RecordRequest.Form.Generic(var brief) ->
          writer
              .marc21(record, items, brief)
              .map(content -> GenericMarc.of(content).toExternal(charset));
      case RecordRequest.Form.Opac(var brief) -> opac(record, items, brief);
      case RecordRequest.Form.HoldingsStructure(var depth) ->
          Optional.of(xml(wanted.syntax(), writer.holdingsStructure(record, items, depth)));
      case RecordRequest.Form.Iso20775() ->
          Optional.of(xml(wanted.syntax(), writer.iso20775(record, items)));
      case RecordRequest.Form.WorkPart(var part) -> part(record, levels, part, wanted.syntax());
      case RecordRequest.Form.WholeWork() ->
          levels.isEmpty()
              ? octets(record, List.of(), RecordSyntax.DANMARC2, false, wanted.syntax())
              : danmarc2(record, MultipartWork.combine(levels), wanted.syntax());
    };
  }

  /** A record that is not danMARC2 is a work by itself. */
  private Optional<External> part(
      FoundRecord record, List<MarcContent> levels, RecordRequest.Form.Part part, Oid syntax) {
    if (levels.isEmpty()) {
      return part == RecordRequest.Form.Part.OWN
          ? octets(record, List.of(), RecordSyntax.DANMARC2, false, syntax)
          : Optional.empty();
    }
    var wanted =
        switch (part) {
          case HEAD -> lowest(levels, MultipartWork.Level.HEAD);
          case SECTION -> lowest(levels, MultipartWork.Level.SECTION);
          case OWN -> Optional.of(levels.getLast());
        };
    return wanted.flatMap(content -> danmarc2(record, content, syntax));
  }

  private static Optional<MarcContent> lowest(List<MarcContent> levels, MultipartWork.Level level) {
    return levels.reversed().stream()
        .filter(content -> MultipartWork.level(content) == level)
        .findFirst();
  }

  private Optional<External> danmarc2(FoundRecord record, MarcContent content, Oid syntax) {
    return octets(
        new FoundRecord(record.ref(), record.key(), MarcFormat.DANMARC2, content),
        List.of(),
        RecordSyntax.DANMARC2,
        false,
        syntax);
  }

  private static External xml(Oid syntax, String text) {
    return External.octetAligned(syntax, new Octets(text.getBytes(UTF_8)));
  }

  private Optional<External> octets(
      FoundRecord record,
      List<Holding> items,
      RecordSyntax syntax,
      boolean isBrief,
      Oid recordSyntax) {
    return writer
        .bibliographic(record, items, syntax, isBrief)
        .map(bytes -> External.octetAligned(recordSyntax, new Octets(bytes.toArray())));
  }

  /** The record without holdings fields: the holdings are separate. */
  private Optional<External> opac(FoundRecord record, List<Holding> items, boolean isBrief) {
    return octets(record, List.of(), usmarc, isBrief, Oid.USMARC)
        .map(bibliographic ->
            new OpacRecord(bibliographic, items.stream().map(this::holdings).toList())
                .toExternal(charset));
  }

  private HoldingsAndCircData holdings(Holding item) {
    return new HoldingsAndCircData(
        "x",
        null,
        item.owner(),
        item.home(),
        item.location(),
        item.callNumber(),
        null,
        writer.texts().status(item),
        item.issue(),
        List.of(circulation(item)));
  }

  private CircRecord circulation(Holding item) {
    var texts = writer.texts();
    return new CircRecord(
        item.isOnShelf(),
        item.due() == null ? null : item.due().atZone(texts.zone()).toLocalDate().toString(),
        null,
        item.forLoan() ? null : texts.messages().text("item.available-for-use-here"),
        item.barcode(),
        item.forLoan(),
        item.waiting() > 0,
        item.issue(),
        item.at().equals(item.home()) ? null : item.at());
  }
}
