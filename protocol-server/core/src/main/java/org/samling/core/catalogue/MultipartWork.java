package org.samling.core.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/**
 * A work in several volumes, as danMARC2 describes it: one record for the whole (004 *a h, head),
 * perhaps some for sections of it (s), and one for each volume (b). A section and a volume name the
 * record above them in 014 *a, and contain only what that one does not. A single record (e) and an
 * article (i) stand alone: what an article names in 016 or 014 is where it appeared.
 */
public final class MultipartWork {

  /** The most records above a volume: sections may have sections. */
  public static final int DEPTH = 4;

  /**
   * Groups of fields that a volume inherits where it has no field of the group itself: main entry,
   * series, class, subjects.
   */
  private static final List<Set<String>> INHERITED =
      List.of(
          Set.of("100", "110"),
          Set.of("440", "840"),
          Set.of("652", "654"),
          Set.of("600", "610"),
          Set.of("620", "621", "622"),
          Set.of("630", "631", "633", "634"),
          Set.of("645", "650", "651", "660", "661", "662", "670", "690"),
          Set.of("664", "665", "666", "667", "668"));

  private static final Comparator<Field> BY_TAG = Comparator.comparing(Field::tag);

  private MultipartWork() {}

  /** A record's level in a work (004 *a). */
  public enum Level {
    /** None: it describes a single publication, or an article. */
    SINGLE('0'),
    /** At the top: it describes the whole. */
    HEAD('1'),
    /** Between: it describes some of the volumes. */
    SECTION('2'),
    /** At the bottom: it describes one volume. */
    VOLUME('3');

    private final char digit;

    Level(char digit) {
      this.digit = digit;
    }
  }

  /** The level of a record. */
  public static Level level(MarcContent content) {
    return content
        .dataFields("004")
        .flatMap(field -> field.values('a'))
        .findFirst()
        .map(code ->
            switch (code) {
              case "h" -> Level.HEAD;
              case "s" -> Level.SECTION;
              case "b" -> Level.VOLUME;
              default -> Level.SINGLE;
            })
        .orElse(Level.SINGLE);
  }

  /**
   * Puts all records of a work into one, whose fields show their level in the first indicator: 0 in
   * a single record, 1 in the head, 2 in a section, 3 in a volume. The fields are in the order of
   * the records.
   *
   * @param levels the records from the top down, at least one; the last one's leader is that of all
   */
  public static MarcContent combine(List<MarcContent> levels) {
    var fields = new ArrayList<Field>();
    for (var record : levels) {
      var digit = level(record).digit;
      record.fields().stream()
          .map(field ->
              field instanceof DataField(var tag, _, var second, var subfields)
                  ? new DataField(tag, digit, second, subfields)
                  : field)
          .forEach(fields::add);
    }
    return new MarcContent(levels.getLast().leader(), fields);
  }

  /**
   * The number of the record above a section or a volume, without blanks: the first 014 *a that can
   * be a record number, in a field without *x (a link of another kind). Empty for other records.
   */
  public static Optional<String> parentNumber(MarcContent content) {
    return isPart(content)
        ? content
            .dataFields("014")
            .filter(field -> field.values('x').findAny().isEmpty())
            .flatMap(field -> field.values('a'))
            .map(number -> number.replace(" ", ""))
            .filter(RecordKey::canBeNumber)
            .findFirst()
        : Optional.empty();
  }

  private static boolean isPart(MarcContent content) {
    return content
        .dataFields("004")
        .flatMap(field -> field.values('a'))
        .anyMatch(level -> level.equals("s") || level.equals("b"));
  }

  /**
   * Completes a record with what is above it in a work. The title of a section or volume is that of
   * the work (245 *a), the numbers and titles of sections, its own number (*g, *n) and its own
   * title, as the title of a part (*o); that one is found by itself too (745). It inherits main
   * entry, series, class and subjects where it has none of its own.
   *
   * @param levels the records from the top of the work down to it, at least one
   * @return a complete record, with the last one's leader and numbers
   */
  public static MarcContent compose(List<MarcContent> levels) {
    return levels.stream().reduce((above, part) -> compose(part, above)).orElseThrow();
  }

  private static MarcContent compose(MarcContent part, MarcContent above) {
    var fields = new ArrayList<Field>();
    part.fields().stream().filter(f -> !f.tag().equals("245")).forEach(fields::add);
    var own = part.dataFields("245").findFirst();
    var title = above.dataFields("245").findFirst();
    title.map(t -> title(t, own)).or(() -> own).ifPresent(fields::add);
    if (title.isPresent()) {
      own.flatMap(t -> t.values('a').findFirst())
          .map(t -> new DataField("745", '0', '0', List.of(new Subfield('a', t))))
          .filter(variant -> !fields.contains(variant))
          .ifPresent(fields::add);
    }
    var tags = part.fields().stream().map(Field::tag).collect(Collectors.toSet());
    for (var group : INHERITED) {
      if (group.stream().noneMatch(tags::contains)) {
        above.fields().stream().filter(f -> group.contains(f.tag())).forEach(fields::add);
      }
    }
    fields.sort(BY_TAG);
    return new MarcContent(part.leader(), fields);
  }

  private static DataField title(DataField above, Optional<DataField> own) {
    var subfields = new ArrayList<Subfield>();
    above.values('a').findFirst().ifPresent(a -> subfields.add(new Subfield('a', a)));
    only(above, "gno").forEach(subfields::add);
    own.ifPresent(field -> {
      // The number goes before the title, however the record has them.
      only(field, "gn").forEach(subfields::add);
      only(field, "ao").map(s -> new Subfield('o', s.value())).forEach(subfields::add);
      only(field, "cupø").forEach(subfields::add);
    });
    var responsible = own.map(field -> only(field, "efijt").toList()).orElse(List.of());
    subfields.addAll(responsible.isEmpty() ? only(above, "efijt").toList() : responsible);
    return new DataField("245", above.indicator1(), above.indicator2(), subfields);
  }

  private static Stream<Subfield> only(DataField field, String codes) {
    return field.subfields().stream().filter(s -> codes.indexOf(s.code()) >= 0);
  }
}
