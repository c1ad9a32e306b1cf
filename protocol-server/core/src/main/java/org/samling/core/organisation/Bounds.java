package org.samling.core.organisation;

import java.util.Set;

/**
 * The part of a library whose patrons, items, loans and holds an account, or a member of staff, may
 * see and change. It is bound to the thread, from the incoming message to the query or command, so
 * that none can leave it out; {@link org.samling.core.policy.Sight} applies it.
 *
 * @param agencies the numbers of the agencies, with all their branches
 * @param branches the codes of further branches; with no agencies either, all of the library
 * @param isSchoolsOnly whether branches of agencies other than schools are left out
 */
public record Bounds(Set<String> agencies, Set<String> branches, boolean isSchoolsOnly) {

  /** No bounds: all of the library. */
  public static final Bounds NONE = new Bounds(Set.of(), Set.of(), false);

  /** The most agencies, and the most branches. */
  public static final int MOST = 100;

  private static final ScopedValue<Bounds> NOW = ScopedValue.newInstance();

  /** Copies the sets. */
  public Bounds {
    agencies = Set.copyOf(agencies);
    branches = Set.copyOf(branches);
  }

  /** The bounds of agencies and branches; of neither, no bounds. */
  public static Bounds of(Set<String> agencies, Set<String> branches) {
    return agencies.isEmpty() && branches.isEmpty() ? NONE : new Bounds(agencies, branches, false);
  }

  /** Whether there are none. */
  public boolean isNone() {
    return agencies.isEmpty() && branches.isEmpty() && !isSchoolsOnly;
  }

  /** Whether a branch lies within them. */
  public boolean admits(String branch, Agency agency) {
    var isNamed = agencies.contains(agency.number()) || branches.contains(branch);
    return (isNamed || (agencies.isEmpty() && branches.isEmpty()))
        && (!isSchoolsOnly || agency.kind() == Agency.Kind.SCHOOL);
  }

  /**
   * Runs work within them.
   *
   * @param work the work, on this thread
   * @return its result
   * @throws X as the work does
   */
  public <T, X extends Throwable> T keep(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(NOW, this).call(work);
  }

  /** The bounds of whoever asks on this thread. */
  public static Bounds now() {
    return NOW.orElse(NONE);
  }
}
