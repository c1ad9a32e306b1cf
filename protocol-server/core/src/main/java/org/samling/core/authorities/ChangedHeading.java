package org.samling.core.authorities;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.HeadingRule.Heading;
import org.samling.core.authorities.HeadingRule.Part;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

/**
 * A new heading for an authority record.
 *
 * @param subfields the subfields of the heading
 * @param indicators both indicators, or null to keep them
 * @param keepsFormer whether the heading that it has becomes a see-from form (4XX)
 */
public record ChangedHeading(
    List<Subfield> subfields, @Nullable String indicators, boolean keepsFormer) {

  private static final Set<Part> HEADING = Set.of(Part.NAME, Part.TITLE, Part.SUBDIVISION);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Copies the subfields. */
  public ChangedHeading {
    subfields = List.copyOf(subfields);
  }

  /**
   * The subfields of a text such as {@code $aHolm, Frida,$d1901-}, whose first character stands
   * before each code.
   *
   * @return the subfields; empty where it is not written like that
   */
  public static List<Subfield> written(String text) {
    var stripped = text.strip();
    if (stripped.isEmpty() || Character.isLetterOrDigit(stripped.charAt(0))) {
      return List.of();
    }
    var subfields = new ArrayList<Subfield>();
    var parts = stripped.split(Pattern.quote(stripped.substring(0, 1)), -1);
    for (var part : List.of(parts).subList(1, parts.length)) {
      var value = part.isEmpty() ? "" : part.substring(1).strip();
      if (value.isEmpty() || !Character.isLetterOrDigit(part.charAt(0))) {
        return List.of();
      }
      subfields.add(new Subfield(part.charAt(0), value));
    }
    return subfields;
  }

  /** The heading of an authority record, as {@link #written} takes it; empty where it has none. */
  public static Optional<String> of(MarcContent authority, MarcFormat format) {
    return HeadingRule.heading(format, authority)
        .map(heading -> written(heading.parts(HEADING), format));
  }

  private static String written(List<Subfield> subfields, MarcFormat format) {
    var mark = format == MarcFormat.DANMARC2 ? "*" : "$";
    var text = new StringBuilder();
    subfields.forEach(s -> text.append(mark).append(s.code()).append(s.value()));
    return text.toString();
  }

  /** The see-from forms of an authority record (4XX), or related headings (5XX). */
  public static List<String> others(MarcContent authority, MarcFormat format, char block) {
    return authority.fields().stream()
        .filter(DataField.class::isInstance)
        .map(DataField.class::cast)
        .filter(field -> field.tag().charAt(0) == block)
        .map(field ->
            written(
                field.subfields().stream().filter(s -> Character.isLetter(s.code())).toList(),
                format))
        .toList();
  }

  /**
   * An authority record with this heading.
   *
   * @return the record; empty where it has no heading that records follow, or the subfields are no
   *     heading of its kind
   */
  public Optional<MarcContent> in(MarcContent authority, MarcFormat format, Instant now) {
    return HeadingRule.heading(format, authority)
        .filter(this::isOfItsKind)
        .map(heading -> changed(authority, heading, now));
  }

  private boolean isOfItsKind(Heading there) {
    var field = there.field();
    var changed =
        new Heading(
            there.rule(),
            new DataField(field.tag(), field.indicator1(), field.indicator2(), subfields));
    return changed.has(Part.NAME) && !changed.has(Part.OTHER);
  }

  private MarcContent changed(MarcContent authority, Heading there, Instant now) {
    var before = there.field();
    var whole = new ArrayList<Subfield>(subfields);
    whole.addAll(there.parts(Set.of(Part.OTHER)));
    var after =
        new DataField(
            before.tag(),
            indicators == null ? before.indicator1() : indicators.charAt(0),
            indicators == null ? before.indicator2() : indicators.charAt(1),
            whole);
    var former =
        new DataField(
            "4" + before.tag().substring(1),
            before.indicator1(),
            before.indicator2(),
            there.parts(HEADING));
    var isKept =
        keepsFormer
            && !subfields.equals(former.subfields())
            && authority
                .dataFields(former.tag())
                .noneMatch(f -> f.subfields().equals(former.subfields()));
    var fields = new ArrayList<Field>();
    for (var field : authority.fields()) {
      fields.add(field.equals(before) ? after : stamped(field, now));
    }
    if (isKept) {
      var place =
          Stream.iterate(0, i -> i + 1)
              .limit(fields.size())
              .filter(i -> fields.get(i).tag().compareTo(former.tag()) > 0)
              .findFirst()
              .orElse(fields.size());
      fields.add(place, former);
    }
    return new MarcContent(authority.leader(), fields);
  }

  /** A field with the time of the latest change: 005, and danMARC2's 001 *c. */
  private static Field stamped(Field field, Instant now) {
    return switch (field) {
      case ControlField(var tag, _) when tag.equals("005") ->
          new ControlField(tag, STAMP.format(now) + ".0");
      case DataField data when data.tag().equals("001") ->
          new DataField(
              data.tag(),
              data.indicator1(),
              data.indicator2(),
              data.subfields().stream()
                  .map(s -> s.code() == 'c' ? new Subfield('c', STAMP.format(now)) : s)
                  .toList());
      case Field other -> other;
    };
  }
}
