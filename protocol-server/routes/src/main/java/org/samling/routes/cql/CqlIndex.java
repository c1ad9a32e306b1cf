package org.samling.routes.cql;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Bib1Use;
import org.samling.core.search.FacetField;
import org.samling.core.search.SearchField;
import org.samling.core.search.SortOrder.SortField;

/**
 * An index that queries in CQL can name.
 *
 * @param title what it holds, for people
 * @param field what of a record is searched
 * @param sort by what records are sorted that are sorted by it, or null
 * @param facet by what records are counted that are counted by it, or null
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

    /** The name as it is written in a query. */
    public String qualified() {
      return set.prefix() + "." + name;
    }
  }

  /** The usual name as it is written in a query. */
  public String name() {
    return names.getFirst().qualified();
  }

  /** The use attribute of Bib-1 that searches the same, or nothing. */
  public OptionalInt use() {
    return Bib1Use.of(field);
  }

  /** The relations that it can be asked with. */
  public List<String> relations() {
    return switch (field.kind()) {
      case WORDS -> List.of("=", "==", "exact", "<>", "any", "all", "adj", "scr");
      case IDENTIFIER -> List.of("=", "==", "exact", "<>", "any", "all", "scr");
      case YEAR, DATE ->
          List.of("=", "==", "exact", "<>", "any", "all", "scr", "<", "<=", ">", ">=", "within");
    };
  }
}
