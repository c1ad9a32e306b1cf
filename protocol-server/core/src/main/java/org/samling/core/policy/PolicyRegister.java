package org.samling.core.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores the lending policy: settings, policy rules, stops. {@link
 * org.samling.core.circulation.Inquiries#policy} returns what was stored here.
 */
public interface PolicyRegister {

  /** Stores settings. One with the same name, unit and first day replaces the earlier one. */
  void putSettings(TenantId tenant, List<SettingValue> values);

  /**
   * Deletes a setting that begins on a day, as if it had never been made.
   *
   * @return whether there was one
   */
  boolean removeSetting(TenantId tenant, String setting, Unit unit, LocalDate from);

  /** Stores policy rules, matched by their code. */
  void putRules(TenantId tenant, List<PolicyRule> rules);

  /**
   * Deletes a policy rule.
   *
   * @return whether there was one
   */
  boolean removeRule(TenantId tenant, String code);

  /** The test cases of a tenant, in the order of their names. */
  List<PolicyCase> cases(TenantId tenant);

  /**
   * Stores a test case, matched by its name.
   *
   * @return whether it was stored; false where the tenant has {@link PolicyCase#MOST} others
   */
  boolean putCase(TenantId tenant, PolicyCase kept);

  /**
   * Deletes a test case.
   *
   * @return whether there was one
   */
  boolean removeCase(TenantId tenant, String name);

  /** Stores a floating group, matched by its code. */
  void putFloatingGroup(TenantId tenant, FloatingGroup group);

  /**
   * Deletes a floating group. Its items go home again when they are returned.
   *
   * @return whether there was one
   */
  boolean removeFloatingGroup(TenantId tenant, String code);

  /**
   * Stores one of the tables of a branch's sorting machines as a whole, from the top; an empty one
   * deletes it.
   *
   * @param table the name of the table
   */
  void putSortRules(TenantId tenant, String branch, String table, List<SortRule> rules);

  /**
   * Stores a stop, matched by its code: creates it, extends it, or ends it on an earlier day. It is
   * pending until all dates have been moved by it.
   */
  void putSuspension(TenantId tenant, Suspension suspension);

  /**
   * Deletes a stop as if it had never been. It stops counting at once, and is pending until the
   * dates that it moved have been moved back.
   *
   * @return whether there was one
   */
  boolean removeSuspension(TenantId tenant, String code);

  /** The stops of a tenant that are pending, in the order in which they were changed. */
  List<PendingSuspension> pendingSuspensions(TenantId tenant);

  /**
   * Records that all dates have been moved by a stop, in the version that was read.
   *
   * @return whether it is no longer pending; false where it was changed in the meantime
   */
  boolean markApplied(TenantId tenant, PendingSuspension applied);

  /**
   * The closings of branches, of today and later, by which not all dates have been moved, in the
   * order in which they were stored.
   */
  List<PendingClosing> pendingClosings(TenantId tenant);

  /**
   * Records that all dates have been moved by a closing, in the version that was read.
   *
   * @return whether it is no longer pending; false where it was changed in the meantime
   */
  boolean markApplied(TenantId tenant, PendingClosing applied);

  /**
   * The branches whose weekdays were changed, and by which not all dates have been moved, in the
   * order in which they were changed.
   */
  List<PendingWeekdays> pendingWeekdays(TenantId tenant);

  /**
   * Records that all dates have been moved by changed weekdays, in the version that was read.
   *
   * @return whether they are no longer pending; false where they were changed in the meantime
   */
  boolean markApplied(TenantId tenant, PendingWeekdays applied);

  /**
   * A branch that opens on other weekdays than before, by which not all dates have been moved yet.
   *
   * @param branch the code of the branch
   * @param changedAt when its weekdays were last changed
   */
  record PendingWeekdays(String branch, Instant changedAt) {}

  /**
   * A closing by which not all dates have been moved yet: loans and holds may be due on its days.
   *
   * @param branch the code of the branch
   * @param changedAt when it was last stored
   */
  record PendingClosing(String branch, BranchCalendar.Closing closing, Instant changedAt) {}

  /**
   * A stop by which not all dates have been moved yet.
   *
   * @param suspension the stop, or what it was before it was deleted
   * @param isRemoved whether it was deleted
   * @param changedAt when it was last stored or deleted
   */
  record PendingSuspension(Suspension suspension, boolean isRemoved, Instant changedAt) {}
}
