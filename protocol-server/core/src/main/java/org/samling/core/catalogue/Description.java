package org.samling.core.catalogue;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;

/**
 * What Danish kiosks show of a title beside its name: the kind of material in danMARC2's codes, and
 * its shelf mark.
 *
 * @param key the record's key
 * @param author its main author, or null
 * @param general the general material designation (danMARC2 009 *a): a text, m film, s music, r
 *     other sound, t electronic; several with blanks between, empty where it is not known
 * @param specific the specific material designation (danMARC2 009 *g): xx printed or nothing
 *     special, xc compact disc, th DVD, xe on the internet
 * @param shelfMark the DK5 class with its addition on the shelf (danMARC2 652), or empty
 */
public record Description(
    RecordKey key,
    String title,
    @Nullable String author,
    String general,
    String specific,
    String shelfMark) {

  private static final String NOTHING_SPECIAL = "xx";

  /** The description of a title by its record, in danMARC2 or MARC 21. */
  public static Description of(
      RecordKey key, String title, @Nullable String author, MarcContent content) {
    var general = subfields(content, "009", 'a');
    var specific = subfields(content, "009", 'g');
    return new Description(
        key,
        title,
        author,
        general.isEmpty() ? generalOfLeader(content.leader()) : general,
        specific.isEmpty() ? specificOfCarrier(content) : specific,
        shelfMark(content));
  }

  private static String subfields(MarcContent content, String tag, char code) {
    return content
        .dataFields(tag)
        .flatMap(field -> field.values(code))
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  /** MARC 21 leader, position 06, in danMARC2's codes. */
  private static String generalOfLeader(String leader) {
    return leader.length() < 7
        ? ""
        : switch (leader.charAt(6)) {
          case 'a' -> "a";
          case 't' -> "b";
          case 'c' -> "c";
          case 'd' -> "d";
          case 'e' -> "e";
          case 'f' -> "f";
          case 'k' -> "g";
          case 'g' -> "m";
          case 'i' -> "r";
          case 'j' -> "s";
          case 'm' -> "t";
          case 'r' -> "u";
          case 'o', 'p' -> "v";
          default -> "";
        };
  }

  /** MARC 21 field 007: category, kind and, of a videodisc, the format in position 04. */
  private static String specificOfCarrier(MarcContent content) {
    return content
        .controlFields("007")
        .map(carrier ->
            carrier.startsWith("sd")
                ? "xc"
                : carrier.startsWith("vd") && carrier.startsWith("v", 4)
                    ? "th"
                    : carrier.startsWith("cr") ? "xe" : NOTHING_SPECIAL)
        .findFirst()
        .orElse(NOTHING_SPECIAL);
  }

  private static String shelfMark(MarcContent content) {
    return Stream.concat(
            content.dataFields("652").map(Description::danishMark),
            content
                .dataFields("084")
                .filter(field -> field.values('2').anyMatch("dk5"::equals))
                .map(field -> field.values('a').findFirst().orElse("")))
        .filter(mark -> !mark.isBlank())
        .findFirst()
        .orElse("");
  }

  /**
   * Field 652: *m or *o is complete by itself; *n is followed by the person whom the book is about.
   */
  private static String danishMark(DataField field) {
    Function<Character, @Nullable String> first =
        code -> field.values(code).findFirst().orElse(null);
    var alone = first.apply('m') == null ? first.apply('o') : first.apply('m');
    return alone != null
        ? alone.strip()
        : Stream.of('n', 'a', 'h', 'c')
            .map(first)
            .filter(Objects::nonNull)
            .map(String::strip)
            .collect(Collectors.joining(" "));
  }
}
