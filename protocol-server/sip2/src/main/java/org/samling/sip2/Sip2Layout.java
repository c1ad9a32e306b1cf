package org.samling.sip2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one message is laid out: its command, its fixed-length fields in order, and its fields with
 * an id. It alone knows the order; the same table reads the message, writes it, explains it and
 * documents it.
 *
 * @param <M> the message
 */
public final class Sip2Layout<M extends Sip2Message> {

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
  public record Part(Sip2Field<?> field, Use use) {}

  private static final int ABSENT = -1;

  private final String command;
  private final String name;
  private final Class<M> type;
  private final List<Part> parts;
  private final boolean hasExtensions;
  private final Function<Sip2Message.Content, M> maker;
  private final int fixedCount;

  /** The index of each field of the field table in {@link #parts}, or -1. */
  private final int[] partOfField = new int[Sip2Fields.all().size()];

  private Sip2Layout(Builder<M> builder) {
    this.command = builder.command;
    this.name = builder.name;
    this.type = builder.type;
    this.parts = List.copyOf(builder.parts);
    this.hasExtensions = builder.hasExtensions;
    this.maker = builder.maker;
    this.fixedCount = (int) parts.stream().filter(part -> part.use == Use.FIXED).count();
    Arrays.fill(partOfField, ABSENT);
    for (int i = 0; i < parts.size(); i++) {
      partOfField[parts.get(i).field.index()] = i;
    }
  }

  /** The sixteen requests of the standard. */
  public static List<Sip2Layout<? extends Sip2Request>> requests() {
    return Sip2RequestLayouts.all();
  }

  /** The fifteen responses of the standard; 24 answers both 23 and 01. */
  public static List<Sip2Layout<Sip2Response>> responses() {
    return Sip2ResponseLayouts.all();
  }

  /** The layouts by command, from 0 to 99. */
  static <L extends Sip2Layout<?>> List<@Nullable L> byCommand(List<L> layouts) {
    var byCommand = new ArrayList<@Nullable L>(Collections.nCopies(100, null));
    layouts.forEach(layout -> byCommand.set(Integer.parseInt(layout.command()), layout));
    return byCommand;
  }

  /** The two digits that start the message. */
  public String command() {
    return command;
  }

  /** The message's name in the standard. */
  public String name() {
    return name;
  }

  /** The class that represents this message. */
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

  /** Whether fields that no layout has become part of the message, and are written last. */
  boolean hasExtensions() {
    return hasExtensions;
  }

  /** Whether this message has the field. */
  public boolean has(Sip2Field<?> field) {
    return partOf(field) != ABSENT;
  }

  /** The index of a field in {@link #parts()}, or -1 if this message has no such field. */
  int partOf(Sip2Field<?> field) {
    return partOfField[field.index()];
  }

  /**
   * The same.
   *
   * @throws IllegalArgumentException if this message has no such field
   */
  int requirePartOf(Sip2Field<?> field) {
    int part = partOf(field);
    if (part == ABSENT) {
      throw new IllegalArgumentException("\"%s\" has no field \"%s\"".formatted(this, field));
    }
    return part;
  }

  /**
   * The same for a field that occurs once, or for one that is repeated.
   *
   * @throws IllegalArgumentException if this message has no such field, or uses it otherwise
   */
  int requirePartOf(Sip2Field<?> field, boolean isRepeated) {
    int part = requirePartOf(field);
    if ((parts.get(part).use == Use.REPEATED) != isRepeated) {
      throw new IllegalArgumentException(
          "\"%s\" has the field \"%s\" %s"
              .formatted(this, field, isRepeated ? "only once" : "several times"));
    }
    return part;
  }

  /** Makes a message of its values: one for each part, a list where the part is repeated. */
  M make(@Nullable Object[] values, List<Sip2ExtraField> extensions) {
    return maker.apply(new Sip2Message.Content(this, values, extensions));
  }

  M read(Sip2Scan fields) {
    var values = new @Nullable Object[parts.size()];
    for (int i = 0; i < values.length; i++) {
      var part = parts.get(i);
      values[i] =
          switch (part.use) {
            case FIXED -> fields.value(part.field);
            // A missing password is not the same as a wrong one.
            case REQUIRED ->
                part.field.kind() == Sip2Field.Kind.SECRET
                    ? fields.valueOrNull(part.field)
                    : fields.value(part.field);
            case OPTIONAL -> fields.valueOrNull(part.field);
            case REPEATED -> fields.valuesOrNull(part.field);
          };
    }
    return make(values, hasExtensions ? fields.others() : List.of());
  }

  /** Writes a message of this layout in a form, without withheld fields. */
  void write(
      Sip2Message.Content message, Sip2Form form, WithheldFields withheld, Sip2Writer writer) {
    writer.command(command);
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var value = message.values()[i];
      boolean out = part.use != Use.FIXED && withheld.omits(part.field.id());
      switch (part.use) {
        case FIXED -> writer.fixed(part.field, value);
        case REQUIRED -> {
          boolean isEmpty = withheld.isSentEmpty(part.field);
          if (!form.omits(command, part.field, isEmpty ? "" : value)) {
            writer.field(part.field, isEmpty ? null : value);
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
    for (var extension : message.extensions()) {
      if (!withheld.denied().contains(extension.id())) {
        writer.extension(extension);
      }
    }
  }

  @Override
  public String toString() {
    return command + " " + name;
  }

  /** Collects a layout's fields in the standard's order. */
  static final class Builder<M extends Sip2Message> {
    private final String command;
    private final String name;
    private final Class<M> type;
    private final Function<Sip2Message.Content, M> maker;
    private final List<? super Sip2Layout<M>> table;
    private final List<Part> parts = new ArrayList<>();
    private boolean hasExtensions;

    /**
     * Begins a layout.
     *
     * @param table gets the layout
     */
    Builder(
        String command,
        String name,
        Class<M> type,
        Function<Sip2Message.Content, M> maker,
        List<? super Sip2Layout<M>> table) {
      this.command = command;
      this.name = name;
      this.type = type;
      this.maker = maker;
      this.table = table;
    }

    Builder<M> fixed(Sip2Field<?>... fields) {
      return add(Use.FIXED, fields);
    }

    Builder<M> required(Sip2Field<?>... fields) {
      return add(Use.REQUIRED, fields);
    }

    Builder<M> optional(Sip2Field<?>... fields) {
      return add(Use.OPTIONAL, fields);
    }

    Builder<M> repeated(Sip2Field<?>... fields) {
      return add(Use.REPEATED, fields);
    }

    /** Fields that no layout has become part of the message, and are written last. */
    Builder<M> extensions() {
      hasExtensions = true;
      return this;
    }

    Sip2Layout<M> build() {
      var layout = new Sip2Layout<>(this);
      table.add(layout);
      return layout;
    }

    private Builder<M> add(Use use, Sip2Field<?>... fields) {
      for (var field : fields) {
        parts.add(new Part(field, use));
      }
      return this;
    }
  }
}
