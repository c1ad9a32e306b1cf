package org.samling.core.catalogue;

import org.samling.core.organisation.TenantId;

/**
 * The port by which single records of a tenant's own are kept up to date from outside. What it does
 * to a record is done in one transaction, and two updates of the same record wait for each other.
 *
 * <p>Throws {@link org.samling.core.StoreException} when the store can't do it.
 */
public interface RecordUpdates {

  /**
   * Puts a record.
   *
   * @param tenant the tenant to whom it belongs
   * @param condition whether a record with its key has to be there
   * @return what came of it
   */
  PutOutcome put(TenantId tenant, CatalogueRecord record, Condition condition);

  /**
   * Has a record stand in the place of the version that it was made of, where that is still there.
   *
   * @param tenant the tenant to whom it belongs
   * @param before the bytes of that version, which has the same key
   * @return what came of it
   */
  ReplaceOutcome replace(TenantId tenant, CatalogueRecord record, Bytes before);

  /** What came of replacing a version of a record. */
  enum ReplaceOutcome {
    /** It stands in its place. */
    REPLACED,
    /** It is that version, byte for byte. */
    UNCHANGED,
    /** Another version is there; nothing was done. */
    CHANGED_MEANWHILE,
    /** No version is there any more; nothing was done. */
    NOT_THERE
  }

  /**
   * Takes a record away.
   *
   * @param tenant the tenant to whom it belongs
   * @param key the record
   * @return what came of it
   */
  RemoveOutcome remove(TenantId tenant, RecordKey key);

  /** Whether a record has to be there before it is put. */
  enum Condition {
    /** It has to be new. */
    NEW,
    /** It has to be there. */
    THERE,
    /** It may be either. */
    EITHER
  }

  /** What came of putting a record. */
  enum PutOutcome {
    /** It is new. */
    ADDED,
    /** It replaced another version. */
    CHANGED,
    /** It was there already, byte for byte. */
    UNCHANGED,
    /** It was to be new, and is there; nothing was done. */
    THERE_ALREADY,
    /** It was to be there, and is not; nothing was done. */
    NOT_THERE
  }

  /** What came of taking a record away. */
  enum RemoveOutcome {
    /** It is gone. */
    REMOVED,
    /** It was not there. */
    NOT_THERE,
    /** Something refers to it, such as an item or a hold; it stays. */
    IN_USE
  }
}
