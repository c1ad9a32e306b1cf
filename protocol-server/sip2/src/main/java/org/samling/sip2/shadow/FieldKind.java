package org.samling.sip2.shadow;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Field;
import org.samling.sip2.Sip2Fields;
import org.samling.sip2.Sip2Layout;

/** How the values of a field are compared, by its name. */
enum FieldKind {
  /** Not at all: two servers never have the same. */
  IGNORED,
  /** By whether there is a value: dates. */
  PRESENCE,
  /** By their form, such as that of a due date. */
  FORM,
  /** As numbers, which depend on the data. */
  NUMBER,
  /** As they are, and told as they are: codes, flags, places. */
  CODE,
  /** As they are, and told as they are but for masked words: what people read. */
  MESSAGE,
  /** As they are, and told by their pattern. */
  TEXT;

  private static final Map<String, Sip2Field<?>> FIELDS =
      Sip2Fields.all().stream()
          .collect(
              Collectors.toMap(
                  field -> field.id().isEmpty() ? field.title() : field.id(),
                  Function.identity(),
                  (first, _) -> first));

  /** Fields of fixed length by their titles; some have an id elsewhere, as the fee type has BT. */
  private static final Map<String, Sip2Field<?>> FIXED =
      Stream.concat(Sip2Layout.requests().stream(), Sip2Layout.responses().stream())
          .flatMap(layout -> layout.parts().stream())
          .filter(part -> part.use() == Sip2Layout.Use.FIXED)
          .map(Sip2Layout.Part::field)
          .collect(Collectors.toMap(Sip2Field::title, Function.identity(), (first, _) -> first));

  private static final Set<String> NEVER_THE_SAME = Set.of("BK", "transaction date");
  private static final Set<String> SETTINGS = Set.of("timeout period", "retries allowed");
  private static final Set<String> OF_ONE_FORM = Set.of("AH", "PA", "PB", "XI");
  private static final Set<String> MESSAGES = Set.of("AF", "AG");
  private static final Set<String> PLACES =
      Set.of("AM", "AN", "AO", "AP", "AQ", "BG", "BH", "BS", "CL", "CR", "CT", "PC");

  static boolean isKnown(String name) {
    return FIELDS.containsKey(name) || FIXED.containsKey(name);
  }

  static FieldKind of(String name) {
    var field = FIXED.getOrDefault(name, FIELDS.get(name));
    if (NEVER_THE_SAME.contains(name)) {
      return IGNORED;
    }
    if (OF_ONE_FORM.contains(name)) {
      return FORM;
    }
    if (MESSAGES.contains(name)) {
      return MESSAGE;
    }
    if (SETTINGS.contains(name)) {
      return CODE;
    }
    if (field == null) {
      return TEXT;
    }
    return switch (field.kind()) {
      case DATE -> PRESENCE;
      case NUMBER, AMOUNT -> NUMBER;
      case FLAG, OK, CODE, SUMMARY, PATRON_STATUS, SUPPORTED_MESSAGES -> CODE;
      case TEXT, PATRON_ID, SECRET ->
          FIXED.containsKey(name) || PLACES.contains(name) ? CODE : TEXT;
    };
  }

  /** The number of characters of a fixed-length field; 0 for any other. */
  static int width(String name) {
    var field = FIXED.get(name);
    return field == null ? 0 : field.width();
  }

  /** Whether it is a valid date. */
  static boolean isDate(String name, String value) {
    var field = FIXED.getOrDefault(name, FIELDS.get(name));
    return field != null
        && field.kind() == Sip2Field.Kind.DATE
        && new Sip2Date(value).toInstant(ZoneOffset.UTC).isPresent();
  }
}
