package org.samling.z3950.ber;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerLimits.Limit;

/**
 * The elements of one APDU, found in one pass over its bytes without recursion. An element is
 * identified by its index in byte order, the outermost one being 0; its content follows directly.
 * Memory grows with the elements that are there, never with a claimed length.
 */
public final class BerTree {
  private static final int FIRST_ROOM = 64;
  private static final int END_OF_CONTENTS = 2;
  private static final byte PRIMITIVE = 0;
  private static final byte DEFINITE = 1;
  private static final byte INDEFINITE = 2;

  private final byte[] bytes;
  private final Z3950Charset charset;
  private final @Nullable Limit exceededLimit;
  private int[] tags = new int[FIRST_ROOM];
  private byte[] forms = new byte[FIRST_ROOM];
  private int[] starts = new int[FIRST_ROOM];
  private int[] contents = new int[FIRST_ROOM];
  private int[] contentEnds = new int[FIRST_ROOM];
  private int[] nexts = new int[FIRST_ROOM];
  private int count;

  /**
   * Finds the elements; afterwards {@link #exceededLimit()} returns the limit at which it gave up,
   * if any.
   *
   * @throws Z3950FormatException if the bytes are not exactly one element with its content
   */
  public BerTree(byte[] bytes, BerLimits limits, Z3950Charset charset) {
    this.bytes = bytes;
    this.charset = charset;
    this.exceededLimit = bytes.length > limits.maxBytes() ? Limit.BYTES : find(limits);
  }

  /** The limit that was exceeded, in which case nothing can be read; null if none was. */
  public @Nullable Limit exceededLimit() {
    return exceededLimit;
  }

  public BerNode root() {
    return new BerNode(this, 0);
  }

  private @Nullable Limit find(BerLimits limits) {
    var in = Unpooled.wrappedBuffer(bytes);
    var header = new BerHeader();
    var open = new Open();
    int at = 0;
    do {
      if (open.depth > 0 && open.end() == at && !isIndefinite(open)) {
        close(open, at);
        continue;
      }
      int bound = open.depth == 0 ? bytes.length : open.end();
      if (!header.read(in, at, bound)) {
        throw new Z3950FormatException("the content ends in the middle of an element", at);
      }
      int content = at + header.size();
      if (header.tag() == 0) {
        endOfContents(header, open, at);
        at = content;
        continue;
      }
      if (count == limits.maxNodes()) {
        return Limit.NODES;
      }
      if (!header.isIndefinite() && header.length() > bound - content) {
        throw new Z3950FormatException(
            "the length of "
                + BerTag.name(header.tag())
                + " extends beyond the end of the element around it",
            at);
      }
      int index = add(header, at);
      if (header.isConstructed()) {
        if (open.depth == limits.maxDepth()) {
          return Limit.DEPTH;
        }
        open.push(index, header.isIndefinite() ? bound : content + (int) header.length());
        at = content;
      } else {
        at = content + (int) header.length();
        contentEnds[index] = at;
        nexts[index] = count;
      }
    } while (open.depth > 0);
    if (at < bytes.length) {
      throw new Z3950FormatException("extra bytes after the end of the APDU", at);
    }
    return null;
  }

  private void endOfContents(BerHeader header, Open open, int at) {
    if (!header.isEndOfContents() || open.depth == 0 || !isIndefinite(open)) {
      throw new Z3950FormatException("an end of contents without an open indefinite length", at);
    }
    close(open, at);
  }

  private void close(Open open, int contentEnd) {
    int index = open.index();
    open.depth--;
    contentEnds[index] = contentEnd;
    nexts[index] = count;
  }

  private boolean isIndefinite(Open open) {
    return forms[open.index()] == INDEFINITE;
  }

  private int add(BerHeader header, int at) {
    if (count == tags.length) {
      int room = count * 2;
      tags = Arrays.copyOf(tags, room);
      forms = Arrays.copyOf(forms, room);
      starts = Arrays.copyOf(starts, room);
      contents = Arrays.copyOf(contents, room);
      contentEnds = Arrays.copyOf(contentEnds, room);
      nexts = Arrays.copyOf(nexts, room);
    }
    tags[count] = header.tag();
    forms[count] =
        !header.isConstructed() ? PRIMITIVE : header.isIndefinite() ? INDEFINITE : DEFINITE;
    starts[count] = at;
    contents[count] = at + header.size();
    return count++;
  }

  int tag(int index) {
    return tags[index];
  }

  boolean isConstructed(int index) {
    return forms[index] != PRIMITIVE;
  }

  /** The offset of the element's header. */
  int start(int index) {
    return starts[index];
  }

  int contentStart(int index) {
    return contents[index];
  }

  int contentEnd(int index) {
    return contentEnds[index];
  }

  /** The offset after the whole element. */
  int end(int index) {
    return contentEnds[index] + (forms[index] == INDEFINITE ? END_OF_CONTENTS : 0);
  }

  /** The index of the first element after this one that is not inside it. */
  int next(int index) {
    return nexts[index];
  }

  byte at(int offset) {
    return bytes[offset];
  }

  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  Z3950Charset charset() {
    return charset;
  }

  /** The elements that are still open, outermost first. */
  private static final class Open {
    private int[] indexes = new int[FIRST_ROOM];
    private int[] ends = new int[FIRST_ROOM];
    private int depth;

    /** {@code end} is where its content ends, or must end at the latest. */
    void push(int index, int end) {
      if (depth == ends.length) {
        indexes = Arrays.copyOf(indexes, depth * 2);
        ends = Arrays.copyOf(ends, depth * 2);
      }
      indexes[depth] = index;
      ends[depth++] = end;
    }

    int index() {
      return indexes[depth - 1];
    }

    int end() {
      return ends[depth - 1];
    }
  }
}
