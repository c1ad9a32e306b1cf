package org.samling.routes.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.FacetField;
import org.samling.core.search.SearchField;
import org.samling.core.search.SortOrder.SortField;
import org.samling.routes.cql.CqlIndex.Name;

/**
 * All indexes: explain is generated from this table, and the table in docs/sru.md is checked
 * against it. A name without a context set means the first index with that name.
 */
public final class CqlIndexes {

  /** All records, whatever the term; not an index, so it can't be scanned. */
  static final String ALL_RECORDS = "allRecords";

  /** A named result set, which SRU allows for and this server does not keep. */
  static final String RESULT_SET_ID = "resultSetId";

  /** Every index, in the order of explain. */
  public static final List<CqlIndex> ALL =
      List.of(
          index(
              "Any text",
              SearchField.ANY,
              "cql.serverChoice cql.anywhere cql.keywords cql.anyIndexes cql.allIndexes bath.any"),
          sorted(
              "Title", SearchField.TITLE, SortField.TITLE, null, "dc.title bath.title bib.title"),
          index("Uniform title", SearchField.UNIFORM_TITLE, "bib.titleUniform bath.uniformTitle"),
          index("Series title", SearchField.SERIES, "bib.titleSeries bath.seriesTitle"),
          index("Key title", SearchField.KEY_TITLE, "bath.keyTitle"),
          sorted(
              "Author",
              SearchField.AUTHOR,
              SortField.AUTHOR,
              FacetField.AUTHOR,
              "dc.creator dc.contributor bath.author samling.author"),
          index("Name", SearchField.NAME, "bib.name bath.name"),
          index("Personal name", SearchField.PERSONAL_NAME, "bib.namePersonal bath.personalName"),
          index(
              "Corporate name", SearchField.CORPORATE_NAME, "bib.nameCorporate bath.corporateName"),
          index(
              "Conference name",
              SearchField.CONFERENCE_NAME,
              "bib.nameConference bath.conferenceName"),
          faceted("Subject", SearchField.SUBJECT, FacetField.SUBJECT, "dc.subject bath.subject"),
          index("Notes", SearchField.NOTE, "dc.description bath.notes"),
          index("Abstract", SearchField.ABSTRACT, "samling.abstract"),
          index("Publisher", SearchField.PUBLISHER, "dc.publisher bath.publisher"),
          index("Place of publication", SearchField.PLACE, "bib.originPlace"),
          sorted(
              "Year of publication",
              SearchField.YEAR,
              SortField.YEAR,
              FacetField.YEAR,
              "dc.date bib.dateIssued samling.year"),
          index(
              "Standard number",
              SearchField.STANDARD_IDENTIFIER,
              "dc.identifier bath.standardIdentifier"),
          index("ISBN", SearchField.ISBN, "bath.isbn"),
          index("ISSN", SearchField.ISSN, "bath.issn"),
          index("LCCN", SearchField.LCCN, "bath.lccn"),
          index("Publisher's number", SearchField.PUBLISHER_NUMBER, "bath.publisherNumber"),
          sorted(
              "Record number",
              SearchField.NUMBER,
              SortField.NUMBER,
              null,
              "rec.identifier rec.id samling.number"),
          faceted(
              "Language", SearchField.LANGUAGE, FacetField.LANGUAGE, "dc.language bath.language"),
          faceted(
              "Material",
              SearchField.MATERIAL,
              FacetField.MATERIAL,
              "dc.type bib.resourceType bath.resourceType"),
          index("Geographic area", SearchField.AREA, "dc.coverage"),
          index("Dewey class", SearchField.DEWEY, "samling.dewey"),
          index("UDC class", SearchField.UDC, "samling.udc"),
          index("Library of Congress class", SearchField.LC_CLASS, "samling.lcClass"),
          index("DK5 or other local class", SearchField.LOCAL_CLASS, "samling.dk5"),
          index("Call number", SearchField.CALL_NUMBER, "samling.callNumber"),
          index("Catalogue code", SearchField.CATALOGUE_CODE, "samling.catalogueCode"),
          index("Record created on", SearchField.DATE_ENTERED, "rec.creationDate"),
          index(
              "Record changed on",
              SearchField.DATE_MODIFIED,
              "rec.lastModificationDate bib.dateModified"));

  private CqlIndexes() {}

  private static CqlIndex index(String title, SearchField field, String names) {
    return faceted(title, field, null, names);
  }

  private static CqlIndex faceted(
      String title, SearchField field, @Nullable FacetField facet, String names) {
    return sorted(title, field, null, facet, names);
  }

  private static CqlIndex sorted(
      String title,
      SearchField field,
      @Nullable SortField sort,
      @Nullable FacetField facet,
      String names) {
    var named = new ArrayList<Name>();
    for (var name : names.split(" ", -1)) {
      var dot = name.indexOf('.');
      named.add(
          new Name(
              ContextSet.withPrefix(name.substring(0, dot)).orElseThrow(),
              name.substring(dot + 1)));
    }
    return new CqlIndex(title, field, sort, facet, named);
  }

  /** The index with a name in a set, ignoring case. */
  static Optional<CqlIndex> withName(ContextSet set, String name) {
    return firstWith(n -> n.set() == set && n.name().equalsIgnoreCase(name));
  }

  /** The first index with a name in any set. */
  static Optional<CqlIndex> withName(String name) {
    return firstWith(n -> n.name().equalsIgnoreCase(name));
  }

  private static Optional<CqlIndex> firstWith(Predicate<Name> name) {
    return ALL.stream().filter(i -> i.names().stream().anyMatch(name)).findFirst();
  }

  /** The index with a name, if no prefix is assigned to another set. */
  public static Optional<CqlIndex> find(String written) {
    try {
      return Optional.of(CqlNames.DEFAULT.index(written));
    } catch (CqlRefusal _) {
      return Optional.empty();
    }
  }

  /** The indexes with facets. */
  public static Stream<CqlIndex> faceted() {
    return ALL.stream().filter(i -> i.facet() != null);
  }
}
