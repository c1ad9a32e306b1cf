package org.samling.z3950.ber;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of a {@link BerTree}, read as whatever type is expected. */
public final class BerNode {
  private static final int LONG_BYTES = 8;
  private static final int MAX_OID_BYTES = 128;

  private final BerTree tree;
  private final int index;

  BerNode(BerTree tree, int index) {
    this.tree = tree;
    this.index = index;
  }

  public int tag() {
    return tree.tag(index);
  }

  public boolean is(int tag) {
    return tag() == tag;
  }

  public Z3950FormatException fault(String reason) {
    return new Z3950FormatException(reason, tree.start(index));
  }

  /** The child elements, in order. */
  public List<BerNode> children() {
    expectConstructed();
    var children = new ArrayList<BerNode>();
    for (int i = index + 1; i < tree.next(index); i = tree.next(i)) {
      children.add(new BerNode(tree, i));
    }
    return children;
  }

  /** The first child with this tag, or null. Clients are not trusted to keep the order. */
  public @Nullable BerNode find(int tag) {
    expectConstructed();
    for (int i = index + 1; i < tree.next(index); i = tree.next(i)) {
      if (tree.tag(i) == tag) {
        return new BerNode(tree, i);
      }
    }
    return null;
  }

  /** The first child with this tag; the standard's name for it is {@code name}. */
  public BerNode required(int tag, String name) {
    var found = find(tag);
    if (found == null) {
      throw fault("%s %s is missing".formatted(name, BerTag.name(tag)));
    }
    return found;
  }

  /** The first child: the value of an explicit tag. */
  public BerNode first(String name) {
    expectConstructed();
    if (tree.next(index) == index + 1) {
      throw fault(name + " is empty");
    }
    return new BerNode(tree, index + 1);
  }

  /** The value of the first child with this tag, or null; likewise for the following methods. */
  public @Nullable Long integerOf(int tag) {
    var found = find(tag);
    return found == null ? null : found.integer();
  }

  public @Nullable String textOf(int tag) {
    var found = find(tag);
    return found == null ? null : found.text();
  }

  public @Nullable Oid oidOf(int tag) {
    var found = find(tag);
    return found == null ? null : found.oid();
  }

  public long integer() {
    expectPrimitive();
    int from = tree.contentStart(index);
    int to = tree.contentEnd(index);
    if (from == to) {
      throw fault("an INTEGER without content");
    }
    int sign = tree.at(from) < 0 ? -1 : 0;
    while (to - from > LONG_BYTES && tree.at(from) == sign) {
      from++;
    }
    if (to - from > LONG_BYTES || (tree.at(from) < 0 ? -1 : 0) != sign) {
      throw fault("an INTEGER of more than 64 bits");
    }
    long value = sign;
    for (; from < to; from++) {
      value = (value << 8) | (tree.at(from) & 0xFF);
    }
    return value;
  }

  /** The constant with the number in this element. */
  public <E extends Numbered> E constant(E[] constants, String name) {
    long number = integer();
    for (var constant : constants) {
      if (constant.number() == number) {
        return constant;
      }
    }
    throw fault(name + " has an undefined value");
  }

  public boolean bool() {
    expectPrimitive();
    int from = tree.contentStart(index);
    if (tree.contentEnd(index) - from != 1) {
      throw fault("a BOOLEAN that is not one byte");
    }
    return tree.at(from) != 0;
  }

  /** Whether a bit of a BIT STRING is present and set; bit 0 is the first one. */
  public boolean bit(int bit) {
    expectPrimitive();
    int from = tree.contentStart(index);
    int to = tree.contentEnd(index);
    int unused = from < to ? tree.at(from) : -1;
    if (unused < 0 || unused > 7 || (unused > 0 && to - from == 1)) {
      throw fault("a BIT STRING without the count of its unused bits");
    }
    int at = from + 1 + bit / 8;
    boolean there = bit < (to - from - 1) * 8 - unused;
    return there && (tree.at(at) & (0x80 >> (bit % 8))) != 0;
  }

  /** The bytes of a string of any type; the segments of a constructed one are joined. */
  public Octets octets() {
    if (!tree.isConstructed(index)) {
      return new Octets(tree.copy(tree.contentStart(index), tree.contentEnd(index)));
    }
    int size = 0;
    for (int i = index + 1; i < tree.next(index); i++) {
      size += tree.isConstructed(i) ? 0 : tree.contentEnd(i) - tree.contentStart(i);
    }
    var joined = new byte[size];
    int at = 0;
    for (int i = index + 1; i < tree.next(index); i++) {
      if (!tree.isConstructed(i)) {
        for (int from = tree.contentStart(i); from < tree.contentEnd(i); from++) {
          joined[at++] = tree.at(from);
        }
      }
    }
    return new Octets(joined);
  }

  public String text() {
    return octets().text(tree.charset());
  }

  public Oid oid() {
    expectPrimitive();
    int from = tree.contentStart(index);
    int to = tree.contentEnd(index);
    if (from == to || to - from > MAX_OID_BYTES || tree.at(to - 1) < 0) {
      throw fault("an OBJECT IDENTIFIER that is empty, cut off or too long");
    }
    var dotted = new StringBuilder();
    long arc = 0;
    for (int at = from; at < to; at++) {
      var isTooLong = arc > Oid.ARC_BOUND >> 7; // it would not even fit in a long
      arc = (arc << 7) | (tree.at(at) & 0x7F);
      if (isTooLong || arc >= Oid.ARC_BOUND) {
        throw fault("an OBJECT IDENTIFIER with an arc of more than 18 digits");
      }
      if (tree.at(at) < 0) {
        continue;
      }
      if (dotted.isEmpty()) {
        long root = Math.min(arc / Oid.ARCS_UNDER_ROOT, 2);
        dotted.append(root);
        arc -= root * Oid.ARCS_UNDER_ROOT;
      }
      dotted.append('.').append(arc);
      arc = 0;
    }
    return new Oid(dotted.toString());
  }

  /** The whole element as received, including its header. */
  public Octets element() {
    return new Octets(tree.copy(tree.start(index), tree.end(index)));
  }

  private void expectConstructed() {
    if (!tree.isConstructed(index)) {
      throw fault(BerTag.name(tag()) + " must contain elements, but contains bytes");
    }
  }

  private void expectPrimitive() {
    if (tree.isConstructed(index)) {
      throw fault(BerTag.name(tag()) + " must contain bytes, but contains elements");
    }
  }
}
