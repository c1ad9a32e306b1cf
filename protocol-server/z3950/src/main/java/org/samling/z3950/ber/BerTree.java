package org.samling.z3950.ber;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerLimits.Limit;

/**
 * The elements of one APDU, found in one pass over its bytes without recursion. An element is known
 * by its place in the order of the bytes, the outermost one being 0; what is inside it comes right
 * behind it. Memory grows with the elements that are there, never with a length that is claimed.
 */
public final class BerTree {
  private static final int FIRST_ROOM = 64;
  private static final int END_OF_CONTENTS = 2;
  private static final byte PRIMITIVE = 0;
  private static final byte DEFINITE = 1;
  private static final byte INDEFINITE = 2;

  private final byte[] bytes;
  private final Z3950Charset charset;
  private final @Nullable Limit exceeded;
  private int[] tags = new int[FIRST_ROOM];
  private byte[] forms = new byte[FIRST_ROOM];
  private int[] starts = new int[FIRST_ROOM];
  private int[] contents = new int[FIRST_ROOM];
  private int[] contentEnds = new int[FIRST_ROOM];
  private int[] nexts = new int[FIRST_ROOM];
  private int count;

  /**
   * Finds the elements; {@link #exceeded()} then tells whether it gave up at a limit.
   *
   * @throws Z3950FormatException if the bytes are not exactly one element and what is in it
   */
  public BerTree(byte[] bytes, BerLimits limits, Z3950Charset charset) {
    this.bytes = bytes;
    this.charset = charset;
    this.exceeded = bytes.length > limits.maxBytes() ? Limit.BYTES : find(limits);
  }

  /** The limit that was met, after which there is nothing to be read; null if there was none. */
  public @Nullable Limit exceeded() {
    return exceeded;
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
            "the length of " + BerTag.name(header.tag()) + " passes the end of what it is in", at);
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
      throw new Z3950FormatException("more bytes behind the end of the APDU", at);
    }
    return null;
  }

  private void endOfContents(BerHeader header, Open open, int at) {
    if (!header.isEndOfContents() || open.depth == 0 || !isIndefinite(open)) {
      throw new Z3950FormatException("an end of contents where no indefinite length is open", at);
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

  /** The offset behind the whole element. */
  int end(int index) {
    return contentEnds[index] + (forms[index] == INDEFINITE ? END_OF_CONTENTS : 0);
  }

  /** The first element that is not inside this one. */
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

  /** The elements whose end was not met yet, outermost first. */
  private static final class Open {
    private int[] indexes = new int[FIRST_ROOM];
    private int[] ends = new int[FIRST_ROOM];
    private int depth;

    /** {@code end} is where its content ends, or has to end at the latest. */
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
