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
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.Sort;
import org.apache.lucene.util.BytesRef;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.FacetField;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder.SortField;
import org.samling.search.fields.HeadingList.Kind;

/** The fields of the index, apart from those searched by their own name. */
public final class IndexFields {

  /** Changes whenever records are indexed differently: an older index is rebuilt. */
  public static final int FORMAT = 8;

  /** The record's number, as 16 bytes. */
  public static final String ID = "id";

  /** The record's number, as two doc values. */
  public static final String ID_HIGH = "id-high";

  public static final String ID_LOW = "id-low";

  /** The tenant that owns the record, as a doc value; {@link #NOBODY} for a common record. */
  public static final String OWNER = "owner";

  public static final long NOBODY = 0;

  /** The record itself, as a doc value, which is read in place ({@code StoredContent}). */
  public static final String CONTENT = "content";

  /** The catalogues that have the record, as marks. */
  public static final String SCOPE = "scope";

  /** The owner of an authority record, as marks; these records have no {@link #SCOPE}. */
  public static final String AUTHORITY_SCOPE = "authority-scope";

  /** The format of an authority record, as a doc value: the name of a MarcFormat. */
  public static final String AUTHORITY_FORMAT = "authority-format";

  /**
   * The year of publication by which records are sorted, as a doc value; {@link #NO_YEAR} if
   * unknown. It differs from the name of the searched field: Lucene would count every record with a
   * field of that name as having a year.
   */
  public static final String YEAR_ORDER = "year-order";

  public static final int NO_YEAR = 0;

  /** How many libraries have items of the record, as a doc value. */
  public static final String HOLDERS = "holders";

  /** The fields whose lengths count where hits are ranked. */
  private static final Set<SearchField> RANKED =
      Set.of(SearchField.TITLE, SearchField.SUBJECT, SearchField.ANY);

  private static final Map<SearchField, List<SearchField>> LISTING = listsOf();

  private static final int YEAR_DIGITS = 4;

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** The latest publications first, and by number within a year. */
  public static final Sort ORDER =
      new Sort(value(YEAR_ORDER, true), value(ID_HIGH, false), value(ID_LOW, false));

  /** Words with their positions, without lengths. */
  public static final FieldType WORDS = words(false);

  /** The same with lengths. */
  private static final FieldType RANKED_WORDS = words(true);

  /** The mark of a common record. */
  public static final String COMMON = "common";

  private IndexFields() {}

  /** The name of a searched field. */
  public static String name(SearchField field) {
    return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How the words of a field are stored. */
  public static FieldType words(SearchField field) {
    return RANKED.contains(field) ? RANKED_WORDS : WORDS;
  }

  /** The name of the field for further forms of words: joined ones, and those of other scripts. */
  public static String formsName(SearchField field) {
    return "forms-" + name(field);
  }

  /**
   * The mark of records in a tenant's catalogue: its local records and those for which it has
   * items.
   */
  public static String catalogueMark(TenantId tenant) {
    return "in/" + tenant;
  }

  /** The mark of a tenant's local records. */
  public static String ownerMark(TenantId tenant) {
    return "of/" + tenant;
  }

  /** The name of the field whose terms are listed, if they differ from the searched ones. */
  public static String listedName(SearchField field) {
    return "list-" + name(field);
  }

  /** The name of the doc value for sorting, apart from {@link #YEAR_ORDER}. */
  public static String name(SortField field) {
    return "sort-" + word(field);
  }

  /** A sort field in words. */
  public static String word(SortField field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  /** The name of the doc values for facets, apart from {@link #YEAR_ORDER}. */
  public static String name(FacetField field) {
    return "facet-" + field.name().toLowerCase(Locale.ROOT);
  }

  /** A year as it is listed, padded so that years file as numbers. */
  public static String listedYear(String year) {
    return DIGITS.matcher(year).matches()
        ? "0".repeat(Math.max(0, YEAR_DIGITS - year.length())) + year
        : year;
  }

  /** The sources of the listed terms of a field. */
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

  /** The fields in whose lists the values of a field appear: its own, and those composed of it. */
  public static List<SearchField> listsOf(SearchField part) {
    return LISTING.getOrDefault(part, List.of());
  }

  private static Map<SearchField, List<SearchField>> listsOf() {
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

  /** The name of the field for headings of authority records. */
  public static String headingName(SearchField field) {
    return "heading-" + name(field);
  }

  /** The name of the field for the words of see-from forms of authority records. */
  public static String fromName(SearchField field) {
    return "from-" + name(field);
  }

  /** The name of the field for see-from forms as they are listed. */
  public static String listedFromName(SearchField field) {
    return "list-from-" + name(field);
  }

  /** The marks that place an authority record in a scope; it must have one of them. */
  public static Set<BytesRef> authorityMarks(SearchScope scope) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) ->
          Set.of(new BytesRef(COMMON), new BytesRef(ownerMark(tenant)));
      case SearchScope.Union _ -> marks(scope);
      case SearchScope.Authorities(var of) -> authorityMarks(of);
    };
  }

  /** The field that has the marks of a scope's records. */
  public static String scopeField(SearchScope scope) {
    return scope instanceof SearchScope.Authorities ? AUTHORITY_SCOPE : SCOPE;
  }

  /** The marks that place a record in a scope; it must have one of them. */
  public static Set<BytesRef> marks(SearchScope scope) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) -> Set.of(new BytesRef(catalogueMark(tenant)));
      case SearchScope.Union(var tenants) -> {
        var marks = new HashSet<BytesRef>();
        marks.add(new BytesRef(COMMON));
        tenants.forEach(tenant -> marks.add(new BytesRef(ownerMark(tenant))));
        yield marks;
      }
      case SearchScope.Authorities _ -> authorityMarks(scope);
    };
  }

  private static org.apache.lucene.search.SortField value(String field, boolean isReversed) {
    return new org.apache.lucene.search.SortField(
        field, org.apache.lucene.search.SortField.Type.LONG, isReversed);
  }

  private static FieldType words(boolean haveLengths) {
    var type = new FieldType();
    type.setTokenized(true);
    type.setOmitNorms(!haveLengths);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.freeze();
    return type;
  }
}
