package org.samling.search.fields;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The blocks of a {@link HeadingList} in which scans have found no term of a scope. In a catalogue
 * that many libraries share most blocks are like that for a small one, and a scan that went through
 * all of them each time would cost what the whole list does. A block stays empty once it is: terms
 * of a segment don't change, and its documents are only deleted. Safe for use by many threads.
 */
public final class EmptyBlocks {

  private final int count;
  private final AtomicLongArray words;

  /**
   * None is known to be empty yet.
   *
   * @param count how many blocks the list has
   */
  EmptyBlocks(int count) {
    this.count = count;
    this.words = new AtomicLongArray((count + Long.SIZE - 1) / Long.SIZE);
  }

  /** Remembers that a block is empty. */
  public void add(int block) {
    words.accumulateAndGet(block / Long.SIZE, 1L << block, (known, one) -> known | one);
  }

  /** Whether a block is known to be empty. */
  public boolean has(int block) {
    return (words.get(block / Long.SIZE) & 1L << block) != 0;
  }

  /** The first block from a number on that may have terms, or -1. */
  public int next(int from) {
    for (var block = from; block < count; ) {
      var others = ~words.get(block / Long.SIZE) >>> block;
      if (others != 0) {
        var found = block + Long.numberOfTrailingZeros(others);
        return found < count ? found : -1;
      }
      block = (block / Long.SIZE + 1) * Long.SIZE;
    }
    return -1;
  }

  /** The last block up to a number that may have terms, or -1. */
  public int previous(int from) {
    for (var block = from; block >= 0; ) {
      var others = ~words.get(block / Long.SIZE) << (Long.SIZE - 1 - block % Long.SIZE);
      if (others != 0) {
        return block - Long.numberOfLeadingZeros(others);
      }
      block = block / Long.SIZE * Long.SIZE - 1;
    }
    return -1;
  }
}
