package org.samling.core.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that remembers what was answered to requests with a key of their own, so that one that
 * comes again has the same answer and no effect.
 */
public interface AnsweredRequests {

  /** How long a key is a request's. */
  Duration KEPT = Duration.ofHours(24);

  /** After how long a request that was begun and has no answer may be begun again. */
  Duration GIVEN_UP = Duration.ofMinutes(1);

  /**
   * A request, as it is known again.
   *
   * @param tenant the tenant of who asks
   * @param account who asks
   * @param key what they call it, 1 to 200 characters
   */
  record Key(TenantId tenant, UUID account, String key) {}

  /**
   * An answer.
   *
   * @param status its status, as HTTP counts
   * @param location the address of what was made, or null
   * @param body the document, or null for none
   */
  record Answer(int status, @Nullable String location, @Nullable String body) {}

  /** What a request is that begins. */
  sealed interface Begun {}

  /** It is new: it is to be done, and its answer to be kept or the key forgotten. */
  record First() implements Begun {}

  /** It was answered before. */
  record Again(Answer answer) implements Begun {}

  /** The same is being done at this moment. */
  record Running() implements Begun {}

  /** The key is another request's. */
  record Different() implements Begun {}

  /**
   * Begins a request.
   *
   * @param fingerprint the same for the same request, and for no other
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Begun begin(Key key, String fingerprint);

  /** Keeps the answer of one that was begun. */
  void answered(Key key, Answer answer);

  /** Forgets one that was begun and came to nothing, so that it can be sent again. */
  void forget(Key key);

  /**
   * Forgets a tenant's requests that are older than {@link #KEPT}.
   *
   * @param now the time
   * @return how many are gone
   */
  int forgetOld(TenantId tenant, Instant now);
}
