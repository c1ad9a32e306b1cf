package org.samling.zoom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.search.FoundRecord;

/**
 * A list of records of several targets, in which one that describes what another target's describes
 * is merged into it: by ISBN, or without one by title, author, year and edition. The first one
 * stands, and says all holders.
 */
final class MergedRecords {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Entry> byKey = new HashMap<>();

  /** A record with those who hold it. */
  private record Entry(FoundRecord record, SequencedSet<String> holders) {}

  /** Adds a placeholder, which is merged with nothing. */
  void addMissing(FoundRecord placeholder) {
    entries.add(new Entry(placeholder, new LinkedHashSet<>()));
  }

  /**
   * Adds a record.
   *
   * @param holder the name of the target
   * @param read the record as it was read
   * @param found the same as it is shown
   */
  void add(String holder, CatalogueRecord read, FoundRecord found) {
    var keys = keys(read);
    var same = same(keys, holder);
    var entry = same == null ? entry(found) : same;
    entry.holders().add(holder);
    keys.forEach(key -> byKey.putIfAbsent(key, entry));
  }

  /** The record of other holders with one of the keys, or null. */
  private @Nullable Entry same(List<String> keys, String holder) {
    for (var key : keys) {
      var entry = byKey.get(key);
      if (entry != null && !entry.holders().contains(holder)) {
        return entry;
      }
    }
    return null;
  }

  private Entry entry(FoundRecord found) {
    var entry = new Entry(found, new LinkedHashSet<>());
    entries.add(entry);
    return entry;
  }

  /** The records, each with its holders. */
  List<FoundRecord> records() {
    return entries.stream()
        .map(entry ->
            entry.holders().isEmpty()
                ? entry.record()
                : held(entry.record(), List.copyOf(entry.holders())))
        .toList();
  }

  /**
   * A record that says who holds it: MARC 21 and UNIMARC in 852 $a, danMARC2 in 096 *z, before any
   * field of that tag which the holder's own record has.
   */
  static FoundRecord held(FoundRecord record, List<String> holders) {
    var isDanish = record.marc() == MarcFormat.DANMARC2;
    var tag = isDanish ? "096" : "852";
    var content = record.content();
    var fields = new ArrayList<Field>(content.fields());
    var place = 0;
    while (place < fields.size() && fields.get(place).tag().compareTo(tag) < 0) {
      place++;
    }
    fields.addAll(
        place,
        holders.stream()
            .map(holder ->
                new DataField(
                    tag,
                    isDanish ? '0' : ' ',
                    isDanish ? '0' : ' ',
                    List.of(new Subfield(isDanish ? 'z' : 'a', holder))))
            .toList());
    return new FoundRecord(
        record.ref(), record.key(), record.marc(), new MarcContent(content.leader(), fields));
  }

  /** What tells that two records describe the same; empty where too little is known. */
  private static List<String> keys(CatalogueRecord record) {
    var content = record.content();
    var part = part(content, record.format().marc());
    var brief = record.brief();
    if (!brief.isbns().isEmpty()) {
      return brief.isbns().stream().map(isbn -> "isbn " + isbn + part).toList();
    }
    var title = words(brief.title());
    return title.isEmpty() || (brief.author() == null && brief.year() == null)
        ? List.of()
        : List.of(
            Stream.of(
                    title,
                    part,
                    words(brief.author()),
                    words(brief.year()),
                    words(edition(content, record.format().marc())),
                    type(content))
                .collect(Collectors.joining("|")));
  }

  /** The number and title of a part: the volumes of a set may share its ISBN. */
  private static String part(MarcContent content, MarcFormat format) {
    return switch (format) {
      case MARC21 -> values(content, "245", "np");
      case DANMARC2 -> values(content, "245", "gnoø");
      case UNIMARC -> values(content, "200", "hi");
    };
  }

  private static String edition(MarcContent content, MarcFormat format) {
    return values(content, format == MarcFormat.UNIMARC ? "205" : "250", "a");
  }

  private static String values(MarcContent content, String tag, String codes) {
    return content
        .dataFields(tag)
        .flatMap(field -> field.subfields().stream())
        .filter(subfield -> codes.indexOf(subfield.code()) >= 0)
        .map(subfield -> words(subfield.value()))
        .collect(Collectors.joining(" "));
  }

  /** The kind of material, by the leader: a talking book is no printed one. */
  private static String type(MarcContent content) {
    return content.leader().length() > 6 ? content.leader().substring(6, 7) : "";
  }

  private static String words(@Nullable String text) {
    return text == null
        ? ""
        : NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
