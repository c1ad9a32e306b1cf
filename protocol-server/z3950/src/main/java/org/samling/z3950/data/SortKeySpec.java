package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Numbered;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.CompSpec.Specification;

/**
 * One sort key (Z39.50-2003, SortKeySpec).
 *
 * @param sortElement the element to sort by
 * @param sortRelation the direction, a {@link SortRelation} if the number is defined
 * @param caseSensitivity 0 for case-sensitive, 1 for case-insensitive
 * @param missingValueAction what to do with records without a value, or null
 */
public record SortKeySpec(
    SortElement sortElement,
    long sortRelation,
    long caseSensitivity,
    @Nullable MissingValueAction missingValueAction) {

  /** The direction. */
  public enum SortRelation implements Numbered {
    ASCENDING(0),
    DESCENDING(1),
    ASCENDING_BY_FREQUENCY(3),
    DESCENDING_BY_FREQUENCY(4);

    private final int number;

    SortRelation(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** The element that records are sorted by. */
  public sealed interface SortElement {}

  /** The same in all databases. */
  public record Generic(SortKey sortKey) implements SortElement {}

  /** A different element in each database. */
  public record DatabaseSpecific(List<DatabaseSort> databases) implements SortElement {

    /** Copies the list. */
    public DatabaseSpecific {
      databases = List.copyOf(databases);
    }
  }

  /** The element that records of one database are sorted by. */
  public record DatabaseSort(String databaseName, SortKey dbSort) {}

  /** A specification of the element to sort by. */
  public sealed interface SortKey {}

  /** A sort field named by the server. */
  public record SortField(String name) implements SortKey {}

  /** An element of records. */
  public record ElementSpec(Specification specification) implements SortKey {}

  /**
   * Attributes, as a search has them.
   *
   * @param id the set of attributes that don't name one
   */
  public record SortAttributes(Oid id, List<AttributeElement> list) implements SortKey {

    /** Copies the list. */
    public SortAttributes {
      list = List.copyOf(list);
    }
  }

  /** What to do with records without a value. */
  public sealed interface MissingValueAction {}

  /** Abort the sort. */
  public record Abort() implements MissingValueAction {}

  /** Treat the value as null. */
  public record NullValue() implements MissingValueAction {}

  /** Use this value. */
  public record MissingValueData(Octets value) implements MissingValueAction {}
}
