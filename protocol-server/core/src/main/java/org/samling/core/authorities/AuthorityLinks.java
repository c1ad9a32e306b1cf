package org.samling.core.authorities;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityName.RecordSource;
import org.samling.core.authorities.HeadingRule.Heading;
import org.samling.core.authorities.HeadingRule.Part;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcFormat;

/**
 * By which names an authority record is known, or which authority records another record uses.
 * Whether they exist is not known here: records may come in any order.
 *
 * @param names the names of an authority record, the one by its key first
 * @param uses the fields of another record that may follow an authority record
 * @param main the field with the author that is shown, where it is among them
 */
public record AuthorityLinks(List<String> names, List<Use> uses, @Nullable Main main) {

  /** The fields of a record that may follow; a record with more follows in the first of them. */
  public static final int MAX_USES = 500;

  /** The names of an authority record, or those that one field may follow. */
  public static final int MAX_NAMES = 50;

  private static final AuthorityLinks NONE = new AuthorityLinks(List.of(), List.of(), null);

  /** Copies the lists. */
  public AuthorityLinks {
    names = List.copyOf(names);
    uses = List.copyOf(uses);
  }

  /**
   * A field that may follow an authority record.
   *
   * @param field its place among the record's fields, from 0
   * @param names the names of authority records, of which the first that there is counts
   */
  public record Use(int field, List<String> names) {

    /** Copies the names. */
    public Use {
      names = List.copyOf(names);
    }
  }

  /**
   * The author that is shown.
   *
   * @param names as in {@link Use}
   * @param own the author as the record itself has it
   */
  public record Main(List<String> names, @Nullable String own) {

    /** Copies the names. */
    public Main {
      names = List.copyOf(names);
    }
  }

  /** Whether there is neither a name nor a use. */
  public boolean areNone() {
    return names.isEmpty() && uses.isEmpty();
  }

  /** The links of a record. */
  public static AuthorityLinks of(CatalogueRecord record, AuthorityMatching matching) {
    if (matching == AuthorityMatching.NEVER) {
      return NONE;
    }
    var format = record.format().marc();
    return AuthorityRecords.isAuthority(record.content(), format)
        ? new AuthorityLinks(names(record, format), List.of(), null)
        : users(record, format, matching);
  }

  /** Key, other identifiers, then the heading's words and form. */
  private static List<String> names(CatalogueRecord record, MarcFormat format) {
    var names = new LinkedHashSet<String>();
    var key = record.key();
    AuthorityName.of(format, key.source(), key.number()).ifPresent(names::add);
    identifiers(record.content(), format)
        .flatMap(text -> AuthorityName.of(format, text, new RecordSource("")).stream())
        .limit(MAX_NAMES)
        .forEach(names::add);
    HeadingRule.heading(format, record.content())
        .ifPresent(heading -> {
          AuthorityName.ofWords(format, heading).ifPresent(names::add);
          names.add(AuthorityName.ofForm(format, heading));
        });
    return List.copyOf(names);
  }

  /** MARC 21: 035 $a, and 024 $a and $1 that are addresses; UNIMARC: 033 $a and 035 $a. */
  private static Stream<String> identifiers(MarcContent content, MarcFormat format) {
    return switch (format) {
      case MARC21 ->
          Stream.concat(
              content.dataFields("035").flatMap(f -> f.values('a')),
              content
                  .dataFields("024")
                  .flatMap(f -> Stream.concat(f.values('a'), f.values('1')))
                  .filter(AuthorityName::isAddress));
      case UNIMARC ->
          Stream.of("033", "035").flatMap(content::dataFields).flatMap(f -> f.values('a'));
      case DANMARC2 -> Stream.of();
    };
  }

  private static AuthorityLinks users(
      CatalogueRecord record, MarcFormat format, AuthorityMatching matching) {
    var uses = new ArrayList<Use>();
    var fields = record.content().fields();
    var own = new RecordSource(record.key().source());
    for (var place = 0; place < fields.size() && uses.size() < MAX_USES; place++) {
      if (fields.get(place) instanceof DataField field) {
        var rule = HeadingRule.of(format, field);
        if (rule.isPresent()) {
          var names = new LinkedHashSet<String>();
          links(field, format, own).forEach(names::add);
          if (matching == AuthorityMatching.HEADINGS) {
            words(new Heading(rule.get(), field), format).forEach(names::add);
          }
          if (!names.isEmpty()) {
            uses.add(new Use(place, names.stream().limit(MAX_NAMES).toList()));
          }
        }
      }
    }
    return uses.isEmpty()
        ? NONE
        : new AuthorityLinks(List.of(), uses, main(record, format, uses).orElse(null));
  }

  /** The authority records that a field names. */
  private static Stream<String> links(DataField field, MarcFormat format, RecordSource own) {
    return switch (format) {
      case MARC21 ->
          field.values('0').flatMap(text -> AuthorityName.of(format, text, own).stream());
      case UNIMARC ->
          field.values('3').flatMap(text -> AuthorityName.of(format, text, own).stream());
      case DANMARC2 -> {
        var agency = field.values('5').findFirst().orElse(AuthorityRecords.NATIONAL_AGENCY);
        yield field
            .values('6')
            .flatMap(number -> AuthorityName.of(format, agency, number).stream());
      }
    };
  }

  /** The whole heading; the name alone, where a title is behind it. */
  private static Stream<String> words(Heading heading, MarcFormat format) {
    var whole = AuthorityName.ofWords(format, heading);
    var name =
        heading.has(Part.TITLE)
            ? AuthorityName.ofWords(format, heading.rule().kind(), heading.parts(Set.of(Part.NAME)))
            : Optional.<String>empty();
    return Stream.of(whole, name).flatMap(Optional::stream);
  }

  /** The author of a brief display is made of the first field of these that has any heading. */
  private static Optional<Main> main(CatalogueRecord record, MarcFormat format, List<Use> uses) {
    var tags =
        switch (format) {
          case MARC21 -> List.of("100", "110", "111", "700");
          case DANMARC2 -> List.of("100", "110", "239", "700", "710");
          case UNIMARC -> List.of("700", "710", "720", "701", "711", "702", "712");
        };
    var fields = record.content().fields();
    for (var tag : tags) {
      var used = uses.stream().filter(use -> fields.get(use.field()).tag().equals(tag)).findFirst();
      var first = record.content().dataFields(tag).findFirst();
      if (first.isPresent()) {
        return used.filter(use -> fields.get(use.field()).equals(first.get()))
            .map(use -> new Main(use.names(), record.brief().author()));
      }
    }
    return Optional.empty();
  }
}
