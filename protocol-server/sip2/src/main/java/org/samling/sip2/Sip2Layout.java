package org.samling.sip2;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one message is laid out: its command, its fixed-length fields in order, and its fields with
 * an id. The same table reads the message, writes it, explains it and documents it.
 *
 * @param <M> the message
 */
public final class Sip2Layout<M> {

  /** How a message uses a field. */
  public enum Use {
    /** At its position after the command, without an id. */
    FIXED,
    /** With its id, even when it is empty. */
    REQUIRED,
    /** With its id, or left out. */
    OPTIONAL,
    /** With its id, once for each value. */
    REPEATED
  }

  /** One field of the message. */
  public record Part(Sip2Field field, Use use) {}

  private static final int ABSENT = -1;

  private final String command;
  private final String name;
  private final Class<M> type;
  private final List<Part> parts;
  private final List<Function<M, @Nullable Object>> values;
  private final @Nullable Function<M, List<Sip2ExtraField>> extensions;
  private final Function<Sip2Fields, M> reader;
  private final int fixedCount;
  private final Map<Sip2Field, Integer> partOfField = new EnumMap<>(Sip2Field.class);

  private Sip2Layout(Builder<M> builder, Function<Sip2Fields, M> reader) {
    this.command = builder.command;
    this.name = builder.name;
    this.type = builder.type;
    this.parts = List.copyOf(builder.parts);
    this.values = List.copyOf(builder.values);
    this.extensions = builder.extensions;
    this.reader = reader;
    this.fixedCount = (int) parts.stream().filter(part -> part.use == Use.FIXED).count();
    for (int i = 0; i < parts.size(); i++) {
      partOfField.put(parts.get(i).field, i);
    }
  }

  /** The sixteen requests of the standard. */
  public static List<Sip2Layout<? extends Sip2Request>> requests() {
    return Sip2RequestLayouts.ALL;
  }

  /** The fifteen responses of the standard; 24 answers both 23 and 01. */
  public static List<Sip2Layout<? extends Sip2Response>> responses() {
    return Sip2ResponseLayouts.ALL;
  }

  public static Sip2Layout<? extends Sip2Request> of(Sip2Request request) {
    return Sip2RequestLayouts.of(request);
  }

  public static Sip2Layout<? extends Sip2Response> of(Sip2Response response) {
    return Sip2ResponseLayouts.of(response);
  }

  static <M> Builder<M> message(String command, String name, Class<M> type) {
    return new Builder<>(command, name, type);
  }

  /** The two digits that start the message. */
  public String command() {
    return command;
  }

  /** The message's name in the standard. */
  public String name() {
    return name;
  }

  /** The record that represents this message. */
  public Class<M> type() {
    return type;
  }

  /** The fields in the standard's order, fixed-length ones first. */
  public List<Part> parts() {
    return parts;
  }

  int fixedCount() {
    return fixedCount;
  }

  boolean hasExtensions() {
    return extensions != null;
  }

  /** The index of a field in {@link #parts()}, or -1 if this message has no such field. */
  int partOf(Sip2Field field) {
    return partOfField.getOrDefault(field, ABSENT);
  }

  M read(Sip2Fields fields) {
    return reader.apply(fields);
  }

  /** Writes the message in a form, without withheld fields; it must be of this layout's type. */
  void write(Object message, Sip2Form form, WithheldFields withheld, Sip2Writer writer) {
    M typed = type.cast(message);
    writer.command(command);
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var value = values.get(i).apply(typed);
      boolean out = part.use != Use.FIXED && withheld.omits(part.field.id());
      switch (part.use) {
        case FIXED -> writer.fixed(part.field, value);
        case REQUIRED -> {
          var written = withheld.isSentEmpty(part.field) ? "" : value;
          if (!form.omits(command, part.field, written)) {
            writer.field(part.field, written);
          }
        }
        case OPTIONAL -> {
          if (value != null && !out && !form.omits(command, part.field, value)) {
            writer.field(part.field, value);
          }
        }
        case REPEATED -> {
          if (!out && value instanceof List<?> texts) {
            writer.repeated(part.field, texts);
          }
        }
      }
    }
    if (extensions != null) {
      for (var extension : extensions.apply(typed)) {
        if (!withheld.omits(extension.id())) {
          writer.extension(extension);
        }
      }
    }
  }

  @Override
  public String toString() {
    return command + " " + name;
  }

  /** Collects a layout's fields in the standard's order. */
  static final class Builder<M> {
    private final String command;
    private final String name;
    private final Class<M> type;
    private final List<Part> parts = new ArrayList<>();
    private final List<Function<M, @Nullable Object>> values = new ArrayList<>();
    private @Nullable Function<M, List<Sip2ExtraField>> extensions;

    private Builder(String command, String name, Class<M> type) {
      this.command = command;
      this.name = name;
      this.type = type;
    }

    Builder<M> fixed(Sip2Field field, Function<M, @Nullable Object> value) {
      return add(field, Use.FIXED, value);
    }

    Builder<M> required(Sip2Field field, Function<M, @Nullable Object> value) {
      return add(field, Use.REQUIRED, value);
    }

    Builder<M> optional(Sip2Field field, Function<M, @Nullable Object> value) {
      return add(field, Use.OPTIONAL, value);
    }

    Builder<M> repeated(Sip2Field field, Function<M, List<String>> texts) {
      return add(field, Use.REPEATED, texts::apply);
    }

    /** Fields that no layout has become part of the message, and are written last. */
    Builder<M> extensions(Function<M, List<Sip2ExtraField>> fields) {
      extensions = fields;
      return this;
    }

    Sip2Layout<M> read(Function<Sip2Fields, M> reader) {
      return new Sip2Layout<>(this, reader);
    }

    private Builder<M> add(Sip2Field field, Use use, Function<M, @Nullable Object> value) {
      parts.add(new Part(field, use));
      values.add(value);
      return this;
    }
  }
}
