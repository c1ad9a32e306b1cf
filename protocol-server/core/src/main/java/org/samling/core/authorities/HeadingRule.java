package org.samling.core.authorities;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
 * @param name the subfields of a name, topic or title
 * @param title the subfields of a title, from the first of them on that is none of a name
 * @param subdivisions the subfields of subdivisions
 */
record HeadingRule(String kind, String name, String title, String subdivisions) {

  /** What a subfield is in a heading. */
  enum Part {
    NAME,
    TITLE,
    SUBDIVISION,
    OTHER
  }

  /** The columns: kind, tags of authorities, tags of records, name, title, subdivisions. */
  private static final Table MARC21 =
      Table.of(
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

  private static final Table DANMARC2 =
      Table.of(
          """
          person | 100     | 100 239 600 700 739 770 900 | ahefck  | t |
          body   | 110     | 110 610 710 780 910         | aecsikj | t |
          title  | 133 134 | 240 440 740 840             | aøæno   |   |
          """);

  private static final Table UNIMARC =
      Table.of(
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

  private static Table of(MarcFormat format) {
    return switch (format) {
      case MARC21 -> MARC21;
      case DANMARC2 -> DANMARC2;
      case UNIMARC -> UNIMARC;
    };
  }

  /** The rule for a field of a record that is no authority record. */
  static Optional<HeadingRule> of(MarcFormat format, DataField field) {
    return Optional.ofNullable(of(format).ofRecords().get(field.tag()));
  }

  /** The heading of an authority record, with its rule. */
  static Optional<Heading> heading(MarcFormat format, MarcContent authority) {
    for (var field : authority.fields()) {
      var rule = of(format).ofAuthorities().get(field.tag());
      if (rule != null && field instanceof DataField heading) {
        return Optional.of(new Heading(rule, heading));
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

  /** The rules of a format, by the tags of authority records and of others. */
  private record Table(Map<String, HeadingRule> ofAuthorities, Map<String, HeadingRule> ofRecords) {

    static Table of(String written) {
      var ofAuthorities = new HashMap<String, HeadingRule>();
      var ofRecords = new HashMap<String, HeadingRule>();
      for (var line : written.lines().toList()) {
        var columns = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
        var rule = new HeadingRule(columns.get(0), columns.get(3), columns.get(4), columns.get(5));
        tags(columns.get(1)).forEach(tag -> ofAuthorities.put(tag, rule));
        tags(columns.get(2)).forEach(tag -> ofRecords.put(tag, rule));
      }
      return new Table(Map.copyOf(ofAuthorities), Map.copyOf(ofRecords));
    }

    private static List<String> tags(String written) {
      return List.of(written.split(" ", -1));
    }
  }
}
