package org.samling.core.authorities;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.samling.core.authorities.HeadingRule.Heading;
import org.samling.core.authorities.HeadingRule.Part;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

/**
 * Puts the headings of authority records into records. A field whose heading is the same but for
 * punctuation stays as it is. In any other the heading gives way to the authority record's, and
 * what is the record's own stays: relators, links, subdivisions behind those of the authority
 * record, and the title of a work where the authority record is for the name alone.
 */
public final class LinkedHeadings {

  private static final Set<Part> WORK = Set.of(Part.NAME, Part.TITLE);
  private static final Set<Part> NAME = Set.of(Part.NAME);
  private static final Set<Part> SUBDIVISION = Set.of(Part.SUBDIVISION);

  /** The subfields of links, in any of the formats. */
  private static final String LINKS = "035678";

  private static final Pattern PUNCTUATION = Pattern.compile("[\\s,.;:/]+$");

  private LinkedHeadings() {}

  /**
   * A record as it is shown.
   *
   * @param content the record as it came
   * @param format its format, and that of the authority records
   * @param authorities the authority records, by the place of the field that follows them
   */
  public static MarcContent shown(
      MarcContent content, MarcFormat format, Map<Integer, MarcContent> authorities) {
    if (authorities.isEmpty()) {
      return content;
    }
    var fields = new ArrayList<Field>(content.fields());
    authorities.forEach((place, authority) -> {
      if (place < fields.size() && fields.get(place) instanceof DataField field) {
        fields.set(place, shown(field, format, authority));
      }
    });
    return fields.equals(content.fields()) ? content : new MarcContent(content.leader(), fields);
  }

  private static Field shown(DataField field, MarcFormat format, MarcContent authority) {
    var rule = HeadingRule.of(format, field);
    return HeadingRule.heading(format, authority)
        .filter(heading -> rule.isPresent() && heading.rule().equals(rule.get()))
        .map(heading -> follow(new Heading(heading.rule(), field), heading, format))
        .orElse(field);
  }

  private static DataField follow(Heading own, Heading authority, MarcFormat format) {
    var replaced = authority.has(Part.TITLE) ? WORK : NAME;
    var heading = authority.parts(WORK);
    var subdivisions = authority.parts(SUBDIVISION);
    var ownHeading = own.parts(replaced);
    var ownSubdivisions = own.parts(SUBDIVISION);
    var isSame =
        plain(ownHeading).equals(plain(heading))
            && ownSubdivisions.size() >= subdivisions.size()
            && plain(ownSubdivisions.subList(0, subdivisions.size())).equals(plain(subdivisions));
    if (heading.isEmpty() || isSame) {
      return own.field();
    }
    var subfields = new ArrayList<Subfield>();
    var parts = own.rule().parts(own.field());
    var headingAt = -1;
    var end = -1;
    var passed = 0;
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (replaced.contains(part)) {
        if (headingAt < 0) {
          headingAt = subfields.size();
        }
        end = subfields.size();
      } else if (part != Part.SUBDIVISION || passed++ >= subdivisions.size()) {
        subfields.add(own.field().subfields().get(i));
        if (part == Part.TITLE) {
          end = subfields.size();
        }
      }
    }
    if (headingAt < 0) {
      headingAt = afterLinks(subfields);
      end = headingAt;
    }
    subfields.addAll(end, subdivisions);
    subfields.addAll(headingAt, format == MarcFormat.MARC21 ? ended(heading, ownHeading) : heading);
    return indicated(own.field(), authority, format, subfields);
  }

  /** Subfields without the punctuation behind them, which is ISBD's or the cataloguer's. */
  private static List<Subfield> plain(List<Subfield> subfields) {
    return subfields.stream()
        .map(s -> new Subfield(s.code(), PUNCTUATION.matcher(s.value()).replaceFirst("")))
        .toList();
  }

  /** danMARC2 writes links before the heading. */
  private static int afterLinks(List<Subfield> subfields) {
    var place = 0;
    while (place < subfields.size() && LINKS.indexOf(subfields.get(place).code()) >= 0) {
      place++;
    }
    return place;
  }

  /** A heading with the comma or full stop behind it that the record has of ISBD. */
  private static List<Subfield> ended(List<Subfield> heading, List<Subfield> before) {
    var last = heading.getLast();
    var written = before.isEmpty() ? "" : before.getLast().value().stripTrailing();
    var sign = written.isEmpty() ? ' ' : written.charAt(written.length() - 1);
    var text = last.value().stripTrailing();
    if ((sign != ',' && sign != '.') || text.isEmpty()) {
      return heading;
    }
    var ended = text.charAt(text.length() - 1);
    if (sign == '.' ? ".?!)-".indexOf(ended) >= 0 : ended == ',' || ended == '-') {
      return heading;
    }
    var subfields = new ArrayList<>(heading);
    subfields.set(subfields.size() - 1, new Subfield(last.code(), text + sign));
    return subfields;
  }

  /** The field with the indicators that tell of its heading: the form of a name, an article. */
  private static DataField indicated(
      DataField field, Heading authority, MarcFormat format, List<Subfield> subfields) {
    var first = field.indicator1();
    var second = field.indicator2();
    var of = authority.field();
    switch (format) {
      case MARC21 -> {
        switch (authority.rule().kind()) {
          case "person", "body", "meeting" -> first = of.indicator1();
          case "title" -> {
            if (field.tag().equals("240") || field.tag().equals("830")) {
              second = of.indicator2();
            } else {
              first = of.indicator2();
            }
          }
          default -> {}
        }
      }
      case UNIMARC -> {
        switch (authority.rule().kind()) {
          case "person", "family" -> second = of.indicator2();
          case "body" -> {
            first = of.indicator1();
            second = of.indicator2();
          }
          default -> {}
        }
      }
      case DANMARC2 -> {}
    }
    return new DataField(field.tag(), first, second, subfields);
  }
}
