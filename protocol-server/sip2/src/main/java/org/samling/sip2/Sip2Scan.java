package org.samling.sip2;

import static org.samling.sip2.Sip2Field.Kind.DATE;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The positions of the fields of one message, found in one pass over its bytes, and their values.
 * All tolerance of short, missing, repeated and unknown fields is here.
 */
final class Sip2Scan {
  private static final int COMMAND = 2;
  private static final int ID = 2;
  private static final int DATE_DIGITS = 8;
  private static final int ZONE = 4;
  private static final int TIME_DIGITS = 6;
  private static final char UNREADABLE = '\uFFFD';

  private final byte[] bytes;
  private final int end;
  private final byte delimiter;
  private final Sip2Charset charset;
  private final Sip2Layout<?> layout;

  /** Start and end of each part's value; a start of 0 means that the field is absent. */
  private final int[] spans;

  private int variableStart;
  private List<Sip2ExtraField> others = List.of();
  private @Nullable String fault;
  private int faultPosition;

  private Sip2Scan(
      byte[] bytes, int end, byte delimiter, Sip2Charset charset, Sip2Layout<?> layout) {
    this.bytes = bytes;
    this.end = end;
    this.delimiter = delimiter;
    this.charset = charset;
    this.layout = layout;
    this.spans = new int[layout.parts().size() * 2];
  }

  /** Finds the fields between the command and {@code end}, where the error detection starts. */
  static Sip2Scan scan(
      byte[] bytes, int end, byte delimiter, Sip2Charset charset, Sip2Layout<?> layout) {
    var fields = new Sip2Scan(bytes, end, delimiter, charset, layout);
    if (fields.scanFixed()) {
      fields.scanVariable();
    }
    return fields;
  }

  /** Why the message can't be parsed; null if it can. */
  @Nullable String fault() {
    return fault;
  }

  int faultPosition() {
    return faultPosition;
  }

  /** The offset at which the fields with an id begin. */
  int variableStart() {
    return variableStart;
  }

  /** Fields that are not part of the message, in order. */
  List<Sip2ExtraField> others() {
    return others;
  }

  private boolean scanFixed() {
    int position = COMMAND;
    if (languageComesFirst(position)) {
      position += Sip2Fields.LANGUAGE.width();
    }
    for (int i = 0; i < layout.fixedCount(); i++) {
      var field = layout.parts().get(i).field();
      int stop = endOfFixed(field, position);
      if (stop - position < field.width() && !field.mayBeShort()) {
        fault =
            "\"%s\" (%s) ends before its fixed-length field \"%s\" is complete"
                .formatted(layout.command(), layout.name(), field.title());
        faultPosition = stop;
        return false;
      }
      spans[i * 2] = position;
      spans[i * 2 + 1] = stop;
      position = stop;
    }
    variableStart = position;
    return true;
  }

  /**
   * Some clients put a language before the date of a message that has none, such as {@code
   * 1700120260102...}.
   */
  private boolean languageComesFirst(int position) {
    int width = Sip2Fields.LANGUAGE.width();
    int dateEnd = position + width + Sip2Date.WIDTH;
    return layout.fixedCount() == 1
        && layout.parts().getFirst().field() == Sip2Fields.TRANSACTION_DATE
        && digits(position, width + DATE_DIGITS)
        && endsOrStartsField(dateEnd)
        && !endsOrStartsField(position + Sip2Date.WIDTH);
  }

  private int endOfFixed(Sip2Field<?> field, int position) {
    int limit = Math.min(end, position + field.width());
    boolean searched = field.mayBeShort() && !(field.kind() == DATE && isWholeDate(position));
    for (int i = position; i < limit; i++) {
      if (bytes[i] == delimiter || (searched && mayStopAt(field, i - position) && startsField(i))) {
        return i;
      }
    }
    return field.kind() == DATE ? endOfDate(position, limit) : limit;
  }

  private boolean isWholeDate(int position) {
    return digits(position, DATE_DIGITS) && digits(position + DATE_DIGITS + ZONE, TIME_DIGITS);
  }

  /**
   * Whether the next field's id can start at this offset of a short field: not within a date's
   * digits or zone.
   */
  private static boolean mayStopAt(Sip2Field<?> field, int offset) {
    return field.kind() != DATE
        || offset == 0
        || offset == DATE_DIGITS
        || offset >= DATE_DIGITS + ZONE;
  }

  /**
   * A date whose time zone is cut to one to three blanks ends earlier, as in {@code 20260102
   * 101500}.
   */
  private int endOfDate(int position, int limit) {
    if (!digits(position, DATE_DIGITS)) {
      return limit;
    }
    int time = position + DATE_DIGITS;
    while (time < limit && bytes[time] == ' ') {
      time++;
    }
    int blanks = time - position - DATE_DIGITS;
    boolean cut =
        blanks == 1 || blanks == 2 || (blanks == 3 && endsOrStartsField(time + TIME_DIGITS));
    return cut && digits(time, TIME_DIGITS) ? time + TIME_DIGITS : limit;
  }

  private boolean digits(int from, int count) {
    if (from + count > end) {
      return false;
    }
    for (int i = from; i < from + count; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private boolean endsOrStartsField(int position) {
    return position == end
        || (position < end && bytes[position] == delimiter)
        || startsField(position);
  }

  private boolean startsField(int position) {
    return position + 1 < end && partAt(position) >= layout.fixedCount();
  }

  private int partAt(int position) {
    var field = Sip2Fields.byId(bytes[position], bytes[position + 1]);
    return field == null ? -1 : layout.partOf(field);
  }

  private void scanVariable() {
    for (int start = variableStart; start < end; ) {
      int stop = endOfField(start);
      if (stop - start >= ID) {
        int part = partAt(start);
        if (part < layout.fixedCount()) {
          addOther(start, start + ID, stop);
        } else if (spans[part * 2] == 0) {
          spans[part * 2] = start + ID;
          spans[part * 2 + 1] = stop;
        } else if (layout.parts().get(part).use() != Sip2Layout.Use.REPEATED) {
          addOther(start, start + ID, stop);
        }
      } else if (stop > start) {
        addOther(start, stop, stop);
      }
      start = stop + 1;
    }
  }

  /** The delimiter after a field that starts here, or the end of the message. */
  int endOfField(int start) {
    int stop = start;
    while (stop < end && bytes[stop] != delimiter) {
      stop++;
    }
    return stop;
  }

  private void addOther(int idStart, int idEnd, int stop) {
    if (others.isEmpty()) {
      others = new ArrayList<>();
    }
    others.add(new Sip2ExtraField(id(idStart, idEnd), decode(idEnd, stop)));
  }

  /** The first two bytes may be half of a longer character whose rest is in the value. */
  private String id(int from, int to) {
    var text = decode(from, to);
    if (text.indexOf(UNREADABLE) < 0) {
      return text;
    }
    var id = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      id.append(bytes[i] < 0 ? '?' : bytes[i] < ' ' ? ' ' : (char) bytes[i]);
    }
    return id.toString();
  }

  String decode(int from, int to) {
    return charset.decode(bytes, from, to - from);
  }

  // The values.

  @Nullable String textOrNull(Sip2Field<?> field) {
    int part = layout.partOf(field);
    int start = spans[part * 2];
    return start == 0 ? null : decode(start, spans[part * 2 + 1]);
  }

  String text(Sip2Field<?> field) {
    var text = textOrNull(field);
    return text == null ? "" : text;
  }

  <T> T value(Sip2Field<T> field) {
    return field.read(text(field));
  }

  <T> @Nullable T valueOrNull(Sip2Field<T> field) {
    var text = textOrNull(field);
    return text == null ? null : field.read(text);
  }

  /** The values of a field that may occur several times, in order; null if there are none. */
  <T> @Nullable List<T> valuesOrNull(Sip2Field<T> field) {
    int part = layout.partOf(field);
    if (spans[part * 2] == 0) {
      return null;
    }
    var values = new ArrayList<T>();
    for (int start = variableStart; start < end; ) {
      int stop = endOfField(start);
      if (stop - start >= ID && partAt(start) == part) {
        values.add(field.read(decode(start + ID, stop)));
      }
      start = stop + 1;
    }
    return List.copyOf(values);
  }
}
