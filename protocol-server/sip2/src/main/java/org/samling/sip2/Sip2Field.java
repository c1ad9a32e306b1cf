package org.samling.sip2;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field that a message can hold, declared once in {@link Sip2Fields}. Messages are built, read,
 * written, annotated and documented by it.
 *
 * @param <T> the field's value
 */
public final class Sip2Field<T> {

  /** How to interpret a field's text. */
  public enum Kind {
    TEXT,
    PATRON_ID,
    SECRET,
    FLAG,
    OK,
    CODE,
    NUMBER,
    AMOUNT,
    DATE,
    SUMMARY,
    PATRON_STATUS,
    SUPPORTED_MESSAGES
  }

  /**
   * How values of one type are read and written.
   *
   * @param read makes a value of the text on the wire, which may be anything
   * @param codes the codes that the standard defines; empty unless it is a {@link Kind#CODE}
   * @param mayBeShort whether a fixed-length field of this type may be missing or cut short without
   *     ambiguity: real clients leave out dates, the summary and the protocol version, but never a
   *     one-character field
   */
  record Type<T>(
      Kind kind,
      Function<String, T> read,
      Format<T> write,
      List<? extends Sip2Code.Coded> codes,
      boolean mayBeShort) {

    static final Type<String> TEXT = new Type<>(Kind.TEXT, text -> text, (text, _) -> text);
    static final Type<String> VERSION = TEXT.whichMayBeShort();
    static final Type<Sip2PatronId> PATRON_ID = of(Kind.PATRON_ID, Sip2PatronId::new);
    static final Type<Sip2Secret> SECRET = of(Kind.SECRET, Sip2Secret::new);
    static final Type<Sip2Flag> FLAG = of(Kind.FLAG, Sip2Flag::read);
    static final Type<Boolean> OK =
        new Type<>(Kind.OK, text -> text.equals("1"), (ok, _) -> ok ? "1" : "0");
    static final Type<Sip2Number> NUMBER =
        new Type<>(Kind.NUMBER, Sip2Number::new, Sip2Number::padded);
    static final Type<Sip2Amount> AMOUNT = of(Kind.AMOUNT, Sip2Amount::new);
    static final Type<Sip2Date> DATE =
        new Type<>(Kind.DATE, Sip2Date::read, (date, _) -> date.padded()).whichMayBeShort();
    static final Type<Sip2Summary> SUMMARY = of(Kind.SUMMARY, Sip2Summary::new).whichMayBeShort();
    static final Type<PatronStatusFlags> PATRON_STATUS =
        of(Kind.PATRON_STATUS, PatronStatusFlags::read);
    static final Type<SupportedMessages> SUPPORTED_MESSAGES =
        of(Kind.SUPPORTED_MESSAGES, SupportedMessages::read);

    private Type(Kind kind, Function<String, T> read, Format<T> write) {
      this(kind, read, write, List.of(), false);
    }

    private static <T extends Sip2Value> Type<T> of(Kind kind, Function<String, T> read) {
      return new Type<>(kind, read, (value, _) -> value.wire());
    }

    static <E extends Enum<E> & Sip2Code.Coded> Type<Sip2Code<E>> code(List<E> codes) {
      return new Type<>(
          Kind.CODE, text -> Sip2Code.read(codes, text), (code, _) -> code.wire(), codes, false);
    }

    private Type<T> whichMayBeShort() {
      return new Type<>(kind, read, write, codes, true);
    }
  }

  /** Writes a value for a field of a width, which is 0 where its length varies. */
  @FunctionalInterface
  interface Format<T> {
    String text(T value, int width);
  }

  private final int index;
  private final String id;
  private final int width;
  private final Type<T> type;
  private final String title;
  private final String meaning;

  Sip2Field(int index, String id, int width, Type<T> type, String title, String meaning) {
    this.index = index;
    this.id = id;
    this.width = width;
    this.type = type;
    this.title = title;
    this.meaning = meaning;
  }

  /** Its place in the field table, from 0. */
  int index() {
    return index;
  }

  /** The two letters before the value; empty for a field with a fixed position. */
  public String id() {
    return id;
  }

  /** The number of characters of the value, or 0 if its length varies from 0 to 255. */
  public int width() {
    return width;
  }

  public Kind kind() {
    return type.kind();
  }

  /** The field's name in the standard. */
  public String title() {
    return title;
  }

  /** What the field means, if its name does not show it; may be empty. */
  public String meaning() {
    return meaning;
  }

  /** The codes that the standard defines for this field; empty unless it is a {@link Kind#CODE}. */
  public List<? extends Sip2Code.Coded> codes() {
    return type.codes();
  }

  boolean mayBeShort() {
    return type.mayBeShort();
  }

  T read(String text) {
    return type.read().apply(text);
  }

  /** The text on the wire of one of this field's values; empty without a value. */
  String write(@Nullable Object value) {
    return value == null ? "" : type.write().text(cast(value), width);
  }

  /** A value that a message keeps for this field: it was read, or set by a builder, as a T. */
  @SuppressWarnings("unchecked")
  T cast(Object value) {
    return (T) value;
  }

  /** The field by id and name, such as {@code AJ title identifier}. */
  @Override
  public String toString() {
    return id.isEmpty() ? title : id + " " + title;
  }
}
