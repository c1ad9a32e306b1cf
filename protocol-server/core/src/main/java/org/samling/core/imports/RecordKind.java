package org.samling.core.imports;

import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordLayers;

/**
 * The kind of thing that a record describes, to tell apart records that share a number. The records
 * of volumes have the ISBN of their set, and those of chapters the ISBN of their book.
 *
 * @param level whether it is complete in itself, a part, or never matched by numbers
 * @param material a code that is compared within its format only, or empty
 */
record RecordKind(Level level, String material) {

  /** The relation of a record to others. */
  enum Level {
    /** Complete in itself. */
    SINGLE,
    /** A volume of a work. */
    PART,
    /** A chapter or an article. */
    COMPONENT,
    /** A periodical or another continuing resource. */
    SERIAL,
    /** A work in volumes or a section of one; the records below it refer to its number. */
    SET,
    /** No bibliographic record: a heading, holdings. */
    OTHER
  }

  static RecordKind of(CatalogueRecord record) {
    var content = record.content();
    return switch (record.format().marc()) {
      case MARC21 -> marc21(content.leader());
      case UNIMARC -> unimarc(content.leader());
      case DANMARC2 -> danmarc2(content);
    };
  }

  /** Whether two records may describe the same thing. */
  boolean agreesWith(RecordKind other, boolean isSameFormat) {
    return level == other.level
        && (!isSameFormat
            || material.isEmpty()
            || other.material.isEmpty()
            || material.equals(other.material));
  }

  /** Whether a record is marked as deleted: leader/05 d, danMARC2 004 *r d. */
  static boolean isDeleted(CatalogueRecord record) {
    return at(record.content().leader(), 5) == 'd' || RecordLayers.isDeleted(record.content());
  }

  /** Leader/06 type of record, 07 bibliographic level, 19 multipart resource record level. */
  private static RecordKind marc21(String leader) {
    var type = at(leader, 6);
    var level =
        "zuvxyqw".indexOf(type) >= 0
            ? Level.OTHER
            : switch (at(leader, 7)) {
              case 'a', 'b' -> Level.COMPONENT;
              case 's', 'i' -> Level.SERIAL;
              default ->
                  switch (at(leader, 19)) {
                    case 'a' -> Level.SET;
                    case 'b', 'c' -> Level.PART;
                    default -> Level.SINGLE;
                  };
            };
    return new RecordKind(level, String.valueOf(type).strip());
  }

  /** Leader/06 type of record, 07 bibliographic level, 08 hierarchical level. */
  private static RecordKind unimarc(String leader) {
    var level =
        "xyz".indexOf(at(leader, 6)) >= 0
            ? Level.OTHER
            : switch (at(leader, 7)) {
              case 'a' -> Level.COMPONENT;
              case 's', 'i' -> Level.SERIAL;
              default ->
                  switch (at(leader, 8)) {
                    case '1' -> Level.SET;
                    case '2' -> Level.PART;
                    default -> Level.SINGLE;
                  };
            };
    return new RecordKind(level, String.valueOf(at(leader, 6)).strip());
  }

  /** 004 *a, 008 *t (p: periodical), 009 *a and *g. A heading has no 245. */
  private static RecordKind danmarc2(MarcContent content) {
    var level =
        content.dataFields("245").findAny().isEmpty() && first(content, "004", 'a').isEmpty()
            ? Level.OTHER
            : switch (first(content, "004", 'a')) {
              case "h", "s" -> Level.SET;
              case "b" -> Level.PART;
              case "i" -> Level.COMPONENT;
              default -> first(content, "008", 't').equals("p") ? Level.SERIAL : Level.SINGLE;
            };
    return new RecordKind(level, first(content, "009", 'a') + first(content, "009", 'g'));
  }

  private static String first(MarcContent content, String tag, char code) {
    return content.dataFields(tag).flatMap(f -> f.values(code)).findFirst().orElse("");
  }

  private static char at(String leader, int place) {
    return leader.length() > place ? leader.charAt(place) : ' ';
  }
}
