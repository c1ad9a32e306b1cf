package org.samling.console.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.CatalogueViews.Above;
import org.samling.console.catalogue.CatalogueViews.RecordPage;
import org.samling.console.catalogue.CatalogueViews.Row;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.MultipartWork;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.catalogue.RecordTexts;
import org.samling.core.circulation.ItemState;
import org.samling.core.staff.Permission;

/** The pages that show and download one record. */
final class RecordPages {

  private static final String PAGE = "catalogue/record";

  private final CataloguePorts ports;
  private final Branches branches;

  RecordPages(CataloguePorts ports) {
    this.ports = ports;
    this.branches = new Branches(ports.inquiries());
  }

  /** Handles a request for one record. */
  interface OnRecord {
    Reply answer(AddressedRecord record);
  }

  /** Runs an action on the record that the URL names, if the visitor may see it. */
  Reply on(Visit visit, OnRecord answer) {
    return AddressedRecord.find(visit, ports.records(), ports.tenants())
        .map(answer::answer)
        .orElseGet(Reply::notFound);
  }

  Reply show(Visit visit, AddressedRecord located) {
    return Reply.page(PAGE, page(visit, located, null));
  }

  /** Shows the page again with the reason why an action failed. */
  Reply again(Visit visit, AddressedRecord located, String problem) {
    return Reply.unfit(PAGE, page(visit, located, problem));
  }

  private RecordPage page(Visit visit, AddressedRecord located, @Nullable String problem) {
    var record = located.record();
    var marc = record.format().marc();
    var levels = levels(located);
    var composed = levels.isEmpty() ? located.kept().shown() : MultipartWork.compose(levels);
    var seen = branches.of(visit);
    var items = items(visit, located);
    return new RecordPage(
        record,
        located.of(),
        located.at(),
        MarcRows.of(record.content(), marc),
        composed.fields().equals(record.content().fields())
            ? List.<Row>of()
            : MarcRows.of(composed, marc),
        above(visit, levels),
        new RecordPage.Copies(
            items.stream().filter(i -> seen.containsKey(i.item().home())).toList(),
            seen,
            items.stream().mapToInt(ItemState::waiting).max().orElse(0)),
        syntaxes(marc).stream().map(RecordSyntax::label).toList(),
        located.isOwn()
            && marc != MarcFormat.UNIMARC
            && visit.member().role().may(Permission.CATALOGUE_CHANGE),
        problem);
  }

  private List<ItemState> items(Visit visit, AddressedRecord located) {
    var id = located.kept().ref().id();
    return ports.inquiries().items(visit.tenant().id(), List.of(id)).getOrDefault(id, List.of());
  }

  private List<MarcContent> levels(AddressedRecord located) {
    var ref = located.kept().ref();
    return located.record().format().marc() == MarcFormat.DANMARC2
        ? ports.levels().of(ref.owner(), List.of(ref.id())).getOrDefault(ref.id(), List.of())
        : List.of();
  }

  private static List<Above> above(Visit visit, List<MarcContent> levels) {
    var above = new ArrayList<Above>();
    for (var level : levels.subList(0, Math.max(0, levels.size() - 1))) {
      above.add(
          new Above(
              RecordTexts.title(level),
              key(level).map(k -> visit.path(AddressedRecord.path(k, ""))).orElse("")));
    }
    return above;
  }

  /** Returns the key in a danMARC2 record. */
  private static Optional<RecordKey> key(MarcContent content) {
    var number = content.dataFields("001").flatMap(f -> f.values('a')).findFirst();
    var source = content.dataFields("001").flatMap(f -> f.values('b')).findFirst();
    return number.isPresent() && source.isPresent()
        ? AddressedRecord.key(source.get().strip() + ":" + number.get().replace(" ", ""))
        : Optional.empty();
  }

  private static List<RecordSyntax> syntaxes(MarcFormat marc) {
    return switch (marc) {
      case MARC21 -> List.of(RecordSyntax.MARC21, RecordSyntax.MARCXML, RecordSyntax.MARCXCHANGE);
      case DANMARC2 ->
          List.of(
              RecordSyntax.DANMARC2,
              RecordSyntax.DANMARC2_LINE,
              RecordSyntax.MARCXCHANGE,
              RecordSyntax.MARC21,
              RecordSyntax.MARCXML);
      case UNIMARC ->
          List.of(
              RecordSyntax.UNIMARC,
              RecordSyntax.UNIMARCXCHANGE,
              RecordSyntax.MARC21,
              RecordSyntax.MARCXML,
              RecordSyntax.MARCXCHANGE);
    };
  }

  /** Downloads the record in the format that the URL names. */
  Reply download(Visit visit, AddressedRecord located) {
    var record = located.record();
    return RecordSyntax.named(visit.request().part("syntax"))
        .filter(s -> syntaxes(record.format().marc()).contains(s))
        .flatMap(syntax ->
            located
                .kept()
                .rendered(ports.renderer(), syntax)
                .map(bytes ->
                    Reply.download(
                        "%s.%s".formatted(name(record.key()), ending(syntax)),
                        type(syntax),
                        bytes)))
        .orElseGet(Reply::notFound);
  }

  private static String name(RecordKey key) {
    return key.toString().replaceAll("[^A-Za-z0-9._-]", "-");
  }

  private static String ending(RecordSyntax syntax) {
    return switch (syntax) {
      case MARCXML, MARCXCHANGE, UNIMARCXCHANGE -> "xml";
      case DANMARC2_LINE -> "lin";
      default -> "mrc";
    };
  }

  private static String type(RecordSyntax syntax) {
    return switch (syntax) {
      case MARCXML, MARCXCHANGE, UNIMARCXCHANGE -> "application/xml";
      case DANMARC2_LINE -> "text/plain; charset=iso-8859-1";
      default -> "application/marc";
    };
  }
}
