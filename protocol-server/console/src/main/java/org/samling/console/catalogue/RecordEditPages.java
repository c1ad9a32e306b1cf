package org.samling.console.catalogue;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.MarcLines.Fault;
import org.samling.console.catalogue.RecordForms.AgencyQuestion;
import org.samling.console.catalogue.RecordForms.RecordForm;
import org.samling.console.catalogue.RecordForms.Told;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.StoreException;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordLayers;
import org.samling.core.catalogue.RecordOwnership;
import org.samling.core.catalogue.RecordUpdates.Condition;

/** The pages on which the tenant's own records are added, edited and deleted. */
final class RecordEditPages {

  private static final String FORM = "catalogue/edit";
  private static final String NEW = "/catalogue/new";
  private static final String NUMBER = "001";
  private static final String AGENCY = "agency";

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final CataloguePorts ports;
  private final RecordPages records;
  private final TypedRecords writing;

  RecordEditPages(CataloguePorts ports, RecordPages records) {
    this.ports = ports;
    this.records = records;
    this.writing = new TypedRecords(ports.reader(), ports.renderer());
  }

  /** Runs an action on the tenant's own record that the URL names. */
  Reply onOwn(Visit visit, RecordPages.OnRecord answer) {
    return records.on(
        visit,
        r -> r.isOwn() && marc(r) != MarcFormat.UNIMARC ? answer.answer(r) : Reply.notFound());
  }

  private static MarcFormat marc(AddressedRecord located) {
    return located.record().format().marc();
  }

  Reply edit(Visit visit, AddressedRecord located) {
    var text = MarcLines.written(located.record().content(), marc(located));
    return Reply.page(FORM, form(visit, located, text, List.of(), null));
  }

  private RecordForm form(
      Visit visit,
      AddressedRecord located,
      String text,
      List<Told> told,
      @Nullable String current) {
    var path = "/catalogue/record/" + Visit.encoded(located.key().toString());
    return new RecordForm(
        located.key().toString(),
        visit.path(path + "/edit"),
        visit.path(located.path()),
        marc(located),
        text,
        located.version(),
        told,
        current,
        otherOwner(visit, located));
  }

  private String otherOwner(Visit visit, AddressedRecord located) {
    return marc(located) != MarcFormat.DANMARC2
        ? ""
        : RecordOwnership.owner(located.record().content())
            .filter(owner -> !agencies(visit).contains(owner))
            .orElse("");
  }

  private Set<String> agencies(Visit visit) {
    return ports.inquiries().policy(visit.tenant().id()).agencies().keySet();
  }

  /** Saves an edited record. */
  Reply save(Visit visit, AddressedRecord located) {
    var text = visit.request().text("text");
    var marc = marc(located);
    var before = located.record();
    var faults = new ArrayList<Told>();
    var record =
        typedRecord(
            visit, text, marc, before.content(), before.format(), before.key().source(), faults);
    if (record != null && !record.key().equals(before.key())) {
      faults.add(
          new Told(
              MarcLines.line(text, NUMBER),
              "catalogue.line.other-key",
              record.key().toString(),
              ""));
    }
    if (record == null || !faults.isEmpty()) {
      return Reply.unfit(FORM, form(visit, located, text, faults, null));
    }
    if (!visit.request().field("version").equals(located.version())) {
      return changedMeanwhile(visit, located, text);
    }
    try {
      return switch (ports.updates().replace(visit.tenant().id(), record, before.original())) {
        case REPLACED, UNCHANGED -> {
          visit.note("record-changed", before.key().toString(), record.brief().title());
          yield Reply.to(visit.path(located.path()));
        }
        case CHANGED_MEANWHILE, NOT_THERE ->
            onOwn(visit, now -> changedMeanwhile(visit, now, text));
      };
    } catch (StoreException e) {
      return Reply.unfit(FORM, form(visit, located, text, List.of(refused(e)), null));
    }
  }

  /**
   * Shows the form again with the typed text and the current version beside it; saving again then
   * overwrites the current version.
   */
  private Reply changedMeanwhile(Visit visit, AddressedRecord now, String text) {
    return Reply.unfit(
        FORM,
        form(
            visit,
            now,
            text,
            List.of(new Told(0, "catalogue.changed-meanwhile", "", "")),
            MarcLines.written(now.record().content(), marc(now))));
  }

  private static Told refused(StoreException e) {
    if (e.kind() != StoreException.Kind.REFUSED) {
      throw e;
    }
    return new Told(0, "catalogue.line.refused", "", String.valueOf(e.getMessage()));
  }

  /** Parses the typed record; returns null, after collecting the faults, if it is not valid. */
  private @Nullable CatalogueRecord typedRecord(
      Visit visit,
      String text,
      MarcFormat marc,
      MarcContent before,
      RecordFormat format,
      String source,
      List<Told> faults) {
    var read = MarcLines.read(text, marc, before);
    read.faults().stream().map(Told::of).forEach(faults::add);
    if (!faults.isEmpty()) {
      return null;
    }
    return switch (writing.make(read.content(), format, source)) {
      case TypedRecords.Invalid(var reason) -> {
        faults.add(new Told(0, "catalogue.line.unwritten", "", reason));
        yield null;
      }
      case TypedRecords.Valid(var record) -> {
        var fault = MarcLines.titleFault(record.content(), marc, isLayer(visit, record, marc));
        if (fault != null) {
          faults.add(Told.of(fault));
        }
        yield record;
      }
    };
  }

  /** Whether the record is a layer on a common one, which supplies the title. */
  private boolean isLayer(Visit visit, CatalogueRecord record, MarcFormat marc) {
    return marc == MarcFormat.DANMARC2
        && !ports
            .descriptions()
            .ofRecords(
                visit.tenant().id(),
                RecordLayers.BASE_AGENCIES.stream()
                    .map(a -> new RecordKey(a, record.key().number()))
                    .toList())
            .isEmpty();
  }

  /**
   * Shows the form for a new record: blank, or filled from another record. Where it may belong to
   * several agencies it asks to which.
   */
  Reply blank(Visit visit) {
    var agencies = ownAgencies(visit);
    if (agencies.size() > 1 && !agencies.containsKey(visit.request().argument(AGENCY))) {
      var asked = new HashMap<String, String>();
      Stream.of("copy", "of", "format")
          .filter(name -> !visit.request().argument(name).isEmpty())
          .forEach(name -> asked.put(name, visit.request().argument(name)));
      return Reply.page("catalogue/agency", new AgencyQuestion(asked, agencies));
    }
    var copied = visit.request().argument("copy");
    if (!copied.isEmpty()) {
      return AddressedRecord.key(copied)
          .flatMap(key ->
              AddressedRecord.find(
                  visit, key, visit.request().argument("of"), ports.records(), ports.tenants()))
          .filter(r -> marc(r) != MarcFormat.UNIMARC)
          .map(r -> Reply.page(FORM, newForm(visit, copy(visit, r), marc(r), List.of())))
          .orElseGet(Reply::notFound);
    }
    return TypedRecords.format(visit.request().argument("format"))
        .map(f -> Reply.page(FORM, newForm(visit, blank(visit, f), f, List.of())))
        .orElseGet(Reply::notFound);
  }

  private static RecordForm newForm(Visit visit, String text, MarcFormat format, List<Told> told) {
    return new RecordForm(
        "", visit.path(NEW), visit.path("/catalogue"), format, text, "", told, null, "");
  }

  private String blank(Visit visit, MarcFormat format) {
    var now = ZonedDateTime.now(visit.tenant().zone());
    var number = number(now);
    var agency = agency(visit);
    var day = DateTimeFormatter.BASIC_ISO_DATE.format(now.toLocalDate());
    return format == MarcFormat.DANMARC2
        ? """
        001 00 *a %1$s *b %2$s *c %3$s *d %4$s *f a
        004 00 *r n *a e
        008 00 *t m *u f *a %5$d *b dk *l dan *v 0
        009 00 *a a *g xx
        245 00 *a \
        """
            .formatted(number, agency, STAMP.format(now), day, now.getYear())
        : """
        LDR 00000nam a2200000 i 4500
        001 %s
        003 %s
        008 %ss%d    dk            000 0 dan d
        245 00 $a \
        """
            .formatted(number, agency, day.substring(2), now.getYear());
  }

  /** Returns the names of the agencies to which a member's new records may belong, by number. */
  private Map<String, String> ownAgencies(Visit visit) {
    var own = new TreeMap<String, String>();
    ports
        .inquiries()
        .policy(visit.tenant().id())
        .agencies()
        .values()
        .forEach(agency -> {
          if (visit.member().sees(agency.number())) {
            own.put(agency.number(), agency.name());
          }
        });
    return own;
  }

  /** Returns the agency of a new record: the one that was chosen, or else the only one. */
  private String agency(Visit visit) {
    var own = ownAgencies(visit);
    var chosen = visit.request().argument(AGENCY);
    return own.containsKey(chosen)
        ? chosen
        : own.keySet().stream().findFirst().orElse(visit.tenant().code());
  }

  private static String number(ZonedDateTime now) {
    return "%s%03d".formatted(STAMP.format(now), ThreadLocalRandom.current().nextInt(1_000));
  }

  /** Returns the lines of a record with a number and agency of the library's own. */
  private String copy(Visit visit, AddressedRecord located) {
    var now = Instant.now().atZone(visit.tenant().zone());
    var number = number(now);
    var agency = agency(visit);
    var content = located.record().content();
    var fields = new ArrayList<Field>();
    for (var field : content.fields()) {
      switch (field) {
        case ControlField(var tag, _) when tag.equals(NUMBER) -> {
          fields.add(new ControlField(NUMBER, number));
          fields.add(new ControlField("003", agency));
        }
        case ControlField(var tag, _) when tag.equals("003") -> {} // added after the number
        case DataField(var tag, var first, var second, var subfields) when tag.equals(NUMBER) ->
            fields.add(
                new DataField(
                    tag,
                    first,
                    second,
                    subfields.stream()
                        .map(s ->
                            switch (s.code()) {
                              case 'a' -> new Subfield('a', number);
                              case 'b' -> new Subfield('b', agency);
                              default -> s;
                            })
                        .toList()));
        case Field other -> fields.add(other);
      }
    }
    return MarcLines.written(new MarcContent(content.leader(), fields), marc(located));
  }

  /** Adds a new record. */
  Reply add(Visit visit) {
    var text = visit.request().text("text");
    var format = TypedRecords.format(visit.request().field("format"));
    if (format.isEmpty()) {
      return Reply.notFound();
    }
    var marc = format.get();
    var faults = new ArrayList<Told>();
    var record =
        typedRecord(
            visit,
            text,
            marc,
            TypedRecords.blank(),
            TypedRecords.defaultFormat(marc),
            agency(visit),
            faults);
    if (record == null || !faults.isEmpty()) {
      return Reply.unfit(FORM, newForm(visit, text, marc, faults));
    }
    try {
      return switch (ports.updates().put(visit.tenant().id(), record, Condition.NEW)) {
        case ADDED, CHANGED, UNCHANGED, NOT_THERE -> {
          visit.note("record-added", record.key().toString(), record.brief().title());
          yield Reply.to(visit.path(AddressedRecord.path(record.key(), "")));
        }
        case THERE_ALREADY ->
            Reply.unfit(
                FORM,
                newForm(
                    visit,
                    text,
                    marc,
                    List.of(
                        Told.of(
                            new Fault(
                                MarcLines.line(text, NUMBER),
                                "catalogue.line.taken",
                                record.key().toString())))));
      };
    } catch (StoreException e) {
      return Reply.unfit(FORM, newForm(visit, text, marc, List.of(refused(e))));
    }
  }

  /** Deletes a record. */
  Reply remove(Visit visit, AddressedRecord located) {
    if (visit.request().field("sure").isEmpty()) {
      return records.again(visit, located, "catalogue.not-sure");
    }
    return switch (ports.updates().remove(visit.tenant().id(), located.key())) {
      case REMOVED, NOT_THERE -> {
        visit.note("record-removed", located.key().toString(), located.record().brief().title());
        yield Reply.to(visit.path("/catalogue"));
      }
      case IN_USE -> records.again(visit, located, "catalogue.in-use");
    };
  }
}
