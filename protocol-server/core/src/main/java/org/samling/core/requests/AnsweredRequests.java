package org.samling.core.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores the answers to requests with an idempotency key, so that a repeated request
 * gets the same answer and has no effect.
 */
public interface AnsweredRequests {

  /** How long a key is remembered. */
  Duration KEPT = Duration.ofHours(24);

  /** After how long a request that was begun but never answered may be begun again. */
  Duration GIVEN_UP = Duration.ofMinutes(1);

  /**
   * Identifies a request.
   *
   * @param tenant the requester's tenant
   * @param account the requesting account
   * @param key the idempotency key, 1 to 200 characters
   */
  record Key(TenantId tenant, UUID account, String key) {}

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param location the URL of what was created, or null
   * @param body the body, or null for none
   */
  record Answer(int status, @Nullable String location, @Nullable String body) {}

  /** The result of beginning a request. */
  sealed interface BeginResult {}

  /** It is new: the caller has to execute it, and then to store its answer or to forget the key. */
  record First() implements BeginResult {}

  /** It was answered before. */
  record Again(Answer answer) implements BeginResult {}

  /** The same request is being executed at this moment. */
  record Running() implements BeginResult {}

  /** The key belongs to a different request. */
  record Different() implements BeginResult {}

  /**
   * Begins a request.
   *
   * @param fingerprint the same for the same request, and for no other
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  BeginResult begin(Key key, String fingerprint);

  /** Stores the answer of a request that was begun. */
  void storeAnswer(Key key, Answer answer);

  /** Forgets a request that was begun and failed, so that it can be sent again. */
  void forget(Key key);

  /**
   * Deletes a tenant's requests that are older than {@link #KEPT}.
   *
   * @param now the time
   * @return how many were deleted
   */
  int forgetOld(TenantId tenant, Instant now);
}
