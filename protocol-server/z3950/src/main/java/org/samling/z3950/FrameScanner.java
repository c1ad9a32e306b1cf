package org.samling.z3950;

import io.netty.buffer.ByteBuf;
import org.samling.z3950.ber.BerHeader;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.Z3950FormatException;

/**
 * Finds the end of an APDU as its bytes arrive. It steps from one BER element to the next, and
 * looks at no byte twice.
 */
final class FrameScanner {
  private final BerHeader header = new BerHeader();

  /**
   * The start of the next header, from the start of the APDU; its bytes may not have arrived yet.
   */
  private long next;

  /** The number of open elements of indefinite length. */
  private int open;

  /**
   * Advances as far as the bytes and the limit allow; true if a whole APDU is there.
   *
   * @throws Z3950FormatException if the bytes can't be an APDU
   */
  boolean advance(ByteBuf in, int limit) {
    int start = in.readerIndex();
    while (next <= limit) {
      boolean ended = next > 0 && open == 0;
      if (ended || next > in.readableBytes()) {
        return ended && next <= in.readableBytes();
      }
      int at = start + (int) next;
      if (next == 0 && in.isReadable()) {
        expectApdu(in.getUnsignedByte(at));
      }
      if (!header.read(in, at, in.writerIndex())) {
        return false;
      }
      if (next == 0 && Apdu.byTag(header.tag()) == null) {
        throw new Z3950FormatException(BerTag.name(header.tag()) + " is not an APDU", 0);
      }
      next += header.size();
      if (header.tag() == 0) {
        if (!header.isEndOfContents()) {
          throw new Z3950FormatException("an element with the tag 0", 0);
        }
        open--;
      } else if (!header.isIndefinite()) {
        // Saturated at the largest long, to which nothing can be added.
        next = Math.max(next, header.length()) > limit ? Long.MAX_VALUE : next + header.length();
      } else if (++open > BerLimits.DEFAULT.maxDepth()) {
        throw new Z3950FormatException("elements are nested too deeply", 0);
      }
    }
    return false;
  }

  /** Whether the APDU is, or claims to be, longer than the limit. */
  boolean exceeds(int limit) {
    return next > limit;
  }

  /** Takes the complete APDU that {@link #advance} found. */
  Z3950Frame take(ByteBuf in) {
    var bytes = new byte[(int) next];
    in.readBytes(bytes);
    next = 0;
    return new Z3950Frame(bytes);
  }

  /** Every APDU starts with a context-specific constructed tag, 20 or higher. */
  private static void expectApdu(int first) {
    if (first < 0xB4 || first > 0xBF) {
      throw new Z3950FormatException("the byte %02X does not start an APDU".formatted(first), 0);
    }
  }
}
