package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Numbered;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.CompSpec.Specification;

/**
 * One key to sort by (Z39.50-2003, SortKeySpec).
 *
 * @param sortElement by what
 * @param sortRelation in which direction, a {@link SortRelation} where the number has a meaning
 * @param caseSensitivity 0 where capital letters are told from small ones, 1 where they are not
 * @param missingValueAction what becomes of records that have no value, or null
 */
public record SortKeySpec(
    SortElement sortElement,
    long sortRelation,
    long caseSensitivity,
    @Nullable MissingValueAction missingValueAction) {

  /** In which direction. */
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

  /** By what records are sorted. */
  public sealed interface SortElement {}

  /** The same in all databases. */
  public record Generic(SortKey sortKey) implements SortElement {}

  /** Something of its own in each database. */
  public record DatabaseSpecific(List<DatabaseSort> databases) implements SortElement {

    /** Copies the list. */
    public DatabaseSpecific {
      databases = List.copyOf(databases);
    }
  }

  /** By what records of one database are sorted. */
  public record DatabaseSort(String databaseName, SortKey dbSort) {}

  /** What tells by what is sorted. */
  public sealed interface SortKey {}

  /** A name that the server gave to something. */
  public record SortField(String name) implements SortKey {}

  /** An element of records. */
  public record ElementSpec(Specification specification) implements SortKey {}

  /**
   * Attributes, as a search has them.
   *
   * @param id the set of those that name none
   */
  public record SortAttributes(Oid id, List<AttributeElement> list) implements SortKey {

    /** Copies the list. */
    public SortAttributes {
      list = List.copyOf(list);
    }
  }

  /** What becomes of records that have no value. */
  public sealed interface MissingValueAction {}

  /** Nothing is sorted. */
  public record Abort() implements MissingValueAction {}

  /** They count as having none. */
  public record NullValue() implements MissingValueAction {}

  /** They count as having this one. */
  public record MissingValueData(Octets value) implements MissingValueAction {}
}
