package org.samling.search;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.util.BytesRef;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.search.CatalogueFeed.Present;
import org.samling.core.search.FacetField;
import org.samling.core.search.SearchField;
import org.samling.core.search.SortOrder.SortField;
import org.samling.search.fields.Identifiers;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.Value;

/** Adds the sort keys and facets of a record to its document, apart from the year. */
final class RecordFacets {

  /** MARC 21 field 008, positions 35 to 37. */
  private static final int TYPE = 6;

  private static final int LANGUAGE = 35;

  private static final int LANGUAGE_END = 38;

  private static final Pattern LANGUAGE_CODE = Pattern.compile("[a-z]{3}");

  private static final Pattern DIGITS = Pattern.compile("0*([0-9]+)");

  private RecordFacets() {}

  /** Adds the sort keys, and the facets of headings. */
  static void addHeadings(Present record, RecordValues values, Document document) {
    var title = values.title();
    if (title != null) {
      addKey(SortField.TITLE, title.key(), document);
    }
    var authors = values.headings(SearchField.AUTHOR);
    if (!authors.isEmpty()) {
      addKey(SortField.AUTHOR, authors.getFirst().key(), document);
    }
    addKey(SortField.NUMBER, number(record.key()), document);

    addHeadings(FacetField.AUTHOR, authors, document);
    addHeadings(FacetField.SUBJECT, values.headings(SearchField.SUBJECT), document);
  }

  /**
   * Adds the facets of codes.
   *
   * @return the codes that are also searched, by search field
   */
  static Map<SearchField, Set<String>> addCodes(Present record, Document document) {
    var languages = languages(record.content(), record.marc()).collect(Collectors.toSet());
    languages.forEach(language -> addValue(FacetField.LANGUAGE, new BytesRef(language), document));
    var materials = new HashSet<String>();
    var description = Description.of(record.key(), "", null, record.content());
    var general = description.general();
    var specific = description.specific();
    if (!general.isEmpty()) {
      var both = general + "/" + specific;
      addValue(FacetField.MATERIAL, new BytesRef(both), document);
      Stream.of((general + " " + specific).split(" ", -1))
          .filter(code -> !code.isEmpty())
          .map(Identifiers::normalised)
          .forEach(materials::add);
      materials.add(Identifiers.normalised(both));
    }
    return Map.of(
        SearchField.LANGUAGE,
        languages.stream().map(Identifiers::normalised).collect(Collectors.toSet()),
        SearchField.MATERIAL,
        materials,
        SearchField.CONTENT_TYPE,
        contents(record.content(), record.marc())
            .map(Identifiers::normalised)
            .collect(Collectors.toSet()));
  }

  private static void addKey(SortField field, String key, Document document) {
    document.add(new SortedDocValuesField(IndexFields.name(field), new BytesRef(key)));
  }

  private static void addHeadings(FacetField field, Collection<Value> headings, Document document) {
    headings.stream()
        .map(Value::key)
        .distinct()
        .forEach(key -> addValue(field, new BytesRef(key), document));
  }

  private static void addValue(FacetField field, BytesRef value, Document document) {
    document.add(new SortedSetDocValuesField(IndexFields.name(field), value));
  }

  /**
   * A number as a sort key: before each run of digits its length is inserted, so that they sort as
   * numbers.
   */
  static String number(RecordKey key) {
    return DIGITS
        .matcher(key.number().toUpperCase(Locale.ROOT))
        .replaceAll(run -> "0" + (char) run.group(1).length() + run.group(1));
  }

  /**
   * The languages of the text. MARC 21: 008, positions 35 to 37, and 041 $a; danMARC2: 008 *l and
   * 041 *a; UNIMARC: 101 $a.
   */
  private static Stream<String> languages(MarcContent content, MarcFormat format) {
    var written =
        switch (format) {
          case MARC21 ->
              Stream.concat(
                  content
                      .controlFields("008")
                      .filter(text -> text.length() >= LANGUAGE_END)
                      .map(text -> text.substring(LANGUAGE, LANGUAGE_END)),
                  values(content.dataFields("041"), 'a'));
          case DANMARC2 ->
              Stream.concat(
                  values(content.dataFields("008"), 'l'), values(content.dataFields("041"), 'a'));
          case UNIMARC -> values(content.dataFields("101"), 'a');
        };
    return written.map(String::strip).filter(code -> LANGUAGE_CODE.matcher(code).matches());
  }

  /**
   * The codes of the kinds of content that fixed fields have of texts. MARC 21: 008, positions 24
   * to 27; UNIMARC: 105 $a, positions 4 to 7.
   */
  private static Stream<String> contents(MarcContent content, MarcFormat format) {
    var isText =
        content.leader().length() > TYPE && "at".indexOf(content.leader().charAt(TYPE)) >= 0;
    var coded =
        switch (format) {
          case MARC21 -> isText ? part(content.controlFields("008"), 24) : Stream.<String>empty();
          case UNIMARC -> part(values(content.dataFields("105"), 'a'), 4);
          case DANMARC2 -> Stream.<String>empty();
        };
    return coded
        .flatMap(codes -> codes.chars().mapToObj(Character::toString))
        .filter(code -> Character.isLetterOrDigit(code.charAt(0)));
  }

  /** Four positions of coded fields that are long enough. */
  private static Stream<String> part(Stream<String> coded, int from) {
    return coded
        .filter(text -> text.length() >= from + 4)
        .map(text -> text.substring(from, from + 4));
  }

  private static Stream<String> values(Stream<DataField> fields, char code) {
    return fields.flatMap(field -> field.values(code));
  }
}
