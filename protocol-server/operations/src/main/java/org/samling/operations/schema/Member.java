package org.samling.operations.schema;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.operations.Means;
import org.samling.operations.Notation;
import org.samling.operations.Words;

/**
 * A member of an input, as people give it: an option of the command line, a field of a form.
 *
 * <p>Read from the record itself. Its JSON Schema says more, and takes a new JVM half a second.
 *
 * @param name its name in kebab case
 * @param kind what it is; of a list, what its entries are
 * @param isList whether it is a list
 * @param isRequired whether it must be given
 * @param means what it is for, in words; empty where the name says it
 * @param choices what it may be, where that is one of a few words
 * @param type its type; of a list, that of its entries
 * @param longest of a text, how many characters it may have; 0 where nothing says it
 */
public record Member(
    String name,
    Kind kind,
    boolean isList,
    boolean isRequired,
    String means,
    List<String> choices,
    Class<?> type,
    int longest) {

  /** What people write for a member. */
  public enum Kind {
    /** A text. */
    TEXT,
    /** A text that is too long to type, such as that of a file. */
    LONG_TEXT,
    /** A whole number. */
    NUMBER,
    /** Yes or no. */
    FLAG,
    /** A day, as 2026-12-31. */
    DAY,
    /** A moment, as 2026-12-31T12:00:00Z. */
    MOMENT,
    /** One of a few words. */
    CHOICE,
    /** What nobody may see, such as a password. */
    SECRET,
    /** An object, as JSON. */
    OBJECT
  }

  /** The most characters that people type. */
  private static final int TYPED = 20_000;

  /** Copies the list. */
  public Member {
    choices = List.copyOf(choices);
  }

  /** The members of its entries, where it is a list of objects; else none. */
  public List<Member> columns() {
    return isList && kind == Kind.OBJECT && type.isRecord()
        ? of(type.asSubclass(Record.class))
        : List.of();
  }

  /** The members of an input, in their order; those of an unwrapped component in its place. */
  public static List<Member> of(Class<? extends Record> input) {
    return Arrays.stream(input.getRecordComponents()).flatMap(Member::of).toList();
  }

  private static Stream<Member> of(RecordComponent component) {
    if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
      return of(component.getType().asSubclass(Record.class)).stream();
    }
    var isList = Collection.class.isAssignableFrom(component.getType());
    var type = isList ? entry(component.getGenericType()) : component.getType();
    var means = component.getAnnotation(Means.class);
    return Stream.of(
        new Member(
            Json.member(component.getName()),
            isLong(component) ? Kind.LONG_TEXT : kind(type),
            isList,
            !component.getAnnotatedType().isAnnotationPresent(Nullable.class),
            means == null ? "" : means.value(),
            type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                    .map(constant -> Words.of((Enum<?>) constant))
                    .toList()
                : List.of(),
            type,
            longest(component)));
  }

  private static boolean isLong(RecordComponent component) {
    return longest(component) > TYPED;
  }

  private static int longest(RecordComponent component) {
    var size = component.getAccessor().getAnnotation(Size.class);
    return component.getType() == String.class && size != null && size.max() < Integer.MAX_VALUE
        ? size.max()
        : 0;
  }

  private static Class<?> entry(Type list) {
    return list instanceof ParameterizedType typed
            && typed.getActualTypeArguments()[0] instanceof Class<?> entry
        ? entry
        : Object.class;
  }

  private static Kind kind(Class<?> type) {
    if (type.isEnum()) {
      return Kind.CHOICE;
    } else if (type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class) {
      return Kind.NUMBER;
    } else if (type == boolean.class || type == Boolean.class) {
      return Kind.FLAG;
    } else if (type == LocalDate.class) {
      return Kind.DAY;
    } else if (type == Instant.class) {
      return Kind.MOMENT;
    } else if (type == Secret.class) {
      return Kind.SECRET;
    }
    return Map.class.isAssignableFrom(type)
            || type == Object.class
            || type.isRecord() && !type.isAnnotationPresent(Notation.class)
        ? Kind.OBJECT
        : Kind.TEXT;
  }
}
