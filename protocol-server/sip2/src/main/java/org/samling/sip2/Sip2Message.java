package org.samling.sip2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message of "3M Standard Interchange Protocol" 2.00: the values of its layout's fields.
 * Immutable.
 *
 * <p>Asking a message for a field that its layout does not have, or uses otherwise, is a mistake of
 * the program and throws {@link IllegalArgumentException}.
 */
public abstract sealed class Sip2Message permits Sip2Request, Sip2Response {
  private final Content content;

  Sip2Message(Content content) {
    this.content = content;
  }

  /**
   * What a message consists of.
   *
   * @param values one for each part of the layout: a list where the part is repeated, null where
   *     the field is absent; nobody changes it
   * @param extensions further fields, written last
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by Sip2Message
  record Content(Sip2Layout<?> layout, @Nullable Object[] values, List<Sip2ExtraField> extensions) {
    Content {
      extensions = List.copyOf(extensions);
    }
  }

  Content content() {
    return content;
  }

  /** The layout of this message. */
  public final Sip2Layout<?> layout() {
    return content.layout;
  }

  /** The two digits that start the message. */
  public final String command() {
    return content.layout.command();
  }

  /** The field's value, or that of an empty text where the sender left it out. */
  public final <T> T get(Sip2Field<T> field) {
    var value = find(field);
    return value == null ? field.read("") : value;
  }

  /** The field's value, or null where the sender left it out. */
  public final <T> @Nullable T find(Sip2Field<T> field) {
    var value = content.values[content.layout.requirePartOf(field, false)];
    return value == null ? null : field.cast(value);
  }

  /** The values of a repeated field in order; none where the sender left it out. */
  public final <T> List<T> all(Sip2Field<T> field) {
    return content.values[content.layout.requirePartOf(field, true)] instanceof List<?> list
        ? list.stream().<T>map(field::cast).toList()
        : List.of();
  }

  /** Fields that no layout has, where the message can have such. */
  public final List<Sip2ExtraField> extensions() {
    return content.extensions;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Sip2Message message
        && content.layout == message.content.layout
        && Arrays.equals(content.values, message.content.values)
        && content.extensions.equals(message.content.extensions);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(content.values);
  }

  /** The fields that are there, by their names in the standard; secrets are masked. */
  @Override
  public final String toString() {
    var fields = new ArrayList<String>();
    for (int i = 0; i < content.values.length; i++) {
      var value = content.values[i];
      if (value != null) {
        var name = joined(content.layout.parts().get(i).field().title());
        fields.add(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + "=" + value);
      }
    }
    if (!content.extensions.isEmpty()) {
      fields.add("extensions=" + content.extensions);
    }
    return joined(content.layout.name()) + "[" + String.join(", ", fields) + "]";
  }

  /** A name of the standard as one word, such as {@code AcsRenewalPolicy}. */
  private static String joined(String name) {
    var word = new StringBuilder();
    for (var part : name.split("[^A-Za-z]+")) {
      word.append(part.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }

  /**
   * Collects the fields of a message, in any order and by their names; a field that is not set is
   * absent.
   *
   * @param <M> the message
   */
  public static final class Builder<M extends Sip2Message> {
    private final Sip2Layout<M> layout;
    private final @Nullable Object[] values;
    private final List<Sip2ExtraField> extensions = new ArrayList<>();

    Builder(Sip2Layout<M> layout) {
      this.layout = layout;
      this.values = new @Nullable Object[layout.parts().size()];
    }

    /** Begins with the fields of another message of the layout. */
    Builder(Sip2Layout<M> layout, Content content) {
      this.layout = layout;
      this.values = content.values.clone();
      this.extensions.addAll(content.extensions);
    }

    /**
     * Sets a field; one that is repeated gets a further value.
     *
     * @throws IllegalArgumentException if the message has no such field
     */
    public <T> Builder<M> with(Sip2Field<T> field, T value) {
      int part = layout.requirePartOf(field);
      if (layout.parts().get(part).use() == Sip2Layout.Use.REPEATED) {
        return withEach(field, List.of(value));
      }
      values[part] = value;
      return this;
    }

    /** The same, if there is a value. */
    public <T> Builder<M> withOptional(Sip2Field<T> field, @Nullable T value) {
      return value == null ? this : with(field, value);
    }

    /** Sets the field to what is made of a value, if there is one. */
    public <S, T> Builder<M> withOptional(
        Sip2Field<T> field, @Nullable S source, Function<S, T> value) {
      return source == null ? this : with(field, value.apply(source));
    }

    /**
     * Adds values to a repeated field.
     *
     * @throws IllegalArgumentException if the message has no such field, or has it once only
     */
    public <T> Builder<M> withEach(Sip2Field<T> field, List<? extends T> more) {
      int part = layout.requirePartOf(field, true);
      if (values[part] instanceof List<?> before) {
        var all = new ArrayList<Object>(before);
        all.addAll(more);
        values[part] = List.copyOf(all);
      } else if (!more.isEmpty()) {
        values[part] = List.copyOf(more);
      }
      return this;
    }

    /**
     * Sets all values of a repeated field, in the place of those it has.
     *
     * @throws IllegalArgumentException if the message has no such field, or has it once only
     */
    public <T> Builder<M> withOnly(Sip2Field<T> field, List<? extends T> all) {
      values[layout.requirePartOf(field, true)] = null;
      return withEach(field, all);
    }

    /**
     * Adds a field that no layout has; it is written last.
     *
     * @throws IllegalArgumentException if the message can't have such fields
     */
    public Builder<M> withExtension(Sip2ExtraField field) {
      if (!layout.hasExtensions()) {
        throw new IllegalArgumentException("\"%s\" has no fields of its own".formatted(layout));
      }
      extensions.add(field);
      return this;
    }

    /** Sets whether the request was carried out. */
    public Builder<M> ok(boolean ok) {
      return with(Sip2Fields.OK, ok);
    }

    /**
     * The message.
     *
     * @throws IllegalStateException if a fixed-length or required field is not set
     */
    public M build() {
      for (int i = 0; i < values.length; i++) {
        var part = layout.parts().get(i);
        if (values[i] == null
            && (part.use() == Sip2Layout.Use.FIXED || part.use() == Sip2Layout.Use.REQUIRED)) {
          throw new IllegalStateException(
              "\"%s\" needs the field \"%s\"".formatted(layout, part.field()));
        }
      }
      return layout.make(values.clone(), extensions);
    }
  }
}
