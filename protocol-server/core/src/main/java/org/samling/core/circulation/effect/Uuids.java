package org.samling.core.circulation.effect;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes identifiers that sort by the time at which they were made (UUID version 7, RFC 9562 section
 * 5.7), so that rows of one time lie together in an index.
 */
public final class Uuids {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Uuids() {}

  /** A new identifier. */
  public static UUID next(Instant at) {
    var random = new byte[10];
    RANDOM.nextBytes(random);
    var low = 0L;
    for (var i = 2; i < 10; i++) {
      low = low << 8 | (random[i] & 0xff);
    }
    var randomA = (random[0] & 0x0f) << 8 | (random[1] & 0xff);
    var high = at.toEpochMilli() << 16 | 0x7000 | randomA;
    return new UUID(high, (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }
}
