package org.samling.z3950.ber;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** BIT STRINGs whose bits have names: the constants of an enum. */
public final class NamedBits {
  private static final byte ALL_BITS_USED = 0;

  private NamedBits() {}

  /** Bits without a name are ignored. */
  public static <E extends Enum<E> & Numbered> Set<E> read(BerNode node, Class<E> names) {
    var set = EnumSet.noneOf(names);
    for (var name : names.getEnumConstants()) {
      if (node.bit(name.number())) {
        set.add(name);
      }
    }
    return set;
  }

  /** As many bytes as needed, at least one. */
  public static void write(BerWriter out, int tag, Set<? extends Numbered> set) {
    int last = 0;
    for (var name : set) {
      last = Math.max(last, name.number());
    }
    var bytes = new byte[2 + last / 8];
    bytes[0] = ALL_BITS_USED;
    for (var name : set) {
      bytes[1 + name.number() / 8] |= (byte) (0x80 >> (name.number() % 8));
    }
    out.octets(tag, new Octets(bytes));
  }

  /** An immutable copy, in the order of the constants. */
  public static <E extends Enum<E>> Set<E> copy(Set<E> set, Class<E> names) {
    var copy = EnumSet.noneOf(names);
    copy.addAll(set);
    return Collections.unmodifiableSet(copy);
  }
}
