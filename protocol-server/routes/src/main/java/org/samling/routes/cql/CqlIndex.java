package org.samling.routes.cql;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Bib1Use;
import org.samling.core.search.FacetField;
import org.samling.core.search.SearchField;
import org.samling.core.search.SortOrder.SortField;

/**
 * An index that CQL queries can name.
 *
 * @param title its name for people
 * @param field the field that is searched
 * @param sort the sort field for records sorted by it, or null if they can't be
 * @param facet the facet field for records counted by it, or null if they can't be
 * @param names its names, the usual one first
 */
public record CqlIndex(
    String title,
    SearchField field,
    @Nullable SortField sort,
    @Nullable FacetField facet,
    List<Name> names) {

  /** Copies the names. */
  public CqlIndex {
    names = List.copyOf(names);
  }

  /**
   * A name of an index.
   *
   * @param set its context set
   * @param name its name within the set
   */
  public record Name(ContextSet set, String name) {

    /** The name as a query writes it. */
    public String qualified() {
      return set.prefix() + "." + name;
    }
  }

  /** The usual name as a query writes it. */
  public String name() {
    return names.getFirst().qualified();
  }

  /** The Bib-1 use attribute for the same field, or nothing. */
  public OptionalInt use() {
    return Bib1Use.of(field);
  }

  /** The relations that it supports. */
  public List<String> relations() {
    return switch (field.kind()) {
      case WORDS -> List.of("=", "==", "exact", "<>", "any", "all", "adj", "scr");
      case IDENTIFIER -> List.of("=", "==", "exact", "<>", "any", "all", "scr");
      case YEAR, DATE ->
          List.of("=", "==", "exact", "<>", "any", "all", "scr", "<", "<=", ">", ">=", "within");
    };
  }
}
