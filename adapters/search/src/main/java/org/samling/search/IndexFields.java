package org.samling.search;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;

/** The fields of the index, apart from what is searched by its own name. */
final class IndexFields {

  /** Changes whenever records are indexed otherwise than before: an older index is made anew. */
  static final int FORMAT = 4;

  /** The record's number, as 16 bytes. */
  static final String ID = "id";

  /** The record's number, as two doc values. */
  static final String ID_HIGH = "id-high";

  static final String ID_LOW = "id-low";

  /** The tenant that owns the record, as a doc value; {@link #NOBODY} for a common record. */
  static final String OWNER = "owner";

  static final long NOBODY = 0;

  /**
   * The record itself, as a doc value, which is read from where it lies ({@link StoredContent}).
   */
  static final String CONTENT = "content";

  /** In whose catalogues the record is, as marks. */
  static final String SCOPE = "scope";

  /**
   * The year of publication by which records are ordered, as a doc value; {@link #NO_YEAR} where it
   * is not known. Not by the name of the field that is searched: Lucene takes each record with any
   * such field for one that has a year.
   */
  static final String YEAR_ORDER = "year-order";

  static final int NO_YEAR = 0;

  /** The latest publications first, and within a year by number. */
  static final Sort ORDER =
      new Sort(
          new SortField(YEAR_ORDER, SortField.Type.LONG, true),
          new SortField(ID_HIGH, SortField.Type.LONG),
          new SortField(ID_LOW, SortField.Type.LONG));

  /** Words with their places; nothing is ranked, so no length is kept. */
  static final FieldType WORDS = words();

  /** Whole texts. */
  static final FieldType WHOLE = StringField.TYPE_NOT_STORED;

  /** The mark of a common record. */
  static final String COMMON = "common";

  private IndexFields() {}

  /** The name of a field that is searched. */
  static String name(SearchField field) {
    return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The mark of what is in a tenant's catalogue: its local records and what it has items of. */
  static String inCatalogueOf(TenantId tenant) {
    return "in/" + tenant;
  }

  /** The mark of a tenant's local records. */
  static String ownedBy(TenantId tenant) {
    return "of/" + tenant;
  }

  /** The marks of which a record must have one to be in a scope. */
  static Set<BytesRef> marks(SearchScope scope) {
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

  private static FieldType words() {
    var type = new FieldType();
    type.setTokenized(true);
    type.setOmitNorms(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.freeze();
    return type;
  }
}
