package org.samling.operations.families;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samling.operations.Operation;
import org.samling.operations.schema.Shape;

/** The longest list that an operation takes fits into the longest body that it takes. */
class BodyLimitTest {

  /** The most characters of a text in it: few barcodes and codes have as many. */
  private static final int TEXT = 60;

  /** The characters of a number, a day or a word. */
  private static final int OTHER = 10;

  /** What stands around a value: quotation marks, a colon and a comma. */
  private static final int AROUND = 4;

  @Test
  void longestListsFit() {
    var tooLong =
        Families.ALL.stream()
            .flatMap(family -> family.operations().stream())
            .filter(Operation::takesBody)
            .filter(
                operation -> length(Shape.of(operation.input()).schema()) > operation.bodyLimit())
            .map(Operation::name)
            .toList();
    assertThat(tooLong).isEmpty();
  }

  /** About how many characters a value has that a schema allows; texts are short. */
  private static long length(Map<?, ?> schema) {
    if (schema.get("items") instanceof Map<?, ?> items) {
      var most = schema.get("maxItems") instanceof Number number ? number.longValue() : 0;
      return most * (length(items) + 1);
    }
    if (schema.get("properties") instanceof Map<?, ?> members) {
      return members.entrySet().stream()
          .mapToLong(member ->
              member.getKey().toString().length()
                  + AROUND
                  + (member.getValue() instanceof Map<?, ?> inner ? length(inner) : 0))
          .sum();
    }
    return AROUND
        + (schema.get("maxLength") instanceof Number number
            ? Math.min(TEXT, number.longValue())
            : OTHER);
  }
}
