package org.samling.z3950.ber;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one APDU, with definite lengths in as few bytes as possible. Constructed elements are
 * recorded while their content is written, and get their headers in one pass at the end. A null
 * value is an optional element and is left out.
 */
public final class BerWriter {
  private static final int FIRST_ROOM = 256;
  private static final int CONSTRUCTED = 0x20;

  private final Z3950Charset charset;
  private byte[] body = new byte[FIRST_ROOM];
  private int length;

  // For each constructed element, in the order in which they begin.
  private int[] tags = new int[16];
  private int[] places = new int[16];
  private int[] contents = new int[16];
  private int count;

  private int[] open = new int[16];
  private int depth;
  private int headers;

  public BerWriter(Z3950Charset charset) {
    this.charset = charset;
  }

  public void begin(int tag) {
    if (count == tags.length) {
      tags = Arrays.copyOf(tags, count * 2);
      places = Arrays.copyOf(places, count * 2);
      contents = Arrays.copyOf(contents, count * 2);
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    tags[count] = tag;
    places[count] = length;
    // Until its end is known: the start of its content, as if no outer header preceded it.
    contents[count] = length + headers;
    open[depth++] = count++;
  }

  public void end() {
    int element = open[--depth];
    contents[element] = length + headers - contents[element];
    headers += tagSize(tags[element]) + lengthSize(contents[element]);
  }

  public void integer(int tag, @Nullable Long value) {
    if (value != null) {
      int size = (Long.SIZE - signBits(value)) / 8 + 1;
      primitive(tag, size);
      for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
        put((int) (value >> shift));
      }
    }
  }

  public void number(int tag, @Nullable Numbered value) {
    integer(tag, value == null ? null : (long) value.number());
  }

  /** The leading bits that only repeat the sign, which itself must stay. */
  private static int signBits(long value) {
    return Long.numberOfLeadingZeros(value < 0 ? ~value : value);
  }

  public void bool(int tag, @Nullable Boolean value) {
    if (value != null) {
      primitive(tag, 1);
      put(value ? 1 : 0);
    }
  }

  public void nothing(int tag) {
    primitive(tag, 0);
  }

  public void text(int tag, @Nullable String value) {
    octets(tag, value == null ? null : charset.encode(value));
  }

  public void octets(int tag, @Nullable Octets value) {
    if (value != null) {
      primitive(tag, value.size());
      element(value);
    }
  }

  public void oid(int tag, @Nullable Oid value) {
    octets(tag, value == null ? null : value.octets());
  }

  /** Bytes that are already one or more whole elements. */
  public void element(@Nullable Octets element) {
    if (element != null) {
      reserve(element.size());
      System.arraycopy(element.bytes(), 0, body, length, element.size());
      length += element.size();
    }
  }

  /** The whole APDU; nothing can be written after it. */
  public byte[] toBytes() {
    var content = body;
    int contentLength = length;
    body = new byte[contentLength + headers];
    length = 0;
    int copied = 0;
    for (int i = 0; i < count; i++) {
      element(content, copied, places[i]);
      copied = places[i];
      header(tags[i], CONSTRUCTED, contents[i]);
    }
    element(content, copied, contentLength);
    return body;
  }

  private void element(byte[] from, int start, int end) {
    System.arraycopy(from, start, body, length, end - start);
    length += end - start;
  }

  private void primitive(int tag, int contentLength) {
    header(tag, 0, contentLength);
  }

  private void header(int tag, int form, int contentLength) {
    int number = BerTag.number(tag);
    int lead = (BerTag.tagClass(tag) << 6) | form;
    int groups = tagSize(tag) - 1;
    put(lead | (groups == 0 ? number : 0x1F));
    for (int i = groups - 1; i >= 0; i--) {
      put(((number >> (7 * i)) & 0x7F) | (i > 0 ? 0x80 : 0));
    }
    int octets = lengthSize(contentLength) - 1;
    if (octets > 0) {
      put(0x80 | octets);
    }
    for (int i = Math.max(octets - 1, 0); i >= 0; i--) {
      put(contentLength >> (8 * i));
    }
  }

  private static int tagSize(int tag) {
    int number = BerTag.number(tag);
    return number < 0x1F ? 1 : 1 + groups(number, 7);
  }

  private static int lengthSize(int contentLength) {
    return contentLength < 0x80 ? 1 : 1 + groups(contentLength, 8);
  }

  private static int groups(int value, int bits) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(value) + bits - 1) / bits;
  }

  private void put(int b) {
    reserve(1);
    body[length++] = (byte) b;
  }

  private void reserve(int more) {
    if (length + more > body.length) {
      body = Arrays.copyOf(body, Math.max(body.length * 2, length + more));
    }
  }
}
