package org.samling.core.authorities;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

/**
 * Which fields of records have the headings of which field of authority records, and in which
 * subfields. A heading is a name, then perhaps the title of a work of that name's, then perhaps
 * subdivisions; everything else in a field is the record's own.
 *
 * @param kind what the heading names; headings of different kinds are never the same
 * @param authorityTags where an authority record has it
 * @param name the subfields of a name, topic or title
 * @param title the subfields of a title, from the first of them on that is none of a name
 * @param subdivisions the subfields of subdivisions
 */
record HeadingRule(
    String kind, Set<String> authorityTags, String name, String title, String subdivisions) {

  /** What a subfield is in a heading. */
  enum Part {
    NAME,
    TITLE,
    SUBDIVISION,
    OTHER
  }

  /** The columns: kind, tags of authorities, tags of records, name, title, subdivisions. */
  private static final Map<String, HeadingRule> MARC21 =
      rules(
          """
          person  | 100 | 100 600 700 800 | abcdjq      | fghklmnoprst | vxyz
          body    | 110 | 110 610 710 810 | abcdgn      | fhklmoprst   | vxyz
          meeting | 111 | 111 611 711 811 | acdegnq     | fhklpst      | vxyz
          title   | 130 | 130 240 630 730 830 | adfghklmnoprst | | vxyz
          event   | 147 | 647 | acdg | | vxyz
          time    | 148 | 648 | a    | | vxyz
          topic   | 150 | 650 | abg  | | vxyz
          place   | 151 | 651 | ag   | | vxyz
          genre   | 155 | 655 | a    | | vxyz
          """);

  private static final Map<String, HeadingRule> DANMARC2 =
      rules(
          """
          person | 100     | 100 239 600 700 739 770 900 | ahefck  | t |
          body   | 110     | 110 610 710 780 910         | aecsikj | t |
          title  | 133 134 | 240 440 740 840             | aøæno   |   |
          """);

  private static final Map<String, HeadingRule> UNIMARC =
      rules(
          """
          person | 200 | 600 700 701 702 | abcdfg   | t | jxyz
          body   | 210 | 601 710 711 712 | abcdefgh | t | jxyz
          place  | 215 | 607             | a        |   | jxyz
          mark   | 216 | 716             | acf      |   | jxyz
          family | 220 | 602 720 721 722 | acdf     | t | jxyz
          title  | 230 | 500 605         | abhiklmnqrsu | | jxyz
          topic  | 250 | 606             | a        |   | jxyz
          genre  | 280 | 608             | a        |   | jxyz
          """);

  private static Map<String, HeadingRule> of(MarcFormat format) {
    return switch (format) {
      case MARC21 -> MARC21;
      case DANMARC2 -> DANMARC2;
      case UNIMARC -> UNIMARC;
    };
  }

  /** The rule for a field of a record that is no authority record. */
  static Optional<HeadingRule> of(MarcFormat format, DataField field) {
    return Optional.ofNullable(of(format).get(field.tag()));
  }

  /** The heading of an authority record, with its rule. */
  static Optional<Heading> heading(MarcFormat format, MarcContent authority) {
    for (var rule : Set.copyOf(of(format).values())) {
      for (var tag : rule.authorityTags()) {
        var field = authority.dataFields(tag).findFirst();
        if (field.isPresent()) {
          return Optional.of(new Heading(rule, field.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** A field that is a heading, in the parts of its rule. */
  record Heading(HeadingRule rule, DataField field) {

    /** The subfields of some parts. */
    List<Subfield> parts(Set<Part> wanted) {
      var parts = rule.parts(field);
      var found = new ArrayList<Subfield>();
      for (var i = 0; i < parts.size(); i++) {
        if (wanted.contains(parts.get(i))) {
          found.add(field.subfields().get(i));
        }
      }
      return found;
    }

    /** Whether it has any subfield of a part. */
    boolean has(Part part) {
      return rule.parts(field).contains(part);
    }
  }

  /** What each subfield of a field is. */
  List<Part> parts(DataField field) {
    var parts = new ArrayList<Part>(field.subfields().size());
    var isInTitle = false;
    for (var subfield : field.subfields()) {
      var code = subfield.code();
      if (subdivisions.indexOf(code) >= 0) {
        parts.add(Part.SUBDIVISION);
      } else if (isInTitle && (title.indexOf(code) >= 0 || code == 'd' || code == 'g')) {
        parts.add(Part.TITLE);
      } else if (name.indexOf(code) >= 0) {
        parts.add(isInTitle ? Part.TITLE : Part.NAME);
      } else if (title.indexOf(code) >= 0) {
        isInTitle = true;
        parts.add(Part.TITLE);
      } else {
        parts.add(Part.OTHER);
      }
    }
    return parts;
  }

  private static Map<String, HeadingRule> rules(String table) {
    var rules = new HashMap<String, HeadingRule>();
    for (var line : table.lines().toList()) {
      var columns = line.split("\\|", -1);
      var rule =
          new HeadingRule(
              columns[0].strip(),
              Set.of(columns[1].strip().split(" ", -1)),
              columns[3].strip(),
              columns[4].strip(),
              columns[5].strip());
      for (var tag : columns[2].strip().split(" ", -1)) {
        rules.put(tag, rule);
      }
    }
    return Map.copyOf(rules);
  }
}
