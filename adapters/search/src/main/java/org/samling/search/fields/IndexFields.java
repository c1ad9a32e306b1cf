package org.samling.search.fields;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.Sort;
import org.apache.lucene.util.BytesRef;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.FacetField;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder.SortField;
import org.samling.search.fields.HeadingList.Kind;

/** The fields of the index, apart from what is searched by its own name. */
public final class IndexFields {

  /** Changes whenever records are indexed otherwise than before: an older index is made anew. */
  public static final int FORMAT = 5;

  /** The record's number, as 16 bytes. */
  public static final String ID = "id";

  /** The record's number, as two doc values. */
  public static final String ID_HIGH = "id-high";

  public static final String ID_LOW = "id-low";

  /** The tenant that owns the record, as a doc value; {@link #NOBODY} for a common record. */
  public static final String OWNER = "owner";

  public static final long NOBODY = 0;

  /**
   * The record itself, as a doc value, which is read from where it lies ({@code StoredContent}).
   */
  public static final String CONTENT = "content";

  /** In whose catalogues the record is, as marks. */
  public static final String SCOPE = "scope";

  /** Whose an authority record is, as marks; these records have no {@link #SCOPE}. */
  public static final String AUTHORITY_SCOPE = "authority-scope";

  /** The format of an authority record, as a doc value: the name of a MarcFormat. */
  public static final String AUTHORITY_FORMAT = "authority-format";

  /**
   * The year of publication by which records are ordered, as a doc value; {@link #NO_YEAR} where it
   * is not known. Not by the name of the field that is searched: Lucene takes each record with any
   * such field for one that has a year.
   */
  public static final String YEAR_ORDER = "year-order";

  public static final int NO_YEAR = 0;

  private static final Map<SearchField, List<SearchField>> LISTING = listing();

  private static final int YEAR_DIGITS = 4;

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** The latest publications first, and within a year by number. */
  public static final Sort ORDER =
      new Sort(value(YEAR_ORDER, true), value(ID_HIGH, false), value(ID_LOW, false));

  /** Words with their places; nothing is ranked, so no length is kept. */
  public static final FieldType WORDS = words();

  /** Whole texts. */
  public static final FieldType WHOLE = StringField.TYPE_NOT_STORED;

  /** The mark of a common record. */
  public static final String COMMON = "common";

  private IndexFields() {}

  /** The name of a field that is searched. */
  public static String name(SearchField field) {
    return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The mark of what is in a tenant's catalogue: its local records and what it has items of. */
  public static String inCatalogueOf(TenantId tenant) {
    return "in/" + tenant;
  }

  /** The mark of a tenant's local records. */
  public static String ownedBy(TenantId tenant) {
    return "of/" + tenant;
  }

  /** The name of the field whose terms are listed, where they are not those that are searched. */
  public static String listedName(SearchField field) {
    return "list-" + name(field);
  }

  /** The name of the doc value by which records are sorted, apart from {@link #YEAR_ORDER}. */
  public static String name(SortField field) {
    return "sort-" + word(field);
  }

  /** What records are sorted by, in a word. */
  public static String word(SortField field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  /** The name of the doc values by which records are counted, apart from {@link #YEAR_ORDER}. */
  public static String name(FacetField field) {
    return "facet-" + field.name().toLowerCase(Locale.ROOT);
  }

  /** A year as it is listed, with as many digits as it takes for years to file as numbers. */
  public static String listedYear(String year) {
    return DIGITS.matcher(year).matches()
        ? "0".repeat(Math.max(0, YEAR_DIGITS - year.length())) + year
        : year;
  }

  /** Where the terms of a field come from that are listed. */
  public static List<HeadingList.Source> listed(SearchField field) {
    var added = new HeadingList.Source(listedName(field), Kind.VALUES);
    if (!field.isListed()) {
      return List.of();
    }
    return switch (field.kind()) {
      case WORDS ->
          field == SearchField.ANY
              ? List.of(new HeadingList.Source(name(field), Kind.WORDS), added)
              : List.of(added);
      case IDENTIFIER -> List.of(new HeadingList.Source(name(field), Kind.VALUES));
      case YEAR, DATE -> List.of(added);
    };
  }

  /** The fields in whose lists the values of a field stand: its own, and those made of it. */
  public static List<SearchField> listing(SearchField part) {
    return LISTING.getOrDefault(part, List.of());
  }

  private static Map<SearchField, List<SearchField>> listing() {
    var listing = new EnumMap<SearchField, List<SearchField>>(SearchField.class);
    for (var part : SearchField.values()) {
      listing.put(
          part,
          Stream.of(SearchField.values())
              .filter(field -> field.isListed() && field.parts().contains(part))
              .toList());
    }
    return listing;
  }

  /** The name of the field of the headings of authority records. */
  public static String headingName(SearchField field) {
    return "heading-" + name(field);
  }

  /** The name of the field of the words of the forms that authority records lead from. */
  public static String fromName(SearchField field) {
    return "from-" + name(field);
  }

  /** The name of the field of these forms as they are listed. */
  public static String listedFromName(SearchField field) {
    return "list-from-" + name(field);
  }

  /** The marks of which an authority record must have one to count in a scope. */
  public static Set<BytesRef> authorityMarks(SearchScope scope) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) ->
          Set.of(new BytesRef(COMMON), new BytesRef(ownedBy(tenant)));
      case SearchScope.Union _ -> marks(scope);
    };
  }

  /** The marks of which a record must have one to be in a scope. */
  public static Set<BytesRef> marks(SearchScope scope) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) -> Set.of(new BytesRef(inCatalogueOf(tenant)));
      case SearchScope.Union(var tenants) -> {
        var marks = new HashSet<BytesRef>();
        marks.add(new BytesRef(COMMON));
        tenants.forEach(tenant -> marks.add(new BytesRef(ownedBy(tenant))));
        yield marks;
      }
    };
  }

  private static org.apache.lucene.search.SortField value(String field, boolean isReversed) {
    return new org.apache.lucene.search.SortField(
        field, org.apache.lucene.search.SortField.Type.LONG, isReversed);
  }

  private static FieldType words() {
    var type = new FieldType();
    type.setTokenized(true);
    type.setOmitNorms(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.freeze();
    return type;
  }
}
