package org.samling.core.catalogue;

import org.samling.core.organisation.TenantId;

/**
 * The port by which other systems update single local records of a tenant. Each update is one
 * transaction, and two updates of the same record wait for each other.
 *
 * <p>Throws {@link org.samling.core.StoreException} when the store fails.
 */
public interface RecordUpdates {

  /**
   * Stores a record.
   *
   * @param tenant the tenant to which it belongs
   * @param condition whether a record with its key has to exist
   */
  PutOutcome put(TenantId tenant, CatalogueRecord record, Condition condition);

  /**
   * Replaces the version from which a record was made, if that is still the current one.
   *
   * @param tenant the tenant to which it belongs
   * @param before the bytes of that version, which has the same key
   */
  ReplaceOutcome replace(TenantId tenant, CatalogueRecord record, Bytes before);

  /** The outcome of replacing a version of a record. */
  enum ReplaceOutcome {
    /** The version was replaced. */
    REPLACED,
    /** The record equals that version, byte for byte. */
    UNCHANGED,
    /** Another version is current; nothing was done. */
    CHANGED_MEANWHILE,
    /** The record no longer exists; nothing was done. */
    NOT_THERE
  }

  /**
   * Deletes a record.
   *
   * @param tenant the tenant to which it belongs
   * @param key the record
   */
  RemoveOutcome remove(TenantId tenant, RecordKey key);

  /** Whether a record has to exist before it is stored. */
  enum Condition {
    /** It has to be new. */
    NEW,
    /** It has to exist. */
    THERE,
    /** It may be either. */
    EITHER
  }

  /** The outcome of storing a record. */
  enum PutOutcome {
    /** It is new. */
    ADDED,
    /** It replaced another version. */
    CHANGED,
    /** It was in the store already, byte for byte. */
    UNCHANGED,
    /** It was to be new, but exists; nothing was done. */
    THERE_ALREADY,
    /** It was to exist, but does not; nothing was done. */
    NOT_THERE
  }

  /** The outcome of deleting a record. */
  enum RemoveOutcome {
    /** It is gone. */
    REMOVED,
    /** It did not exist. */
    NOT_THERE,
    /** Something refers to it, such as an item or a hold; it stays. */
    IN_USE
  }
}
