package org.samling.z3950.ber;

import io.netty.buffer.ByteBuf;

/**
 * The tag and the length that start an element (X.690, 8.1.2 and 8.1.3). Mutable: one instance is
 * reused for many elements.
 */
public final class BerHeader {
  private static final long INDEFINITE = -1;
  private static final int TAG_GROUPS = 4;
  private static final long NO_ROOM_FOR_OCTET = 0xFFL << 55;

  private int tag;
  private boolean constructed;
  private long length;
  private int size;

  /**
   * Reads the header at an index.
   *
   * @param to the index after the last byte that may be read
   * @return false if the header continues beyond {@code to}
   * @throws Z3950FormatException if these bytes can't start an element, however they continue
   */
  public boolean read(ByteBuf in, int from, int to) {
    int at = from;
    if (at >= to) {
      return false;
    }
    int first = in.getUnsignedByte(at++);
    constructed = (first & 0x20) != 0;
    int number = first & 0x1F;
    if (number == 0x1F) {
      number = 0;
      int group;
      do {
        if (at >= to) {
          return false;
        }
        if (at - from > TAG_GROUPS) {
          throw new Z3950FormatException("a tag number of more than 28 bits", from);
        }
        group = in.getUnsignedByte(at++);
        number = (number << 7) | (group & 0x7F);
      } while ((group & 0x80) != 0);
    }
    tag = BerTag.of(first >> 6, number);
    if (at >= to) {
      return false;
    }
    int octets = in.getUnsignedByte(at++);
    if (octets < 0x80) {
      length = octets;
    } else if (octets == 0x80) {
      length = INDEFINITE;
    } else {
      octets &= 0x7F;
      if (octets == 0x7F) {
        throw new Z3950FormatException("a length that starts with FF", from);
      } else if (to - at < octets) {
        return false;
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        // Leading zeros are accepted; a length beyond 63 bits is too long whatever its value.
        length =
            (length & NO_ROOM_FOR_OCTET) != 0
                ? Long.MAX_VALUE
                : (length << 8) | in.getUnsignedByte(at++);
      }
    }
    if (length == INDEFINITE && !constructed) {
      throw new Z3950FormatException("a primitive element with an indefinite length", from);
    }
    size = at - from;
    return true;
  }

  /** See {@link BerTag}. */
  public int tag() {
    return tag;
  }

  public boolean isConstructed() {
    return constructed;
  }

  public boolean isIndefinite() {
    return length == INDEFINITE;
  }

  /** Two zero bytes, which end the content of an indefinite length. */
  public boolean isEndOfContents() {
    return tag == 0 && !constructed && length == 0 && size == 2;
  }

  /** The length of the content in bytes, if it is definite. */
  public long length() {
    return length;
  }

  /** The length of the header itself in bytes. */
  public int size() {
    return size;
  }
}
