package org.samling.core.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps by what is lent: settings, policy rules, stops. What {@link
 * org.samling.core.circulation.Inquiries#policy} says is what was put here.
 */
public interface PolicyRegister {

  /**
   * Puts settings. One with the same name, unit and first day takes the place of the earlier one.
   */
  void putSettings(TenantId tenant, List<SettingValue> values);

  /**
   * Takes a setting away that begins on a day, as though it had never been made.
   *
   * @return whether there was one
   */
  boolean removeSetting(TenantId tenant, String setting, Unit unit, LocalDate from);

  /** Puts policy rules, matched by their code. */
  void putRules(TenantId tenant, List<PolicyRule> rules);

  /**
   * Takes a policy rule away.
   *
   * @return whether there was one
   */
  boolean removeRule(TenantId tenant, String code);

  /** The test cases of a tenant, in the order of their names. */
  List<PolicyCase> cases(TenantId tenant);

  /**
   * Puts a test case, matched by its name.
   *
   * @return whether it was put; false where the tenant has {@link PolicyCase#MOST} others
   */
  boolean putCase(TenantId tenant, PolicyCase kept);

  /**
   * Takes a test case away.
   *
   * @return whether there was one
   */
  boolean removeCase(TenantId tenant, String name);

  /** Puts a floating group, matched by its code. */
  void putFloatingGroup(TenantId tenant, FloatingGroup group);

  /**
   * Takes a floating group away. The items that name it go home again when they are returned.
   *
   * @return whether there was one
   */
  boolean removeFloatingGroup(TenantId tenant, String code);

  /**
   * Puts one of the tables of a branch's sorting machines as a whole, from the top; an empty one
   * takes it away.
   *
   * @param table the name of the table
   */
  void putSortRules(TenantId tenant, String branch, String table, List<SortRule> rules);

  /**
   * Puts a stop, matched by its code: set it, lengthen it, or end it on an earlier day. It is
   * pending until everything was moved by it.
   */
  void putSuspension(TenantId tenant, Suspension suspension);

  /**
   * Takes a stop away as though it had never been. It counts no more at once, and is pending until
   * what it moved was moved back.
   *
   * @return whether there was one
   */
  boolean removeSuspension(TenantId tenant, String code);

  /** The stops of a tenant that are pending, in the order in which they were changed. */
  List<PendingSuspension> pendingSuspensions(TenantId tenant);

  /**
   * Says that everything was moved by a stop, as it was when it was asked for.
   *
   * @return whether it is pending no more; false where it was changed meanwhile
   */
  boolean suspensionApplied(TenantId tenant, PendingSuspension applied);

  /**
   * A stop by which not everything was moved yet.
   *
   * @param suspension the stop, or what it was before it was taken away
   * @param isRemoved whether it was taken away
   * @param changedAt when it was put or taken away last
   */
  record PendingSuspension(Suspension suspension, boolean isRemoved, Instant changedAt) {}
}
