package org.samling.core.organisation;

/**
 * One tenant: a municipality's consortium of agencies, which sees its own patrons, items and loans
 * and no other's.
 *
 * @param value its number in the store, from 1
 */
public record TenantId(int value) {

  /** Checks the number. */
  public TenantId {
    if (value < 1) {
      throw new IllegalArgumentException("a tenant's number must be 1 or more, not " + value);
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
