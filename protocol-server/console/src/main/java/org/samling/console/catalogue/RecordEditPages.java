package org.samling.console.catalogue;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.MarcLines.Fault;
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

/** The pages on which the tenant's own records are made, edited and taken away. */
final class RecordEditPages {

  private static final String FORM = "catalogue/edit";
  private static final String NEW = "/catalogue/new";
  private static final String NUMBER = "001";

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final CataloguePorts ports;
  private final RecordPages records;
  private final TypedRecords writing;

  RecordEditPages(CataloguePorts ports, RecordPages records) {
    this.ports = ports;
    this.records = records;
    this.writing = new TypedRecords(ports.reader(), ports.renderer());
  }

  /** Does something with the tenant's own record that the address names. */
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

  /** Saves what was made of a record. */
  Reply save(Visit visit, AddressedRecord located) {
    var text = visit.request().text("text");
    var marc = marc(located);
    var before = located.record();
    var told = new ArrayList<Told>();
    var made =
        made(visit, text, marc, before.content(), before.format(), before.key().source(), told);
    if (made != null && !made.key().equals(before.key())) {
      told.add(
          new Told(
              MarcLines.line(text, NUMBER), "catalogue.line.other-key", made.key().toString(), ""));
    }
    if (made == null || !told.isEmpty()) {
      return Reply.unfit(FORM, form(visit, located, text, told, null));
    }
    if (!visit.request().field("version").equals(located.version())) {
      return changedMeanwhile(visit, located, text);
    }
    try {
      return switch (ports.updates().replace(visit.tenant().id(), made, before.original())) {
        case REPLACED, UNCHANGED -> {
          visit.note("record-changed", before.key().toString(), made.brief().title());
          yield Reply.to(visit.path(located.path()));
        }
        case CHANGED_MEANWHILE, NOT_THERE ->
            onOwn(visit, now -> changedMeanwhile(visit, now, text));
      };
    } catch (StoreException e) {
      return Reply.unfit(FORM, form(visit, located, text, List.of(refused(e)), null));
    }
  }

  /** What was typed stays, beside what is there now; saving it again is then meant. */
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

  /** The record that was typed, or null where something is wrong, which is then told. */
  private @Nullable CatalogueRecord made(
      Visit visit,
      String text,
      MarcFormat marc,
      MarcContent before,
      RecordFormat format,
      String source,
      List<Told> told) {
    var read = MarcLines.read(text, marc, before);
    read.faults().stream().map(Told::of).forEach(told::add);
    if (!told.isEmpty()) {
      return null;
    }
    return switch (writing.make(read.content(), format, source)) {
      case TypedRecords.Bad(var reason) -> {
        told.add(new Told(0, "catalogue.line.unwritten", "", reason));
        yield null;
      }
      case TypedRecords.Good(var record) -> {
        var fault = MarcLines.titleFault(record.content(), marc, isLayer(visit, record, marc));
        if (fault != null) {
          told.add(Told.of(fault));
        }
        yield record;
      }
    };
  }

  /** A layer on a common record has the title from there. */
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

  /** The form for a new record: blank, or with what another one says. */
  Reply blank(Visit visit) {
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

  /** Who makes a record: the first agency of who looks, or of the library. */
  private String agency(Visit visit) {
    var agencies =
        visit.member().agencies().isEmpty() ? agencies(visit) : visit.member().agencies();
    return agencies.stream().sorted().findFirst().orElse(visit.tenant().code());
  }

  private static String number(ZonedDateTime now) {
    return "%s%03d".formatted(STAMP.format(now), ThreadLocalRandom.current().nextInt(1_000));
  }

  /** The lines of a record with a number and agency of one's own. */
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
        case ControlField(var tag, _) when tag.equals("003") -> {} // it stands behind the number
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
    var told = new ArrayList<Told>();
    var made =
        made(
            visit, text, marc, TypedRecords.blank(), TypedRecords.usual(marc), agency(visit), told);
    if (made == null || !told.isEmpty()) {
      return Reply.unfit(FORM, newForm(visit, text, marc, told));
    }
    try {
      return switch (ports.updates().put(visit.tenant().id(), made, Condition.NEW)) {
        case ADDED, CHANGED, UNCHANGED, NOT_THERE -> {
          visit.note("record-added", made.key().toString(), made.brief().title());
          yield Reply.to(visit.path(AddressedRecord.path(made.key(), "")));
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
                                made.key().toString())))));
      };
    } catch (StoreException e) {
      return Reply.unfit(FORM, newForm(visit, text, marc, List.of(refused(e))));
    }
  }

  /** Takes a record away. */
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
