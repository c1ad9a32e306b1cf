package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Oid;

/**
 * One attribute of a term, such as 1=4 (use: title) of bib-1.
 *
 * @param attributeSet the set that defines the type; null for the query's own set
 * @param attributeType the type, such as 1 (use) or 4 (structure) of bib-1
 * @param attributeValue the value
 */
public record AttributeElement(
    @Nullable Oid attributeSet, long attributeType, AttributeValue attributeValue) {

  /** A value of an attribute. */
  public sealed interface AttributeValue {}

  /** A number, which is the only kind of value in version 2. */
  public record Numeric(long value) implements AttributeValue {}

  /**
   * Alternative values, and what to do if none is supported.
   *
   * @param list the values, best first
   * @param semanticAction what to do, as defined by the attribute set
   */
  public record Complex(List<StringOrNumeric> list, List<Long> semanticAction)
      implements AttributeValue {
    public Complex {
      list = List.copyOf(list);
      semanticAction = List.copyOf(semanticAction);
    }
  }

  /** A name or a number. */
  public sealed interface StringOrNumeric {}

  /** A name. */
  public record StringValue(String value) implements StringOrNumeric {}

  /** A number. */
  public record NumericValue(long value) implements StringOrNumeric {}

  /** An attribute of the query's own set with a numeric value. */
  public static AttributeElement of(long attributeType, long value) {
    return new AttributeElement(null, attributeType, new Numeric(value));
  }
}
